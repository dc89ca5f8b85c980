"""Changes of a keyed book written into our copy's own bytes, everything else kept.

Rows and columns are appended, never inserted; a role or duty that goes is set 停用, any
other row that goes is emptied. Passes, each only where it is needed, because each must
see where the one before put things: headings, cells and rows, then the headings, rows
and cells of the toggles.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xl_addin.errors import EditRefused
from xl_addin.merge.decisions import Decision
from xl_addin.merge.keyed import ANONYMOUS, TOGGLES, KeyedBook, RowKey
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, SetOrder, at
from xl_addin.merge.option_sheet import TABLE as OPTIONS
from xl_addin.merge.shown import Labels
from xl_addin.package import patch
from xl_addin.package.limits import Limits
from xl_addin.package.patch import Edit, Value, patch_workbook
from xl_addin.pipeline.keyed_copy import Copy, copy_from_bytes
from xl_addin.pipeline.merge_changes import (
    WITH_STATUS,
    belonging,
    cell_value,
    fields_of,
    is_meant,
    toggles_of,
)
from xl_addin.pipeline.option_writing import option_edits
from xl_addin.pipeline.toggle_labels import label_edits
from xl_addin.pipeline.toggle_writing import (
    Names,
    in_one_pass,
    left_over,
    toggle_edits,
    toggle_headings,
)

Tagged = tuple[Edit, int]
"""An edit and the number of the change it comes from."""

_DISABLED = "停用"


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that the workbook could not take, and why."""

    op: Op
    reason: EditRefused | None


