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
        self._lowest: dict[int, int] = {}
        self._rightmost: dict[int, int] = {}
        self._bottoms: dict[tuple[int, int, int], int] = {}
        self._rights: dict[tuple[int, int], int] = {}

    def note(self, row: int, column: int) -> None:
        """A typed value was written there."""
        self._lowest[column] = max(row, self._lowest.get(column, 0))
        self._rightmost[row] = max(column, self._rightmost.get(row, 0))

    def bottom(self, area: CellRange) -> int:
        """The last row of an area that holds a typed value; the row above it if none does."""
        key = area.left, area.right, area.top
        if key not in self._bottoms:
            self._bottoms[key] = next(
                (
                    number
                    for number in sorted(self._rows.rows, reverse=True)
                    if self._rows.typed(number, area.left, area.right)
                ),
                0,
            )
        written = (r for c, r in self._lowest.items() if area.left <= c <= area.right)
        return max(self._bottoms[key], area.top - 1, max(written, default=0))

    def right(self, area: CellRange) -> int:
        """The last column of an area that holds a typed value; the one before it if none."""
        key = area.top, area.bottom
        if key not in self._rights:
            self._rights[key] = max(
                (
                    cell.column
                    for number in self._rows.rows
                    if area.top <= number <= area.bottom
                    for cell in self._rows.cells(number).values()
                    if cell.typed
                ),
                default=0,
            )
        written = (c for r, c in self._rightmost.items() if area.top <= r <= area.bottom)
        return max(self._rights[key], area.left - 1, max(written, default=0))

    def top(self) -> int:
        """The first row of the sheet that holds a typed value; 0 if none does."""
        return next(
            (number for number in self._rows.rows if self._rows.typed(number, 1, LAST_COLUMN)),
            0,
        )


def meant(tables: Iterable[Table], columns: Iterable[int]) -> Table | None:
    """The table most of these columns stand in; the lower one of two that tie."""
    wanted = list(columns)
    found = [table for table in tables if table.overlap(wanted)]
    return max(found, key=lambda table: (table.overlap(wanted), table.area.top), default=None)


WHOLE_SHEET = CellRange(1, 1, LAST_ROW, LAST_COLUMN)
