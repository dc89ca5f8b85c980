"""How the workbook looks: colours, formats, tables, drop-downs and print set-up."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

FONT = "微软雅黑"
SIZE = 10
LINE_HEIGHT = 16.5
NAVY, SLATE, MIST = "#1F3864", "#52637A", "#8497B0"
ORANGE, RULE, GROUP_RULE = "#ED7D31", "#D9DEE6", "#7F8FA9"
GREEN, GREEN_TEXT = "#DDEFD9", "#1E6B2E"
GREY, GREY_TEXT = "#F2F3F5", "#8A8F98"
RED, RED_TEXT = "#F8CFCB", "#9C1C13"
AMBER, AMBER_TEXT = "#FDE5C8", "#8A4B00"
INK = "#1F2933"
SPARE_ROWS = 400
"""Rows below the data that already have drop-downs and colours."""


@dataclass(frozen=True)
class Column:
    """A column of a table: header, width, and what helps a person fill it in."""

    header: str
    width: float
    kind: str = "text"  # text, id, code, number, date, time, percent, centre
    required: bool = False
    english: bool = False
    choices: str = ""  # formula of a drop-down list
    strict: bool = True  # whether a drop-down refuses other values
    prompt: str = ""
    note: str = ""


class Look:
    """The formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        base = {
            "font_name": FONT,
            "font_size": SIZE,
            "font_color": INK,
            "valign": "top",
            "font_scheme": "none",
        }
        wanted = base | properties
        name = tuple(sorted(wanted.items()))
        if name not in self._made:
            self._made[name] = self.book.add_format(wanted)
        return self._made[name]

    def header(self, column: Column) -> Format:
        fill = NAVY if column.required else MIST if column.english else SLATE
        bottom = {"bottom": 5, "bottom_color": ORANGE} if column.required else {"bottom": 1}
        return self.format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=fill,
            align="center",
            valign="vcenter",
            text_wrap=True,
            left=1,
            right=1,
            left_color="#FFFFFF",
            right_color="#FFFFFF",
            **({"bottom_color": fill} | bottom),
        )

    def body(self, kind: str, *, ruled: bool = True, one_line: bool = False) -> Format:
        rule: dict[str, Any] = {"bottom": 1, "bottom_color": RULE} if ruled else {}
        if one_line:
            rule["valign"] = "vcenter"
        own: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True, "align": "left"},
            "id": {"num_format": 49, "bold": True, "font_color": NAVY},
            "code": {"num_format": 49},
            "number": {"align": "center"},
            "date": {"num_format": "yyyy-mm-dd", "align": "center"},
            "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
            "percent": {"num_format": 9, "align": "center"},
            "centre": {"align": "center", "text_wrap": True},
        }
        return self.format(**own[kind], **rule)

    def mark(self, fill: str, text: str, **more: Any) -> Format:
        """A format for a conditional colour, which carries no font of its own."""
        return self.book.add_format({"bg_color": fill, "font_color": text, **more})


def pixels(text: str, size: float = SIZE) -> float:
    """Width of one line of text on screen, a little generously."""
    em = size * 96 / 72
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return em * (wide + 0.52 * (len(text) - wide))


