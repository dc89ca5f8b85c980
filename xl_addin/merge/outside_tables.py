"""What stands on merged sheets outside of their tables: titles, columns without a header.

Notes beside toggles and headings of columns that are still empty are such too. No merge
writes it: whose it is no id tells. What only the other copy has there is said, so that
nobody's words are dropped in silence. Neighbours: `other_sheets`, for whole sheets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xl_addin.merge.option_sheet import option_sheet
from xl_addin.merge.values import said
from xl_addin.model.book import DutyBook, Field, Table
from xl_addin.model.cells import Uncached, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class CopyRead:
    """A copy's cells and what they mean."""

    raw: RawBook
    book: DutyBook


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    row: int
    column: int


def left_cells(base: CopyRead | None, ours: CopyRead, theirs: CopyRead) -> Iterator[Problem]:
    """A warning for each merged sheet with such cells that only theirs has.

    They are told by what they say, not by where they stand: rows and columns move.

    Args:
        base: What both come from; None if nobody knows.
        ours: Our copy.
        theirs: Theirs.
    """
    sheets = {key(sheet.name): sheet.name for sheet in theirs.raw.sheets}
    known_to_us = [each for each in (ours, base) if each]
    merged = {name for each in (*known_to_us, theirs) for name in _names(each.book)}
    merged |= {name for each in known_to_us for name in _headings(each.book)}
    mine, before = _outside(ours), _outside(base) if base else {}
    for tab, found in _outside(theirs).items():
        cells = [cell for cell in found if key(cell.text) not in merged]
        known = Counter(cell.text for cell in mine.get(tab, []))
        known |= Counter(cell.text for cell in before.get(tab, []))
        new = []
        for cell in cells:
            known[cell.text] -= 1
            if known[cell.text] < 0:
                new.append(cell)
        if new:
            sheet = sheets[tab]
            place = Place(theirs.raw.name, sheet, new[0].row, new[0].column)
            params = {"file": theirs.raw.name, "sheet": sheet, "count": len(new)}
            yield Problem("merge-cells-left", place, params, Severity.WARNING)


def _names(book: DutyBook) -> Iterator[str]:
    """What stands beside toggles for people to read: it follows the rows it names."""
    yield from (key(role.name) for role in book.roles.values())
    yield from (key(duty.title) for duty in book.duties.values())


def _headings(book: DutyBook) -> Iterator[str]:
    for table in book.tables.values():
        yield from (key(each.header) for each in table.fields)


def _outside(copy: CopyRead) -> dict[str, list[_Cell]]:
    """By key of its tab, the filled cells of each merged sheet that no merge compares."""
    sheets = {sheet.name: sheet for sheet in copy.raw.sheets}
    starts: dict[str, dict[int, int]] = {}
    for table in copy.book.tables.values():
        sheet = sheets.get(table.sheet)
        if sheet is not None and table.header_row:
            # The heading of a column without values is merged with none.
            filled = (each.column for each in table.fields if _has_values(table, each, sheet))
            starts.setdefault(sheet.name, {}).update(dict.fromkeys(filled, table.header_row))
    lists = option_sheet(copy.raw)
    if lists.sheet:
        columns = (each.column for each in lists.lists.values())
        starts.setdefault(lists.sheet, {}).update(dict.fromkeys(columns, lists.header_row))
    for grid in copy.book.grids:
        ids = grid.duty_column, grid.role_column, grid.value_column, *grid.columns.values()
        starts.setdefault(grid.sheet, {}).update(dict.fromkeys(ids, grid.header_row))
    return {key(name): list(_cells(sheets[name], each)) for name, each in starts.items()}


def _has_values(table: Table, column: Field, sheet: RawSheet) -> bool:
    return any(not is_blank(sheet.cell(row.row, column.column)) for row in table.records)


def _cells(sheet: RawSheet, starts: Mapping[int, int]) -> Iterator[_Cell]:
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells, start=1):
            inside = column in starts and row >= starts[column]
            if not (inside or is_blank(cell) or isinstance(cell, Uncached)):
                yield _Cell(said(cell), row, column)
