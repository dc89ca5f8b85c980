"""A range of cells as xlwings asks for it; neighbours: `book` (its sheet), `values`.

Rows and columns are held from 0, as UNO counts; what xlwings sees counts from 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xl_addin.engines import values
from xl_addin.engines.faults import plain_faults
from xl_addin.engines.looks import CellLooks
from xl_addin.problems import column_letters

if TYPE_CHECKING:
    from xl_addin.engines.book import Sheet

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d+)?(?::\$?([A-Za-z]{1,3})?\$?(\d+)?)?")
_EVERYTHING = 1023
_CONTENTS = 1 | 2 | 4 | 16
LAST_ROW, LAST_COLUMN = 1048575, 16383


def area_of(address: str) -> tuple[int, int, int, int]:
    """`B2:C4`, `3:5` or `C:D` as (top, left, bottom, right) from 0.

    Raises:
        ValueError: It is no address.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address)
    left, top, right, bottom = found.groups()
    if ":" not in address:
        right, bottom = left, top
        if not left or not top:
            raise ValueError(address)
    return (
        int(top) - 1 if top else 0,
        _column_number(left) if left else 0,
        int(bottom) - 1 if bottom else LAST_ROW,
        _column_number(right) if right else LAST_COLUMN,
    )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@plain_faults
