"""What stands on merged sheets outside of their tables: titles, columns without a header.

No merge writes it: whose it is no id tells. What only the other copy has there is said, so
that nobody's words are dropped in silence. Neighbours: `other_sheets`, for whole sheets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from xl_addin.merge.values import said
from xl_addin.model.book import DutyBook
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
    mine, before = _outside(ours), _outside(base) if base else {}
    for tab, cells in _outside(theirs).items():
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


def _outside(copy: CopyRead) -> dict[str, list[_Cell]]:
    """By key of its tab, the filled cells of each table's sheet that are not of the table."""
    sheets = {sheet.name: sheet for sheet in copy.raw.sheets}
    toggles = {key(grid.sheet) for grid in copy.book.grids}
    found = {}
    for table in copy.book.tables.values():
        sheet = sheets.get(table.sheet)
        # Beside and above toggles stand names and notes that say nothing of a document.
        if sheet is not None and table.header_row and key(sheet.name) not in toggles:
            columns = {each.column for each in table.fields}
            found[key(sheet.name)] = list(_cells(sheet, table.header_row, columns))
    return found


def _cells(sheet: RawSheet, header: int, columns: set[int]) -> Iterator[_Cell]:
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells, start=1):
            inside = row >= header and column in columns
            if not (inside or is_blank(cell) or isinstance(cell, Uncached)):
                yield _Cell(said(cell), row, column)
