"""What the shipped workbook says, read straight from its cells (without the product)."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

HERE = Path(__file__).parent
WORKBOOK = HERE.parents[1] / "workbooks" / "product_operations.xlsx"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (HERE / "facts.toml").read_text(encoding="utf-8")
)
SHEETS = [
    "说明",
    "设置",
    "部门",
    "岗位",
    "职责",
    "开关",
    "覆盖",
    "任职要求",
    "考核",
    "协作关系",
    "修订记录",
    "选项",
    "生成日志",
]
HEADERS = {
    "设置": "键 值 说明",
    "部门": "部门 模板 负责人",
    "岗位": "岗位编号 岗位名称 英文名称 岗位类别 所属部门 直接上级 直接下级 职级 编制人数 工作地点 "
    "岗位目的 英文目的 权限 工作条件 发展路径 模板 文件名 版本 编制日期 生效日期 编制 审核 批准 状态 生成",
    "职责": "职责编号 排序 职责标题 英文标题 职责类别 概述 英文概述 工作要点 英文要点 绩效指标 交付成果 "
    "协作部门 工具 来源 状态",
    "覆盖": "岗位编号 职责编号 字段 值",
    "任职要求": "岗位编号 类别 要求 英文要求 程度",
    "考核": "岗位编号 考核指标 英文考核指标 评价标准 英文评价标准 权重 周期 英文周期",
    "协作关系": "岗位编号 范围 协作对象 英文协作对象 协作内容 英文协作内容",
    "修订记录": "岗位编号 版本 日期 修订内容 英文修订内容 修订人",
    "生成日志": "时间 岗位编号 岗位名称 文件 状态 警告 链接",
}
TYPED_NUMBER = re.compile(
    r"\s*(?:\d{1,2}\s*[.、．)）]|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]|[•●◆■▪·\-–—*])"
)
ROLES = list(EXPECTED["sections"])
PRESETS = list(EXPECTED["headings"])
DUTIES = [f"D{number:02}" for number in range(1, 27)]
CHINESE = re.compile(r"[\u4e00-\u9fff]")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(WORKBOOK)


def table(book: Any, name: str, header_row: int = 1) -> list[Row]:
    rows = book[name].iter_rows(min_row=header_row, values_only=True)
    headers = next(rows)
    return [
        {header: value for header, value in zip(headers, row, strict=True) if header}
        for row in rows
        if any(value is not None for value in row)
    ]


@pytest.fixture(scope="module")
def duties(book: Any) -> dict[str, Row]:
    return {row["职责编号"]: row for row in table(book, "职责")}


@pytest.fixture(scope="module")
def roles(book: Any) -> dict[str, Row]:
    return {row["岗位编号"]: row for row in table(book, "岗位")}


@pytest.fixture(scope="module")
def toggles(book: Any) -> dict[str, set[str]]:
    rows = table(book, "开关", header_row=2)
    return {
        role: {row["职责编号"] for row in rows if row[role] == "✓"}
        for role in rows[0]
        if role not in ("职责编号", "职责标题")
    }


@pytest.fixture(scope="module")
def overrides(book: Any) -> dict[str, dict[tuple[str, str], Any]]:
    found: dict[str, dict[tuple[str, str], Any]] = defaultdict(dict)
    for row in table(book, "覆盖"):
        name = (row["职责编号"], row["字段"])
        assert name not in found[row["岗位编号"]], row
        found[row["岗位编号"]][name] = row["值"]
    return found


@pytest.fixture(scope="module")
def sections(
    duties: dict[str, Row],
    toggles: dict[str, set[str]],
    overrides: dict[str, dict[tuple[str, str], Any]],
) -> dict[str, list[list[str]]]:
    """Each role's sections as lists of duty ids, in their final order."""
    found = {}
    for role in ROLES:
        mine = overrides.get(role, {})

        def order(duty: str, mine: dict[tuple[str, str], Any] = mine) -> float:
            return mine.get((duty, "排序"), duties[duty]["排序"])

        groups: dict[str, list[str]] = defaultdict(list)
        for duty in toggles[role]:
            groups[mine.get((duty, "合并组")) or f"alone {duty}"].append(duty)
        members = [sorted(group, key=order) for group in groups.values()]
        found[role] = sorted(members, key=lambda group: order(group[0]))
    return found


