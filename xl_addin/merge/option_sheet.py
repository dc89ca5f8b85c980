"""The sheet 选项 as lists: what drop-downs offer, one list a column, known by its heading.

Neighbour: `option_lists`, which compares and merges them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xl_addin.merge.alignment import pairs
from xl_addin.merge.keyed import KeyedRow
from xl_addin.merge.lines import Lines
from xl_addin.merge.values import said
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import LISTS
from xl_addin.problems import column_letters

TABLE = LISTS.name
VALUES = "values"
WAS = "was"
HEADING = "列标题"
_MOST_TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class OptionList:
    """One column.

    Attributes:
        name: What it is known by in its own workbook.
        header: Its heading.
        column: Counted from 1; 0 if there is none.
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

    @property
    def shown(self) -> str:
        """How a person knows it: without a heading by the letter of its column."""
        return self.header or self.name


@dataclass(frozen=True, slots=True)
class OptionSheet:
    """The sheet; without a tab if the workbook has none.

    Attributes:
        file: File name.
        sheet: Its tab.
        header_row: Counted from 1.
        lists: By their names; by the names they have in the base after `known_by`.
    """

    file: str
    sheet: str = ""
    header_row: int = 0
    lists: Mapping[str, OptionList] = field(default_factory=dict)

    def of(self, name: str) -> OptionList:
        """A list; where there is none an empty one, whose name no list of the sheet has."""
        if name in self.lists:
            return self.lists[name]
        while any(each.name == name for each in self.lists.values()):
            name += "'"
        return OptionList(name, "", 0)


def find_option_sheet(raw: RawBook) -> RawSheet | None:
    """The sheet 选项, if a workbook has one."""
    return next((sheet for sheet in raw.sheets if key(sheet.name) in LISTS.keys), None)


def option_sheet(raw: RawBook) -> OptionSheet:
    """The lists of a workbook."""
    sheet = find_option_sheet(raw)
    if sheet is None:
        return OptionSheet(raw.name)
    filled = [_filled(sheet, row) for row in range(1, _MOST_TITLE_ROWS + 1)]
    # A title fills fewer cells than the headings; notes beside the lists may fill more.
    header_row = next(n for n, cells in enumerate(filled, start=1) if cells * 2 >= max(filled))
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


def known_by(base: OptionSheet, *sides: OptionSheet) -> tuple[OptionSheet, ...]:
    """The sides with the base's names for lists whose heading somebody reworded.

    Such a list still offers most of what it did. A heading that is new in two sides names
    the same list in both.
    """
    own = [_reworded(base, side) for side in sides]
    every = {name: known for names in reversed(own) for name, known in names.items()}
    renamed = []
    for side, names in zip(sides, own, strict=True):
        lists: dict[str, OptionList] = {}
        for name, each in side.lists.items():
            known = {**every, **names}.get(name, name)
            lists[name if known in {**side.lists, **lists} else known] = each
        renamed.append(replace(side, lists=lists))
    return tuple(renamed)


def _reworded(base: OptionSheet, side: OptionSheet) -> dict[str, str]:
    gone, new = (
        [
            KeyedRow((name,), each.header, {VALUES: each.values})
            for name, each in these.lists.items()
            if name not in others.lists
        ]
        for these, others in ((base, side), (side, base))
    )
    return {found.key[0]: old.key[0] for old, found in pairs(gone, new)}
