"""The sheet 选项: what drop-downs offer, one list a column, compared and merged as lists.

A column is known by its heading. A heading that one side lacks says nothing, and a list
is never asked about without a base: what either side offers can be chosen from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from xl_addin.merge.cells import decide_cell
from xl_addin.merge.decisions import Action, Decision, Reason
from xl_addin.merge.keyed import KeyedRow
from xl_addin.merge.lines import Lines, both_added
from xl_addin.merge.ops import AddRow, Op, SetCell
from xl_addin.merge.report import Change, Line
from xl_addin.merge.values import said
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import LISTS
from xl_addin.problems import Place, column_letters

TABLE = LISTS.name
VALUES = "values"
_MOST_TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class OptionList:
    """One column.

    Attributes:
        name: What it is known by.
        header: Its heading.
        column: Counted from 1.
        rows: Row of each value.
        values: Its filled cells as texts, in their order.
        cells: The same cells as typed, by text.
    """

    name: str
    header: str
    column: int
    rows: tuple[int, ...] = ()
    values: Lines = ()
    cells: Mapping[str, CellValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OptionSheet:
    """The sheet; without a tab if the workbook has none."""

    file: str
    sheet: str = ""
    header_row: int = 0
    lists: Mapping[str, OptionList] = field(default_factory=dict)

    def of(self, name: str) -> OptionList:
        """A list; an empty one where there is none."""
        return self.lists.get(name) or OptionList(name, name, 0)


def find_option_sheet(raw: RawBook) -> RawSheet | None:
    """The sheet 选项, if a workbook has one."""
    return next((sheet for sheet in raw.sheets if key(sheet.name) in LISTS.keys), None)


def option_sheet(raw: RawBook) -> OptionSheet:
    """The lists of a workbook."""
    sheet = find_option_sheet(raw)
    if sheet is None:
        return OptionSheet(raw.name)
    heads = [_filled(sheet, row) for row in range(1, _MOST_TITLE_ROWS + 1)]
    # A title above the headings fills fewer cells than they do.
    header_row = heads.index(max(heads)) + 1
    lists: dict[str, OptionList] = {}
    for column in range(1, sheet.last_column + 1):
        found = _list(sheet, header_row, column)
        name = found.name
        if found.header or found.values:
            while name in lists:
                name += "'"
            lists[name] = replace(found, name=name)
    return OptionSheet(raw.name, sheet.name, header_row, lists)


def _filled(sheet: RawSheet, row: int) -> int:
    return sum(not is_blank(cell) for cell in sheet.row(row))


def _list(sheet: RawSheet, header_row: int, column: int) -> OptionList:
    header = said(sheet.cell(header_row, column))
    rows = tuple(
        row
        for row in range(header_row + 1, sheet.last_row + 1)
        if not is_blank(sheet.cell(row, column))
    )
    cells = {said(sheet.cell(row, column)): sheet.cell(row, column) for row in rows}
    values = tuple(said(sheet.cell(row, column)) for row in rows)
    name = key(header) or column_letters(column)
    return OptionList(name, header, column, rows, values, cells)


def decide_options(
    base: OptionSheet | None, ours: OptionSheet, theirs: OptionSheet
) -> Iterator[Decision]:
    """What becomes of every list in which the copies differ.

    Args:
        base: What both come from; None if nobody knows.
        ours: Our lists; without the sheet nothing can be taken.
        theirs: Theirs.
    """
    for name in dict.fromkeys([*ours.lists, *theirs.lists]) if ours.sheet else ():
        mine, other = ours.of(name), theirs.of(name)
        if name not in theirs.lists or (name in ours.lists and mine.values == other.values):
            continue
        if base is None:
            lines = (*mine.values, *(v for v in other.values if v not in mine.values))
            yield _decision(mine, other, Action.LINES, Reason.NO_BASE, lines)
        elif name not in ours.lists:
            if name not in base.lists:
                yield _decision(mine, other, Action.THEIRS, Reason.ONE_SIDE, other.values)
        else:
            yield _three_way(base.of(name), mine, other)


def _three_way(base: OptionList, mine: OptionList, other: OptionList) -> Decision:
    spot = TABLE, (mine.name,), ""
    if not base.values and mine.values and other.values:
        lines = tuple(both_added(mine.values, other.values))
        return _decision(mine, other, Action.LINES, Reason.LINES, lines)
    sets = (
        SetCell(*spot, base.values, each.values) if each.values != base.values else None
        for each in (mine, other)
    )
    found = decide_cell(spot, mine.header, *sets)
    return replace(
        found,
        ops=tuple(_whole(op, mine, other) for op in found.ops),
        choices={
            choice: tuple(_whole(op, mine, other, base) for op in ops)
            for choice, ops in (found.choices or {}).items()
        }
        or None,
    )


def _decision(
    mine: OptionList, other: OptionList, action: Action, reason: Reason, lines: Lines
) -> Decision:
    op = _op(lines, mine, other)
    ops = () if lines == mine.values and mine.column else (op,)
    shown = mine.header if mine.column else other.header
    return Decision(
        TABLE, (mine.name,), "", action, reason, shown, None, mine.values, other.values, ops
    )


def _whole(op: Op, *lists: OptionList) -> AddRow:
    assert isinstance(op, SetCell)  # noqa: S101 - a cell's decision changes cells
    assert isinstance(op.new, tuple)  # noqa: S101 - of lists
    return _op(op.new, *lists)


def _op(lines: Lines, *lists: OptionList) -> AddRow:
    """A list as a row of its own: a change of a list names all it holds from then on."""
    header = next((each.header for each in lists if each.column), "")
    known = {text: cell for each in reversed(lists) for text, cell in each.cells.items()}
    cells = {line: known[line] for line in lines if line in known}
    return AddRow(TABLE, KeyedRow((lists[0].name,), header, {VALUES: lines}, cells))


def option_lines(before: OptionSheet, after: OptionSheet) -> Iterator[Line]:
    """What differs between the lists of two workbooks, value by value."""
    for name in dict.fromkeys([*before.lists, *after.lists]):
        old, new = before.of(name), after.of(name)
        matcher = SequenceMatcher(None, old.values, new.values, autojunk=False)
        for kind, i, j, m, n in matcher.get_opcodes():
            if kind == "equal":
                continue
            for number in range(max(j - i, n - m)):
                gone, come = i + number < j, m + number < n
                sheet, known = (after, new) if come else (before, old)
                row = known.rows[m + number if come else i + number]
                yield Line(
                    Change.CHANGED
                    if gone and come
                    else Change.ADDED
                    if come
                    else Change.REMOVED,
                    sheet.sheet,
                    known.header,
                    "",
                    old.values[i + number] if gone else "",
                    new.values[m + number] if come else "",
                    Place(sheet.file, sheet.sheet, row, known.column),
                    _op(new.values, new, old),
                )