def heading(
    members: list[str],
    mine: dict[tuple[str, str], Any],
    duties: dict[str, Row],
    english: str = "",
) -> str:
    if len(members) > 1:
        for duty in members:
            if title := mine.get((duty, f"{english}合并标题")):
                return title
    own = "英文标题" if english else "职责标题"
    return "、".join(mine.get((d, f"{english}标题")) or duties[d][own] for d in members)


def text(duty: Row) -> str:
    parts = ["职责标题", "概述", "工作要点", "绩效指标", "交付成果", "协作部门", "工具"]
    return "\n".join(str(duty[part] or "") for part in parts)


def missing(facts: list[str], said: str) -> list[str]:
    return [fact for fact in facts if not any(way in said for way in fact.split("|"))]


# ------------------------------------------------------------------ the sheets


def test_sheets_and_headers(book: Any) -> None:
    assert book.sheetnames == SHEETS
    assert book.active.title == "说明"
    for name, headers in HEADERS.items():
        found = [cell.value for cell in book[name][1]]
        assert found[: len(headers.split())] == headers.split(), name
        assert not [header for header in found if header and "*" in header]
    assert list(table(book, "生成日志")) == []


def test_values_only_nothing_merged_nothing_hidden(book: Any) -> None:
    for sheet in book:
        assert sheet.protection.sheet is False
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges, sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in ("f", "e"), cell.coordinate
                assert not (isinstance(cell.value, str) and cell.value.startswith("="))


def test_no_stray_spaces_or_empty_lines(book: Any) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    for line in cell.value.split("\n"):
                        assert line, (sheet.title, cell.coordinate)
                        assert line == line.strip(), (sheet.title, cell.coordinate)


def test_guide_cannot_be_taken_for_a_table(book: Any) -> None:
    ids = {"岗位编号", "职责编号"}
    assert not [c.value for row in book["说明"].iter_rows() for c in row if c.value in ids]


def test_guide_links_to_every_other_sheet(book: Any) -> None:
    links = {c.value for row in book["说明"].iter_rows() for c in row if c.hyperlink}
    assert links == set(SHEETS) - {"说明"}


def test_settings(book: Any) -> None:
    settings = {row["键"]: row["值"] for row in table(book, "设置")}
    identity = settings.pop("工作簿编号")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identity)
    assert settings == {
        "格式版本": 1,
        "公司名称": "示例科技有限公司",
        "英文公司名称": "Example Technology Co., Ltd.",
        "文档语言": "zh",
        "默认模板": "job_content.docx、job_description.docx",
        "输出文件夹": "输出",
        "文件名": "{岗位编号}_{岗位名称}_{模板}_{版本}.docx",
        "汇总文件名": "{公司名称}_{模板}_{岗位编号}.docx",
        "招聘联系": "hr@example.com",
        "快照": "开",
    }


def test_drop_downs_reach_beyond_the_data(book: Any) -> None:
    for name in ("岗位", "职责", "开关", "覆盖", "任职要求", "考核", "协作关系", "修订记录"):
        sheet = book[name]
        last = max(cell.row for row in sheet.iter_rows() for cell in row if cell.value)
        lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        assert lists, name
        for rule in lists:
            assert max(area.max_row for area in rule.sqref.ranges) >= last + 300, name
            assert rule.error


def test_no_two_validations_on_one_cell(book: Any) -> None:
    for sheet in book:
        seen: set[tuple[int, int]] = set()
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                cells = {(r, c) for r, c in _corners(area)}
                assert not cells & seen, (sheet.title, area)
                seen |= cells