def wrapped_lines(text: str, width: float, size: float = SIZE) -> int:
    """How many lines a cell's text takes in a column of that width."""
    room = 7 * width - 8
    return sum(
        max(1, -(-int(pixels(line, size) * 1.03) // int(room))) for line in text.split("\n")
    )


def row_height(values: Sequence[Any], columns: Sequence[Column]) -> float:
    taken = [
        wrapped_lines(value, column.width)
        for value, column in zip(values, columns, strict=True)
        if isinstance(value, str) and value
    ]
    return min(400.0, max(taken, default=1) * LINE_HEIGHT + 7)


ONE_LINE = LINE_HEIGHT + 7


def table(
    look: Look,
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    header_row: int = 0,
    frozen: int = 2,
    header_height: float = 30,
    filtered: bool = True,
) -> int:
    """Write a table with its header, drop-downs and row rules; return its last row."""
    sheet.set_row(header_row, header_height)
    for number, column in enumerate(columns):
        plain = look.body(column.kind, ruled=False)
        sheet.set_column(number, number, column.width, plain)
        sheet.write_string(header_row, number, column.header, look.header(column))
        note = column.note or ("必填。" if column.required else "")
        if note.strip():
            size = {"x_scale": 1.6, "y_scale": 0.35 + 0.2 * (1 + len(note) // 16)}
            sheet.write_comment(
                header_row,
                number,
                note,
                {"font_name": FONT, "font_size": 9, "color": "#FFF8E7", **size},
            )
    last = header_row
    for last, values in enumerate(rows, start=header_row + 1):
        height = row_height(values, columns)
        sheet.set_row(last, height)
        one_line = height <= ONE_LINE
        for number, (value, column) in enumerate(zip(values, columns, strict=True)):
            _write(sheet, last, number, value, look.body(column.kind, one_line=one_line))
    bottom = last + SPARE_ROWS
    for number, column in enumerate(columns):
        help_entry(sheet, header_row + 1, number, bottom, column)
    sheet.freeze_panes(header_row + 1, frozen)
    if filtered:
        sheet.autofilter(header_row, 0, max(last, header_row + 1), len(columns) - 1)
    sheet.set_selection(header_row + 1, 0, header_row + 1, 0)
    return last


def _write(sheet: Worksheet, row: int, column: int, value: Any, style: Format) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_blank(row, column, None, style)


def help_entry(sheet: Worksheet, top: int, number: int, bottom: int, column: Column) -> None:
    """Drop-down and input prompt of a column."""
    if not (column.choices or column.prompt):
        return
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        rule = {
            "validate": "list",
            "source": column.choices,
            "error_type": "stop" if column.strict else "warning",
            "error_title": f"{column.header}：请从列表中选择",
            "error_message": "这个值不在列表中。请按 Alt+↓ 从下拉列表选择；"
            "需要新选项时，先在“选项”或相应的表中添加。",
        }
    if column.prompt:
        rule |= {"input_title": column.header, "input_message": column.prompt}
    sheet.data_validation(top, number, bottom, number, rule)


def colour_rows(
    look: Look, sheet: Worksheet, first: int, last: int, width: int, formula: str, style: Format
) -> None:
    """Colour whole rows where a formula over the first row holds."""
    sheet.conditional_format(
        first,
        0,
        last + SPARE_ROWS,
        width - 1,
        {"type": "formula", "criteria": formula, "format": style},
    )


def group_rules(look: Look, sheet: Worksheet, first: int, last: int, width: int) -> None:
    """A darker line wherever a new role begins."""
    row = first + 1
    darker = look.book.add_format({"top": 1, "top_color": GROUP_RULE})
    formula = f'=AND($A{row + 1}<>"",$A{row + 1}<>$A{row})'
    colour_rows(look, sheet, first + 1, last, width, formula, darker)


def later_rows(look: Look, sheet: Worksheet, last: int, width: int) -> None:
    """Rows added below the data get the same thin rule as soon as they are filled in."""
    rule = look.book.add_format({"bottom": 1, "bottom_color": RULE})
    sheet.conditional_format(
        last + 1,
        0,
        last + SPARE_ROWS,
        width - 1,
        {"type": "formula", "criteria": f'=$A{last + 2}<>""', "format": rule},
    )


def print_setup(
    sheet: Worksheet,
    *,
    header_row: int | None = 0,
    top_row: int = 0,
    pages_wide: int = 1,
    repeat_columns: int = 0,
    footer: str = "产品运营岗位工作簿",
) -> None:
    """A4 landscape, fitted to the width, header rows on every page, page x of y."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    if pages_wide:
        sheet.fit_to_pages(pages_wide, 0)
    if header_row is not None:
        sheet.repeat_rows(top_row, header_row)
    if repeat_columns:
        sheet.repeat_columns(0, repeat_columns - 1)
    sheet.set_header(f'&L&"{FONT}"&9{footer}&R&"{FONT}"&9&A')
    sheet.set_footer(f'&C&"{FONT}"&9第 &P 页　共 &N 页')


def column_range(sheet: str, column: int, first: int, last: int) -> str:
    name = xl_col_to_name(column)
    return f"'{sheet}'!${name}${first + 1}:${name}${last + 1}"
