"""A diff in the words of the sheet: which cell of which row said what, and says what now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xl_addin.merge.keyed import TOGGLES, KeyedBook, RowKey
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, SetOrder
from xl_addin.merge.shown import Labels, side_text
from xl_addin.merge.two_way import shown_duty
from xl_addin.problems import Place


class Change(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    ON = "on"
    OFF = "off"
    MOVED = "moved"


_NAMES = {("roles", "name"), ("duties", "title"), ("settings", "key"), ("departments", "name")}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference as a person reads it.

    Attributes:
        change: What happened.
        table: The sheet.
        row: How the row is known.
        column: The heading; '' for a whole row.
        old: What stood there.
        new: What stands there now.
        place: The cell in the newer workbook; in the older for what is gone.
        op: The change itself.
    """

    change: Change
    table: str
    row: str
    column: str
    old: str
    new: str
    place: Place
    op: Op


def report(ops: Iterable[Op], before: KeyedBook, after: KeyedBook) -> tuple[Line, ...]:
    """The lines of a diff, in the order of the changes.

    Args:
        ops: What `diff` found.
        before: The older book.
        after: The newer book, aligned to the older.
    """
    return tuple(_lines(ops, before, after, Labels((after, before))))


def _lines(
    ops: Iterable[Op], before: KeyedBook, after: KeyedBook, labels: Labels
) -> Iterator[Line]:
    for op in ops:
        sheet = labels.table(op.table)
        match op:
            case SetCell():
                yield _cell(op, sheet, before, after, labels)
            case AddRow():
                text = side_text(op.row, op.table, labels)
                place = _row_place(after, op.table, op.key)
                yield Line(Change.ADDED, sheet, op.row.shown, "", "", text, place, op)
            case RemoveRow():
                text = side_text(op.row, op.table, labels)
                place = _row_place(before, op.table, op.key)
                yield Line(Change.REMOVED, sheet, op.row.shown, "", text, "", place, op)
            case SetOrder():
                for key in op.moved:
                    row = after.rows(op.table)[key]
                    old = _row_place(before, op.table, key)
                    place = _row_place(after, op.table, key)
                    spots = (old.address or "", place.address or "")
                    yield Line(Change.MOVED, sheet, row.shown, "", *spots, place, op)


def _cell(op: SetCell, sheet: str, before: KeyedBook, after: KeyedBook, labels: Labels) -> Line:
    old, new = (side_text(each, op.table, labels) for each in (op.old, op.new))
    column = labels.column(op.table, op.field)
    if op.table == TOGGLES:
        shown = shown_duty(op.key[0], after, before)
        kind = Change.CHANGED if op.old and op.new else Change.ON if op.new else Change.OFF
        return Line(kind, sheet, shown, column, old, new, _toggle_place(after, op), op)
    row = after.rows(op.table).get(op.key) or before.rows(op.table)[op.key]
    renamed = (op.table, op.field) in _NAMES
    kind = Change.RENAMED if renamed else Change.CHANGED
    return Line(kind, sheet, row.shown, column, old, new, _cell_place(after, op), op)


def _row_place(book: KeyedBook, table: str, key: RowKey) -> Place:
    found = book.tables.get(table)
    row = found.rows.get(key) if found else None
    return Place(book.file, found.sheet if found else None, row.place or None if row else None)


def _cell_place(book: KeyedBook, op: SetCell) -> Place:
    found = book.tables.get(op.table)
    header = found.headers.get(op.field) if found else None
    at = _row_place(book, op.table, op.key)
    return Place(book.file, at.sheet, at.row, header.column or None if header else None)


def _toggle_place(book: KeyedBook, op: SetCell) -> Place:
    duty, role = op.key[0], op.field
    for grid in book.grids:
        if (role, duty) in grid.pairs:
            return Place(book.file, grid.sheet, grid.pairs[role, duty], grid.value_column)
        if role in grid.columns and duty in grid.rows:
            return Place(book.file, grid.sheet, grid.rows[duty], grid.columns[role])
    return Place(book.file)
