"""Names of sheets, headers and roles that are nearly right, or gone: nothing is lost unsaid."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Sheets, book
from xl_addin.model.book import DutyBook
from xl_addin.problems import Problem
from xl_addin.reader.book import read_book
from xl_addin.sources.memory import MemorySource

_KPIS = [["岗位编号", "考核指标", "权重"], ["R1", "Filed", 1]]
_OVERRIDES = [["岗位编号", "职责编号", "字段", "值"], ["R1", "D1", "标题", "Sorting"]]


def read(sheets: Sheets) -> tuple[DutyBook, tuple[Problem, ...]]:
    return read_book(MemorySource(sheets).read())


def said(sheets: Sheets) -> list[tuple[str, str, bool]]:
    """Code, place and whether it is an error, of every problem."""
    _, problems = read(sheets)
    return [(each.code, str(each.place), each.is_error) for each in problems]


@pytest.mark.parametrize("tab", ["考核 (2)", "考核（旧）", "考核(备份)"])
@pytest.mark.parametrize("first", [True, False])
def test_a_copy_of_a_sheet_takes_no_place_of_its_original(tab: str, *, first: bool) -> None:
    old = [["岗位编号", "考核指标"], ["R1", "Old"]]
    tables = {tab: old, "考核": _KPIS} if first else {"考核": _KPIS, tab: old}
    found, problems = read(book() | tables)
    assert [(each.code, str(each.place)) for each in problems] == [("sheet-copied", tab)]
    rows = found.child_rows["kpis"]["r1"]
    assert [row.text("indicator") for row in rows] == ["Filed"]
    assert tab not in {table.sheet for table in found.children.values()}


@pytest.mark.parametrize("original", ["岗位", "开关"])
def test_a_copy_of_roles_or_toggles_is_not_known_to_templates(original: str) -> None:
    sheets = book()
    sheets[f"{original} (2)"] = sheets[original]
    found, problems = read(sheets)
    copied = [("sheet-copied", f"{original} (2)")] if original == "岗位" else []
    assert [(each.code, str(each.place)) for each in problems] == copied
    assert original not in {table.chinese for table in found.children.values()}


@pytest.mark.parametrize("tab", ["职责清单", "考核 (2)", "文档", "Doc"])
def test_a_sheet_by_a_name_that_means_something_else_is_an_error(tab: str) -> None:
    rows = {tab: [["岗位编号", "内容"], ["R1", "x"]]}
    assert said(book() | rows) == [("sheet-name-taken", tab, True)]


def test_overrides_under_a_name_nearly_right_are_an_error() -> None:
    assert said(book() | {"复盖": _OVERRIDES}) == [("sheet-unknown", "复盖", True)]
    assert said(book() | {"考核表": _KPIS}) == [("sheet-unknown", "考核表", False)]
    assert said(book() | {"考核表": _KPIS, "考核": _KPIS}) == []
    assert said(book() | {"奖惩": [["岗位编号", "事由"], ["R1", "x"]]}) == []


@pytest.mark.parametrize(
    ("header", "guess", "is_error"),
    [
        ("是否生成", "生成", True),
        ("岗位状态", "状态", True),
        ("状况", "状态", False),
        ("岗位目标", "岗位目的", False),
    ],
)
def test_a_header_nearly_right(header: str, guess: str, *, is_error: bool) -> None:
    sheets = book(roles=[{"岗位编号": "R1", "岗位名称": "Clerk", header: "否"}])
    assert said(sheets) == [("header-unknown", "岗位!C1", is_error)]
    _, (problem,) = read(sheets)
    assert problem.params == {"header": header, "guess": guess}


def test_a_column_of_ones_own_is_none_of_a_known_one() -> None:
    cells: dict[str, Any] = {"岗位编号": "R1", "岗位名称": "Clerk", "状态": "启用"}
    assert said(book(roles=[cells | {"岗位状态": "在岗", "司龄": 3}])) == []


def test_a_column_whose_header_is_gone() -> None:
    sheets = book(考核=[["岗位编号", None, "权重"], ["R1", "Filed", 1]])
    assert said(sheets) == [("header-blank", "考核!B1", True)]
    _, (problem,) = read(sheets)
    assert "考核指标" in problem.params["missing"]
    behind = book(考核=[["岗位编号", "考核指标"], ["R1", "Filed", "a note"]])
    assert said(behind) == [("column-headless", "考核!C1", False)]
    blank = book(考核=[["岗位编号", None, "权重"], ["R1", " ", 1], ["R1", None, 1]])
    assert said(blank) == []


@pytest.mark.parametrize("above", [True, False])
def test_a_role_name_over_anothers_toggles(*, above: bool) -> None:
    sheets = book(roles=["R1 Clerk", "R2 Head", "R3 Deputy"], on=["R1 D1", "R2 D1", "R3 D1"])
    ids, *rows = sheets["开关"]
    names = [None, "岗位名称", "Clerk", "Deputy", "Deputy"]
    sheets["开关"] = [names, ids, *rows] if above else [ids, names, *rows]
    at = "开关!D1" if above else "开关!D2"
    assert said(sheets) == [("role-name-differs", at, False)]
