"""Which cells of a workbook are which role's, and hashes of them.

Takes sheets and how the reader understood them; neighbours: `model.imprint`. A role's
document follows from its own cells and from those that are no single role's, so a
workbook of which only some roles' cells have changed need be read for these alone.
"""

from __future__ import annotations

import hashlib
import marshal
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.imprint import RoleLayout, SheetImprint, runs, unrolled
from xl_addin.model.names import key
from xl_addin.model.plain_cells import split
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import NOT_DATA
from xl_addin.reader.toggles import role_columns
from xl_addin.reader.values import text

if TYPE_CHECKING:
    from xl_addin.model.book import DutyBook

_DIGEST_BYTES = 12
# Equal values give equal bytes under it, whatever else refers to them.
_MARSHAL = 2
_NOT_DATA = frozenset().union(*(spec.keys for spec in NOT_DATA))


def imprints(raw: RawBook, book: DutyBook) -> dict[str, SheetImprint]:
    """Every sheet that documents can depend on, by tab."""
    divided = layouts(book)
    roles = book.roles.keys()
    return {
        sheet.name: imprint_of(sheet, divided.get(sheet.name), roles)
        for sheet in raw.sheets
        if is_data(sheet.name)
    }


def is_data(title: str) -> bool:
    """Whether documents can depend on the sheet of that tab."""
    return key(title) not in _NOT_DATA


def imprint_of(
    sheet: RawSheet, layout: RoleLayout | None, roles: Collection[str]
) -> SheetImprint:
    """Hash one sheet.

    Args:
        sheet: All of it.
        layout: How its cells belong to roles.
        roles: Keys of all roles.
    """
    if layout is None:
        lines = _Lines(sheet, sheet.rows, (sheet.fonts, sheet.padded))
        return SheetImprint(lines.digest(range(len(sheet.rows)), 0))
    if layout.column:
        return _by_rows(sheet, layout, roles)
    return _by_columns(sheet, layout, roles)


def narrowed(sheet: RawSheet, its: SheetImprint, roles: Collection[str]) -> RawSheet:
    """A sheet with the cells of these roles and those of none; the others are blank.

    Args:
        sheet: The sheet, or as much of it as is wanted.
        its: Its imprint.
        roles: Keys of the roles wanted.
    """
    if its.layout is None:
        return sheet
    if its.layout.column:
        kept = wanted_rows(its, roles)
        rows: list[Sequence[CellValue]] = [
            row if number in kept else () for number, row in enumerate(sheet.rows, start=1)
        ]
    else:
        gone = [
            column - 1
            for column, role in role_columns(sheet, its.layout.header, its.roles).items()
            if role not in roles
        ]
        rows = [_without(row, gone) for row in sheet.rows]
    return replace(sheet, rows=rows)


def wanted_rows(its: SheetImprint, roles: Collection[str]) -> frozenset[int]:
    """Rows of these roles and those of none, on a sheet each row of which is of one role."""
    return frozenset(unrolled(its.shared_rows)).union(*map(its.lines, roles))


def layouts(book: DutyBook) -> dict[str, RoleLayout]:
    """How the reader divided the sheets of a workbook that has no errors, by tab."""
    found = {}
    tables = {name: book.tables[name] for name in ("roles", "overrides")}
    for name, table in (tables | dict(book.children)).items():
        field = table.field("id" if name == "roles" else "role")
        if table.sheet and field and field.column:
            found[table.sheet] = RoleLayout(table.header_row, field.column)
    for grid in book.grids:
        found[grid.sheet] = RoleLayout(grid.header_row, grid.role_column)
    return found


def _by_rows(sheet: RawSheet, layout: RoleLayout, roles: Collection[str]) -> SheetImprint:
    own: dict[str, list[int]] = defaultdict(list)
    shared: list[int] = list(range(min(layout.header, len(sheet.rows))))
    keys: dict[CellValue, str] = {}
    at = layout.column - 1
    for number in range(layout.header, len(sheet.rows)):
        row = sheet.rows[number]
        cell = row[at] if len(row) > at else None
        if type(cell) is str:
            name = keys.get(cell)
            if name is None:
                name = keys[cell] = key(cell)
        else:
            name = key(text(sheet.padded.get((number + 1, layout.column), cell)))
        if name in roles:
            own[name].append(number)
        elif not all(map(is_blank, row)):
            shared.append(number)
    lines = _Lines(sheet, sheet.rows, (sheet.fonts, sheet.padded))
    return SheetImprint(
        lines.digest(shared, layout.header),
        layout,
        [*runs(number + 1 for number in shared)],
        {
            name: [lines.digest(rows), *runs(row + 1 for row in rows)]
            for name, rows in own.items()
        },
    )


def _by_columns(sheet: RawSheet, layout: RoleLayout, roles: Collection[str]) -> SheetImprint:
    own: dict[str, list[int]] = defaultdict(list)
    for column, name in role_columns(sheet, layout.header, roles).items():
        own[name].append(column - 1)
    width = max((len(row) for row in sheet.rows), default=0)
    across = [[*row, *(None,) * (width - len(row))] for row in sheet.rows]
    down = [list(column) for column in zip(*across, strict=True)]
    spots = (
        {(column, row): shown for (row, column), shown in texts.items()}
        for texts in (sheet.fonts, sheet.padded)
    )
    lines = _Lines(sheet, down, spots)
    theirs = frozenset(chain.from_iterable(own.values()))
    shared = [number for number in range(width) if number not in theirs]
    return SheetImprint(
        lines.digest(shared, layout.header),
        layout,
        roles={
            name: [lines.digest(columns), *runs(column + 1 for column in columns)]
            for name, columns in own.items()
        },
    )


class _Lines:
    """A sheet's rows, or its columns, to be hashed.

    Where they stand does not count, unless merged ranges, drop-down lists or hidden rows
    say something of places.

    Args:
        sheet: The sheet.
        lines: Its cells, line by line.
        spots: Texts of single cells by (line, place in it), both counted from 1.
    """

    def __init__(
        self,
        sheet: RawSheet,
        lines: Sequence[Sequence[CellValue]],
        spots: Iterable[Mapping[tuple[int, int], str]],
    ) -> None:
        of_places = sheet.merged or sheet.lists or sheet.hidden_rows
        self._looks = repr((sheet.name, sheet.merged, sheet.lists, sorted(sheet.hidden_rows)))
        self._is_placed = bool(of_places)
        self._plain, special = split(lines)
        self._others: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for (line, place), value in special.items():
            self._others[line].append((place, type(value).__name__, repr(value)))
        for kind, texts in enumerate(spots):
            for (line, place), shown in sorted(texts.items()):
                self._others[line - 1].append((kind, place, shown))

    def digest(self, numbers: Sequence[int], header: int | None = None) -> str:
        """Hash of lines, counted from 0; of the sheet as a whole too, if its header is given."""
        plain = [self._plain[number] for number in numbers]
        others = [self._others.get(number) for number in numbers] if self._others else None
        places = tuple(numbers) if self._is_placed else None
        looks = None if header is None else (header, self._looks)
        content = marshal.dumps((plain, others, places, looks), _MARSHAL)
        return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


def _without(row: Sequence[CellValue], gone: Iterable[int]) -> Sequence[CellValue]:
    cells = list(row)
    for at in gone:
        if at < len(cells):
            cells[at] = None
    return cells