def _corners(area: Any) -> list[tuple[int, int]]:
    columns = range(area.min_col, area.max_col + 1)
    return [(row, column) for row in (area.min_row, area.max_row) for column in columns]


def test_every_table_can_be_printed_and_read(book: Any) -> None:
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert "&P" in sheet.oddFooter.center.text
        assert "&N" in sheet.oddFooter.center.text
        if sheet.title != "说明":  # which has page breaks of its own
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.freeze_panes
            assert sheet.print_title_rows


# ------------------------------------------------------------------ duties


def test_duty_ids_and_order(book: Any, duties: dict[str, Row]) -> None:
    rows = table(book, "职责")
    assert [row["职责编号"] for row in rows] == DUTIES
    assert [row["排序"] for row in rows] == [10 * n for n in range(1, 27)]
    assert len({row["职责标题"] for row in rows}) == 26
    assert len({row["英文标题"] for row in rows}) == 26


@pytest.mark.parametrize("duty_id", DUTIES)
def test_duty_is_complete_and_well_formed(duties: dict[str, Row], duty_id: str) -> None:
    duty = duties[duty_id]
    assert [header for header, value in duty.items() if value in (None, "")] == []
    assert 60 <= len(duty["概述"]) <= 150
    assert duty["概述"].endswith("。")
    points, english = duty["工作要点"].split("\n"), duty["英文要点"].split("\n")
    assert 3 <= len(points) <= 6
    assert len(points) == len(english)
    verbs = tuple(EXPECTED["verbs"]["zh"].split())
    english_verbs = EXPECTED["verbs"]["en"].split()
    for point in points:
        assert point.startswith(verbs), point
        assert len(point) <= 45, point
        assert not point.endswith(("。", "；", "，")), point
        assert not TYPED_NUMBER.match(point), point
    for point in english:
        assert point.split()[0] in english_verbs, point
        assert not TYPED_NUMBER.match(point), point
    for header, value in duty.items():
        if header.startswith("英文"):
            assert not CHINESE.search(value), header
            assert value[0].isupper(), header
    for header in ("绩效指标", "交付成果", "协作部门", "工具", "来源"):
        items = duty[header].split("、")
        assert len(items) == len(set(items))
        assert all(item and item == item.strip(" ,，;；") for item in items)
        if header != "来源":
            assert len(duty[f"英文{header}"].split(", ")) == len(items)


def test_no_sentence_is_used_twice(duties: dict[str, Row]) -> None:
    said = [duty["概述"] for duty in duties.values()]
    said += [point for duty in duties.values() for point in duty["工作要点"].split("\n")]
    assert [sentence for sentence, times in Counter(said).items() if times > 1] == []


def test_all_35_references_are_covered(duties: dict[str, Row]) -> None:
    assert len(EXPECTED["facts"]) == 35
    covered = {ref for duty in duties.values() for ref in duty["来源"].split("、")}
    assert covered == set(EXPECTED["facts"])


@pytest.mark.parametrize("ref", EXPECTED["facts"])
def test_facts_stand_in_a_covering_duty(duties: dict[str, Row], ref: str) -> None:
    covering = [duty for duty in duties.values() if ref in duty["来源"].split("、")]
    assert not missing(EXPECTED["facts"][ref], "\n".join(map(text, covering)))


@pytest.mark.parametrize("ref", EXPECTED["facts"])
def test_facts_stand_in_the_presets_section(
    duties: dict[str, Row],
    sections: dict[str, list[list[str]]],
    overrides: dict[str, dict[tuple[str, str], Any]],
    ref: str,
) -> None:
    answer, place = map(int, ref.split("."))
    role = PRESETS[answer - 1]
    mine = overrides.get(role, {})
    said = []
    for duty in sections[role][place - 1]:
        own = {"概述": mine.get((duty, "概述")), "工作要点": mine.get((duty, "要点"))}
        said.append(text(duties[duty] | {k: v for k, v in own.items() if v}))
    assert not missing(EXPECTED["facts"][ref], "\n".join(said))


