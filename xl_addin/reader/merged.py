"""Merged cells inside tables: whose values they hide.

Excel keeps the first cell of a merged range and blanks the others, which a person sees as
filled. Takes the workbook as it was read; neighbours: `consequences`, which drops what only
follows from other problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from xl_addin.model.book import DutyBook
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import CellRange, RawBook, RawSheet
from xl_addin.model.schema import OVERRIDES
from xl_addin.problems import Place, Problem
from xl_addin.reader.values import text

CODE = "merged-cells"
_OF_BLANKS = frozenset(
    [
        *("child-without-role", "column-headless", "header-blank", "id-blank"),
        *("override-incomplete", "toggles-headless", "value-blank"),
    ]
)
_OF_ALL = ("settings", "departments")
_OF_DUTIES = "duties"
_READ = {
    "settings": frozenset(["key", "value"]),
    "overrides": frozenset(column.name for column in OVERRIDES.columns),
}
"""Columns of the tables no other column of which is read."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Cells of a sheet that are read as a table: each row of a role, or of a duty.

    Attributes:
        name: Name of the table; of toggles, whose ids its rows have.
        header: Row of the headers.
        last: The last row.
        id_column: Column of the ids; 0 for none.
        columns: All columns that are read.
        toggles: Those of them that are of a role.
        any_header: Whether columns are read whatever their header is.
    """

    name: str
    header: int
    last: int
    id_column: int
    columns: frozenset[int]
    toggles: Mapping[int, str] = field(default_factory=dict)
    any_header: bool = False


def merged_cells(raw: RawBook, book: DutyBook) -> Iterator[Problem]:
    """One error a merged range that hides values of a table, for the roles they are of."""
    for sheet in raw.sheets:
        if not sheet.merged:
            continue
        hidden = _Hidden(sheet, book)
        for area in sheet.merged:
            regions = hidden.touched(area)
            if regions:
                corner = Place(row=area.bottom, column=area.right).address
                place = Place(book.file, sheet.name, area.top, area.left)
                params = {"range": f"{place.address}:{corner}"}
                yield Problem(CODE, place, params, roles=hidden.roles(area, regions))


def without_covered(problems: Sequence[Problem], raw: RawBook) -> Iterator[Problem]:
    """The problems without blanks that merging made; these are told with their range."""
    told = {problem.place for problem in problems if problem.code == CODE}
    rows = {
        sheet.name: _by_row(
            sheet,
            [a for a in sheet.merged if Place(raw.name, sheet.name, a.top, a.left) in told],
        )
        for sheet in raw.sheets
        if sheet.merged
    }
    affected: dict[Place, frozenset[str]] = {}
    left = []
    for problem in problems:
        place = problem.place
        areas = rows.get(place.sheet or "", {}).get(place.row or 0, ())
        area = _covering(areas, place.row or 0, place.column or 0)
        if area is None or problem.code not in _OF_BLANKS:
            left.append(problem)
        else:
            corner = replace(place, row=area.top, column=area.left)
            affected[corner] = affected.get(corner, frozenset()) | (
                problem.roles or frozenset()
            )
    for problem in left:
        more = affected.get(problem.place)
        if more and problem.code == CODE and problem.roles is not None:
            yield replace(problem, roles=problem.roles | more)
        else:
            yield problem


def _by_row(sheet: RawSheet, merged: Iterable[CellRange]) -> Mapping[int, Sequence[CellRange]]:
    rows: dict[int, list[CellRange]] = defaultdict(list)
    for area in merged:
        for row in range(area.top, min(area.bottom, len(sheet.rows)) + 1):
            rows[row].append(area)
    return rows


def _covering(areas: Sequence[CellRange], row: int, column: int) -> CellRange | None:
    """The range that blanks a cell of a row; None for none, and for its first cell."""
    area = next((each for each in areas if each.left <= column <= each.right), None)
    return None if area is None or (row, column) == (area.top, area.left) else area


class _Hidden:
    """Tells whose values the merged ranges of a sheet hide."""

    def __init__(self, sheet: RawSheet, book: DutyBook) -> None:
        self._sheet = sheet
        self._book = book
        self._regions = tuple(self._found())
        self._rows = _by_row(sheet, sheet.merged)
        self._toggled = {
            c: role for region in self._regions for c, role in region.toggles.items()
        }
        self._roles_with = cache(book.roles_with)

    def touched(self, area: CellRange) -> Sequence[_Region]:
        """The tables a range hides values of."""
        rows = range(area.top, min(area.bottom, len(self._sheet.rows)) + 1)
        if not any(
            _is_filled(self._sheet.row(row)[area.left - 1 : area.right]) for row in rows
        ):
            return ()
        return [
            each
            for each in self._regions
            if any(self._is_blanked(area, row, each) for row in rows)
        ]

    def _is_blanked(self, area: CellRange, row: int, region: _Region) -> bool:
        """Whether a range blanks what a table has in a row."""
        covered = range(area.left + (row == area.top), area.right + 1)
        if row == region.header:
            below = self._sheet.rows[region.header : region.last]
            return region.any_header and any(
                _is_filled(cells[covered.start - 1 : area.right]) for cells in below
            )
        if not region.header < row <= region.last or region.columns.isdisjoint(covered):
            return False
        return any(not is_blank(self._sheet.cell(row, column)) for column in region.columns)

    def roles(self, area: CellRange, regions: Sequence[_Region]) -> frozenset[str] | None:
        """Keys of the roles a range hides values of; None for every role."""
        across = range(area.left, area.right + 1)
        found = {self._toggled[column] for column in across if column in self._toggled}
        for region in regions:
            if area.top <= region.header or not region.id_column or region.name in _OF_ALL:
                return None
            if region.columns.intersection(across) <= region.toggles.keys():
                continue
            for row in range(area.top, min(area.bottom, region.last) + 1):
                theirs = self._of_row(row, region)
                if theirs is None:
                    return None
                found |= theirs
        return frozenset(found)

    def _of_row(self, row: int, region: _Region) -> frozenset[str] | None:
        column = region.id_column
        if area := _covering(self._rows.get(row, ()), row, column):
            if area.left != column:
                # What has no id of its own any more is nobody's; what is of some role is lost.
                return frozenset() if region.name in ("roles", _OF_DUTIES) else None
            row = area.top
        shown = text(self._sheet.padded.get((row, column), self._sheet.cell(row, column)))
        if region.name == _OF_DUTIES:
            return self._roles_with(key(shown))
        return frozenset([key(shown)]) & self._book.roles.keys()

    def _found(self) -> Iterator[_Region]:
        title = self._sheet.name
        for table in self._book.tables.values():
            if table.sheet == title and table.records:
                id_field = table.field("id" if table.name in ("roles", _OF_DUTIES) else "role")
                read = _READ.get(table.name)
                yield _Region(
                    table.name,
                    table.header_row,
                    table.records[-1].row,
                    id_field.column if id_field else 0,
                    frozenset(f.column for f in table.fields if not read or f.name in read),
                    any_header=read is None,
                )
        for grid in self._book.grids:
            if grid.sheet != title:
                continue
            header, ids = grid.header_row, grid.duty_column
            if grid.is_long:
                columns = frozenset([grid.role_column, ids, grid.value_column])
                last = self._sheet.last_row
                yield _Region("toggles", header, last, grid.role_column, columns)
            else:
                last = max(grid.rows.values(), default=header)
                toggles = {column: role for role, column in grid.columns.items()}
                columns = frozenset([ids, *toggles])
                yield _Region(_OF_DUTIES, header, last, ids, columns, toggles, any_header=True)


def _is_filled(cells: Iterable[CellValue]) -> bool:
    return not all(map(is_blank, cells))
