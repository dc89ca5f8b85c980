"""Where a workbook's data is found, however its sheets are arranged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.builders import Sheets, book
from xl_addin.model.book import DutyBook
from xl_addin.model.cells import CellError, Percent, Uncached
from xl_addin.model.dates import CalendarDate
from xl_addin.problems import Problem
from xl_addin.reader.book import read_book
from xl_addin.sources.memory import MemorySource


def read(sheets: Sheets) -> tuple[DutyBook, tuple[Problem, ...]]:
    return read_book(MemorySource(sheets).read())


def said(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in problems]


def test_a_plain_workbook() -> None:
    found, problems = read(book())
    assert problems == ()
    assert [role.name for role in found.roles.values()] == ["Clerk"]
    assert found.toggles["r1"]["d1"].on
    assert str(found.toggles["r1"]["d1"].place) == "开关!C2"


def test_title_rows_moved_columns_and_extra_columns_are_fine() -> None:
    sheets = book()
    sheets["岗位"] = [
        ["某公司岗位表"],
        [None],
        ["备注", "岗位 名称", None, "岗位编号"],
        ["好", "Clerk", None, "R1"],
    ]
    found, problems = read(sheets)
    assert problems == ()
    assert found.roles["r1"].name == "Clerk"
    assert found.roles["r1"].record.text("备注") == "好"


def test_names_beside_the_key_row_of_toggles_are_no_data() -> None:
    for rows in (
        [["", "岗位名称", "Clerk"], ["职责编号", "职责标题", "R1"], ["D1", "Filing", "✓"]],
        [["职责编号", "职责标题", "R1"], ["", "", "Clerk"], ["D1", "Filing", "✓"]],
    ):
        sheets = book()
        sheets["开关"] = rows
        found, problems = read(sheets)
        assert problems == ()
        assert found.toggles["r1"]["d1"].on


def test_toggles_inside_the_duties_and_as_a_long_sheet() -> None:
    wide, _ = read(book(roles=["R1 A", "R2 B"], on=["R2 D1"]))
    inside = book(roles=["R1 A", "R2 B"])
    del inside["开关"]
    inside["职责"] = [["职责编号", "R1", "职责标题", "R2"], ["D1", "", "Filing", "✓"]]
    long = book(roles=["R1 A", "R2 B"])
    long["开关"] = [["岗位编号", "职责编号", "值"], ["R2", "D1", "是"], ["R1", "D1", "否"]]
    for sheets in (inside, long):
        found, problems = read(sheets)
        assert problems == ()
        assert {role for role in found.toggles if found.toggles[role]["d1"].on} == {"r2"}
    assert set(wide.toggles) == {"r2"}


def test_any_sheet_with_a_role_column_is_a_child_table() -> None:
    found, problems = read(
        book(
            班次表=[["岗位编号", "班次（周）", "时长"], ["r1", "夜班", 8], ["R1", "早班", 7.5]]
        )
    )
    assert problems == ()
    rows = found.child_rows["班次表"]["r1"]
    assert [row.values["班次"] for row in rows] == ["夜班", "早班"]
    assert [row.values["时长"] for row in rows] == [8, 7.5]


def test_prose_is_kept_as_typed() -> None:
    prose = "  两格  起头\r\n第二行\t\u3000结尾 "
    found, _ = read(book(duties=[{"职责编号": "D1", "职责标题": "x", "概述": prose}]))
    assert found.duties["d1"].record.text("summary") == prose.replace("\r\n", "\n")


def test_points_are_lines_without_blank_ones() -> None:
    cell = "甲\r\n\n 乙 \n   \n丙"
    found, _ = read(book(duties=[{"职责编号": "D1", "职责标题": "x", "工作要点": cell}]))
    assert found.duties["d1"].record.lines("points") == ("甲", " 乙 ", "丙")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        (dt.datetime(2025, 3, 1), CalendarDate(2025, 3, 1)),
        ("2025年3月", CalendarDate(2025, 3)),
        ("2025.3.1", CalendarDate(2025, 3, 1)),
    ],
)
def test_dates(value: Any, date: CalendarDate) -> None:
    found, problems = read(book(roles=[{"岗位编号": "R1", "岗位名称": "A", "编制日期": value}]))
    assert problems == ()
    assert found.roles["r1"].record.values["prepared_on"] == date


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (CellError("#N/A"), "error-cell"),
        (Uncached("=A1"), "uncached-formula"),
        ("bell \x07", "illegal-character"),
        ("soon", "date-not-understood"),
    ],
)
def test_a_bad_cell_is_a_problem_at_its_address(value: Any, code: str) -> None:
    _, problems = read(book(roles=[{"岗位编号": "R1", "岗位名称": "A", "编制日期": value}]))
    assert said(problems) == [(code, "岗位!C2")]
    assert problems[0].roles == {"r1"}


def test_a_fault_in_a_duty_concerns_the_roles_that_have_it() -> None:
    sheets = book(
        roles=["R1 A", "R2 B"],
        duties=[{"职责编号": "D1", "职责标题": "x", "概述": CellError("#REF!")}, "D2 y"],
        on=["R1 D1", "R2 D2"],
    )
    _, (problem,) = read(sheets)
    assert problem.roles == {"r1"}


def test_shares_of_working_time() -> None:
    sheets = book(roles=["R1 A", "R2 B", "R3 C"], on=[])
    sheets["开关"][1][2:] = [Percent(0.25), 0.75, "30％"]
    found, problems = read(sheets)
    assert problems == ()
    assert [found.toggles[role]["d1"].share for role in ("r1", "r2", "r3")] == [0.25, 0.75, 0.3]


def test_doubled_ids_name_both_rows() -> None:
    _, problems = read(book(duties=["D1 a", "D1 b"]))
    assert ("duplicate-id", "职责!A3") in said(problems)
    (problem,) = [p for p in problems if str(p.place) == "职责!A3"]
    assert problem.params["other"] == "职责!A2"
    assert problem.roles == {"r1"}


def test_an_unknown_role_is_guessed_and_withheld() -> None:
    _, problems = read(book(任职要求=[["岗位编号", "要求"], ["R1x", "耐心"]]))
    (problem,) = problems
    assert (problem.code, str(problem.place), problem.params["guess"]) == (
        *("unknown-role", "任职要求!A2", "R1"),
    )
    assert problem.roles == {"r1"}


@pytest.mark.parametrize("name", ["审核人", "编制日期", "批准", "制表"])
def test_what_is_called_like_a_signature_is_a_role_or_duty_all_the_same(name: str) -> None:
    found, problems = read(book(roles=[f"R1 {name}"], duties=[f"D1 {name}"]))
    assert problems == ()
    assert found.roles["r1"].name == found.duties["d1"].title == name

    _, problems = read(book(duties=["D1 a", {"职责编号": None, "职责标题": name}]))
    assert ("id-blank", "职责!A3") in said(problems)


def test_units_and_stars_of_headers_do_not_count() -> None:
    sheets = book(考核=[["岗位编号（必填）", "考核指标", "权重（%）"], ["R1", "a", "30%"]])
    sheets["岗位"][0] = ["岗位编号*", "＊岗位名称"]
    found, problems = read(sheets)
    assert problems == ()
    assert found.roles["r1"].name == "Clerk"
    assert found.child_rows["kpis"]["r1"][0].value("weight") == "30%"


def test_what_a_bracket_sets_apart_is_a_column_of_its_own() -> None:
    headers = ["岗位编号", "考核指标", "权重", "权重（旧）", "评价标准（英文）"]
    found, _ = read(book(考核=[headers, ["R1", "a", "30%", "20%", "b"]]))
    (row,) = found.child_rows["kpis"]["r1"]
    assert row.value("weight") == "30%"
    assert row.value("measure") == ""


def test_a_remark_before_an_id_makes_its_row_no_note() -> None:
    sheets = book()
    sheets["岗位"] = [["备注", "岗位编号", "岗位名称"], ["注：待核对", "R1", "Clerk"]]
    found, problems = read(sheets)
    assert problems == ()
    assert list(found.roles) == ["r1"]


def test_a_missing_sheet_and_column_say_what_was_found() -> None:
    sheets = book()
    sheets["岗位表"] = sheets.pop("岗位")
    _, problems = read(sheets)
    assert problems[0].code == "sheet-missing"
    assert problems[0].params["found"] == "职责、开关、岗位表"

    sheets = book()
    sheets["职责"][0][1] = "题目"
    _, problems = read(sheets)
    assert ("column-missing", "职责!1:1") in said(problems)


def test_two_headers_of_one_name_are_a_problem() -> None:
    sheets = book(班次=[["岗位编号", "时长（小时）", "时长"], ["R1", 8, 9]])
    _, (problem,) = read(sheets)
    assert (problem.code, str(problem.place)) == ("header-clash", "班次!C1")


def test_a_row_out_of_force_is_read_but_not_active() -> None:
    found, problems = read(
        book(duties=[{"职责编号": "D1", "职责标题": "x", "状态": "停用"}, "D2 y"], on=["R1 D2"])
    )
    assert problems == ()
    assert not found.duties["d1"].active
