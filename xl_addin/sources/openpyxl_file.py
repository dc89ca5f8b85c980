"""An .xlsx file read with openpyxl: complete, not fast.

Gives values with error cells and uncached formulas kept apart from blanks. Read only:
a user's workbook is never saved with openpyxl, which would drop parts of it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.errors import EnvironmentFault, WorkbookError
from xl_addin.model.cells import CellError, CellValue, Percent, Uncached, plain_number
from xl_addin.model.raw import CellRange, RawBook, RawSheet

_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


class OpenpyxlFile:
    """Source over one .xlsx or .xlsm file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content: bytes | None = None

    def read(self) -> RawBook:
        """All worksheets, formulas by their cached results."""
        values = self._load(results=True)
        formulas = self._load(results=False) if self._has_formulas() else None
        if not values.worksheets:
            raise WorkbookError("workbook-without-sheets", file=self.path.name)
        return RawBook(
            self.path.name,
            tuple(
                _raw_sheet(sheet, formulas[sheet.title] if formulas else None)
                for sheet in values.worksheets
            ),
        )

    def fingerprint(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self._bytes()).hexdigest()

    def _bytes(self) -> bytes:
        if self._content is None:
            try:
                self._content = self.path.read_bytes()
            except FileNotFoundError as fault:
                raise WorkbookError("workbook-not-found", file=str(self.path)) from fault
            except OSError as fault:
                raise EnvironmentFault(
                    "file-not-readable", file=str(self.path), cause=fault.strerror or ""
                ) from fault
        return self._content

    def _load(self, *, results: bool) -> Workbook:
        content = self._bytes()
        if content.startswith(_OLE_MAGIC):
            raise WorkbookError("workbook-encrypted-or-old", file=self.path.name)
        try:
            return load_workbook(io.BytesIO(content), data_only=results)
        except (
            zipfile.BadZipFile,
            InvalidFileException,
            ParseError,
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            IndexError,
            EOFError,
        ) as fault:
            raise WorkbookError(
                "workbook-damaged", file=self.path.name, cause=type(fault).__name__
            ) from fault

    def _has_formulas(self) -> bool:
        with zipfile.ZipFile(io.BytesIO(self._bytes())) as package:
            return any(
                b"<f" in package.read(name)
                for name in package.namelist()
                if name.startswith("xl/worksheets/")
            )


def _raw_sheet(sheet: Worksheet, formulas: Worksheet | None) -> RawSheet:
    fonts: dict[tuple[int, int], str] = {}
    rows: list[tuple[CellValue, ...]] = []
    for cells in sheet.iter_rows(
        min_row=1, max_row=sheet.max_row, min_col=1, max_col=sheet.max_column
    ):
        rows.append(tuple(_value(cell, formulas, fonts) for cell in cells))
    return RawSheet(
        name=sheet.title,
        rows=rows,
        hidden_rows=frozenset(
            number for number, row in sheet.row_dimensions.items() if row.hidden
        ),
        merged=tuple(
            CellRange(area.min_row, area.min_col, area.max_row, area.max_col)
            for area in sheet.merged_cells.ranges
        ),
        fonts=fonts,
    )


def _value(
    cell: Cell | MergedCell,
    formulas: Worksheet | None,
    fonts: dict[tuple[int, int], str],
) -> CellValue:
    if not isinstance(cell, Cell):
        return None
    value: Any = cell.value
    if value is None:
        formula = formulas.cell(cell.row, cell.column) if formulas else None
        if formula is not None and formula.data_type == "f":
            return Uncached(str(formula.value))
        return None
    if cell.data_type == "e":
        return CellError(str(value))
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if "%" in cell.number_format:
            return Percent(value)
        return plain_number(float(value)) if isinstance(value, float) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, str):
        name = cell.font.name if cell.font else None
        if name and name.casefold().startswith(_SYMBOL_FONTS):
            fonts[cell.row, cell.column] = name
        return value
    known: CellValue = value
    return known
