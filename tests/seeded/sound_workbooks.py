"""Changes that look odd and are allowed: none gives a problem."""

from __future__ import annotations

from openpyxl import Workbook

from tests.seeded.base import Change, add, put, together


def _title_rows(workbook: Workbook) -> None:
    workbook["岗位"].insert_rows(1, 2)
    workbook["岗位"]["A1"] = "岗位一览"
    workbook["岗位"].merge_cells("A1:C1")
    workbook["岗位"].data_validations.dataValidation.clear()


def _merged(sheet: str, cells: str) -> Change:
    return lambda workbook: workbook[sheet].merge_cells(cells)


def _explained_settings(workbook: Workbook) -> None:
    for address, value in {"C1": "说明", "C2": "勿改", "C3": "印在文档上"}.items():
        workbook["设置"][address] = value
    workbook["设置"].merge_cells("C3:C5")


def _names_above(workbook: Workbook) -> None:
    sheet = workbook["开关"]
    sheet.insert_rows(1)
    for column, name in enumerate(("Clerk", "Lead", "Chief"), start=3):
        sheet.cell(1, column, name)


_HELPERS = (
    ("牵头部门", "运营部", "是", "运营部"),
    ("小计", 1, 1, 1),
    ("频次", 2, 1, 4),
    ("序号", 1, None, None),
    ("是否核心职责", "是", "否", "是"),
    ("负责人", "周敏", "林知远", "无"),
)

SOUND: dict[str, Change] = {
    "nothing changed": together(),
    "spaces around ids": put("开关", "A2", " D01 "),
    "full-width reference": put("覆盖", "A2", "ＯＰＳ－０１"),
    "lower-case reference": put("任职要求", "A2", "ops-01"),
    "title rows above the headers": _title_rows,
    "role names above the ids": _names_above,
    "empty cells merged right of a table": _merged("岗位", "M3:N4"),
    "empty cells merged in a table": _merged("岗位", "D6:E9"),
    "explanations of settings merged": _explained_settings,
    "remarks of toggles merged": together(
        *(put("开关", "F1", "备注"), put("开关", "F2", "see x")), _merged("开关", "F2:F4")
    ),
    "titles beside toggles merged": together(
        put("开关", "B3", None),
        _merged("开关", "B2:B3"),
    ),
    "headers merged over two rows": together(
        lambda workbook: workbook["考核"].insert_rows(2), _merged("考核", "A1:A2")
    ),
    "generate blank": put("岗位", "J2", None),
    "status blank": put("岗位", "I2", None),
    "role out of force, its rows kept": put("岗位", "I2", "停用"),
    "duty out of force, its rows kept": put("职责", "F3", "停用"),
    "role not generated and without duties": together(
        put("岗位", "J4", "否"), put("开关", "E2", None), put("开关", "E4", None)
    ),
    "extra column in the toggles": together(
        put("开关", "F1", "备注"), put("开关", "F2", "see x")
    ),
    **{
        f"{name} beside the toggles": together(
            *(put("开关", f"F{row}", value) for row, value in enumerate((name, *cells), 1))
        )
        for name, *cells in _HELPERS
    },
    **{
        f"{name} beside the names over the toggles": together(
            _names_above,
            *(
                put("开关", f"F{row}", value)
                for row, value in enumerate((name, None, *cells), 1)
            ),
        )
        for name, *cells in _HELPERS
    },
    "shares of 100 %": together(put("开关", "C2", 0.6), put("开关", "C3", 0.4)),
    **{
        f"version {version} of the role, {recorded} recorded": together(
            put("岗位", "E2", version), put("修订记录", "B2", recorded)
        )
        for version, recorded in (
            *(("1", "V1"), (1, "V1.0"), ("V1.0", 1), ("1.00", "V1.0"), (1.1, "V1.1")),
            *(
                ("版本1.0", "V1.0"),
                ("第1版", "1.0版"),
                ("Ver. 1.2", "v1.2"),
                ("V 1.0", "版本：1"),
            ),
            *(("V2.0.0", "V2"), ("2025.1版", "2025.1"), ("A版", "a版"), ("V1.10", "1.10")),
        )
    },
    "an earlier version than the last": add("修订记录", "OPS-01", "V2", "2025-06-01", "Draft"),
    "version without any revision": put("岗位", "E3", "V9"),
    "written in the month it takes effect": put("岗位", "K3", "2025-01-31"),
    "setting blank, but its English is printed": together(
        put("设置", "B3", None),
        put("设置", "B4", "en"),
        add("设置", "英文公司名称", "Acme Ltd."),
    ),
    "further setting": add("设置", "印章", "Acme HR"),
    "sheet without role ids": lambda workbook: workbook.create_sheet("草稿").append(
        ["a", "#N/A"]
    ),
}
