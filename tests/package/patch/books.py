"""Workbooks for the writer's tests, made by XlsxWriter so that their parts are ordinary."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

HEADERS = ("职责编号", "职责标题", "数量")


def xlsx(fill: Callable[[xlsxwriter.Workbook, Any], object]) -> bytes:
    """A workbook of one sheet `S1`, filled by the test."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        fill(workbook, workbook.add_worksheet("S1"))
    return target.getvalue()


def listed(
    *,
    table: bool = False,
    rows: int = 3,
    more: Callable[[Any, Any], object] | None = None,
    **options: Any,
) -> bytes:
    """A list of three columns from B2, as an Excel table or not.

    Args:
        table: Make it one.
        rows: Rows below the header.
        more: What else the sheet holds.
        **options: Of the table.
    """
    data = [[f"D{n}", f"标题{n}", n] for n in range(1, rows + 1)]

    def fill(workbook: xlsxwriter.Workbook, sheet: Any) -> None:
        look = workbook.add_format({"border": 1, "text_wrap": True})
        sheet.write_row(
            1, 1, HEADERS, workbook.add_format({"bold": True, "bg_color": "#1F3864"})
        )
        for number, values in enumerate(data, start=2):
            sheet.set_row(number, 40)
            sheet.write_row(number, 1, values, look)
        if table:
            columns = [{"header": header} for header in HEADERS]
            given = {"columns": columns, "name": "清单", **options}
            sheet.add_table(1, 1, 1 + rows + bool(options.get("total_row")), 3, given)
        if more is not None:
            more(workbook, sheet)

    return xlsx(fill)
