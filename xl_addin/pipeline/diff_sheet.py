"""A diff as a new workbook: one row a difference, its cells coloured by what happened."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xl_addin.merge.report import Change, Line
from xl_addin.model.cells import is_blank

_FILLS = {
    Change.ADDED: "DFF3E3",
    Change.ON: "DFF3E3",
    Change.REMOVED: "FBE3E1",
    Change.OFF: "FBE3E1",
    Change.CHANGED: "FFF4CC",
    Change.RENAMED: "FFF4CC",
    Change.MOVED: "E3EDFB",
}
_WIDTHS = (10, 12, 30, 18, 48, 48, 10)
_MOST = 32_000
_HEADINGS = ("what", "table", "row", "column", "old", "new", "place")


def diff_sheet(lines: Sequence[Line], words: dict[str, str]) -> bytes:
    """The workbook.

    Args:
        lines: The differences.
        words: Texts by name: the title, headings and each `Change`.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = words["title"]
    sheet.append([words[each] for each in _HEADINGS])
    thin = Side(style="thin", color="D1D5DB")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3864")
    for row, line in enumerate(lines, start=2):
        values = (
            *(words[line.change], line.table, line.row, line.column),
            *(line.old, line.new, line.place.address or ""),
        )
        fill = PatternFill("solid", fgColor=_FILLS[line.change])
        for column, text in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text[:_MOST])
            # What somebody typed is text, whatever it begins with.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = border
            if column == 1 or (column in (5, 6) and not is_blank(text)):
                cell.fill = fill
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFG"[number]].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