# ------------------------------------------------------------------ roles


def test_role_ids_and_names(book: Any, roles: dict[str, Row]) -> None:
    assert [row["岗位编号"] for row in table(book, "岗位")] == ROLES
    assert {role: row["岗位名称"] for role, row in roles.items()} == EXPECTED["names"]


@pytest.mark.parametrize("role_id", ROLES)
def test_role_is_complete(book: Any, roles: dict[str, Row], role_id: str) -> None:
    role = roles[role_id]
    optional = {"模板", "文件名"}
    blank = [h for h, value in role.items() if value in (None, "") and h not in optional]
    assert not blank
    assert 60 <= len(role["岗位目的"]) <= 120
    assert role["所属部门"] in {row["部门"] for row in table(book, "部门")}
    assert isinstance(role["编制日期"], dt.datetime)
    assert isinstance(role["生效日期"], dt.datetime)
    assert role["编制日期"] <= role["生效日期"]
    assert (role["状态"], role["生成"]) == ("启用", "是")
    for header in ("权限", "工作条件", "发展路径"):
        items = role[header].split("\n")
        assert 2 <= len(items) <= 5
        assert not any(TYPED_NUMBER.match(item) for item in items)
        assert len(items) == len(role[f"英文{header}"].split("\n"))
    for header in role:
        if header.startswith("英文"):
            assert not CHINESE.search(role[header]), header


def test_toggle_columns_and_rows(book: Any, toggles: dict[str, set[str]]) -> None:
    sheet = book["开关"]
    assert [cell.value for cell in sheet[2]][:2] == ["职责编号", "职责标题"]
    ids = [cell.value for cell in sheet[2]][2:]
    assert ids == ROLES
    assert [cell.value for cell in sheet[1]][2:] == [EXPECTED["names"][role] for role in ids]
    rows = table(book, "开关", header_row=2)
    assert [row["职责编号"] for row in rows] == DUTIES
    assert {row[role] for row in rows for role in ids} == {"✓", None}
    titles = {row["职责编号"]: row["职责标题"] for row in table(book, "职责")}
    assert {row["职责编号"]: row["职责标题"] for row in rows} == titles


@pytest.mark.parametrize("role_id", ROLES)
def test_toggles_and_sections_are_those_of_the_roles_table(
    toggles: dict[str, set[str]], sections: dict[str, list[list[str]]], role_id: str
) -> None:
    wanted = [
        [f"D{number}" for number in section.split("+")]
        for section in EXPECTED["sections"][role_id].split()
    ]
    assert toggles[role_id] == {duty for section in wanted for duty in section}
    assert sections[role_id] == wanted
    assert len(wanted) <= 12


@pytest.mark.parametrize("role_id", PRESETS)
def test_preset_headings_order_and_count(
    duties: dict[str, Row],
    sections: dict[str, list[list[str]]],
    overrides: dict[str, dict[tuple[str, str], Any]],
    role_id: str,
) -> None:
    mine = overrides.get(role_id, {})
    found = [heading(section, mine, duties) for section in sections[role_id]]
    assert found == EXPECTED["headings"][role_id]
    assert len(found) == {"PRE-02": 5}.get(role_id, 10)


def test_overrides_are_used_and_translated(
    book: Any, toggles: dict[str, set[str]], overrides: dict[str, dict[tuple[str, str], Any]]
) -> None:
    known = {row["覆盖字段"] for row in table(book, "选项") if row["覆盖字段"]}
    for role, mine in overrides.items():
        for (duty, field), value in mine.items():
            assert duty in toggles[role], (role, duty, field)
            assert field in known
            if field in ("标题", "合并标题"):
                english = mine[duty, f"英文{field}"]
                assert not CHINESE.search(english)
            if field == "排序":
                assert isinstance(value, int)
        groups = Counter(value for (_, field), value in mine.items() if field == "合并组")
        assert all(times > 1 for times in groups.values()), role
        titles = [duty for duty, field in mine if field == "合并标题"]
        assert len(titles) == len(groups)


