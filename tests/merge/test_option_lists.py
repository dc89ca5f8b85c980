"""The sheet 选项 is merged column by column as lists; what is not merged is said."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.builders import book, save_xlsx
from tests.merge.test_cases import choose
from tests.shipped import WORKBOOK as SHIPPED
from xl_addin.cli.command_line import cli
from xl_addin.merge.option_lists import decide_options
from xl_addin.merge.option_sheet import OptionSheet, option_sheet
from xl_addin.pipeline.diff import diff_workbooks
from xl_addin.pipeline.keyed_copy import read_copy
from xl_addin.pipeline.merge import merge
from xl_addin.pipeline.resolve import resolve
from xl_addin.sources.memory import MemorySource

LISTS = {"岗位类别": ["管理岗", "专业岗", "预设岗"], "年度": [2025, 2026], "周期": ["月度"]}
WORDS = st.lists(st.sampled_from("甲乙丙丁戊己"), unique=True, max_size=5)


def table(lists: dict[str, list[Any]], *titles: str) -> list[list[Any]]:
    """The lists as the sheet has them, under title rows."""
    longest = max(map(len, lists.values()), default=0)
    rows = [[*([v[n] if n < len(v) else None for v in lists.values()])] for n in range(longest)]
    return [*([title] for title in titles), list(lists), *rows]


def saved(path: Path, *titles: str, **changed: list[Any] | None) -> Path:
    """A workbook whose lists are these; None takes a column away."""
    lists = {**LISTS, **changed}
    kept = {name: values for name, values in lists.items() if values is not None}
    return of_lists(path, kept, *titles)


def of_lists(path: Path, lists: dict[str, list[Any]], *titles: str) -> Path:
    """A workbook with these lists and no others."""
    sheets = book(settings={"工作簿编号": "W1"}, 选项=table(lists, *titles))
    return save_xlsx(sheets, path)


def lists_of(path: Path) -> dict[str, list[Any]]:
    """Every list of a workbook, by heading, in the order of the columns."""
    columns = load_workbook(path)["选项"].iter_cols(values_only=True)
    return {head: [value for value in rest if value is not None] for head, *rest in columns}


def column(path: Path, header: str) -> list[Any]:
    sheet = load_workbook(path)["选项"]
    found = next(c for row in sheet for c in row if c.value == header)
    cells = [sheet.cell(row, found.column).value for row in range(found.row + 1, 40)]
    return [cell for cell in cells if cell is not None]


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, list[Any]]]] = {
    "theirs is new": (
        {},
        {"岗位类别": ["管理岗", "专业岗", "预设岗", "实习岗"]},
        {"岗位类别": ["管理岗", "专业岗", "预设岗", "实习岗"]},
    ),
    "both are new": (
        {"岗位类别": ["管理岗", "专业岗", "预设岗", "返聘岗"]},
        {"岗位类别": ["管理岗", "专业岗", "预设岗", "实习岗"]},
        {"岗位类别": ["管理岗", "专业岗", "预设岗", "实习岗", "返聘岗"]},
    ),
    "new in the middle": (
        {},
        {"岗位类别": ["管理岗", "实习岗", "专业岗", "预设岗"]},
        {"岗位类别": ["管理岗", "实习岗", "专业岗", "预设岗"]},
    ),
    "theirs is gone": (
        {"周期": ["月度", "季度"]},
        {"岗位类别": ["管理岗", "专业岗"]},
        {"岗位类别": ["管理岗", "专业岗"], "周期": ["月度", "季度"]},
    ),
    "theirs is a number": ({}, {"年度": [2025, 2026, 2027]}, {"年度": [2025, 2026, 2027]}),
    "a new column": (
        {},
        {"用工": ["全职", "兼职"]},
        {**LISTS, "用工": ["全职", "兼职"]},
    ),
    "a new column on both sides": (
        {"用工": ["全职"]},
        {"用工": ["全职", "兼职"]},
        {"用工": ["全职", "兼职"]},
    ),
    "a column is missing": ({}, {"周期": None}, {"周期": ["月度"]}),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("titles", [(), ("下拉清单",)])
def test_lists_are_merged(case: str, titles: tuple[str, ...], tmp_path: Path) -> None:
    mine, other, wanted = CASES[case]
    base = saved(tmp_path / "base.xlsx", *titles)
    ours = saved(tmp_path / "ours.xlsx", *titles, **mine)
    theirs = saved(tmp_path / "theirs.xlsx", *titles, **other)
    out = tmp_path / "out.xlsx"
    merged = merge(ours, [theirs], base=base, output=out)
    assert (merged.open, merged.left) == (0, ())
    assert {name: column(out, name) for name in wanted} == wanted


def test_without_a_base_nothing_is_lost_and_nothing_asked(tmp_path: Path) -> None:
    ours = saved(tmp_path / "ours.xlsx", 岗位类别=["管理岗", "返聘岗"])
    theirs = saved(tmp_path / "theirs.xlsx", 岗位类别=["管理岗", "实习岗"], 用工=["全职"])
    out = tmp_path / "out.xlsx"
    merged = merge(ours, [theirs], output=out)
    assert (merged.steps[0].base, merged.open) == ("", 0)
    assert column(out, "岗位类别") == ["管理岗", "返聘岗", "实习岗"]
    assert column(out, "用工") == ["全职"]


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("我方", ["管理岗", "专家岗", "预设岗"]),
        ("对方", ["管理岗", "技术岗", "预设岗"]),
        ("原值", ["管理岗", "专业岗", "预设岗"]),
        ("两者", ["管理岗", "专家岗", "预设岗", "技术岗"]),
    ],
)
def test_one_value_worded_twice_is_asked(
    choice: str, wanted: list[str], tmp_path: Path
) -> None:
    base = saved(tmp_path / "base.xlsx")
    ours = saved(tmp_path / "ours.xlsx", 岗位类别=["管理岗", "专家岗", "预设岗"])
    theirs = saved(tmp_path / "theirs.xlsx", 岗位类别=["管理岗", "技术岗", "预设岗"])
    out = tmp_path / "out.xlsx"
    assert merge(ours, [theirs], base=base, output=out).open == 1
    assert column(out, "岗位类别") == ["管理岗", "专家岗", "预设岗"]
    out.write_bytes(choose(out.read_bytes(), read_copy(out), choice))
    assert resolve(out).open == 0
    assert column(out, "岗位类别") == wanted


NEW = ["管理岗", "专业岗", "预设岗", "实习岗"]
REST = {"年度": [2025, 2026], "周期": ["月度"]}
HEADINGS: dict[str, tuple[dict[str, list[Any]], dict[str, list[Any]], dict[str, list[Any]]]] = {
    "ours is reworded": (
        {"岗位类型": LISTS["岗位类别"], **REST},
        {"岗位类别": NEW, **REST},
        {"岗位类型": NEW, **REST},
    ),
    "theirs is reworded": (
        {"岗位类别": NEW, **REST},
        {"岗位类型": LISTS["岗位类别"], **REST},
        {"岗位类型": NEW, **REST},
    ),
    "reworded and moved": (
        {**REST, "岗位类型": LISTS["岗位类别"]},
        {"岗位类别": NEW, **REST},
        {**REST, "岗位类型": NEW},
    ),
    "both reworded alike": (
        {"岗位类型": [*LISTS["岗位类别"], "返聘岗"], **REST},
        {"岗位类型": NEW, **REST},
        {"岗位类型": ["管理岗", "专业岗", "预设岗", "实习岗", "返聘岗"], **REST},
    ),
    "in other letters": (
        {"岗位类别": LISTS["岗位类别"], **REST},
        {"岗位类别 (HR)": NEW, **REST},
        {"岗位类别 (HR)": NEW, **REST},
    ),
    "ours took it away": (REST, {"岗位类别": NEW, **REST}, {**REST, "岗位类别": NEW}),
    "theirs took it away": ({"岗位类别": NEW, **REST}, REST, {"岗位类别": NEW, **REST}),
    "ours took it away and nobody works on it": (REST, LISTS, REST),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_a_heading_is_reworded_or_gone(case: str, tmp_path: Path) -> None:
    mine, other, wanted = HEADINGS[case]
    base = saved(tmp_path / "base.xlsx")
    ours = of_lists(tmp_path / "ours.xlsx", mine)
    theirs = of_lists(tmp_path / "theirs.xlsx", other)
    out = tmp_path / "out.xlsx"
    merged = merge(ours, [theirs], base=base, output=out)
    assert (merged.open, merged.left) == (0, ())
    assert list(lists_of(out).items()) == list(wanted.items())


def test_what_becomes_of_a_heading_is_told(tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx")
    away = of_lists(tmp_path / "away.xlsx", REST)
    new = of_lists(tmp_path / "new.xlsx", {"岗位类型": NEW, **REST})
    told = {}
    for name, pair in {"ours": (away, new), "theirs": (new, away), "base": (base, new)}.items():
        shown = merge(pair[0], [pair[1]], base=base).steps[0].shown()
        told[name] = [(e["action"], e["reason"], e["row"], e["column"]) for e in shown]
    assert told == {
        "ours": [("theirs", "column-missing", "岗位类型", "")],
        "theirs": [("ours", "column-missing", "岗位类型", "")],
        "base": [
            ("theirs", "one-side", "岗位类别", "列标题"),
            ("theirs", "one-side", "岗位类别", ""),
        ],
    }


@pytest.mark.parametrize("first", [0, 1])
def test_two_headings_for_one_list_are_asked(first: int, tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx")
    mine = {"岗位类型": ["管理岗", "专家岗", "预设岗"], **REST}
    other = {"岗位种类": ["管理岗", "技术岗", "预设岗"], **REST}
    ours = of_lists(tmp_path / "ours.xlsx", mine)
    theirs = of_lists(tmp_path / "theirs.xlsx", other)
    out = tmp_path / "out.xlsx"
    assert merge(ours, [theirs], base=base, output=out).open == 2
    assert lists_of(out) == mine
    # Each question can be answered before the other.
    for row in (2 + first, 3 - first):
        workbook = load_workbook(out)
        workbook["冲突"].cell(row, 9).value = "对方"
        workbook.save(out)
        assert resolve(out).done == 1
    assert lists_of(out) == other


def test_a_new_list_is_never_written_over_one_that_was_reworded_so(tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx")
    ours = saved(tmp_path / "ours.xlsx", 周期=None, 频率=["月度"])
    theirs = saved(tmp_path / "theirs.xlsx", 频率=["高", "低"])
    out = tmp_path / "out.xlsx"
    assert merge(ours, [theirs], base=base, output=out).open == 0
    columns = list(load_workbook(out)["选项"].iter_cols(3, values_only=True, max_row=3))
    assert columns == [("频率", "月度", None), ("频率", "高", "低")]


def test_notes_beside_the_lists_are_no_headings(tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx")
    rows = table({**LISTS, "岗位类别": NEW})
    rows[1] += [None, "先与财务核对"]
    sheets = book(settings={"工作簿编号": "W1"}, 选项=rows)
    theirs = save_xlsx(sheets, tmp_path / "theirs.xlsx")
    out = tmp_path / "out.xlsx"
    assert merge(base, [theirs], base=base, output=out).open == 0
    assert lists_of(out) == {**LISTS, "岗位类别": NEW, None: ["先与财务核对"]}


def test_a_date_stays_one_and_is_shown_as_one(tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx")
    days = [datetime(2025, 1, 1), datetime(2025, 1, 1, 8, 30)]
    theirs = saved(tmp_path / "theirs.xlsx", 周期=["月度", *days])
    found = diff_workbooks(base, theirs).as_dict()["changes"]
    assert [each["new"] for each in found] == ["2025年1月1日", "2025-01-01 08:30:00"]
    out = tmp_path / "out.xlsx"
    merge(base, [theirs], base=base, output=out)
    assert column(out, "周期") == ["月度", *days]


def test_diff_tells_a_heading_that_is_reworded_or_new(tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx")
    theirs = of_lists(
        tmp_path / "theirs.xlsx", {"岗位类型": NEW, "年度": [2025, 2026], "级": []}
    )
    found = diff_workbooks(base, theirs).as_dict()["changes"]
    names = ("change", "row", "column", "old", "new", "cell")
    assert [tuple(each[name] for name in names) for each in found] == [
        ("renamed", "岗位类型", "列标题", "岗位类别", "岗位类型", "A1"),
        ("added", "岗位类型", "", "", "实习岗", "A5"),
        ("removed", "周期", "列标题", "周期", "", "C1"),
        ("removed", "周期", "", "月度", "", "C2"),
        ("added", "级", "列标题", "", "级", "C1"),
    ]


def sheet_of(values: list[str]) -> OptionSheet:
    sheets = {"选项": [["类别", "其他"], *([value, None] for value in values)]}
    return option_sheet(MemorySource(sheets, name="b.xlsx").read())


@given(WORDS, WORDS, WORDS)
def test_no_new_value_is_lost(base: list[str], mine: list[str], other: list[str]) -> None:
    books = [sheet_of(values) for values in (base, mine, other)]
    for first, second in ((1, 2), (2, 1)):
        decisions = list(decide_options(books[0], books[first], books[second]))
        result = set(books[first].of("类别").values)
        for each in decisions:
            results = [each.ops] if not each.choices else each.choices.values()
            shown = {
                value for ops in results for op in ops for value in op.row.values["values"]
            }
            result = shown if each.ops else result | shown
        assert {*mine, *other} - {*base} <= result
    for decision in decide_options(None, books[1], books[2]):
        (op,) = decision.ops or (None,)
        if op is not None:
            assert {*mine, *other} == set(op.row.values["values"])


def edited(path: Path, *cells: tuple[str, str, Any]) -> Path:
    workbook = load_workbook(SHIPPED)
    for sheet, address, value in cells:
        workbook[sheet][address] = value
    workbook.save(path)
    return path


def test_in_the_shipped_workbook_only_the_cells_are_written(tmp_path: Path) -> None:
    theirs = edited(tmp_path / "theirs.xlsx", ("选项", "D5", "实习岗"))
    out = tmp_path / "out.xlsx"
    merge(SHIPPED, [theirs], base=SHIPPED, output=out)
    before, after = load_workbook(SHIPPED), load_workbook(out)
    changed = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in after
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != before[sheet.title][cell.coordinate].value
    ]
    assert changed == [("选项", "D5", "实习岗")]
    with zipfile.ZipFile(SHIPPED) as one, zipfile.ZipFile(out) as other:
        parts = [name for name in one.namelist() if one.read(name) != other.read(name)]
    assert len(parts) == 1


def test_diff_shows_single_values(tmp_path: Path) -> None:
    theirs = edited(
        tmp_path / "theirs.xlsx",
        ("选项", "D5", "实习岗"),
        ("选项", "I2", "每月"),
        ("选项", "C4", None),
    )
    found = diff_workbooks(SHIPPED, theirs).as_dict()["changes"]
    assert [
        (e["change"], e["sheet"], e["row"], e["old"], e["new"], e["cell"]) for e in found
    ] == [
        ("removed", "选项", "状态", "停用", "", "C4"),
        ("added", "选项", "岗位类别", "", "实习岗", "D5"),
        ("changed", "选项", "周期", "月度", "每月", "I2"),
    ]
    assert diff_workbooks(SHIPPED, SHIPPED).lines == ()


def test_what_is_not_merged_is_said(tmp_path: Path) -> None:
    theirs = edited(tmp_path / "theirs.xlsx", ("说明", "B5", "另一句"), ("说明", "A60", "附注"))
    # Beside the shipped one there may be snapshots.
    ours = tmp_path / "ours.xlsx"
    ours.write_bytes(SHIPPED.read_bytes())
    for base in (SHIPPED, None):
        merged = merge(ours, [theirs], base=base)
        (warning,) = merged.left
        assert (warning.code, str(warning.place)) == ("merge-sheet-left", "说明!B5")
        assert warning.params["count"] == 2
    # What only ours changed, and what both changed alike, is in the result.
    assert merge(theirs, [SHIPPED], base=SHIPPED).left == ()
    assert merge(theirs, [theirs], base=SHIPPED).left == ()


def test_what_stands_outside_of_a_table_is_said(tmp_path: Path) -> None:
    rows = [["一览"], ["岗位编号", "指标", None], ["R1", "Speed", "旧注"], ["R1", "Care", None]]
    own = book(roles=["R1 Clerk"], on=["R1 D1"])
    ours = save_xlsx({**own, "指标表": rows}, tmp_path / "ours.xlsx")
    rows = [
        ["一览"],
        ["岗位编号", "指标", None],
        ["R1", "Care", "新注"],
        ["R1", "Speed", "旧注"],
    ]
    theirs = save_xlsx({**own, "指标表": rows}, tmp_path / "theirs.xlsx")
    for base in (ours, None):
        (warning,) = merge(ours, [theirs], base=base).left
        assert (warning.code, str(warning.place)) == ("merge-cells-left", "指标表!C3")
        assert warning.params["count"] == 1
    assert merge(theirs, [ours], base=ours).left == ()
    for one in (ours, theirs):
        assert merge(one, [one], base=ours).left == ()


def test_a_title_above_the_lists_is_said(tmp_path: Path) -> None:
    ours = saved(tmp_path / "ours.xlsx", "下拉清单")
    theirs = saved(tmp_path / "theirs.xlsx", "下拉清单", "改前先问人事")
    (warning,) = merge(ours, [theirs], base=ours).left
    assert (warning.code, str(warning.place)) == ("merge-cells-left", "选项!A2")


NAMES = [None, "岗位 →", "文员", None]
HEADS = ["职责编号", "职责标题", "R1", None]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["D1", "归档", "✓", "先问财务"], "D3"),
        (["D1", "归档（仅华东）", "✓", None], "B3"),
        (["D1", "归档", None, None], None),
        (["D1", "旧的标题", "✓", None], None),
    ],
)
def test_notes_beside_toggles_are_said(
    row: list[str | None], cell: str | None, tmp_path: Path
) -> None:
    own = book(roles=["R1 文员"], duties=["D1 归档"])
    ours = {**own, "开关": [NAMES, HEADS, ["D1", "旧的标题", "✓", None]]}
    theirs = {**own, "开关": [NAMES, HEADS, row]}
    copies = [save_xlsx(each, tmp_path / f"{n}.xlsx") for n, each in enumerate((ours, theirs))]
    left = merge(copies[0], [copies[1]], base=copies[0]).left
    assert [str(each.place) for each in left] == ([f"开关!{cell}"] if cell else [])


def test_the_heading_of_a_column_without_values_is_said(tmp_path: Path) -> None:
    heads = ["岗位编号", "要求"]
    needs = [[*heads, None], ["R1", "本科", None]], [[*heads, "来源"], ["R1", "本科", None]]
    ours, theirs = (
        save_xlsx(book(任职要求=rows), tmp_path / f"{n}.xlsx") for n, rows in enumerate(needs)
    )
    assert [str(each.place) for each in merge(ours, [theirs], base=ours).left] == [
        "任职要求!C1"
    ]
    assert merge(theirs, [theirs], base=ours).left == ()
    # A column the other copy has filled is known to it.
    filled = book(任职要求=[[*heads, "来源"], ["R1", "本科", "社招"]])
    filled_path = save_xlsx(filled, tmp_path / "filled.xlsx")
    assert merge(filled_path, [theirs], base=ours).left == ()


def test_a_sheet_only_they_have_is_said(tmp_path: Path) -> None:
    def notes(workbook: Workbook) -> None:
        workbook.create_sheet("备忘")["B2"] = "记得续签"
        workbook.create_sheet("生成日志")["A1"] = "时间"

    ours = save_xlsx(book(), tmp_path / "ours.xlsx")
    sheets = {**book(), "选项": [["类别"], ["甲"]]}
    theirs = save_xlsx(sheets, tmp_path / "theirs.xlsx", prepare=notes)
    left = merge(ours, [theirs], base=ours).left
    assert [each.params["sheet"] for each in left] == ["选项", "备忘"]


def test_results_of_formulas_that_were_not_saved_are_no_edits(tmp_path: Path) -> None:
    rows = [["合计", 3], ["备注", "甲"]]
    ours = save_xlsx({**book(), "统计": rows}, tmp_path / "ours.xlsx")
    rows = [["合计", "=1+2"], ["备注", "甲"]]
    theirs = save_xlsx({**book(), "统计": rows}, tmp_path / "theirs.xlsx")
    for base in (ours, None):
        assert merge(ours, [theirs], base=base).left == ()


def test_it_is_in_the_summary_the_json_and_the_record(tmp_path: Path) -> None:
    theirs = edited(tmp_path / "theirs.xlsx", ("说明", "B5", "另一句"))
    out = tmp_path / "out.xlsx"
    command = ["merge", str(SHIPPED), str(SHIPPED), str(theirs), "-o", str(out)]
    said = CliRunner().invoke(cli, [*command, "--lang", "zh"])
    assert said.exit_code == 0
    assert "未参加合并、保留我方的表：说明" in said.output
    assert "[merge-sheet-left]" in said.output
    out.unlink()
    found = json.loads(CliRunner().invoke(cli, [*command, "--json"]).stdout)
    assert found["merged"][0]["left"] == [
        {"code": "merge-sheet-left", "sheet": "说明", "address": "B5", "count": 1}
    ]
    assert [each["code"] for each in found["problems"]] == ["merge-sheet-left"]
    record = json.loads(Path(found["record"]).read_text(encoding="utf-8"))
    assert record["merged"][0]["left"] == found["merged"][0]["left"]
