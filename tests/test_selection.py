"""Order, merging and reasons of one role's sections."""

from __future__ import annotations

from typing import Any

from tests.builders import book
from xl_addin.context import available_names, build_context
from xl_addin.model.selected import Reason, Selection
from xl_addin.reader.book import read_book
from xl_addin.selection import select
from xl_addin.sources.memory import MemorySource

DUTIES = [
    {
        "职责编号": "D1",
        "职责标题": "甲",
        "排序": 10,
        "工作要点": "a1\na2",
        "协作部门": "产品、市场",
    },
    {
        "职责编号": "D2",
        "职责标题": "乙",
        "排序": 20,
        "工作要点": "b1",
        "协作部门": "市场、客服",
    },
    {"职责编号": "D3", "职责标题": "丙", "排序": 30, "工作要点": "c1"},
    {"职责编号": "D4", "职责标题": "丁", "工作要点": "d1"},
]
ALL = ["R1 D1", "R1 D2", "R1 D3", "R1 D4"]


def selection(on: list[str], overrides: list[Any] | None = None) -> Selection:
    found, problems = read_book(
        MemorySource(book(duties=DUTIES, on=on, overrides=overrides or [])).read()
    )
    assert problems == ()
    return select(found, found.roles["r1"])


def duties(
    on: list[str], overrides: list[Any] | None = None, language: str = "zh"
) -> list[Any]:
    sheets = book(duties=DUTIES, on=on, overrides=overrides or [])
    found, _ = read_book(MemorySource(sheets).read())
    chosen = select(found, found.roles["r1"])
    return list(build_context(found, chosen, language=language)["duties"])


def titles(on: list[str], overrides: list[Any] | None = None) -> list[str]:
    return [duty["title"] for duty in duties(on, overrides)]


def merged(*ids: str, title: str | None = None) -> list[list[str]]:
    rows = [["R1", duty, "合并组", "A"] for duty in ids]
    return [*rows, ["R1", ids[-1], "合并标题", title]] if title else rows


def test_sections_follow_the_order_column_then_the_row() -> None:
    assert titles(ALL) == ["甲", "乙", "丙", "丁"]
    assert titles(ALL, [["R1", "D4", "排序", "5"]]) == ["丁", "甲", "乙", "丙"]
    assert titles(ALL, [["R1", "D1", "排序", "25"]]) == ["乙", "甲", "丙", "丁"]


def test_a_role_words_a_duty_in_its_own_way() -> None:
    (first, *_) = duties(ALL, [["R1", "D1", "标题", "新"], ["R1", "D1", "要点", "x\n\ny"]])
    assert (first["title"], first["points"]) == ("新", ["x", "y"])
    assert first["职责标题"] == "新"


def test_a_merged_section_stands_where_its_first_member_would() -> None:
    found = duties(ALL, merged("D1", "D3", title="合"))
    assert [duty["title"] for duty in found] == ["合", "乙", "丁"]
    assert found[0]["points"] == ["a1", "a2", "c1"]
    assert found[0]["id"] == "D1+D3"
    assert [member["title"] for member in found[0]["members"]] == ["甲", "丙"]


def test_it_keeps_its_place_and_heading_when_the_first_member_goes() -> None:
    on = ["R1 D2", "R1 D3", "R1 D4"]
    assert titles(on, merged("D1", "D3", title="合")) == ["合", "乙", "丁"]


def test_without_a_heading_of_its_own_it_shows_what_is_left() -> None:
    assert titles(ALL, merged("D1", "D3")) == ["甲、丙", "乙", "丁"]
    assert titles(["R1 D3", "R1 D4"], merged("D1", "D3")) == ["丙", "丁"]
    assert titles(["R1 D4"], merged("D1", "D3")) == ["丁"]


def test_items_of_lists_appear_once_in_a_merged_section() -> None:
    (first, *_) = duties(ALL, merged("D1", "D2"))
    assert first["partners"] == "产品、市场、客服"
    (alone, *_) = duties(["R1 D1"])
    assert alone["partners"] == "产品、市场"


def test_every_duty_has_a_reason() -> None:
    found = selection(["R1 D1", "R1 D2"], merged("D1", "D2"))
    assert [(each.duty.id, each.reason, each.group) for each in found.decisions] == [
        ("D1", Reason.ON, "a"),
        ("D2", Reason.ON, "a"),
        ("D3", Reason.BLANK, None),
        ("D4", Reason.BLANK, None),
    ]


def test_numbers_close_up() -> None:
    found = duties(["R1 D1", "R1 D3"])
    assert [(duty["number"], duty["numeral"]) for duty in found] == [(1, "一"), (2, "二")]


def names_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: names_of(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return {"[]": names_of(value[0])} if value else {"[]": None}
    return {}


def assert_within(names: Any, available: Any, path: str = "") -> None:
    for name, inner in (names or {}).items():
        assert name in available, f"{path}.{name}"
        assert_within(inner, available[name], f"{path}.{name}")


def test_names_said_to_be_available_are_those_a_context_has() -> None:
    sheets = book(
        duties=DUTIES,
        on=ALL,
        overrides=merged("D1", "D2"),
        settings={"公司名称": "甲", "口号": "快"},
        任职要求=[["岗位编号", "要求", "备注"], ["R1", "a", "b"]],
        班次=[["岗位编号", "时长（小时）"], ["R1", 8]],
    )
    found, _ = read_book(MemorySource(sheets).read())
    context = build_context(found, select(found, found.roles["r1"]))
    available = available_names(found)
    assert_within(names_of(context), available)
    assert set(available) == set(context)
    assert set(available["role"]) == set(context["role"])
    assert set(available["duties"]["[]"]) == set(context["duties"][0])
    assert set(available["settings"]) == set(context["settings"])


def test_english_documents_print_english_columns() -> None:
    sheets = book(
        roles=[{"岗位编号": "R1", "岗位名称": "甲", "英文名称": "A", "编制日期": "2025-03-01"}],
        duties=[{"职责编号": "D1", "职责标题": "乙", "英文标题": "B", "概述": "无英文"}],
        任职要求=[["岗位编号", "类别", "英文类别"], ["R1", "学历", "Education"]],
    )
    found, _ = read_book(MemorySource(sheets).read())
    context = build_context(found, select(found, found.roles["r1"]), language="en")
    assert (context["role"]["name"], context["岗位"]["岗位名称"]) == ("A", "A")
    assert context["role"]["prepared_on"] == "1 March 2025"
    assert (context["duties"][0]["title"], context["duties"][0]["summary"]) == ("B", "无英文")
    assert context["qualifications"][0]["category"] == "Education"