class Range(CellLooks):
    """Cells of one sheet.

    Args:
        sheet: Their sheet.
        area: (top, left, bottom, right) from 0.
        further: Addresses of further areas of a selection.
    """

    def __init__(
        self, sheet: Sheet, area: tuple[int, int, int, int], further: tuple[str, ...] = ()
    ) -> None:
        self.sheet = sheet
        self.first_row, self.first_column, self.last_row, self.last_column = area
        self._further = further
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Any:
        return self.sheet.xl.getCellRangeByPosition(
            self.first_column, self.first_row, self.last_column, self.last_row
        )

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    @property
    def row(self) -> int:
        return self.first_row + 1

    @property
    def column(self) -> int:
        return self.first_column + 1

    @property
    def shape(self) -> tuple[int, int]:
        return self.last_row - self.first_row + 1, self.last_column - self.first_column + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.first_row + row - 1, self.first_column + column - 1
        if top < 0 or left < 0:
            raise IndexError
        return Range(self.sheet, (top, left, top, left))

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    # Values

    @property
    def raw_value(self) -> Any:
        xl = self.api
        rows = [list(row) for row in xl.getDataArray()]
        kinds = self._kinds(xl)
        for number, row in enumerate(rows):
            own = kinds.get(number)
            for column, value in enumerate(row):
                if value == "":
                    row[column] = None
                elif own and column in own:
                    row[column] = values.from_calc(value, own[column])
        self._put_errors(xl, rows)
        return rows[0][0] if self.shape == (1, 1) else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if not isinstance(data, list | tuple):
            data = [[data] * self.shape[1]] * self.shape[0]
        elif not data or not isinstance(data[0], list | tuple):
            data = [data]
        height, width = len(data), len(data[0])
        area = (
            self.first_row,
            self.first_column,
            self.first_row + height - 1,
            self.first_column + width - 1,
        )
        target = Range(self.sheet, area)
        xl = target.api
        text_only = target.number_format == "@"
        target._write([[values.to_calc(cell) for cell in row] for row in data])
        for column, top, bottom, name in values.runs(
            [[values.format_of(cell) for cell in row] for row in data]
        ):
            part = xl.getCellRangeByPosition(column, top, column, bottom)
            part.NumberFormat = self.sheet.book.format_key(name)
        if not text_only:
            _enter_formulas(xl, data)

    def _write(self, rows: list[list[float | str]]) -> None:
        """Write plain values at once, except rows with notes: a bulk write drops notes."""
        noted = self.sheet.noted_rows(self.first_row, self.last_row)
        start = self.first_row
        for stop in (*sorted(noted), self.last_row + 1):
            if stop > start:
                block = rows[start - self.first_row : stop - self.first_row]
                part = Range(self.sheet, (start, self.first_column, stop - 1, self.last_column))
                part.api.setDataArray(tuple(map(tuple, block)))
            if stop in noted:
                for column, value in enumerate(rows[stop - self.first_row], self.first_column):
                    cell = self.sheet.xl.getCellByPosition(column, stop)
                    if isinstance(value, str):
                        cell.setString(value)
                    else:
                        cell.setValue(value)
            start = stop + 1

    def _kinds(self, xl: Any) -> dict[int, dict[int, int]]:
        """Types of the number formats that say more than "number", by row and column."""
        found: dict[int, dict[int, int]] = {}
        wanted = values.DATE | values.LOGICAL
        groups = xl.getUniqueCellFormatRanges()
        for group in (groups.getByIndex(n) for n in range(groups.getCount())):
            kind = self.sheet.book.format_kind(group.NumberFormat)
            if not kind & wanted:
                continue
            for area in group.getRangeAddresses():
                for row in range(area.StartRow, area.EndRow + 1):
                    cells = found.setdefault(row - self.first_row, {})
                    for column in range(area.StartColumn, area.EndColumn + 1):
                        cells[column - self.first_column] = kind
        return found

    def _put_errors(self, xl: Any, rows: list[list[Any]]) -> None:
        for area in xl.queryFormulaCells(values.ERRORS).getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    cell = self.sheet.xl.getCellByPosition(column, row)
                    rows[row - self.first_row][column - self.first_column] = values.ErrorValue(
                        cell.getError()
                    )

    @property
    def formula(self) -> Any:
        found = self.api.getFormulaArray()
        return found[0][0] if self.shape == (1, 1) else found

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def has_array(self) -> bool:
        return False

    # Extent

    def end(self, direction: str) -> Range:
        used = self.sheet.used_range
        row, column = self.first_row, self.first_column
        down = direction in ("down", "up")
        ahead = direction in ("down", "right")
        last = (used.last_row if down else used.last_column) if ahead else 0
        line = self._line(down=down, to=max(last, row if down else column) if ahead else 0)
        steps = _edge(line)
        if steps is None:
            target = (LAST_ROW if down else LAST_COLUMN) if ahead else 0
        else:
            target = (row if down else column) + (steps if ahead else -steps)
        row, column = (target, column) if down else (row, target)
        return Range(self.sheet, (row, column, row, column))

    def _line(self, *, down: bool, to: int) -> list[bool]:
        """Whether cells are filled, from this one towards a row or column."""
        here = self.first_row if down else self.first_column
        low, high = sorted((here, to))
        area = (
            (self.first_column, low, self.first_column, high)
            if down
            else (low, self.first_row, high, self.first_row)
        )
        data = self.sheet.xl.getCellRangeByPosition(*area).getDataArray()
        filled = [cell != "" for row in data for cell in row]
        return filled if to >= here else filled[::-1]

    @property
    def current_region(self) -> Range:
        cursor = self.sheet.xl.createCursorByRange(self(1, 1).api)
        cursor.collapseToCurrentRegion()
        region: Range = self.sheet.range_of(cursor.getRangeAddress())
        return region

    @property
    def merge_area(self) -> Range:
        cursor = self.sheet.xl.createCursorByRange(self(1, 1).api)
        cursor.collapseToMergedArea()
        region: Range = self.sheet.range_of(cursor.getRangeAddress())
        return region

    @property
    def merge_cells(self) -> bool | None:
        area = self.merge_area
        if (
            len(area) > 1
            and area.last_row >= self.last_row
            and area.last_column >= self.last_column
        ):
            return True
        return None if len(area) > 1 or self.api.getIsMerged() else False

    def merge(self, across: bool) -> None:
        for row in range(1, self.shape[0] + 1) if across else (None,):
            part = self.api if row is None else self._row(row).api
            part.merge(True)

    def unmerge(self) -> None:
        self.api.merge(False)

    def _row(self, number: int) -> Range:
        top = self.first_row + number - 1
        return Range(self.sheet, (top, self.first_column, top, self.last_column))

    def get_address(
        self,
        row_absolute: bool = True,
        col_absolute: bool = True,
        external: bool = False,
    ) -> str:
        mark_row, mark_column = "$" * row_absolute, "$" * col_absolute
        corners = [
            f"{mark_column}{column_letters(column + 1)}{mark_row}{row + 1}"
            for row, column in (
                (self.first_row, self.first_column),
                (self.last_row, self.last_column),
            )
        ]
        shown = corners[0] if len(self) == 1 else ":".join(corners)
        shown = ",".join((shown, *self._further))
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{shown}" if external else shown

    @property
    def address(self) -> str:
        return self.get_address()

    # Changes

    def clear_contents(self) -> None:
        self.api.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        self.api.clearContents(_EVERYTHING & ~_CONTENTS & ~8)

    def clear(self) -> None:
        self.api.clearContents(_EVERYTHING)

    def insert(self, shift: Any = None, copy_origin: Any = None) -> None:
        import uno

        whole = "ROWS" if self.first_column == 0 and self.last_column == LAST_COLUMN else None
        if self.first_row == 0 and self.last_row == LAST_ROW:
            whole = "COLUMNS"
        mode = whole or ("RIGHT" if shift == "right" else "DOWN")
        kind = uno.Enum("com.sun.star.sheet.CellInsertMode", mode)
        self.sheet.xl.insertCells(self.api.getRangeAddress(), kind)

    def delete(self, shift: Any = None) -> None:
        import uno

        whole = "ROWS" if self.first_column == 0 and self.last_column == LAST_COLUMN else None
        if self.first_row == 0 and self.last_row == LAST_ROW:
            whole = "COLUMNS"
        mode = whole or ("LEFT" if shift == "left" else "UP")
        kind = uno.Enum("com.sun.star.sheet.CellDeleteMode", mode)
        self.sheet.xl.removeRange(self.api.getRangeAddress(), kind)

    def copy(self, destination: Any = None) -> None:
        if destination is None:
            self.sheet.book.app.copied = self
        else:
            self._copy_to(destination.impl)

    def _copy_to(self, target: Range) -> None:
        corner = target.sheet.xl.getCellByPosition(target.first_column, target.first_row)
        target.sheet.xl.copyRange(corner.getCellAddress(), self.api.getRangeAddress())

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        source = self.sheet.book.app.copied
        if source is None:
            raise ValueError("nothing was copied")
        if operation or skip_blanks or transpose:
            raise NotImplementedError
        if paste in (None, "all"):
            source._copy_to(self)
        elif paste == "validation":
            self.api.Validation = source(1, 1).api.Validation
        else:
            raise NotImplementedError

    def select(self) -> None:
        self.sheet.book.controller.select(self.api)

    @property
    def name(self) -> Any:
        return self.sheet.book.names.of(self)

    @name.setter
    def name(self, value: str) -> None:
        address = self.get_address()
        self.sheet.book.names.add(value, f"='{self.sheet.name}'!{address}")

    @property
    def table(self) -> Any:
        for table in self.sheet.tables:
            area = table.range
            if area.first_row <= self.first_row <= area.last_row and (
                area.first_column <= self.first_column <= area.last_column
            ):
                return table
        return None


def _edge(filled: list[bool]) -> int | None:
    """Steps of Ctrl+arrow along cells; None where nothing more is filled."""
    if len(filled) > 1 and filled[0] and filled[1]:
        return next((n for n, full in enumerate(filled) if not full), len(filled)) - 1
    return next((n for n, full in enumerate(filled) if full and n), None)


def _enter_formulas(xl: Any, data: Any) -> None:
    for row, cells in enumerate(data):
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.startswith("=") and len(value) > 1:
                xl.getCellByPosition(column, row).setFormula(value)
