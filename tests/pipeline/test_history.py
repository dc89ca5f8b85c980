"""What `xl-addin log` says of a workbook's snapshots."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders import Sheets, book, save_xlsx
from xl_addin.cli.command_line import cli
from xl_addin.pipeline.history import Change, history
from xl_addin.pipeline.snapshot import snapshot


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def sheets(**settings: str) -> Sheets:
    return book(
        [
            {"岗位编号": "R1", "岗位名称": "Clerk", "职级": "P5"},
            {"岗位编号": "R2", "岗位名称": "Cook"},
        ],
        ["D1 Filing", "D2 Cooking", "D3 Posting"],
        ["R1 D1", "R1 D2", "R2 D2"],
        settings={"工作簿编号": "w-1", **settings},
        人员=[["岗位编号", "姓名"], ["R1", "李建国"]],
    )


def edited(**settings: str) -> Sheets:
    after = sheets(**settings)
    after["岗位"][1] = ["R1", "Head clerk", "P6"]
    after["职责"] = [*after["职责"][:1], after["职责"][2], after["职责"][1], ["D4", "Auditing"]]
    after["开关"][1][2], after["开关"][3][2], after["开关"][2][3] = None, "是", 0.5
    after["人员"][1][1] = "王小明"
    return after


CHANGES = {
    Change("岗位", "changed", "R1 Head clerk", ("岗位名称", "职级")),
    Change("职责", "added", "D4 Auditing"),
    Change("职责", "removed", "D3 Posting"),
    Change("开关", "on", "R1 Head clerk", ("D3 Posting",)),
    Change("开关", "off", "R1 Head clerk", ("D1 Filing",)),
    Change("开关", "share", "R2 Cook", ("D2 Cooking",)),
}


def test_rows_columns_and_toggles_between_two_snapshots(workbook: Path) -> None:
    first = snapshot(save_xlsx(sheets(), workbook))
    second = snapshot(save_xlsx(edited(), workbook))
    newest, oldest = history(workbook)

    assert (newest.snapshot, newest.since) == (second, first)
    kinds = {each.kind for each in newest.changes if each.table == "职责"}
    assert set(newest.changes) >= CHANGES
    assert kinds == {"added", "removed", "order"}
    assert {
        Change("人员", "removed", "R1 · 李建国"),
        Change("人员", "added", "R1 · 王小明"),
    } <= set(newest.changes)
    assert (oldest.snapshot, oldest.since, oldest.changes) == (first, None, ())


def test_what_is_not_kept_yet_stands_on_top(workbook: Path) -> None:
    first = snapshot(save_xlsx(sheets(), workbook))
    save_xlsx(edited(), workbook)
    now, kept = history(workbook)
    assert (now.snapshot, now.since) == (None, first)
    assert set(now.changes) >= CHANGES
    assert kept.snapshot == first
    assert history(workbook, most=1) == (now,)


def test_another_notation_is_no_change(workbook: Path) -> None:
    snapshot(save_xlsx(sheets(), workbook))
    after = sheets()
    after["开关"][1][2] = "√"
    after["岗位"][1][0] = " ｒ1"
    save_xlsx(after, workbook)
    assert history(workbook)[0].changes == ()


def test_a_column_left_out_of_snapshots_is_not_told_as_emptied(workbook: Path) -> None:
    snapshot(save_xlsx(sheets(快照不含="姓名"), workbook))
    snapshot(save_xlsx(edited(快照不含="姓名"), workbook))
    now = history(workbook)[0]
    assert set(now.changes) >= CHANGES
    assert not [each for each in now.changes if each.table == "人员"]
    save_xlsx(sheets(快照不含="姓名"), workbook)
    assert not [each for each in history(workbook)[0].changes if each.table == "人员"]


def test_the_command(workbook: Path) -> None:
    snapshot(save_xlsx(sheets(), workbook))
    save_xlsx(edited(), workbook)
    said = CliRunner().invoke(cli, ["log", str(workbook), "--lang", "zh"]).output
    assert "现在（还没有快照）" in said
    assert "  岗位 R1 Head clerk：改了 岗位名称、职级" in said
    assert "  开关 R1 Head clerk：打开 D3 Posting" in said
    assert "第一份快照" in said
