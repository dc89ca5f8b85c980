"""An answer finds its row and its cell again, and never writes over what came meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.builders import Sheets, book, save_xlsx
from tests.merge.test_cases import choose
from xl_addin.pipeline.keyed_copy import read_copy
from xl_addin.pipeline.merge import merge
from xl_addin.pipeline.resolve import Resolved, resolve


def merged(folder: Path, base: Sheets, *copies: Sheets) -> Path:
    """The result of a merge of copies, the first of them ours."""
    paths = [save_xlsx(each, folder / f"{n}.xlsx") for n, each in enumerate(copies)]
    out = folder / "out.xlsx"
    known = save_xlsx(base, folder / "base.xlsx")
    merge(paths[0], paths[1:], base=known, output=out)
    return out


def edited(out: Path, sheet: str, cell: str, value: Any) -> None:
    workbook = load_workbook(out)
    workbook[sheet][cell] = value
    workbook.save(out)


def answered(out: Path, choice: str) -> Resolved:
    out.write_bytes(choose(out.read_bytes(), read_copy(out), choice))
    return resolve(out)


def needs(*rows: Sequence[str]) -> Sheets:
    return book(任职要求=[["岗位编号", "类别", "要求"], *(["R1", *row] for row in rows)])


def points(text: str) -> Sheets:
    return book(duties=[{"职责编号": "D1", "职责标题": "Filing", "工作要点": text}])


def options(*values: str) -> Sheets:
    return book(选项=[["类别"], *([value] for value in values)])


def cells(out: Path, sheet: str, column: str) -> list[Any]:
    found = [cell.value for cell in load_workbook(out)[sheet][column][1:]]
    return [value for value in found if value is not None]


def test_the_row_that_was_asked_about_among_others_that_say_the_same(tmp_path: Path) -> None:
    first = ("技能", "熟练使用表格")
    three = [needs(first, (kind, "本科以上学历")) for kind in ("学历", "技能", "证书")]
    out = merged(tmp_path, *three)
    assert answered(out, "对方").open == 0
    assert cells(out, "任职要求", "B") == ["技能", "证书"]


def test_a_row_nobody_can_tell_apart_any_more_is_left_alone(tmp_path: Path) -> None:
    first = ("技能", "熟练使用表格")
    three = [needs(first, (kind, "本科以上学历")) for kind in ("学历", "技能", "证书")]
    out = merged(tmp_path, *three)
    edited(out, "任职要求", "C3", "博士以上学历")
    found = answered(out, "对方")
    assert [each.code for each in found.problems] == ["conflict-not-written"]
    assert cells(out, "任职要求", "B") == ["技能", "技能"]


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [("对方", "甲\n乙二\n丙\n丁"), ("原值", "甲\n乙\n丙\n丁"), ("我方", "甲\n乙一\n丙\n丁")],
)
def test_lines_of_a_third_copy_stay(choice: str, wanted: str, tmp_path: Path) -> None:
    texts = ("甲\n乙\n丙", "甲\n乙一\n丙", "甲\n乙二\n丙", "甲\n乙\n丙\n丁")
    out = merged(tmp_path, *map(points, texts))
    assert answered(out, choice).open == 0
    assert cells(out, "职责", "C") == [wanted]


def test_options_of_a_third_copy_stay(tmp_path: Path) -> None:
    lists = (
        ("甲", "乙", "丙"),
        ("甲", "乙一", "丙"),
        ("甲", "乙二", "丙"),
        ("甲", "乙", "丙", "丁"),
    )
    out = merged(tmp_path, *(options(*values) for values in lists))
    assert answered(out, "对方").open == 0
    assert cells(out, "选项", "A") == ["甲", "乙二", "丙", "丁"]


@pytest.mark.parametrize("choice", ["对方", "原值"])
def test_a_cell_edited_after_the_question_is_left_alone(choice: str, tmp_path: Path) -> None:
    out = merged(tmp_path, *map(points, ("甲", "乙", "丙")))
    edited(out, "职责", "C2", "另一句")
    found = answered(out, choice)
    assert (found.done, [each.code for each in found.problems]) == (
        0,
        ["conflict-changed-since"],
    )
    assert cells(out, "职责", "C") == ["另一句"]
    assert answered(out, "我方").open == 0
    assert cells(out, "职责", "C") == ["另一句"]


def test_a_list_edited_after_the_question_is_left_alone(tmp_path: Path) -> None:
    out = merged(tmp_path, *map(options, ("甲", "乙", "丙")))
    edited(out, "选项", "A2", "另一项")
    assert [each.code for each in answered(out, "对方").problems] == ["conflict-changed-since"]
    assert cells(out, "选项", "A") == ["另一项"]


def test_two_answers_for_one_cell_are_not_both_done(tmp_path: Path) -> None:
    out = merged(tmp_path, *map(points, ("甲", "乙", "丙", "丁")))
    found = answered(out, "对方")
    assert (found.done, found.open) == (1, 1)
    assert [each.code for each in found.problems] == ["conflict-changed-since"]
    assert cells(out, "职责", "C") == ["丙"]


def test_a_row_edited_after_the_question_is_not_taken_out(tmp_path: Path) -> None:
    rows = ("学历", "本科以上学历"), ("经验", "一年以上经验")
    three = needs(*rows), needs(rows[0], ("经验", "两年以上经验")), needs(rows[0])
    out = merged(tmp_path, *three)
    edited(out, "任职要求", "C3", "三年以上经验")
    assert [each.code for each in answered(out, "对方").problems] == ["conflict-changed-since"]
    assert cells(out, "任职要求", "C") == ["本科以上学历", "三年以上经验"]


def test_questions_go_where_their_columns_stand_by_now(tmp_path: Path) -> None:
    out = merged(tmp_path, *map(points, ("甲", "乙", "丙")))
    assert answered(out, "我方").open == 0
    workbook = load_workbook(out)
    workbook["冲突"].delete_cols(10)
    workbook["冲突"].insert_cols(1)
    workbook["冲突"]["A1"] = "备注"
    workbook.save(out)
    third = save_xlsx(points("丁"), tmp_path / "third.xlsx")
    merge(out, [third], base=tmp_path / "base.xlsx", output=out)
    workbook = load_workbook(out)
    assert [cell.value for cell in workbook["冲突"][3]][:2] == [None, "C002"]
    workbook["冲突"]["J3"] = "对方"
    workbook.save(out)
    assert resolve(out, by="王敏").open == 0
    assert cells(out, "职责", "C") == ["丁"]
    assert [cell.value for cell in load_workbook(out)["冲突"][3]][11] == "已处理"


def test_questions_in_a_sheet_of_that_name_without_headings_are_open(tmp_path: Path) -> None:
    ours = {**points("乙"), "冲突": [["与财务有分歧"]]}
    out = merged(tmp_path, points("甲"), ours, points("丙"))
    assert answered(out, "对方").done == 1
    assert cells(out, "职责", "C") == ["丙"]
    assert load_workbook(out)["冲突"]["A1"].value == "与财务有分歧"


@pytest.mark.parametrize("data", ["1", "[]", '{"theirs":[{"op":"set"}]}', "{", ""])
def test_a_damaged_question_is_told(data: str, tmp_path: Path) -> None:
    out = merged(tmp_path, *map(points, ("甲", "乙", "丙")))
    edited(out, "冲突", "N2", data)
    assert [each.code for each in answered(out, "对方").problems] == ["conflict-choice-unknown"]
