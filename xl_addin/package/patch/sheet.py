"""The edits of one sheet: collected in turn, then spliced into its XML at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xl_addin.model.raw import CellRange
from xl_addin.package.patch.cells import cell_xml
from xl_addin.package.patch.edits import AppendColumn, AppendRow, SetCell, Value
from xl_addin.package.patch.growth import Axis, Growth, grow_dimension, grow_frame
from xl_addin.package.patch.guards import Guards, pivot_ranges
from xl_addin.package.patch.lists import WHOLE_SHEET, ListEnds, meant
from xl_addin.package.patch.located import Splices, locate, prefix_of, require_whole
from xl_addin.package.patch.parts import Parts
from xl_addin.package.patch.rows import SheetRows
from xl_addin.package.patch.splicing import Looks, Written, splice_rows
from xl_addin.package.patch.styles import StyleBook
from xl_addin.package.patch.tables import Table, column_name, grown, tables_of


class SheetPatch:
    """One sheet under change.

    Args:
        parts: The package.
        title: Its tab.
        part: Its part.
        styles: The workbook's styles.
        date1904: Whether dates count from 1904.
    """

    def __init__(
        self, parts: Parts, title: str, part: str, styles: StyleBook, *, date1904: bool
    ) -> None:
        self._parts, self._title, self._part = parts, title, part
        self._styles, self._date1904 = styles, date1904
        xml = parts.read(part)
        require_whole(part, xml)
        self._rows = SheetRows(title, xml)
        self._frame = locate(part, xml, without=(self._rows.inner, self._rows.close))
        self._data = next(self._frame.every("sheetData"))
        self._prefix = prefix_of(xml, self._data)
        self._tables = tables_of(parts, part)
        pivots = list(pivot_ranges(parts, part))
        unchained = parts.linked("calcChain") is None
        self._guards = Guards(title, self._rows, self._frame, pivots, unchained=unchained)
        self._ends = ListEnds(self._rows)
        self._written: Written = {}
        self._looks = Looks(self._rows, self._frame, self._written)
        self._growths: list[Growth] = []

    def set_cell(self, edit: SetCell) -> None:
        """Give one cell a value."""
        self._guards.check(edit.row, edit.column, self._tables)
        self._put(edit.row, edit.column, edit.value, self._looks.own)

    def append_row(self, edit: AppendRow) -> None:
        """Put a row below the list."""
        table = meant(self._tables, edit.values)
        area = WHOLE_SHEET if table is None else table.area
        last = self._ends.bottom(replace(area, top=area.top + (table.headers if table else 0)))
        first = min(edit.values, default=1)
        if table is not None and table.totals:
            raise self._guards.refusal("edit-above-total", area.bottom, first, table.area)
        if edit.after is not None and last > edit.after:
            raise self._guards.refusal("edit-underneath", last, first)
        last = last if edit.after is None else edit.after
        if table is not None and last > area.bottom:
            raise self._guards.refusal("edit-underneath", last, first, area)
        row = last + 1
        for column in edit.values:
            self._guards.check(row, column, self._tables)
        header = table.header_row if table else self._ends.top()
        self._looks.row_like(row, None if last <= header else last)
        self._fill_row(row, edit, area)
        self._growths.append(Growth(Axis.ROW, last, row, area.left, area.right))
        if table is not None and row > area.bottom:
            self._grow_table(table, replace(area, bottom=row))

    def append_column(self, edit: AppendColumn) -> None:
        """Put a column to the right of the list."""
        table = next((t for t in self._tables if _crosses(t.area, edit)), None)
        area = WHOLE_SHEET if table is None else table.area
        last = self._ends.right(area)
        top = min(edit.values, default=1)
        if edit.after is not None and last > edit.after:
            raise self._guards.refusal("edit-beside", top, last)
        last = last if edit.after is None else edit.after
        if table is not None and last > area.right:
            raise self._guards.refusal("edit-beside", area.top, last, area)
        column = last + 1
        names = [] if table is None else self._new_name(table, edit, column)
        for row in edit.values:
            others = [each for each in self._tables if each is not table]
            self._guards.check(row, column, others)
        bottom = max(self._ends.bottom(area), *edit.values)
        self._looks.column_like(column, last)
        for row in self._looks.column_rows(last, top, bottom):
            if self._free(row, column):
                self._put(row, column, None, self._looks.beside)
        for row, value in edit.values.items():
            self._put(row, column, value, self._looks.beside)
        self._growths.append(Growth(Axis.COLUMN, last, column, area.top, area.bottom))
        if table is not None:
            self._grow_table(table, replace(area, right=column), *names)

    def finish(self) -> str | None:
        """Write the sheet; gives the range of its own filter if that grew."""
        splices = Splices(self._rows.xml)
        splice_rows(splices, self._rows, self._data, self._written, self._looks)
        own_filter = grow_frame(self._frame, splices, self._growths)
        bottom = max(self._written, default=0)
        right = max((max(cells) for cells in self._written.values()), default=0)
        grow_dimension(self._frame, splices, bottom, right)
        self._parts.write(self._part, splices.applied())
        return own_filter

    def _fill_row(self, row: int, edit: AppendRow, area: CellRange) -> None:
        for column in self._looks.row_columns(row):
            if area.left <= column <= area.right and self._free(row, column):
                self._put(row, column, None, self._looks.below)
        for column, value in edit.values.items():
            self._put(row, column, value, self._looks.below)

    def _free(self, row: int, column: int) -> bool:
        return column not in self._rows.cells(row) and column not in self._written.get(row, {})

    def _put(
        self, row: int, column: int, value: Value, look: Callable[[int, int], int]
    ) -> None:
        if value == "":
            value = None
        cells = self._written.setdefault(row, {})
        style = cells[column][1] if column in cells else look(row, column)
        try:
            xml = cell_xml(
                row,
                column,
                value,
                self._styles.fitting(style, value),
                prefix=self._prefix,
                date1904=self._date1904,
            )
        except ValueError as fault:
            shown = str(value)[:40]
            raise self._guards.refusal("edit-value", row, column, value=shown) from fault
        cells[column] = xml, style
        self._ends.note(row, column, typed=value is not None)

    def _new_name(self, table: Table, edit: AppendColumn, column: int) -> list[str]:
        if not table.headers:
            return [f"Column{column}"]
        text = edit.values.get(table.header_row)
        name = column_name(text) if isinstance(text, str) else ""
        if not name or name.casefold() in table.columns:
            raise self._guards.refusal(
                "edit-table-column", table.header_row, column, table.area
            )
        return [name]

    def _grow_table(self, table: Table, area: CellRange, *names: str) -> None:
        place = self._tables.index(table)
        self._tables[place] = grown(self._parts, table, area, names)


def _crosses(area: CellRange, edit: AppendColumn) -> bool:
    return any(area.top <= row <= area.bottom for row in edit.values)
