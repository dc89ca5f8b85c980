"""Where a list on a sheet ends: the Excel table an edit means, or the sheet as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.model.raw import CellRange
from xl_addin.package.patch.rows import LAST_COLUMN, SheetRows
from xl_addin.package.patch.tables import Table
from xl_addin.package.sheet_handler import LAST_ROW


class ListEnds:
    """The last rows and columns of a sheet's lists, as they move with every edit.

    Args:
        rows: The sheet's rows.
    """

    def __init__(self, rows: SheetRows) -> None:
        self._rows = rows
        self._typed: set[tuple[int, int]] = set()
        self._emptied: set[tuple[int, int]] = set()
        self._lowest: dict[int, int] = {}
        self._rightmost: dict[int, int] = {}
        self._bottoms: dict[tuple[int, int], int] = {}
        self._rights: dict[tuple[int, int], int] = {}

    def note(self, row: int, column: int, *, typed: bool) -> None:
        """A cell was written, with a value or empty."""
        spot = row, column
        if typed:
            self._typed.add(spot)
            self._lowest[column] = max(row, self._lowest.get(column, 0))
            self._rightmost[row] = max(column, self._rightmost.get(row, 0))
            return
        cell = self._rows.cells(row).get(column)
        if cell is not None and cell.typed and spot not in self._emptied:
            self._emptied.add(spot)
            self._bottoms.clear()
            self._rights.clear()
        if spot in self._typed:
            self._typed.remove(spot)
            self._lowest, self._rightmost = {}, {}
            for each in self._typed.copy():
                self.note(*each, typed=True)

    def bottom(self, area: CellRange) -> int:
        """The last row of an area that holds a typed value; the row above it if none does."""
        key = area.left, area.right
        if key not in self._bottoms:
            numbers = sorted(self._rows.rows, reverse=True)
            self._bottoms[key] = next((n for n in numbers if self._in_row(n, area)), 0)
        written = (r for c, r in self._lowest.items() if area.left <= c <= area.right)
        return max(self._bottoms[key], area.top - 1, max(written, default=0))

    def right(self, area: CellRange) -> int:
        """The last column of an area that holds a typed value; the one before it if none."""
        key = area.top, area.bottom
        if key not in self._rights:
            numbers = (n for n in self._rows.rows if area.top <= n <= area.bottom)
            self._rights[key] = max(
                (max(self._left_in(n), default=0) for n in numbers), default=0
            )
        written = (c for r, c in self._rightmost.items() if area.top <= r <= area.bottom)
        return max(self._rights[key], area.left - 1, max(written, default=0))

    def top(self) -> int:
        """The first row of the sheet that holds a typed value; 0 if none does."""
        first = next((n for n in self._rows.rows if self._in_row(n, WHOLE_SHEET)), 0)
        written = min((row for row, _ in self._typed), default=0)
        return min(first or written, written or first)

    def _in_row(self, number: int, area: CellRange) -> bool:
        return any(area.left <= column <= area.right for column in self._left_in(number))

    def _left_in(self, number: int) -> list[int]:
        """Columns of a row that hold what was typed before the edits, and still do."""
        return [
            cell.column
            for cell in self._rows.cells(number).values()
            if cell.typed and (number, cell.column) not in self._emptied
        ]


def meant(tables: Iterable[Table], columns: Iterable[int]) -> Table | None:
    """The table most of these columns stand in; the lower one of two that tie."""
    wanted = list(columns)
    found = [table for table in tables if table.overlap(wanted)]
    return max(found, key=lambda table: (table.overlap(wanted), table.area.top), default=None)


WHOLE_SHEET = CellRange(1, 1, LAST_ROW, LAST_COLUMN)
