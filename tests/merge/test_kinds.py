"""A cell keeps its kind on its way into a merge: numbers are never turned into texts.

Excel's own formulas count a text as nothing, so `40%` in place of 0.4 falsifies a sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from tests.builders import Sheets, book, save_xlsx
from tests.merge.test_cases import choose
from xl_addin.package.serials import Shown, shown_as
from xl_addin.pipeline.keyed_copy import read_copy
from xl_addin.pipeline.merge import merge
from xl_addin.pipeline.resolve import resolve

KINDS: dict[str, tuple[Any, str]] = {
    "percent": (0.4, "0%"),
    "percent of a part": (0.125, "0.00%"),
    "a whole": (1, "0%"),
    "text of a percent": ("40%", "General"),
    "number": (12, "General"),
    "number with a format": (12345.5, "#,##0.00"),
    "text of a number": ("012", "@"),
    "truth": (True, "General"),
    "date": (datetime(2026, 3, 1), "yyyy-mm-dd"),
    "moment": (datetime(2026, 3, 1, 8, 30), "yyyy-mm-dd hh:mm"),
    "time": (time(8, 30), "hh:mm"),
    "span": (timedelta(hours=30), "[h]:mm"),
    "text of a date": ("2026年3月1日", "General"),
}
OTHER: dict[str, tuple[Any, str]] = {
    "percent": (0.3, "0%"),
    "date": (datetime(2025, 1, 1), "yyyy-mm-dd"),
    "text": ("甲", "General"),
}
every_kind = pytest.mark.parametrize("kind", KINDS)
every_old = pytest.mark.parametrize("old", OTHER)


def saved(path: Path, cells: Mapping[str, tuple[Any, str]], *rows: str) -> Path:
    """A workbook with these cells in 考核; `rows` are indicators of further rows."""

    def fill(workbook: Workbook) -> None:
        for address, (value, code) in cells.items():
            cell = workbook["考核"][address]
            cell.value, cell.number_format = value, code

    head = ["岗位编号", "考核指标", "权重", "目标"]
    more = [["R1", row, None, None] for row in rows]
    sheets: Sheets = book(考核=[head, ["R1", "完成率", None, None], *more])
    return save_xlsx(sheets, path, prepare=fill)


def same(found: Cell, given: tuple[Any, str]) -> None:
    value, code = given
    assert (type(found.value), found.value) == (type(value), value)
    if not isinstance(value, str | bool):
        assert shown_as(found.number_format) is shown_as(code)


@every_kind
@every_old
@pytest.mark.parametrize("column", ["C", "D"])
def test_in_a_changed_cell(kind: str, old: str, column: str, tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx", {f"{column}2": OTHER[old]})
    theirs = saved(tmp_path / "theirs.xlsx", {f"{column}2": KINDS[kind]})
    out = tmp_path / "out.xlsx"
    assert merge(base, [theirs], base=base, output=out).open == 0
    same(load_workbook(out)["考核"][f"{column}2"], KINDS[kind])


@every_kind
@every_old
def test_in_an_appended_row(kind: str, old: str, tmp_path: Path) -> None:
    before = {"C2": OTHER[old], "D2": OTHER[old]}
    after = {**before, "C3": KINDS[kind], "D3": KINDS[kind]}
    base = saved(tmp_path / "base.xlsx", before)
    theirs = saved(tmp_path / "theirs.xlsx", after, "及时率")
    out = tmp_path / "out.xlsx"
    assert merge(base, [theirs], base=base, output=out).open == 0
    for address in ("C3", "D3"):
        same(load_workbook(out)["考核"][address], KINDS[kind])


@every_kind
def test_in_an_added_column(kind: str, tmp_path: Path) -> None:
    base = saved(tmp_path / "base.xlsx", {})
    new = {"E1": ("上限", "General"), "E2": KINDS[kind]}
    theirs = saved(tmp_path / "theirs.xlsx", new)
    out = tmp_path / "out.xlsx"
    assert merge(base, [theirs], base=base, output=out).open == 0
    same(load_workbook(out)["考核"]["E2"], KINDS[kind])


@every_kind
@pytest.mark.parametrize("choice", ["对方", "原值"])
def test_in_a_decided_cell(kind: str, choice: str, tmp_path: Path) -> None:
    ours = saved(tmp_path / "ours.xlsx", {"C2": ("我方改的", "General")})
    chosen, other = KINDS[kind], ("另一个", "General")
    theirs = saved(tmp_path / "theirs.xlsx", {"C2": chosen if choice == "对方" else other})
    base = saved(tmp_path / "base.xlsx", {"C2": other if choice == "对方" else chosen})
    out = tmp_path / "out.xlsx"
    assert merge(ours, [theirs], base=base, output=out).open == 1
    out.write_bytes(choose(out.read_bytes(), read_copy(out), choice))
    assert resolve(out).open == 0
    same(load_workbook(out)["考核"]["C2"], chosen)


@every_kind
def test_without_a_base(kind: str, tmp_path: Path) -> None:
    ours = saved(tmp_path / "ours.xlsx", {"C2": ("我方", "General")})
    theirs = saved(tmp_path / "theirs.xlsx", {"C2": KINDS[kind]})
    out = tmp_path / "out.xlsx"
    merge(ours, [theirs], output=out)
    out.write_bytes(choose(out.read_bytes(), read_copy(out), "对方"))
    assert resolve(out).open == 0
    same(load_workbook(out)["考核"]["C2"], KINDS[kind])


@pytest.mark.parametrize(
    ("share", "code", "shown"),
    [(0.3, "0%", Shown.PERCENT), (1, "0%", Shown.PERCENT), (0.3, "General", Shown.NUMBER)],
)
@pytest.mark.parametrize("ours", [None, "✓", 0.5])
def test_of_a_share_of_working_time(
    share: float, code: str, shown: Shown, ours: object, tmp_path: Path
) -> None:
    def marked(workbook: Workbook) -> None:
        cell = workbook["开关"]["C2"]
        cell.value, cell.number_format = share, code

    sheets = book(duties=["D1 归档"], on=[])
    sheets["开关"][1][2] = ours
    base = save_xlsx(sheets, tmp_path / "base.xlsx")
    theirs = save_xlsx(sheets, tmp_path / "theirs.xlsx", prepare=marked)
    out = tmp_path / "out.xlsx"
    assert merge(base, [theirs], base=base, output=out).open == 0
    cell = load_workbook(out)["开关"]["C2"]
    assert (cell.value, shown_as(cell.number_format)) == (share, shown)
    assert read_copy(out).view.toggles == read_copy(theirs).view.toggles