# ------------------------------------------------------------------ a role's own rows


def of_role(book: Any, sheet: str, role_id: str) -> list[Row]:
    return [row for row in table(book, sheet) if row["岗位编号"] == role_id]


@pytest.mark.parametrize("sheet", ["任职要求", "考核", "协作关系", "修订记录"])
def test_child_rows_belong_to_roles_and_are_complete(book: Any, sheet: str) -> None:
    rows = table(book, sheet)
    assert {row["岗位编号"] for row in rows} == set(ROLES)
    for row in rows:
        assert all(value not in (None, "") for value in row.values()), row
        for header, value in row.items():
            if header.startswith("英文"):
                assert not CHINESE.search(value), row
    blocks = [row["岗位编号"] for row in rows]
    changes = sum(a != b for a, b in pairwise(blocks))
    assert changes == len(ROLES) - 1  # each role's rows stand together


@pytest.mark.parametrize("role_id", ROLES)
def test_requirements(book: Any, role_id: str) -> None:
    rows = of_role(book, "任职要求", role_id)
    assert len(rows) >= 4
    assert {row["程度"] for row in rows} == {"必备", "优先"}
    assert {"学历", "经验"} <= {row["类别"] for row in rows}
    said = " ".join(row["要求"] for row in rows)
    # Conditions that employment law does not allow in a job document.
    assert not re.search(r"男性|女性|限男|限女|周岁|岁以下|已婚|未婚|籍贯|本地户口", said)


@pytest.mark.parametrize("role_id", ROLES)
def test_kpis_weigh_one_hundred_per_cent(book: Any, role_id: str) -> None:
    rows = of_role(book, "考核", role_id)
    assert 3 <= len(rows) <= 6
    assert round(sum(row["权重"] for row in rows), 9) == 1
    assert len({row["考核指标"] for row in rows}) == len(rows)


def test_weights_are_shown_as_per_cent(book: Any) -> None:
    sheet = book["考核"]
    column = [cell.value for cell in sheet[1]].index("权重")
    assert {row[column].number_format for row in sheet.iter_rows(min_row=2)} == {"0%"}


@pytest.mark.parametrize("role_id", ROLES)
def test_relations_and_revisions(book: Any, roles: dict[str, Row], role_id: str) -> None:
    scopes = [row["范围"] for row in of_role(book, "协作关系", role_id)]
    assert set(scopes) == {"内部", "外部"}
    assert scopes == sorted(scopes, key=["内部", "外部"].index)
    revisions = of_role(book, "修订记录", role_id)
    assert revisions[-1]["版本"] == roles[role_id]["版本"]
    assert [row["日期"] for row in revisions] == sorted(row["日期"] for row in revisions)


def test_drop_down_values_are_in_the_lists(book: Any, duties: dict[str, Row]) -> None:
    lists = defaultdict(set)
    for row in table(book, "选项"):
        for name, value in row.items():
            lists[name].add(value)
    used = [
        ("岗位", "岗位类别", "岗位类别"),
        ("岗位", "状态", "状态"),
        ("岗位", "生成", "是否"),
        ("职责", "职责类别", "职责类别"),
        ("职责", "状态", "状态"),
        ("覆盖", "字段", "覆盖字段"),
        ("任职要求", "类别", "要求类别"),
        ("任职要求", "程度", "程度"),
        ("协作关系", "范围", "范围"),
        ("考核", "周期", "周期"),
    ]
    for sheet, column, name in used:
        assert {row[column] for row in table(book, sheet)} <= lists[name], (sheet, column)
