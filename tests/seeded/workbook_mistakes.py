"""Mistakes HR makes in a workbook, each with the one problem it must give."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.seeded.base import (
    Change,
    add,
    add_list,
    copy_sheet,
    drop,
    drop_column,
    drop_row,
    put,
    together,
)

ALL = "OPS-01 OPS-02 OPS-03"


@dataclass(frozen=True)
class Mistake:
    """One change to the sound workbook and what must be said about it.

    `roles` are those whose documents are withheld; None for every role.
    """

    name: str
    change: Change
    code: str
    where: str
    roles: str | None = ""
    warning: bool = False


def _error(name: str, change: Change, code: str, where: str, roles: str | None) -> Mistake:
    return Mistake(name, change, code, where, roles)


def _warning(name: str, change: Change, code: str, where: str) -> Mistake:
    return Mistake(name, change, code, where, warning=True)


def _wingdings(workbook: Workbook) -> None:
    workbook["开关"]["C2"] = "P"
    workbook["开关"]["C2"].font = Font(name="Wingdings 2")


def _merge(sheet: str, cells: str) -> Change:
    return lambda workbook: workbook[sheet].merge_cells(cells)


def _insert(sheet: str, row: int, text: str) -> Change:
    def change(workbook: Workbook) -> None:
        workbook[sheet].insert_rows(row)
        workbook[sheet].cell(row, 1, text)
        workbook[sheet].data_validations.dataValidation.clear()

    return change


def _kinds_first(workbook: Workbook) -> None:
    for role, kind in workbook["任职要求"]["A1:B3"]:
        role.value, kind.value = kind.value, role.value


def _names_over_ids(workbook: Workbook) -> None:
    sheet = workbook["开关"]
    sheet.insert_rows(1)
    sheet.data_validations.dataValidation.clear()
    for column, name in enumerate(("岗位名称", "Clerk", "Lead", "Chief"), start=2):
        sheet.cell(1, column, name)


def _zero_padded(workbook: Workbook) -> None:
    workbook["岗位"]["A4"] = 3
    workbook["岗位"]["A4"].number_format = "000"
    workbook["开关"]["E1"] = "003"


def _paste_over_list(workbook: Workbook) -> None:
    workbook["开关"].data_validations.dataValidation.clear()
    for cells in ("C2:H2", "C3:C3", "E3:H3", "C4:H30"):
        add_list(workbook, "开关", cells)


def _toggles_as_rows(*rows: tuple[object, ...]) -> Change:
    def change(workbook: Workbook) -> None:
        workbook.remove(workbook["开关"])
        sheet = workbook.create_sheet("开关")
        sheet.append(["岗位编号", "职责编号", "值"])
        for row in rows:
            sheet.append(list(row))

    return change


_PAIRS = (
    ("OPS-01", "D01", "✓"),
    ("OPS-01", "D02", "✓"),
    ("OPS-02", "D02", "✓"),
    ("OPS-02", "D03", "✓"),
    ("OPS-03", "D03", "✓"),
    ("OPS-03", "D01", "✓"),
)

SHEETS = [
    _error("no roles sheet", drop("岗位"), "sheet-missing", "", None),
    _error("no duties sheet", drop("职责"), "sheet-missing", "", None),
    _error("no toggles sheet", drop("开关"), "toggles-missing", "", None),
    _error("two role sheets", copy_sheet("岗位", "Roles"), "sheet-twice", "Roles", None),
    _error(
        "two child sheets", copy_sheet("任职要求", "任职资格"), "sheet-twice", "任职资格", None
    ),
    _error(
        "role ids without header", put("岗位", "A1", "编码"), "column-missing", "岗位!1:1", None
    ),
    *(
        _error(
            f"no headers of {sheet}",
            drop_row(sheet, 1),
            "header-row-missing",
            f"{sheet}!1:1",
            None,
        )
        for sheet in ("部门", "岗位", "职责", "开关", "覆盖", "任职要求", "考核")
    ),
    _error("no role names", drop_column("岗位", 2), "column-missing", "岗位!1:1", None),
    _error("no duty ids", drop_column("职责", 1), "column-missing", "职责!1:1", None),
    _error("no duty titles", put("职责", "C1", "名目"), "column-missing", "职责!1:1", None),
    _error("no ids of toggles", put("开关", "A1", "号"), "column-missing", "开关!1:1", None),
    _error(
        "no field of overrides", put("覆盖", "C1", "项"), "column-missing", "覆盖!1:1", None
    ),
    _error(
        "no role of children",
        put("任职要求", "A1", "人"),
        "column-missing",
        "任职要求!1:1",
        None,
    ),
    _error("header twice", put("岗位", "H1", "版本"), "header-clash", "岗位!H1", None),
    _error(
        "two headers, one name",
        together(put("培训", "D1", "学时（小时）"), put("培训", "D2", 9)),
        "header-clash",
        "培训!D1",
        None,
    ),
    _warning(
        "a second table beside the first",
        together(
            *(put("考核", "E1", "岗位编号"), put("考核", "F1", "合计")),
            *(put("考核", "E2", "OPS-01"), put("考核", "F2", "100%")),
        ),
        "table-beside",
        "考核!E1",
    ),
    _error(
        "a header twice behind a blank column",
        together(put("岗位", "M1", "版本"), put("岗位", "N1", "权限"), put("岗位", "N2", "x")),
        "header-clash",
        "岗位!M1",
        None,
    ),
    _error(
        "merged records",
        _merge("任职要求", "B2:B3"),
        "merged-cells",
        "任职要求!B2",
        "OPS-01 OPS-02",
    ),
    _error(
        "merged ids of records", _merge("考核", "A2:A3"), "merged-cells", "考核!A2", "OPS-01"
    ),
    _error(
        "ids merged into what stands before",
        together(_kinds_first, _merge("任职要求", "A3:B3")),
        "merged-cells",
        "任职要求!A3",
        None,
    ),
    _error("merged headers", _merge("岗位", "C1:D1"), "merged-cells", "岗位!C1", None),
    _error("merged settings", _merge("设置", "B3:B4"), "merged-cells", "设置!B3", None),
    _error(
        "merged cells of a role", _merge("岗位", "D3:E3"), "merged-cells", "岗位!D3", "OPS-02"
    ),
    _error(
        "merged names of roles",
        _merge("岗位", "B2:B3"),
        "merged-cells",
        "岗位!B2",
        "OPS-01 OPS-02",
    ),
    _error(
        "merged cells of a duty",
        _merge("职责", "D2:E2"),
        "merged-cells",
        "职责!D2",
        "OPS-01 OPS-03",
    ),
    _error("merged ids of duties", _merge("职责", "A2:A3"), "merged-cells", "职责!A2", ALL),
    _error("merged toggles", _merge("开关", "D3:D4"), "merged-cells", "开关!D3", "OPS-02"),
    _error(
        "toggles merged across",
        _merge("开关", "C3:D3"),
        "merged-cells",
        "开关!C3",
        "OPS-01 OPS-02",
    ),
    _error("merged ids of toggles", _merge("开关", "A2:A3"), "merged-cells", "开关!A2", ALL),
    _error("merged override", _merge("覆盖", "C2:D2"), "merged-cells", "覆盖!C2", "OPS-01"),
    *(
        _warning(f"a note under {sheet}", add(sheet, note), "note-in-table", f"{sheet}!A{row}")
        for sheet, row, note in (
            ("岗位", 5, "备注：本表由人力资源部维护"),
            ("职责", 5, "Kept by HR, see the intranet"),
            ("开关", 5, "注：打勾前请先与部门确认"),
            ("覆盖", 3, "备注：合并标题每组只写一行"),
            (
                "任职要求",
                4,
                "要求由各部门经理确认后填写，并在每年年底前由人力资源部统一复核一次",
            ),
        )
    ),
    *(
        _warning(
            f"a note merged under {sheet}",
            together(add(sheet, "备注：本表由人力资源部维护"), _merge(sheet, cells)),
            "note-in-table",
            f"{sheet}!{cells[:2]}",
        )
        for sheet, cells in (("岗位", "A5:E5"), ("部门", "A3:C3"), ("设置", "A8:B8"))
    ),
    *(
        _warning(
            f"{row[0] or f'{row[1]} without id'} under {sheet}",
            add(sheet, *row),
            "note-in-table",
            f"{sheet}!{'A' if row[0] else 'B'}{number}",
        )
        for sheet, number, row in (
            ("岗位", 5, ("填表人 周敏",)),
            ("岗位", 5, ("填表人", "周敏", "审核人", "林知远")),
            ("岗位", 5, ("编制：周敏", None, "审核：林知远", None, None, "日期：2025-01-06")),
            ("岗位", 5, (None, "合计", 3)),
            ("职责", 5, ("制表日期 2025-01-06",)),
            ("职责", 5, (None, "制表人：周敏")),
            ("职责", 5, ("1、每行一条要点",)),
            ("开关", 5, ("合计", None, 2, 2, 2)),
            ("开关", 5, (None, "合计", 1, 1, 1)),
            ("开关", 5, ("图例", "✓ 负责", "✗ 不负责")),
            ("考核", 4, ("小计", None, "100%")),
            ("考核", 4, (None, "合计", "100%")),
            ("部门", 3, ("填表人：周敏", None, "审核：林知远")),
            ("覆盖", 3, ("审核 林知远",)),
        )
    ),
    _warning(
        "a heading between the toggles",
        together(_insert("开关", 3, "人事类"), _merge("开关", "A3:E3")),
        "note-in-table",
        "开关!A3",
    ),
    _warning(
        "a heading between the roles",
        together(_insert("岗位", 3, "管理岗位"), _merge("岗位", "A3:K3")),
        "note-in-table",
        "岗位!A3",
    ),
    _warning("list pasted over", _paste_over_list, "list-lost", "开关!D3"),
]

SETTINGS = [
    _error("newer format", put("设置", "B2", 99), "format-newer", "设置!B2", None),
    _error("older format", put("设置", "B2", 0), "format-older", "设置!B2", None),
    _error("format in words", put("设置", "B2", "一"), "format-not-a-number", "设置!B2", None),
    _error("setting twice", add("设置", "公司名称", "Other"), "setting-twice", "设置!A8", None),
    _warning("setting misspelt", put("设置", "A3", "公司名字"), "setting-unknown", "设置!A3"),
    _warning(
        "setting misspelt beside its English",
        together(put("设置", "A3", "公司名"), add("设置", "英文公司名称", "Acme Ltd.")),
        "setting-unknown",
        "设置!A3",
    ),
    _warning(
        "English of a setting misspelt",
        add("设置", "英文公司名", "Acme Ltd."),
        "setting-unknown",
        "设置!A8",
    ),
    _warning(
        "setting deleted, its English kept",
        together(drop_row("设置", 3), add("设置", "英文公司名称", "Acme Ltd.")),
        "setting-missing",
        "设置",
    ),
    _warning("setting without a value", put("设置", "B3", None), "setting-blank", "设置!B3"),
    _error(
        "language unknown",
        put("设置", "B4", "法语"),
        "document-language-unknown",
        "设置!B4",
        None,
    ),
    _error(
        "folder outside", put("设置", "B6", "../../x"), "output-folder-outside", "设置!B6", None
    ),
    _error("error in a setting", put("设置", "B3", "#REF!"), "error-cell", "设置!B3", None),
    _error(
        "default template missing", put("设置", "B5", "tt"), "template-missing", "设置!B5", ALL
    ),
    _error(
        "file name rule", put("设置", "B7", "{工号}"), "file-name-placeholder", "设置!B7", ALL
    ),
]

ROLES = [
    _error("role without id", put("岗位", "A4", None), "id-blank", "岗位!A4", ""),
    _error("id of spaces", put("岗位", "A4", "  "), "id-blank", "岗位!A4", ""),
    _error(
        "role id twice", add("岗位", "OPS-02", "Deputy"), "duplicate-id", "岗位!A5", "OPS-02"
    ),
    _error(
        "full-width id",
        add("岗位", "ＯＰＳ－０２", "Deputy"),
        "duplicate-id",
        "岗位!A5",
        "OPS-02",
    ),
    _error(
        "lower-case id", add("岗位", "ops-02 ", "Deputy"), "duplicate-id", "岗位!A5", "OPS-02"
    ),
    _warning(
        "letter O for 0",
        together(
            add("岗位", "OPS-O2", "Deputy", "运营部"),
            put("开关", "F1", "OPS-O2"),
            put("开关", "F2", "✓"),
        ),
        "id-lookalike",
        "岗位!A5",
    ),
    _warning("id as a number", _zero_padded, "id-is-number", "岗位!A4"),
    _error("error as role id", put("岗位", "A4", "#N/A"), "error-cell", "岗位!A4", ""),
    _warning(
        "typed numbers of what a role may do",
        together(put("岗位", "G1", "权限"), put("岗位", "G2", "1. Sign\n2. Spend")),
        "typed-numbering",
        "岗位!G2",
    ),
    _error("role without name", put("岗位", "B3", None), "value-blank", "岗位!B3", "OPS-02"),
    _error(
        "role without name, which stands over its toggles",
        together(_names_over_ids, put("岗位", "B3", None)),
        "value-blank",
        "岗位!B3",
        "OPS-02",
    ),
    _error(
        "no header of names, which stand over toggles",
        together(_names_over_ids, put("岗位", "B1", "叫法")),
        "column-missing",
        "岗位!1:1",
        None,
    ),
    _error(
        "date in words", put("岗位", "F2", "明年"), "date-not-understood", "岗位!F2", "OPS-01"
    ),
    _error(
        "day that is none",
        put("岗位", "F2", "2025-02-30"),
        "date-not-understood",
        "岗位!F2",
        "OPS-01",
    ),
    _error("status unknown", put("岗位", "I2", "停"), "status-unknown", "岗位!I2", "OPS-01"),
    _error(
        "generate maybe", put("岗位", "J2", "待定"), "flag-not-understood", "岗位!J2", "OPS-01"
    ),
    _error("error cell", put("岗位", "D2", "#N/A"), "error-cell", "岗位!D2", "OPS-01"),
    _error(
        "formula uncached", put("岗位", "D2", "=E2"), "uncached-formula", "岗位!D2", "OPS-01"
    ),
    _warning(
        "department misspelt", put("岗位", "C2", "运菅部"), "unknown-department", "岗位!C2"
    ),
    _error(
        "template of a role", put("岗位", "G2", "tt"), "template-missing", "岗位!G2", "OPS-01"
    ),
    _error(
        "template outside", put("岗位", "G2", "../t"), "template-outside", "岗位!G2", "OPS-01"
    ),
    _error(
        "file name of a role",
        put("岗位", "H2", "{工号}"),
        "file-name-placeholder",
        "岗位!H2",
        "OPS-01",
    ),
    _error(
        "one file name for two",
        together(put("岗位", "H2", "one"), put("岗位", "H3", "ONE.docx")),
        "file-name-twice",
        "岗位!A3",
        "OPS-01 OPS-02",
    ),
    _error(
        "no toggles column", drop_column("开关", 5), "role-without-toggles", "岗位!A4", "OPS-03"
    ),
    _error(
        "no duty on",
        together(put("开关", "E2", None), put("开关", "E4", "否")),
        "role-without-duties",
        "岗位!A4",
        "OPS-03",
    ),
    _error("department twice", add("部门", "运营部 ", "t"), "duplicate-id", "部门!A3", ALL),
    _error("department without name", add("部门", None, None, "Li"), "id-blank", "部门!A3", ""),
]

DUTIES = [
    _error("duty without id", put("职责", "A3", None), "id-blank", "职责!A3", "OPS-01 OPS-02"),
    _error(
        "duty id twice",
        add("职责", "d01", None, "Copy"),
        "duplicate-id",
        "职责!A5",
        "OPS-01 OPS-03",
    ),
    _error(
        "duty without title", put("职责", "C2", None), "value-blank", "职责!C2", "OPS-01 OPS-03"
    ),
    _error(
        "order in words",
        put("职责", "B2", "first"),
        "order-not-a-number",
        "职责!B2",
        "OPS-01 OPS-03",
    ),
    _error(
        "error in points",
        put("职责", "E3", "#VALUE!"),
        "error-cell",
        "职责!E3",
        "OPS-01 OPS-02",
    ),
    _error(
        "status of a duty",
        put("职责", "F2", "？"),
        "status-unknown",
        "职责!F2",
        "OPS-01 OPS-03",
    ),
    _warning(
        "typed numbers", put("职责", "E2", "1. Sort\n2. Store"), "typed-numbering", "职责!E2"
    ),
    _warning(
        "a number typed before one line",
        put("职责", "E2", "Sort\n（2） Store"),
        "typed-numbering",
        "职责!E2",
    ),
    _warning(
        "typed number of a title", put("职责", "C4", "三、Hiring"), "typed-numbering", "职责!C4"
    ),
    _warning("typed bullets", put("职责", "E2", "• Sort"), "typed-numbering", "职责!E2"),
    _warning(
        "duty nobody can have",
        add("职责", "D04", 40, "New", "-"),
        "duty-without-toggles",
        "职责!A5",
    ),
]

TOGGLES = [
    _error("letter x", put("开关", "C2", "x"), "toggle-not-understood", "开关!C2", "OPS-01"),
    _error("letter V", put("开关", "C2", "V"), "toggle-not-understood", "开关!C2", "OPS-01"),
    _error("two", put("开关", "C2", 2), "toggle-not-understood", "开关!C2", "OPS-01"),
    _error("minus", put("开关", "C2", -0.5), "toggle-not-understood", "开关!C2", "OPS-01"),
    _error("150 %", put("开关", "C2", "150%"), "toggle-not-understood", "开关!C2", "OPS-01"),
    _error("tick of a font", _wingdings, "toggle-symbol-font", "开关!C2", "OPS-01"),
    _error(
        "only duty unreadable",
        together(put("开关", "C3", None), put("开关", "C2", "T")),
        "toggle-not-understood",
        "开关!C2",
        "OPS-01",
    ),
    _error("error as toggle", put("开关", "C2", "#N/A"), "error-cell", "开关!C2", "OPS-01"),
    _error(
        "formula as toggle", put("开关", "C2", "=D2"), "uncached-formula", "开关!C2", "OPS-01"
    ),
    _error("column misspelt", put("开关", "E1", "OPS-3"), "unknown-role", "开关!E1", "OPS-03"),
    _error(
        "column without id", put("开关", "E1", None), "toggles-headless", "开关!E1", "OPS-03"
    ),
    _error(
        "columns under names without ids",
        together(_names_over_ids, put("开关", "D2", None)),
        "toggles-headless",
        "开关!D2",
        "OPS-02",
    ),
    _warning(
        "column of somebody new",
        together(_names_over_ids, put("开关", "F1", "Deputy"), put("开关", "F3", "✓")),
        "toggles-headless",
        "开关!F2",
    ),
    _error(
        "column twice", put("开关", "F1", "ops-01"), "role-column-twice", "开关!F1", "OPS-01"
    ),
    _error(
        "row misspelt", put("开关", "A3", "DO2"), "unknown-duty", "开关!A3", "OPS-01 OPS-02"
    ),
    _error("row without id", put("开关", "A3", None), "id-blank", "开关!A3", "OPS-01 OPS-02"),
    _error(
        "row twice",
        add("开关", "D01", "Filing", "✓"),
        "duplicate-id",
        "开关!A5",
        "OPS-01 OPS-03",
    ),
    _warning("title of another row", put("开关", "B3", "Hiring"), "title-differs", "开关!B3"),
    _warning(
        "shares of 90 %",
        together(put("开关", "C2", 0.5), put("开关", "C3", 0.4)),
        "shares-total",
        "开关!C2",
    ),
    _error(
        "pair twice in a long sheet",
        _toggles_as_rows(*_PAIRS, ("ops-01", "D01", "否")),
        "toggle-twice",
        "开关!C8",
        "OPS-01",
    ),
    _error(
        "role misspelt in a long sheet",
        _toggles_as_rows(*_PAIRS[:-2], ("OPS03", "D03", "✓"), _PAIRS[-1]),
        "unknown-role",
        "开关!A6",
        "OPS-03",
    ),
    _error(
        "role blank in a long sheet",
        _toggles_as_rows(*_PAIRS, (None, "D03", "✓")),
        "child-without-role",
        "开关!A8",
        "",
    ),
    _error(
        "pair in two layouts",
        together(put("职责", "G1", "OPS-01"), put("职责", "G2", "否")),
        "toggle-twice",
        "开关!C2",
        "OPS-01",
    ),
]

OVERRIDES = [
    _error(
        "override of no role",
        add("覆盖", "OPS-11", "D01", "概述", "x"),
        "unknown-role",
        "覆盖!A3",
        "OPS-01",
    ),
    _error(
        "override of no duty",
        add("覆盖", "OPS-01", "D0l", "概述", "x"),
        "unknown-duty",
        "覆盖!B3",
        "OPS-01",
    ),
    _error(
        "override of no field",
        add("覆盖", "OPS-01", "D01", "题目", "x"),
        "override-field-unknown",
        "覆盖!C3",
        "OPS-01",
    ),
    _error(
        "override twice",
        add("覆盖", "OPS-01", "D01", "标题", "x"),
        "override-twice",
        "覆盖!D3",
        "OPS-01",
    ),
    _error(
        "override without role",
        add("覆盖", None, "D01", "概述", "x"),
        "child-without-role",
        "覆盖!A3",
        "",
    ),
    _error(
        "override without duty",
        add("覆盖", "OPS-01", None, "概述", "x"),
        "override-incomplete",
        "覆盖!B3",
        "OPS-01",
    ),
    _error(
        "override without field",
        add("覆盖", "OPS-01", "D01", None, "x"),
        "override-incomplete",
        "覆盖!C3",
        "OPS-01",
    ),
    _error(
        "order in words",
        add("覆盖", "OPS-01", "D01", "排序", "一"),
        "order-not-a-number",
        "覆盖!D3",
        "OPS-01",
    ),
    _warning(
        "override blank",
        add("覆盖", "OPS-01", "D01", "概述", None),
        "override-blank",
        "覆盖!D3",
    ),
    _warning(
        "override with typed numbers",
        add("覆盖", "OPS-01", "D02", "要点", "1) Draft\n2) Agree"),
        "typed-numbering",
        "覆盖!D3",
    ),
    _warning(
        "override of what is off",
        add("覆盖", "OPS-01", "D03", "概述", "x"),
        "override-unused",
        "覆盖!D3",
    ),
    _warning(
        "group of one", add("覆盖", "OPS-01", "D01", "合并组", "A"), "group-of-one", "覆盖!D3"
    ),
    _warning(
        "heading without group",
        add("覆盖", "OPS-01", "D02", "合并标题", "x"),
        "group-title-without-group",
        "覆盖!D3",
    ),
    _error(
        "two headings of a group",
        together(
            add("覆盖", "OPS-01", "D01", "合并组", "A"),
            add("覆盖", "OPS-01", "D02", "合并组", "Ａ"),
            add("覆盖", "OPS-01", "D01", "合并标题", "x"),
            add("覆盖", "OPS-01", "D02", "合并标题", "y"),
        ),
        "group-titles-differ",
        "覆盖!D6",
        "OPS-01",
    ),
    _error(
        "error as wording",
        add("覆盖", "OPS-01", "D02", "概述", "#N/A"),
        "error-cell",
        "覆盖!D3",
        "OPS-01",
    ),
]

CHILDREN = [
    _error(
        "child of no role",
        add("任职要求", "OPS-11", "学历", "x"),
        "unknown-role",
        "任职要求!A4",
        "OPS-01",
    ),
    _error(
        "child of nobody near",
        add("任职要求", "Sales", "学历", "x"),
        "unknown-role",
        "任职要求!A4",
        "",
    ),
    _error(
        "child without role",
        add("任职要求", None, "学历", "x"),
        "child-without-role",
        "任职要求!A4",
        "",
    ),
    _error(
        "date of a revision",
        put("修订记录", "C2", "去年"),
        "date-not-understood",
        "修订记录!C2",
        "OPS-01",
    ),
    _error(
        "error in any sheet", put("培训", "C2", "#DIV/0!"), "error-cell", "培训!C2", "OPS-01"
    ),
    _warning(
        "version without its row", put("岗位", "E2", "V2"), "version-unrecorded", "岗位!E2"
    ),
    *(
        _warning(
            f"version {version} of the role, {recorded} recorded",
            together(put("岗位", "E2", version), put("修订记录", "B2", recorded)),
            "version-unrecorded",
            "岗位!E2",
        )
        for version, recorded in (
            *(("V1.1", "V1.0"), ("V1.10", "V1.1"), ("V1.01", "V1.1"), ("V10", "V1.0")),
            *(("V1.0.1", "V1.0"), ("V1.0试行", "V1.0"), ("2025-01", "2025-02")),
        )
    ),
    _warning(
        "in force before it was written",
        put("岗位", "K2", "2025-02-01"),
        "effective-before-prepared",
        "岗位!F2",
    ),
    _warning("requirement blank", put("任职要求", "C3", None), "row-text-blank", "任职要求!C3"),
    _warning(
        "only the id of a row", add("任职要求", "OPS-03"), "row-text-blank", "任职要求!C4"
    ),
    _warning("indicator blank", put("考核", "B2", None), "row-text-blank", "考核!B2"),
    _warning("weights of 90 %", put("考核", "C3", "30%"), "weights-total", "考核!C2"),
    _warning(
        "a weight without its sign", put("考核", "C3", 40), "weights-in-hundreds", "考核!C3"
    ),
    _warning(
        "weights as bare numbers",
        together(put("考核", "C2", 60), put("考核", "C3", "40")),
        "weights-in-hundreds",
        "考核!C2",
    ),
    _warning(
        "weights as bare fractions",
        together(put("考核", "C2", 0.6), put("考核", "C3", 0.4)),
        "weights-unformatted",
        "考核!C2",
    ),
    _warning("weight in words", put("考核", "C3", "四成"), "weight-not-a-number", "考核!C3"),
    _warning(
        "column nobody prints",
        together(put("任职要求", "D1", "程度"), put("任职要求", "D2", "必备")),
        "column-unused",
        "任职要求!D1",
    ),
]

MISTAKES = [*SHEETS, *SETTINGS, *ROLES, *DUTIES, *TOGGLES, *OVERRIDES, *CHILDREN]
