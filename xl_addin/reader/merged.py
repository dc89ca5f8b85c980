"""Merged cells inside tables: whose values they hide.

Excel keeps the first cell of a merged range and blanks the others. Takes the workbook as it
was read; neighbours: `consequences`, which drops what only follows from other problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xl_addin.model.book import DutyBook
from xl_addin.model.names import key
from xl_addin.model.raw import CellRange, RawBook, RawSheet
from xl_addin.problems import Place, Problem
from xl_addin.reader.notes import CODE as NOTE
from xl_addin.reader.values import text

CODE = "merged-cells"
_OF_BLANKS = frozenset(
    [
        *("child-without-role", "column-headless", "header-blank", "id-blank"),
        *("override-incomplete", "value-blank"),
    ]
)
_OF_ALL = ("settings", "departments")
_OF_DUTIES = "duties"


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows of a sheet that are read as a table: each of a role, or of a duty."""

    name: str
    header: int
    last: int
    id_column: int
    toggles: Mapping[int, str]


def merged_cells(raw: RawBook, book: DutyBook) -> Iterator[Problem]:
    """One error a merged range that touches a table, for the roles it hides values of."""
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
    rows = {sheet.name: _by_row(sheet) for sheet in raw.sheets if sheet.merged}
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
    notes = {problem.place for problem in left if problem.code == NOTE}
    for problem in left:
        if problem.code == CODE and problem.place in notes:
            continue
        more = affected.get(problem.place)
        if more and problem.code == CODE and problem.roles is not None:
            yield replace(problem, roles=problem.roles | more)
        else:
            yield problem


def _by_row(sheet: RawSheet) -> Mapping[int, Sequence[CellRange]]:
    rows: dict[int, list[CellRange]] = defaultdict(list)
    for area in sheet.merged:
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
        self._rows = _by_row(sheet)
        self._toggled = {
            c: role for region in self._regions for c, role in region.toggles.items()
        }
        self._roles_with = cache(book.roles_with)

    def touched(self, area: CellRange) -> Sequence[_Region]:
        """The tables a range reaches into."""
        return [r for r in self._regions if area.bottom >= r.header and area.top <= r.last]

    def roles(self, area: CellRange, regions: Sequence[_Region]) -> frozenset[str] | None:
        """Keys of the roles a range hides values of; None for every role."""
        across = range(area.left, area.right + 1)
        found = {self._toggled[column] for column in across if column in self._toggled}
        in_toggles = all(column in self._toggled for column in across)
        for region in regions:
            if area.top <= region.header or not region.id_column or region.name in _OF_ALL:
                return None
            if in_toggles:
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
                field = table.field("id" if table.name in ("roles", _OF_DUTIES) else "role")
                column, last = field.column if field else 0, table.records[-1].row
                yield _Region(table.name, table.header_row, last, column, {})
        for grid in self._book.grids:
            if grid.sheet != title:
                continue
            header = grid.header_row
            if grid.is_long:
                yield _Region("toggles", header, self._sheet.last_row, grid.role_column, {})
            else:
                last = max(grid.rows.values(), default=header)
                toggles = {column: role for role, column in grid.columns.items()}
                yield _Region(_OF_DUTIES, header, last, grid.duty_column, toggles)
