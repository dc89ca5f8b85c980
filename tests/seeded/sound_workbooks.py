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
    "shares of 100 %": together(put("开关", "C2", 0.6), put("开关", "C3", 0.4)),
    "version spelt another way": put("岗位", "E2", "1"),
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
