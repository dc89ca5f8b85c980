"""Builds the first version of product_operations.xlsx from the TOML files beside this one.

    python build.py [TARGET]

The same files give the same bytes. Cells hold values only, never formulas.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from content import Content
from look import (
    AMBER,
    AMBER_TEXT,
    FONT,
    GREEN,
    GREEN_TEXT,
    GREY,
    GREY_TEXT,
    MIST,
    NAVY,
    ORANGE,
    RED,
    RED_TEXT,
    SIZE,
    SLATE,
    SPARE_ROWS,
    Column,
    Look,
    colour_rows,
    group_rules,
    later_rows,
    print_setup,
    row_height,
    table,
)
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

TARGET = Path(__file__).parents[1] / "product_operations.xlsx"
CREATED = dt.datetime(2025, 1, 6, 9, 0, 0)

SHEETS = {
    "说明": "#A5A5A5",
    "设置": SLATE,
    "部门": SLATE,
    "岗位": NAVY,
    "职责": NAVY,
    "开关": "#2E8B57",
    "覆盖": "#2E8B57",
    "任职要求": "#2E75B6",
    "考核": "#2E75B6",
    "协作关系": "#2E75B6",
    "修订记录": "#2E75B6",
    "选项": "#A5A5A5",
    "生成日志": ORANGE,
}
"""Sheets in order, and the tab colour of each: settings, core data, assignment, details."""

LIST_NAMES = {
    "开关": "选项_开关",
    "是否": "选项_是否",
    "状态": "选项_状态",
    "岗位类别": "选项_岗位类别",
    "职责类别": "选项_职责类别",
    "要求类别": "选项_要求类别",
    "程度": "选项_程度",
    "范围": "选项_范围",
    "周期": "选项_周期",
    "覆盖字段": "选项_覆盖字段",
    "文档语言": "选项_文档语言",
    "开关设置": "选项_开关设置",
}

ROLE = Column(
    "岗位编号",
    12,
    "id",
    required=True,
    choices="=清单_岗位编号",
    prompt="从列表选择岗位。新岗位请先在“岗位”表登记。",
)

ROLE_COLUMNS = [
    Column(
        "岗位编号",
        12,
        "id",
        required=True,
        note="必填。唯一编号，用过的不再使用，改名不改号。",
        prompt="唯一编号，如 OPS-10。按文本填写，用过的编号不再使用。",
    ),
    Column("岗位名称", 18, required=True),
    Column("英文名称", 24, english=True),
    Column("岗位类别", 11, "centre", choices="=选项_岗位类别", strict=False),
    Column(
        "所属部门",
        15,
        choices="=清单_部门",
        strict=False,
        prompt="从“部门”表选择；新部门请先登记。",
    ),
    Column("直接上级", 17),
    Column("直接下级", 19),
    Column("职级", 9, "centre"),
    Column("编制人数", 11, "number"),
    Column("工作地点", 12, "centre"),
    Column("岗位目的", 46, prompt="一句话说明设岗目的与主要责任，60 至 120 字为宜。"),
    Column("英文目的", 58, english=True),
    Column("权限", 38, prompt="一行一条，格内换行按 Alt+Enter，不打序号。"),
    Column("工作条件", 42, prompt="一行一条，格内换行按 Alt+Enter，不打序号。"),
    Column("发展路径", 46, prompt="一行一条，格内换行按 Alt+Enter，不打序号。"),
    Column(
        "模板",
        16,
        note="留空时依次采用部门、设置中的模板。",
        prompt="留空即用部门或“设置”中的模板；多个模板用“、”分开。",
    ),
    Column("文件名", 16, prompt="留空即用“设置”中的命名规则。"),
    Column("版本", 9.5, "centre"),
    Column("编制日期", 12.5, "date", prompt="填日期，如 2025-01-06。"),
    Column("生效日期", 12.5, "date", prompt="填日期，如 2025-02-01。"),
    Column("编制", 9, "centre"),
    Column("审核", 9, "centre"),
    Column("批准", 9, "centre"),
    Column(
        "状态", 9.5, "centre", choices="=选项_状态", prompt="选“停用”即不再生成，但保留在表中。"
    ),
    Column(
        "生成", 9.5, "centre", choices="=选项_是否", prompt="选“否”则本次不生成该岗位文档。"
    ),
    Column("英文所属部门", 22, english=True),
    Column("英文直接上级", 22, english=True),
    Column("英文直接下级", 24, english=True),
    Column("英文工作地点", 18, english=True),
    Column("英文权限", 56, english=True),
    Column("英文工作条件", 56, english=True),
    Column("英文发展路径", 58, english=True),
    Column("英文岗位类别", 16, "centre", english=True),
    Column("英文编制", 14, "centre", english=True),
    Column("英文审核", 14, "centre", english=True),
    Column("英文批准", 14, "centre", english=True),
]

DUTY_COLUMNS = [
    Column(
        "职责编号",
        11.5,
        "id",
        required=True,
        note="必填。唯一编号，用过的不再使用，改标题不改号。",
        prompt="唯一编号，如 D27。用过的编号不再使用。",
    ),
    Column(
        "排序",
        8.5,
        "number",
        note="数字小的在前；插入新职责可用中间数，如 125。",
        prompt="数字，小的在前；可用中间数插入。",
    ),
    Column("职责标题", 19, required=True),
    Column("英文标题", 24, english=True),
    Column("职责类别", 11, "centre", choices="=选项_职责类别", strict=False),
    Column("概述", 48, prompt="一段话说明做什么、怎么做、为了什么，60 至 150 字。"),
    Column("英文概述", 66, english=True),
    Column(
        "工作要点",
        52,
        note="一行一条，每条以动词开头，不打序号（序号由文档自动编）。",
        prompt="一行一条，3 至 6 条，每条以动词开头；格内换行按 Alt+Enter，不打序号。",
    ),
    Column("英文要点", 97, english=True),
    Column("绩效指标", 24, prompt="多项用“、”分开。"),
    Column("交付成果", 22, prompt="多项用“、”分开。"),
    Column("协作部门", 22, prompt="多项用“、”分开。"),
    Column("工具", 30, prompt="多项用“、”分开。"),
    Column("来源", 19, "code", note="本项职责依据的参考资料章节，供核对，不印在文档上。"),
    Column(
        "状态",
        9.5,
        "centre",
        choices="=选项_状态",
        prompt="选“停用”即所有岗位都不再出现这项职责。",
    ),
    Column("英文职责类别", 24, english=True),
    Column("英文绩效指标", 38, english=True),
    Column("英文交付成果", 38, english=True),
    Column("英文协作部门", 32, english=True),
    Column("英文工具", 38, english=True),
]

OVERRIDE_COLUMNS = [
    ROLE,
    Column(
        "职责编号",
        12,
        "id",
        required=True,
        choices="=清单_职责编号",
        prompt="从列表选择职责。新职责请先在“职责”表登记。",
    ),
    Column(
        "字段",
        16,
        required=True,
        choices="=选项_覆盖字段",
        note="必填。合并组：同一岗位中取值相同的职责合成一节；合并标题：写在其中任意一项上。",
        prompt="要为这个岗位改变的内容。合并组：取值相同的职责合成一节。",
    ),
    Column(
        "值", 56, required=True, prompt="新的标题、措辞、顺序数字，或合并组的字母（如 A）。"
    ),
    Column("备注", 40, note="供阅读，程序不用。"),
]

REQUIREMENT_COLUMNS = [
    ROLE,
    Column("类别", 10, "centre", choices="=选项_要求类别", strict=False),
    Column("要求", 59),
    Column("英文要求", 102, english=True),
    Column(
        "程度", 10, "centre", choices="=选项_程度", prompt="必备：硬性条件；优先：加分条件。"
    ),
    Column("英文类别", 22, "centre", english=True),
    Column("英文程度", 12, "centre", english=True),
]

KPI_COLUMNS = [
    ROLE,
    Column("考核指标", 24),
    Column("英文考核指标", 40, english=True),
    Column("评价标准", 50),
    Column("英文评价标准", 80, english=True),
    Column("权重", 10, "percent", note="同一岗位合计应为 100%，不是时整组显示橙色。"),
    Column("周期", 9, "centre", choices="=选项_周期", strict=False),
    Column("英文周期", 14, "centre", english=True),
]

RELATION_COLUMNS = [
    ROLE,
    Column("范围", 9, "centre", choices="=选项_范围", prompt="内部：公司内；外部：公司外。"),
    Column("协作对象", 30),
    Column("英文协作对象", 53, english=True),
    Column("协作内容", 42),
    Column("英文协作内容", 84, english=True),
    Column("英文范围", 12, "centre", english=True),
]

REVISION_COLUMNS = [
    ROLE,
    Column("版本", 9, "centre"),
    Column("日期", 13, "date", prompt="填日期，如 2025-01-06。"),
    Column("修订内容", 46),
    Column("英文修订内容", 71, english=True),
    Column("修订人", 11, "centre"),
    Column("英文修订人", 14, "centre", english=True),
]

DEPARTMENT_COLUMNS = [
    Column("部门", 22, required=True),
    Column("模板", 34, prompt="留空即用“设置”中的默认模板；多个模板用“、”分开。"),
    Column("负责人", 14, "centre"),
    Column("英文部门", 36, english=True),
    Column("英文负责人", 16, "centre", english=True),
]

LOG_COLUMNS = [
    Column("时间", 18, "time"),
    Column("岗位编号", 12, "id"),
    Column("岗位名称", 22),
    Column("文件", 50),
    Column("状态", 10, "centre"),
    Column("警告", 50),
    Column("链接", 30),
]


class Builder:
    """One build of the workbook."""

    def __init__(self, target: Path) -> None:
        self.content = Content()
        # Column widths are counted in digits of the workbook's default font.
        self.book = xlsxwriter.Workbook(
            str(target),
            {
                "default_format_properties": {"font_name": FONT, "font_size": SIZE},
                "default_row_height": 24,
                "default_column_width": 64,
            },
        )
        self.book.set_properties(
            {
                "title": "产品运营岗位工作簿",
                "subject": "岗位工作内容与岗位说明书",
                "created": CREATED,
            }
        )
        self.book.set_size(28000, 16000)
        self.book.set_tab_ratio(80)
        self.look = Look(self.book)
        self.sheets: dict[str, Worksheet] = {}
        for name, colour in SHEETS.items():
            sheet = self.book.add_worksheet(name)
            sheet.set_tab_color(colour)
            self.sheets[name] = sheet

    def build(self) -> None:
        self.lists()
        self.settings()
        self.departments()
        self.roles()
        self.duties()
        self.toggles()
        self.child("覆盖", OVERRIDE_COLUMNS, self.content.override_rows())
        self.child("任职要求", REQUIREMENT_COLUMNS, self.content.requirement_rows())
        self.child("考核", KPI_COLUMNS, self.content.kpi_rows())
        self.child("协作关系", RELATION_COLUMNS, self.content.relation_rows())
        self.child("修订记录", REVISION_COLUMNS, self.content.revision_rows())
        self.log()
        self.guide()
        self.sheets["说明"].activate()
        self.book.close()

    # Names of lists grow with the lists, so that a drop-down never offers blank lines.

    def _name_list(self, name: str, sheet: str, column: int, first: int) -> None:
        letter = xl_col_to_name(column)
        top, end = first + 1, first + 2000
        span = f"'{sheet}'!${letter}${top}:${letter}${end}"
        self.book.define_name(
            name, f"='{sheet}'!${letter}${top}:INDEX({span},MAX(1,COUNTA({span})))"
        )

    def lists(self) -> None:
        sheet = self.sheets["选项"]
        columns = [
            Column(name, 5 + 2.2 * max(map(len, [name, *values])), "centre")
            for name, values in self.content.lists.items()
        ]
        depth = max(map(len, self.content.lists.values()))
        rows = [
            [values[row] if row < len(values) else "" for values in self.content.lists.values()]
            for row in range(depth)
        ]
        table(self.look, sheet, columns, rows, frozen=0, filtered=False)
        for number, name in enumerate(self.content.lists):
            self._name_list(LIST_NAMES[name], "选项", number, 1)
        print_setup(sheet)

    def settings(self) -> None:
        sheet = self.sheets["设置"]
        columns = [
            Column("键", 18, required=True, note="必填。名称由程序识别，请勿改动。"),
            Column("值", 48, required=True),
            Column("说明", 88),
        ]
        rows = list(self.content.setting_rows())
        last = table(self.look, sheet, columns, rows, frozen=1, filtered=False)
        left = self.look.format(
            text_wrap=True, align="left", valign="vcenter", bottom=1, bottom_color="#D9DEE6"
        )
        for number, (name, value, _) in enumerate(rows, start=1):
            if not isinstance(value, str):
                sheet.write_number(number, 1, value, left)
            choice = {"文档语言": "文档语言", "快照": "开关设置"}.get(name)
            if choice:
                sheet.data_validation(
                    number,
                    1,
                    number,
                    1,
                    {
                        "validate": "list",
                        "source": f"={LIST_NAMES[choice]}",
                        "error_title": f"{name}：请从列表中选择",
                        "error_message": "可选：" + "、".join(self.content.lists[choice]),
                        "input_title": name,
                        "input_message": "可选：" + "、".join(self.content.lists[choice]),
                    },
                )
        later_rows(self.look, sheet, last, len(columns))
        print_setup(sheet)

    def departments(self) -> None:
        sheet = self.sheets["部门"]
        last = table(
            self.look, sheet, DEPARTMENT_COLUMNS, self.content.department_rows(), frozen=1
        )
        self._duplicates(sheet, last)
        later_rows(self.look, sheet, last, len(DEPARTMENT_COLUMNS))
        self._name_list("清单_部门", "部门", 0, 1)
        print_setup(sheet)

    def _duplicates(self, sheet: Worksheet, last: int) -> None:
        bottom = last + SPARE_ROWS + 1
        sheet.conditional_format(
            1,
            0,
            bottom - 1,
            0,
            {
                "type": "formula",
                "criteria": f'=AND($A2<>"",COUNTIF($A$2:$A${bottom},$A2)>1)',
                "format": self.look.mark(RED, RED_TEXT),
            },
        )

    def _stopped(self, sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
        at = xl_col_to_name([column.header for column in columns].index("状态"))
        style = self.book.add_format({"font_color": GREY_TEXT, "font_strikeout": True})
        colour_rows(self.look, sheet, 1, last, len(columns), f'=${at}2="停用"', style)

    def roles(self) -> None:
        sheet = self.sheets["岗位"]
        last = table(self.look, sheet, ROLE_COLUMNS, self.content.role_rows())
        sheet.data_validation(
            1,
            8,
            last + SPARE_ROWS,
            8,
            {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_title": "编制人数",
                "error_message": "请填整数，如 2。",
            },
        )
        self._duplicates(sheet, last)
        self._stopped(sheet, ROLE_COLUMNS, last)
        later_rows(self.look, sheet, last, len(ROLE_COLUMNS))
        self._name_list("清单_岗位编号", "岗位", 0, 1)
        print_setup(sheet, pages_wide=4, repeat_columns=2)

    def duties(self) -> None:
        sheet = self.sheets["职责"]
        last = table(self.look, sheet, DUTY_COLUMNS, self.content.duty_rows(), frozen=3)
        # A lone reference such as 4.10 is text, and no mistake.
        sheet.ignore_errors({"number_stored_as_text": f"N2:N{last + SPARE_ROWS + 1}"})
        self._duplicates(sheet, last)
        self._stopped(sheet, DUTY_COLUMNS, last)
        later_rows(self.look, sheet, last, len(DUTY_COLUMNS))
        self._name_list("清单_职责编号", "职责", 0, 1)
        print_setup(sheet, pages_wide=3, repeat_columns=3)

    def toggles(self) -> None:
        sheet = self.sheets["开关"]
        roles = self.content.roles
        columns = [
            Column("职责编号", 11.5, "id", required=True),
            Column("职责标题", 23),
            *(
                Column(
                    role["id"],
                    self._name_width(role["name"]),
                    "centre",
                    required=True,
                    note=" ",
                )
                for role in roles
            ),
        ]
        rows = list(self.content.toggle_rows())
        table(self.look, sheet, columns, [], header_row=1, header_height=24, filtered=False)
        names = self.look.format(
            bold=True,
            font_size=9,
            font_color=NAVY,
            bg_color="#E4EAF3",
            align="center",
            valign="vcenter",
            text_wrap=True,
            left=1,
            right=1,
            left_color="#FFFFFF",
            right_color="#FFFFFF",
        )
        sheet.set_row(0, 46)
        sheet.write_blank(0, 0, None, names)
        sheet.write_string(0, 1, "岗位名称 →", names)
        for number, role in enumerate(roles, start=2):
            sheet.write_string(0, number, role["name"], names)
        grid = {"border": 1, "border_color": "#D9DEE6", "valign": "vcenter"}
        mark = self.look.format(align="center", font_size=12, **grid)
        title = self.look.format(**grid)
        ident = self.look.format(num_format=49, bold=True, font_color=NAVY, **grid)
        for row, (duty, text, *marks) in enumerate(rows, start=2):
            sheet.set_row(row, 21)
            sheet.write_string(row, 0, duty, ident)
            sheet.write_string(row, 1, text, title)
            for number, value in enumerate(marks, start=2):
                if value:
                    sheet.write_string(row, number, value, mark)
                else:
                    sheet.write_blank(row, number, None, mark)
        last = 1 + len(rows)
        spare = len(columns) + 26
        bottom = last + SPARE_ROWS
        sheet.set_column(len(columns), spare - 1, 10.8, self.look.format(align="center"))
        self._toggle_colours(sheet, bottom, spare)
        self._toggle_headers(sheet, bottom, len(columns), spare)
        sheet.data_validation(
            2,
            2,
            bottom,
            spare - 1,
            {
                "validate": "list",
                "source": f"={LIST_NAMES['开关']}",
                "error_type": "warning",
                "error_title": "开关只认 ✓ 或空白",
                "error_message": "请选 ✓（承担）或清空（不承担）。也可填 0 至 1 之间的小数，"
                "表示工作时间占比。字母 x、T 等含义不明，会被拒绝。",
                "input_title": "开关",
                "input_message": "✓ 为承担，空白为不承担。按 Alt+↓ 选择，按 Delete 清空。",
            },
        )
        sheet.data_validation(
            2,
            0,
            bottom,
            0,
            {
                "validate": "list",
                "source": "=清单_职责编号",
                "error_title": "没有这个职责编号",
                "error_message": "请先在“职责”表登记，再从下拉列表选择。",
            },
        )
        sheet.autofilter(1, 0, last, 1)
        sheet.freeze_panes(2, 2)
        sheet.set_selection(2, 1, 2, 1)
        print_setup(sheet, header_row=1)

    def _toggle_headers(self, sheet: Worksheet, bottom: int, first: int, width: int) -> None:
        """Unknown ids are red; a role column added later looks like the others."""
        red = self.look.mark(RED, RED_TEXT, bold=True)
        new = self.look.mark(NAVY, "#FFFFFF", bold=True)
        name = self.look.mark("#E4EAF3", NAVY, bold=True)
        added = xl_col_to_name(first)
        for area, formula, style in (
            ((2, 0, bottom, 0), '=AND($A3<>"",COUNTIF(清单_职责编号,$A3)=0)', red),
            ((1, 2, 1, width - 1), '=AND(C$2<>"",COUNTIF(清单_岗位编号,C$2)=0)', red),
            ((1, first, 1, width - 1), f'={added}$2<>""', new),
            ((0, first, 0, width - 1), f'={added}$2<>""', name),
        ):
            sheet.conditional_format(
                *area, {"type": "formula", "criteria": formula, "format": style}
            )

    @staticmethod
    def _name_width(name: str) -> float:
        """Short names stand on one line; a long one breaks into two even halves."""
        return 10.8 if len(name) <= 6 else 7.8

    def _toggle_colours(self, sheet: Worksheet, bottom: int, width: int) -> None:
        def among(marks: str) -> str:
            return f'ISNUMBER(FIND("|"&UPPER(C3)&"|","|{marks}|"))'

        share = "AND(ISNUMBER(C3),C3>0,C3<=1)"
        on = f"OR({among('✓|√|✔|☑|●|〇|Y|YES|是|对|有|开|1|TRUE')},{share})"
        off = among("✗|✘|×|☐|－|0|N|NO|否|无|关|FALSE")
        used = '$A3<>"",C$2<>""'
        for formula, style in (
            (f'=AND({used},C3<>"",{on})', self.look.mark(GREEN, GREEN_TEXT, bold=True)),
            (f'=AND({used},OR(C3="",{off}))', self.look.mark(GREY, GREY_TEXT)),
            (
                f'=AND({used},C3<>"",NOT({on}),NOT({off}))',
                self.look.mark(RED, RED_TEXT, bold=True),
            ),
        ):
            sheet.conditional_format(
                2,
                2,
                bottom,
                width - 1,
                {"type": "formula", "criteria": formula, "format": style},
            )

    def child(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
    ) -> None:
        sheet = self.sheets[name]
        last = table(self.look, sheet, columns, rows, frozen=1)
        # What must be put right comes first: the first rule that holds may be the only one.
        self._unknown(sheet, last, 0, "清单_岗位编号")
        if name == "覆盖":
            self._unknown(sheet, last, 1, "清单_职责编号")
            self._unknown(sheet, last, 2, LIST_NAMES["覆盖字段"])
        elif name == "考核":
            self._weights(sheet, last)
        group_rules(self.look, sheet, 1, last, len(columns))
        later_rows(self.look, sheet, last, len(columns))
        print_setup(sheet)

    def _unknown(self, sheet: Worksheet, last: int, column: int, names: str) -> None:
        at = xl_col_to_name(column)
        sheet.conditional_format(
            1,
            column,
            last + SPARE_ROWS,
            column,
            {
                "type": "formula",
                "criteria": f'=AND(${at}2<>"",COUNTIF({names},${at}2)=0)',
                "format": self.look.mark(RED, RED_TEXT),
            },
        )

    def _weights(self, sheet: Worksheet, last: int) -> None:
        """Amber where a role's weights do not add up; only shares may be typed."""
        bottom = last + SPARE_ROWS + 1
        sheet.conditional_format(
            1,
            5,
            bottom - 1,
            5,
            {
                "type": "formula",
                "criteria": f'=AND($A2<>"",ROUND(SUMIF($A$2:$A${bottom},$A2,$F$2:$F${bottom}),4)<>1)',
                "format": self.look.mark(AMBER, AMBER_TEXT, bold=True),
            },
        )
        sheet.data_validation(
            1,
            5,
            bottom - 1,
            5,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 1,
                "input_title": "权重",
                "input_message": "百分数，如 25%。同一岗位合计 100%。",
                "error_title": "权重",
                "error_message": "请填 0% 至 100% 之间的百分数，如 25%。",
            },
        )

    def log(self) -> None:
        sheet = self.sheets["生成日志"]
        table(self.look, sheet, LOG_COLUMNS, [], frozen=0)
        print_setup(sheet)

    # 说明

    def guide(self) -> None:
        sheet, look, guide = self.sheets["说明"], self.look, self.content.guide
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26, look.format())
        sheet.set_column(1, 1, 112, look.format())
        widths = [Column("", 26), Column("", 108)]
        band = look.format(
            bold=True,
            font_size=18,
            font_color="#FFFFFF",
            bg_color=NAVY,
            valign="vcenter",
            indent=1,
        )
        under = look.format(
            font_size=11, font_color="#DCE4F0", bg_color=NAVY, valign="vcenter", indent=1
        )
        sheet.set_row(0, 44)
        sheet.write_string(0, 0, guide["title"], band)
        sheet.write_blank(0, 1, None, band)
        sheet.set_row(1, 28)
        sheet.write_string(1, 0, guide["subtitle"], under)
        sheet.write_blank(1, 1, None, under)
        heading = look.format(
            bold=True,
            font_size=12,
            font_color=NAVY,
            valign="vcenter",
            bottom=2,
            bottom_color=ORANGE,
        )
        label = look.format(
            bold=True,
            text_wrap=True,
            indent=1,
            bg_color="#F4F6FA",
            bottom=1,
            bottom_color="#D9DEE6",
            valign="vcenter",
        )
        link = look.format(
            bold=True,
            indent=1,
            bg_color="#F4F6FA",
            bottom=1,
            bottom_color="#D9DEE6",
            font_color="#1F5FBF",
            underline=1,
            valign="vcenter",
        )
        text = look.format(
            text_wrap=True, indent=1, bottom=1, bottom_color="#D9DEE6", valign="vcenter"
        )
        row, breaks = 2, []
        for part in guide["part"]:
            if part.get("new_page"):
                breaks.append(row)
            sheet.set_row(row, 12)
            row += 1
            sheet.set_row(row, 26)
            sheet.write_string(row, 0, part["title"], heading)
            sheet.write_blank(row, 1, None, heading)
            row += 1
            for name, words in part["rows"]:
                sheet.set_row(row, max(22.0, row_height([name, words], widths)))
                if part.get("links"):
                    sheet.write_url(
                        row, 0, f"internal:'{name}'!A1", link, name, f"打开“{name}”"
                    )
                elif part.get("legend"):
                    sheet.write_string(row, 0, name, self._legend(name))
                else:
                    sheet.write_string(row, 0, name, label)
                sheet.write_string(row, 1, words, text)
                row += 1
        print_setup(sheet, header_row=None, pages_wide=0)
        sheet.set_print_scale(76)
        sheet.center_horizontally()
        sheet.set_h_pagebreaks(breaks)
        sheet.set_selection(0, 0, 0, 0)

    def _legend(self, name: str) -> Any:
        white = {"font_color": "#FFFFFF", "bold": True, "align": "center", "valign": "vcenter"}
        rule = {"bottom": 1, "bottom_color": "#FFFFFF", "align": "center", "valign": "vcenter"}
        styles: dict[str, dict[str, Any]] = {
            "必填列": {**white, "bg_color": NAVY, "bottom": 5, "bottom_color": ORANGE},
            "选填列": {**rule, **white, "bg_color": SLATE},
            "英文列": {**rule, **white, "bg_color": MIST},
            "已开启": {**rule, "bg_color": GREEN, "font_color": GREEN_TEXT, "bold": True},
            "未开启": {**rule, "bg_color": GREY, "font_color": GREY_TEXT},
            "需要改正": {**rule, "bg_color": RED, "font_color": RED_TEXT, "bold": True},
            "请留意": {**rule, "bg_color": AMBER, "font_color": AMBER_TEXT, "bold": True},
            "已停用": {
                **rule,
                "font_color": GREY_TEXT,
                "font_strikeout": True,
                "bottom_color": "#D9DEE6",
            },
        }
        return self.look.format(**styles[name])


if __name__ == "__main__":
    Builder(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET).build()
