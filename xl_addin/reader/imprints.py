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
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any

from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.imprint import RoleLayout, SheetImprint, unrolled
from xl_addin.model.names import key
from xl_addin.model.plain_cells import split
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import NOT_DATA
from xl_addin.reader.toggle_columns import role_columns
from xl_addin.reader.values import text

if TYPE_CHECKING:
    from xl_addin.model.book import DutyBook

_DIGEST_BYTES = 12
# Equal values give equal bytes under it, whatever else refers to them.
_MARSHAL = 2
_NOT_DATA = frozenset().union(*(spec.keys for spec in NOT_DATA))


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
    # A merged range hides by what one role's cell has what others' cells have.
    if layout is None or any(area.bottom > layout.header for area in sheet.merged):
        lines = _Lines(sheet, sheet.rows, (sheet.fonts, sheet.padded))
        return SheetImprint(lines.digest([range(len(sheet.rows))], 0))
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
    own: dict[str, list[range]] = defaultdict(list)
    shared = [range(min(layout.header, len(sheet.rows)))]
    first, at = layout.header, layout.column - 1
    ids = [row[at] if len(row) > at else None for row in islice(sheet.rows, first, None)]
    # Most rows of a role stand together, their ids typed alike.
    for cell, group in groupby(ids, key=_typed):
        run = range(first, first + len(list(group)))
        first = run.stop
        if cell and (name := key(cell)) in roles:
            own[name].append(run)
            continue
        for number in run:
            row = sheet.rows[number]
            shown = sheet.padded.get((number + 1, layout.column), ids[number - layout.header])
            if (name := key(text(shown))) in roles:
                own[name].append(range(number, number + 1))
            elif not all(map(is_blank, row)):
                shared.append(range(number, number + 1))
    lines = _Lines(sheet, sheet.rows, (sheet.fonts, sheet.padded))
    return SheetImprint(
        lines.digest(shared, layout.header),
        layout,
        _counted(shared),
        {name: [lines.digest(rows), *_counted(rows)] for name, rows in own.items()},
    )


def _typed(cell: CellValue) -> str:
    """An id as it was typed; '' for one that is no text."""
    return cell if isinstance(cell, str) else ""


def _counted(lines: Iterable[range]) -> list[int]:
    """Runs of lines counted from 0 as pairs: the first counted from 1, and how many."""
    return [part for run in lines if run for part in (run.start + 1, len(run))]


def _by_columns(sheet: RawSheet, layout: RoleLayout, roles: Collection[str]) -> SheetImprint:
    own: dict[str, list[range]] = defaultdict(list)
    for column, name in role_columns(sheet, layout.header, roles).items():
        own[name].append(range(column - 1, column))
    width = max((len(row) for row in sheet.rows), default=0)
    across = [[*row, *(None,) * (width - len(row))] for row in sheet.rows]
    down = [list(column) for column in zip(*across, strict=True)]
    spots = (
        {(column, row): shown for (row, column), shown in texts.items()}
        for texts in (sheet.fonts, sheet.padded)
    )
    lines = _Lines(sheet, down, spots)
    theirs = frozenset(chain.from_iterable(chain.from_iterable(own.values())))
    shared = [range(at, at + 1) for at in range(width) if at not in theirs]
    return SheetImprint(
        lines.digest(shared, layout.header),
        layout,
        roles={
            name: [lines.digest(columns), *_counted(columns)] for name, columns in own.items()
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
        self._lines = lines
        self._spots: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for kind, texts in enumerate(spots):
            for (line, place), shown in sorted(texts.items()):
                self._spots[line - 1].append((kind, place, shown))

    def digest(self, lines: Sequence[range], header: int | None = None) -> str:
        """Hash of lines, counted from 0; of the sheet as a whole too, if its header is given."""
        # Only these are taken apart: a sheet's cells are not to be there twice.
        cells = [self._lines[run.start : run.stop] for run in lines]
        plain, special = split(cells[0] if len(cells) == 1 else [*chain.from_iterable(cells)])
        others = [(*spot, type(value).__name__, repr(value)) for spot, value in special.items()]
        numbers = list(chain.from_iterable(lines))
        spots = [(at, self._spots[n]) for at, n in enumerate(numbers) if n in self._spots]
        places = numbers if self._is_placed else None
        looks = None if header is None else (header, self._looks)
        content = marshal.dumps((plain, others, spots, places, looks), _MARSHAL)
        return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


def _without(row: Sequence[CellValue], gone: Iterable[int]) -> Sequence[CellValue]:
    cells = list(row)
    for at in gone:
        if at < len(cells):
            cells[at] = None
    return cells
