"""Cells that may not be written, each with the reason; and the ranges that make it so.

Protection is no reason: it guards against slips of the hand in Excel, and what is
written here was decided elsewhere. It stays in force.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.model.raw import CellRange
from xl_addin.package.patch.located import Node
from xl_addin.package.patch.parts import Parts
from xl_addin.package.patch.rows import LAST_COLUMN, SheetRows, address, parse_range, range_text
from xl_addin.package.patch.tables import Table
from xl_addin.package.refusal import Refusal
from xl_addin.package.sheet_handler import LAST_ROW


class Guards:
    """What stands in the way of writing into one sheet.

    Args:
        title: The sheet.
        rows: Its rows.
        frame: Its XML outside the rows.
        pivots: Ranges of its pivot tables.
        unchained: Whether no order of formulas is kept that would miss one overwritten.
    """

    def __init__(
        self,
        title: str,
        rows: SheetRows,
        frame: Node,
        pivots: list[CellRange],
        *,
        unchained: bool,
    ) -> None:
        self._unchained = unchained
        self._title = title
        self._rows = rows
        self._pivots = pivots
        self._areas = list(rows.formula_areas())
        self._merged = [
            parse_range(node.attributes.get("ref", "")) for node in frame.every("mergeCell")
        ]

    def check(self, row: int, column: int, tables: list[Table]) -> None:
        """Refuse a cell that may not be written.

        Raises:
            Refusal: It may not.
        """
        if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
            raise Refusal("edit-outside", sheet=self._title, cell=f"R{row}C{column}")
        cell = self._rows.cells(row).get(column)
        if cell is not None and cell.formula and not (cell.typed and self._unchained):
            raise self.refusal("edit-formula", row, column)
        for area in self._areas:
            if _holds(area, row, column):
                raise self.refusal("edit-formula-area", row, column, area)
        for area in self._merged:
            if _holds(area, row, column) and (row, column) != (area.top, area.left):
                raise self.refusal("edit-merged", row, column, area)
        for area in self._pivots:
            if _holds(area, row, column):
                raise self.refusal("edit-pivot", row, column, area)
        for table in tables:
            self._check_table(table, row, column)

    def refusal(
        self, code: str, row: int, column: int, area: CellRange | None = None, **fields: str
    ) -> Refusal:
        """The refusal that names a cell of this sheet."""
        named = "" if area is None else range_text(area)
        cell = address(row, column)
        return Refusal(code, sheet=self._title, cell=cell, range=named, **fields)

    def _check_table(self, table: Table, row: int, column: int) -> None:
        area = table.area
        if not _holds(area, row, column):
            return
        if row == table.header_row:
            raise self.refusal("edit-table-header", row, column, area)
        if row > area.bottom - table.totals:
            raise self.refusal("edit-table-total", row, column, area)


def pivot_ranges(parts: Parts, sheet_part: str) -> Iterator[CellRange]:
    """Ranges that pivot tables of a sheet fill."""
    for relation in parts.relations(sheet_part):
        if relation.kind == "pivotTable" and not relation.external:
            root, _ = parts.tree(relation.target)
            for location in root.every("location"):
                yield parse_range(location.attributes.get("ref", ""))


def _holds(area: CellRange, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right
