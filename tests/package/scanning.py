"""A workbook's sheets scanned in one go; and held against what expat finds in every byte."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from xl_addin.errors import WorkbookError
from xl_addin.model.cells import CellValue
from xl_addin.package.gate import verify
from xl_addin.package.limits import Limits
from xl_addin.package.parts import part
from xl_addin.package.refusal import Kind
from xl_addin.package.share import WHOLE, Share
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.sheet_scan import scan
from xl_addin.package.strings import changed_strings
from xl_addin.package.workbook import read_parts
from xl_addin.package.workbook_scan import ScannedSheet, WorkbookScan


def scan_workbook(
    content: bytes, *, file: str, alone: bool = False, share: Share = WHOLE
) -> tuple[ScannedSheet, ...]:
    """The sheets of one reader, in tab order."""
    opened = WorkbookScan(content, file=file)
    return tuple(opened.sheet(place, alone=alone) for place in opened.places(share))


def assert_read_alone(content: bytes) -> bool:
    """Rows read alone hold what expat finds in every byte; gives whether all were read so."""
    try:
        scan_workbook(content, file="book.xlsx")
    except WorkbookError as error:
        with pytest.raises(WorkbookError) as caught:
            scan_workbook(content, file="book.xlsx", alone=True)
        assert caught.value.code == error.code
        return False
    sheets = scan_workbook(content, file="book.xlsx", alone=True)
    package = verify(content, Kind.WORKBOOK, file="book.xlsx")
    workbook = read_parts(package, Limits())
    name = workbook.strings
    texts = changed_strings(name, part(package, name), keep_all=True) if name else {}
    decoder = CellDecoder(workbook.styles, texts, date1904=workbook.date1904, alone=True)
    for sheet, tab in zip(sheets, workbook.sheets, strict=True):
        if sheet.rows is None:
            continue
        whole = scan(tab, part(package, tab.part), decoder, Limits())
        found = {
            (row, column): value
            for row, cells in enumerate(sheet.rows, start=1)
            for column, value in enumerate(cells, start=1)
        } | sheet.facts.values
        assert _typed(found) == _typed(whole.values)
        assert sheet.facts.fonts == whole.fonts
        assert sheet.facts.padded == whole.padded
        assert sheet.facts.hidden_rows == whole.hidden_rows
        assert sheet.facts.merged == whole.merged
        assert sheet.facts.lists == whole.lists
        assert whole.in_order
    return all(sheet.rows is not None for sheet in sheets)


def _typed(
    values: Mapping[tuple[int, int], CellValue],
) -> dict[tuple[int, int], tuple[type, CellValue]]:
    return {spot: (type(each), each) for spot, each in values.items() if each is not None}
