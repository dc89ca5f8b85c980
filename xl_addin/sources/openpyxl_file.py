"""An .xlsx file read with openpyxl: the second opinion, and what reads where calamine cannot.

Read only: a user's workbook is never saved with openpyxl, which would drop parts of it.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xl_addin.errors import WorkbookError
from xl_addin.package.limits import Limits
from xl_addin.package.workbook_scan import ScannedSheet
from xl_addin.sources.xlsx_file import Rows, XlsxFile, plain


class OpenpyxlFile(XlsxFile):
    """Source over one .xlsx or .xlsm file."""

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        super().__init__(path, read_tables, limits)


def read_tables(content: bytes, sheets: Sequence[ScannedSheet], file: str) -> list[Rows]:
    """The rows of each sheet from A1 on, blanks as None.

    Raises:
        WorkbookError: openpyxl cannot read it.
    """
    # Streaming keeps cells under merged ranges, but takes rows for ascending.
    streaming = all(sheet.facts.in_order for sheet in sheets)
    try:
        with warnings.catch_warnings():
            # What openpyxl leaves out (drawings, validations) is nothing a cell holds.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), data_only=True, read_only=streaming)
            return [_rows(workbook[sheet.title]) for sheet in sheets]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        SyntaxError,
        ArithmeticError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
    ) as fault:
        cause = type(fault).__name__
        raise WorkbookError("workbook-damaged", file=file, cause=cause) from fault


def _rows(sheet: Any) -> Rows:
    if hasattr(sheet, "reset_dimensions"):
        # A wrong <dimension> would cut the sheet.
        sheet.reset_dimensions()
    return [
        [None if value is None or value == "" else plain(value) for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]
