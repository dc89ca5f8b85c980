"""A sound workbook and template; every seeded mistake is one change to one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.builders import docx, rows, save_xlsx

Change = Callable[[Workbook], object]

SHEETS: dict[str, list[list[object]]] = {
    "设置": [
        ["键", "值"],
        ["格式版本", 1],
        ["公司名称", "Acme"],
        ["文档语言", "zh"],
        ["默认模板", "t"],
        ["输出文件夹", "out"],
        ["文件名", "{岗位编号}_{岗位名称}.docx"],
    ],
    "部门": [["部门", "模板", "负责人"], ["运营部", None, "Wang"]],
    "岗位": [
        [
            *("岗位编号", "岗位名称", "所属部门", "岗位目的", "版本"),
            *("生效日期", "模板", "文件名", "状态", "生成", "编制日期"),
        ],
        [
            "OPS-01",
            "Clerk",
            "运营部",
            "Keep files",
            "V1",
            "2025-01-01",
            None,
            None,
            "启用",
            "是",
            "2024-12-16",
        ],
        [
            "OPS-02",
            "Lead",
            "运营部",
            "Lead people",
            "V1",
            "2025年1月",
            None,
            None,
            "启用",
            "是",
        ],
        ["OPS-03", "Chief", "运营部", "Set aims", "V1", "2025/1/1", None, None, "启用", None],
    ],
    "职责": [
        ["职责编号", "排序", "职责标题", "概述", "工作要点", "状态"],
        ["D01", 10, "Filing", "Order in files", "Sort\nStore", "启用"],
        ["D02", 20, "Planning", "Plans that hold", "Draft\nAgree", "启用"],
        ["D03", 30, "Hiring", "The right people", "Search\nTalk", None],
    ],
    "开关": [
        ["职责编号", "职责标题", "OPS-01", "OPS-02", "OPS-03"],
        ["D01", "Filing", "✓", None, "✓"],
        ["D02", "Planning", "✓", "✓", None],
        ["D03", "Hiring", None, "✓", "✓"],
    ],
    "覆盖": [
        ["岗位编号", "职责编号", "字段", "值"],
        ["OPS-01", "D01", "标题", "Archive"],
    ],
    "任职要求": [
        ["岗位编号", "类别", "要求"],
        ["OPS-01", "学历", "Degree"],
        ["OPS-02", "学历", "Degree"],
    ],
    "考核": [
        ["岗位编号", "考核指标", "权重"],
        ["OPS-01", "Speed", "60%"],
        ["OPS-01", "Care", "40%"],
    ],
    "修订记录": [
        ["岗位编号", "版本", "日期", "修订内容"],
        ["OPS-01", "V1", "2025-01-01", "First issue"],
    ],
    "培训": [["岗位编号", "课程", "学时"], ["OPS-01", "Safety", 8]],
}

LISTS = {
    "岗位": ("I2:I30", "J2:J30"),
    "开关": ("C2:H30",),
    "覆盖": ("C2:C30",),
}
"""Cells with a drop-down list."""

BODY = (
    "{{ role.id }} {{ role.name }}",
    "{{ role.department }} {{ department.head }} {{ role.purpose }} {{ role.authority }}",
    "{{ role.version }} {{ role.prepared_on }} {{ role.effective_on }} {{ settings.company }}",
    "{%p for duty in duties %}",
    "{{ duty.title }}: {{ duty.summary }}",
    "{{ duty.points|join('、') }}",
    "{%p endfor %}",
    rows(
        ["Kind", "Requirement"],
        ["{%tr for row in qualifications %}", ""],
        ["{{ row.category }}", "{{ row.requirement }}"],
        ["{%tr endfor %}", ""],
    ),
    "{%p for row in kpis %}",
    "{{ row.indicator }} {{ row.weight }}",
    "{%p endfor %}",
    "{%p for row in revisions %}",
    "{{ row.version }} {{ row.date }} {{ row.change }}",
    "{%p endfor %}",
    "{%p for row in 培训 %}",
    "{{ row.课程 }} {{ row.学时 }}",
    "{%p endfor %}",
)
"""Prints every column of the sound workbook."""


def save(folder: Path, *changes: Change, template: bytes | None = None) -> Path:
    """The sound workbook with changes, beside its template."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "t.docx").write_bytes(docx(*BODY) if template is None else template)

    def prepare(workbook: Workbook) -> None:
        for name, ranges in LISTS.items():
            for cells in ranges:
                add_list(workbook, name, cells)
        for change in changes:
            change(workbook)

    return save_xlsx(SHEETS, folder / "book.xlsx", prepare=prepare)


def add_list(workbook: Workbook, sheet: str, cells: str) -> None:
    """Give cells a drop-down list."""
    rule = DataValidation(type="list", formula1='"✓,是,否,启用,停用"')
    rule.add(cells)
    workbook[sheet].add_data_validation(rule)


def put(sheet: str, address: str, value: object) -> Change:
    """Type a value into one cell."""

    def change(workbook: Workbook) -> None:
        workbook[sheet][address] = value

    return change


def add(sheet: str, *row: object) -> Change:
    """Type a row below the last one."""
    return lambda workbook: workbook[sheet].append(list(row))


def drop(sheet: str) -> Change:
    """Delete a sheet."""
    return lambda workbook: workbook.remove(workbook[sheet])


def drop_column(sheet: str, column: int) -> Change:
    """Delete a column."""
    return lambda workbook: workbook[sheet].delete_cols(column)


def drop_row(sheet: str, row: int) -> Change:
    """Delete a row."""
    return lambda workbook: workbook[sheet].delete_rows(row)


def copy_sheet(sheet: str, name: str) -> Change:
    """Copy a sheet under another name."""

    def change(workbook: Workbook) -> None:
        workbook.copy_worksheet(workbook[sheet]).title = name

    return change


def together(*changes: Change) -> Change:
    """Several steps of one mistake."""

    def change(workbook: Workbook) -> None:
        for each in changes:
            each(workbook)

    return change
