"""An id mistyped where it is given is named there, with every cell that uses the right one."""

from __future__ import annotations

import copy

import pytest

from tests.builders import Sheets
from xl_addin.problems import Problem, in_reading_order
from xl_addin.reader.book import read_book
from xl_addin.sources.memory import MemorySource

SHEETS: Sheets = {
    "岗位": [["岗位编号", "岗位名称"], ["R-01", "Clerk"], ["R-02", "Lead"], ["R-03", "Chief"]],
    "职责": [["职责编号", "职责标题"], ["D-01", "Filing"], ["D-02", "Plans"], ["D-03", "Hiring"]],
    "开关": [
        ["职责编号", "R-01", "R-02", "R-03"],
        ["D-01", "✓", "✓", None],
        ["D-02", "✓", None, "✓"],
        ["D-03", "✓", None, None],
    ],
    "覆盖": [
        ["岗位编号", "职责编号", "字段", "值"],
        ["R-01", "D-01", "标题", "Archive"],
        ["R-02", "D-01", "标题", "Sorting"],
    ],
    "考核": [["岗位编号", "考核指标"], ["R-01", "Speed"], ["R-01", "Care"], ["R-02", "Care"]],
}  # fmt: skip


def read(*cells: tuple[str, int, int, object]) -> list[Problem]:
    """Problems after these were typed: sheet, row and column from 1, value."""
    sheets = copy.deepcopy(SHEETS)
    for sheet, row, column, value in cells:
        sheets[sheet][row - 1][column - 1] = value
    _, problems = read_book(MemorySource(sheets).read())
    return list(in_reading_order(problems))


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in problems]


@pytest.mark.parametrize("slip", ["R-0I", "R-1", "新岗位"])
def test_a_mistyped_role_is_one_problem_with_every_cell_that_uses_it(slip: str) -> None:
    (problem,) = read(("岗位", 2, 1, slip))
    assert said([problem]) == [("id-unused", "岗位!A2")]
    assert dict(problem.params) == {"id": slip, "other": "R-01", "sheet": "岗位"}
    assert problem.roles == {slip.lower()}
    cells = {str(place) for place in problem.others}
    assert cells == {"开关!B1", "覆盖!A2", "考核!A2", "考核!A3"}


def test_a_mistyped_duty_withholds_whoever_has_it() -> None:
    (problem,) = read(("职责", 2, 1, "D-O1"))
    assert said([problem]) == [("id-unused", "职责!A2")]
    assert problem.roles == {"r-01", "r-02"}
    assert {str(place) for place in problem.others} == {"开关!A2", "覆盖!B2", "覆盖!B3"}


def test_several_ids_changed_at_once_are_told_one_by_one() -> None:
    changed = read(("岗位", 2, 1, "JD-01"), ("岗位", 3, 1, "JD-02"))
    assert said(changed) == [("id-unused", "岗位!A2"), ("id-unused", "岗位!A3")]
    assert [each.params["other"] for each in changed] == ["R-01", "R-02"]


def test_other_mistakes_are_told_beside_it() -> None:
    problems = read(
        ("岗位", 2, 1, "R-0I"),
        ("考核", 4, 1, "R-2"),
        ("开关", 4, 1, "D-3"),
        ("覆盖", 3, 3, "?"),
    )
    assert said(problems) == [
        ("id-unused", "岗位!A2"),
        ("unknown-duty", "开关!A4"),
        ("unknown-role", "考核!A4"),
        ("override-field-unknown", "覆盖!C3"),
    ]
    assert [problem.params.get("guess") for problem in problems[1:3]] == ["D-03", "R-02"]


def test_where_only_the_toggles_differ_it_is_they_that_are_named() -> None:
    (problem,) = read(("开关", 1, 4, "R-3"))
    assert said([problem]) == [("unknown-role", "开关!D1")]
    assert problem.params["guess"] == "R-03"
    assert problem.roles == {"r-03"}


def test_a_row_that_is_gone_blames_no_other_id() -> None:
    sheets = copy.deepcopy(SHEETS)
    del sheets["岗位"][1]
    _, problems = read_book(MemorySource(sheets).read())
    assert {problem.code for problem in problems} == {"unknown-role"}
    assert {problem.params["guess"] for problem in problems} == {""}
    assert {problem.roles for problem in problems} == {frozenset()}
    places = [str(problem.place) for problem in in_reading_order(problems)]
    assert places == ["开关!B1", "考核!A2", "覆盖!A2"]


def test_an_id_that_is_blank_is_what_the_others_may_use() -> None:
    problems = read(("岗位", 2, 1, None), ("开关", 1, 4, None))
    assert said(problems) == [("id-blank", "岗位!A2"), ("toggles-headless", "开关!D1")]


def test_a_new_role_and_a_slip_elsewhere_stay_two() -> None:
    sheets = copy.deepcopy(SHEETS)
    sheets["岗位"].append(["R-10", "New"])
    sheets["考核"][1][0] = sheets["考核"][2][0] = "R-0I"
    _, problems = read_book(MemorySource(sheets).read())
    assert said(list(in_reading_order(problems))) == [
        ("role-without-toggles", "岗位!A5"),
        ("unknown-role", "考核!A2"),
    ]


def test_a_long_sheet_of_toggles_counts_as_one_sheet() -> None:
    sheets = copy.deepcopy(SHEETS)
    sheets["开关"] = [["岗位编号", "职责编号", "值"]]
    sheets["开关"] += [[role, "D-01", "✓"] for role in ("R-01", "R-02", "R-03", "R-O3")]
    _, problems = read_book(MemorySource(sheets).read())
    (unknown,) = (each for each in problems if each.is_error)
    assert (unknown.code, unknown.params["guess"]) == ("unknown-role", "R-03")
    sheets["岗位"][1][0] = "R-0I"
    _, problems = read_book(MemorySource(sheets).read())
    found = [each for each in in_reading_order(problems) if each.is_error]
    assert said(found) == [("id-unused", "岗位!A2"), ("unknown-role", "开关!A5")]