class Writing:
    """Writes changes into one copy.

    Args:
        copy: Our copy with its bytes.
        view: Its rows under the keys the changes use.
        others: Where headings of new columns come from.
        limits: What the workbook may hold.

    Attributes:
        refused: Changes it would not take; everything else is written.
    """

    def __init__(
        self,
        copy: Copy,
        view: KeyedBook,
        others: Sequence[KeyedBook],
        limits: Limits | None = None,
    ) -> None:
        self._copy = copy
        self._content = copy.content
        self._view = view
        self._labels = Labels((view, *others))
        self._limits = limits
        self._others = tuple(others)
        self.refused: list[Refused] = []

    def write(self, ops: Iterable[Op]) -> bytes:
        """The workbook with changes made.

        Raises:
            EditRefused: It may not be changed at all.
        """
        changes = list(ops)
        self._patch(changes, list(self._headings(changes)))
        names = Names.of(self._current(), changes)
        toggles = self._with_rows(toggles_of(changes), names)
        new = {
            op.row.key[0]: n
            for n, op in enumerate(changes)
            if isinstance(op, AddRow) and op.table in WITH_STATUS
        }
        cells = list(self._cells(changes))
        headings = toggle_headings(self._current(), names, toggles, new, self._others)
        if headings or not in_one_pass(self._current(), new):
            # Each pass must see where the one before put things.
            self._patch(changes, cells)
            headings = toggle_headings(self._current(), names, toggles, new, self._others)
            self._patch(changes, headings)
            cells = []
        labels = label_edits(self._current(), changes)
        ticks = toggle_edits(self._current(), names, toggles, new, self._others)
        ticks += left_over(self._current(), changes, toggles)
        options = option_edits(self._current().raw, changes)
        self._patch(changes, [*cells, *ticks, *options])
        if labels:
            # Where a formula fetches the title, it follows by itself.
            with contextlib.suppress(EditRefused):
                self.append(labels)
        return self._content

    def append(self, edits: Sequence[Edit]) -> bytes:
        """Edits that come from no change of the book, after all others."""
        self._content = patch_workbook(
            self._content, edits, file=self._copy.raw.name, limits=self._limits
        )
        return self._content

    def as_written(self, decision: Decision) -> Decision:
        """A decision whose changes name rows without id by what they say now."""
        return replace(
            decision,
            ops=tuple(map(self._as_written, decision.ops)),
            choices={
                choice: tuple(map(self._as_written, ops))
                for choice, ops in (decision.choices or {}).items()
            }
            or None,
        )

    def _as_written(self, op: Op) -> Op:
        if isinstance(op, SetOrder | AddRow) or op.key[0] != ANONYMOUS:
            return op
        # Rows never move, so the one in the same place is the same.
        place = self._place(op.table, op.key)
        rows = self._current().view.rows(op.table).values()
        return at(op, next((row.key for row in rows if row.place == place), op.key))

    def _current(self) -> Copy:
        if self._copy.content is not self._content:
            assert self._copy.path is not None  # noqa: S101 - only files are written into
            self._copy = copy_from_bytes(self._content, self._copy.path, self._limits)
        return self._copy

    def _patch(self, changes: Sequence[Op], tagged: Sequence[Tagged]) -> None:
        """Make edits; those that are refused are set aside, the others made all the same."""
        left = list(tagged)
        while left:
            edits = [edit for edit, _ in left]
            try:
                self._content = patch_workbook(
                    self._content, edits, file=self._copy.raw.name, limits=self._limits
                )
            except EditRefused as fault:
                out = {number for edit, number in left if is_meant(edit, fault)}
                if not out:
                    raise
                out |= belonging(out, changes)
                self.refused += [Refused(changes[number], fault) for number in sorted(out)]
                left = [each for each in left if each[1] not in out]
            else:
                return

    def _headings(self, changes: Sequence[Op]) -> Iterator[Tagged]:
        """Columns and sheets that changes need and the workbook lacks."""
        needed: dict[str, dict[str, int]] = {}
        for number, op in enumerate(changes):
            for name in fields_of(op):
                needed.setdefault(op.table, {}).setdefault(name, number)
        for table, fields in needed.items():
            own = self._view.tables.get(table)
            present = {n for n, head in own.headers.items() if head.column} if own else set()
            texts = {name: self._labels.column(table, name) for name in fields}
            first = next(iter(fields.values()))
            if own is None or not own.sheet:
                yield patch.AddSheet(self._labels.table(table), (tuple(texts.values()),)), first
            elif not own.header_row:
                row = dict(enumerate(texts.values(), start=1))
                yield patch.AppendRow(own.sheet, row), first
            else:
                for name in fields:
                    if name not in present:
                        values: Mapping[int, Value] = {own.header_row: texts[name]}
                        yield patch.AppendColumn(own.sheet, values), fields[name]

    def _cells(self, changes: Sequence[Op]) -> Iterator[Tagged]:
        tables = self._current().view.tables
        for number, op in enumerate(changes):
            if op.table in (TOGGLES, OPTIONS):
                continue
            if op.table not in tables:
                self.refused.append(Refused(op, None))
                continue
            columns = {n: head.column for n, head in tables[op.table].headers.items()}
            sheet = tables[op.table].sheet
            match op:
                case SetCell():
                    place = self._place(op.table, op.key)
                    if not place or op.field not in columns:
                        self.refused.append(Refused(op, None))
                        continue
                    value = cell_value(op.new, op.typed)
                    yield patch.SetCell(sheet, place, columns[op.field], value), number
                case AddRow():
                    values = {
                        columns[name]: cell_value(value, op.row.cells.get(name))
                        for name, value in op.row.values.items()
                        if name in columns
                    }
                    place = self._place(op.table, op.key)
                    if op.row.values.keys() - columns.keys():
                        # A column that found no place: the rest is written all the same.
                        self.refused.append(Refused(op, None))
                    if not place:
                        yield patch.AppendRow(sheet, values), number
                    for column, value in values.items() if place else ():
                        yield patch.SetCell(sheet, place, column, value), number
                case RemoveRow():
                    for edit in self._removed(op, sheet, columns):
                        yield edit, number

    def _removed(self, op: RemoveRow, sheet: str, columns: Mapping[str, int]) -> Iterator[Edit]:
        place = self._place(op.table, op.key)
        if not place:
            return
        if op.table in WITH_STATUS and not op.row.is_anonymous:
            if "status" in columns:
                yield patch.SetCell(sheet, place, columns["status"], _DISABLED)
            else:
                self.refused.append(Refused(op, None))
            return
        for name in self._view.rows(op.table)[op.key].values:
            yield patch.SetCell(sheet, place, columns[name], None)

    def _with_rows(self, toggles: Mapping[int, SetCell], names: Names) -> dict[int, SetCell]:
        """Toggles of roles and duties there are; the others are set aside."""
        kept = {}
        for number, op in toggles.items():
            if op.field in names.roles and op.key[0] in names.duties:
                kept[number] = op
            elif op.new is not None:
                self.refused.append(Refused(op, None))
        return kept

    def _place(self, table: str, key: RowKey) -> int:
        row = self._view.rows(table).get(key)
        return row.place if row else 0
