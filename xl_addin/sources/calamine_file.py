"""An .xlsx file read with calamine: the fast default.

Where calamine gives up on a file that passed the gate (it knows fewer error values than
Excel has, for one), openpyxl reads it instead.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, load_workbook

from xl_addin.errors import WorkbookError
from xl_addin.package.limits import Limits
from xl_addin.package.workbook_scan import ScannedSheet
from xl_addin.sources.xlsx_file import Rows, XlsxFile, plain


class CalamineFile(XlsxFile):
    """Source over one .xlsx or .xlsm file; calamine reads what is not regular."""

    alone = True

    def __init__(
        self, path: Path, limits: Limits | None = None, content: bytes | None = None
    ) -> None:
        super().__init__(path, _read_or_fall_back, limits, content)


def read_tables(content: bytes, sheets: Sequence[ScannedSheet], file: str) -> list[Rows]:
    """The rows of each sheet from A1 on, blanks as None.

    Raises:
        WorkbookError: calamine cannot read it.
    """
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            return [
                [
                    _values(row)
                    for row in workbook.get_sheet_by_name(sheet.title).to_python(
                        skip_empty_area=False
                    )
                ]
                for sheet in sheets
            ]
    except (CalamineError, ValueError, OverflowError) as fault:
        raise WorkbookError("workbook-damaged", file=file, cause=str(fault)) from fault
    except BaseException as fault:
        # A panic of the Rust library derives from nothing that could be imported.
        if type(fault).__name__ != "PanicException":
            raise
        raise WorkbookError("workbook-damaged", file=file, cause="PanicException") from fault


def _values(row: list[Any]) -> list[Any]:
    # A million cells go through here: texts and numbers are told apart in place.
    return [
        value or None
        if (kind := type(value)) is str
        else (int(value) if value.is_integer() else value)
        if kind is float
        else plain(value)
        for value in row
    ]


def _read_or_fall_back(content: bytes, sheets: Sequence[ScannedSheet], file: str) -> list[Rows]:
    try:
        return read_tables(content, sheets, file)
    except WorkbookError as fault:
        # 150 ms to import: only what calamine cannot read may cost that.
        from xl_addin.sources import openpyxl_file

        try:
            return openpyxl_file.read_tables(content, sheets, file)
        except WorkbookError:
            raise fault from None
