"""The worked cases of `cases.toml`: base, ours, theirs → decisions and the merged file.

Everything goes through real .xlsx files: written by openpyxl, merged inside the package,
read back.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.builders import save_xlsx
from tests.merge.hand import edited, holds, said_of
from xl_addin.merge.conflict_sheet import CHOICES, find_conflict_sheet, read_conflicts
from xl_addin.package.patch import SetCell, patch_workbook
from xl_addin.pipeline.keyed_copy import Copy, copy_from_bytes, read_copy
from xl_addin.pipeline.merge import merge_step
from xl_addin.pipeline.resolve import resolve

TABLE = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
CASES = TABLE["case"]


def copy(edits: list[str], path: Path) -> Copy:
    save_xlsx(edited(TABLE["base"], edits), path)
    return copy_from_bytes(path.read_bytes(), path)


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 40
    assert len({case["题目"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["题目"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    base = copy([], tmp_path / "base.xlsx")
    ours = copy(case.get("我方", []), tmp_path / "ours.xlsx")
    theirs = copy(case.get("对方", []), tmp_path / "theirs.xlsx")

    step, content = merge_step(ours, theirs, base, "base.xlsx", None)

    said = [said_of(each, step.labels) for each in step.decisions]
    assert sorted(said) == sorted(case["决定"])
    assert step.refused == ()
    merged = copy_from_bytes(content, tmp_path / "merged.xlsx")
    for line in case.get("结果", []):
        assert holds(merged.view, line), line
    for choice in CHOICES.values():
        if after := case.get(f"选{choice}后"):
            chosen = tmp_path / "merged.xlsx"
            chosen.write_bytes(choose(content, merged, choice))
            assert resolve(chosen, by="王敏").open == 0
            for line in after:
                assert holds(read_copy(chosen).view, line), (choice, line)


def choose(content: bytes, merged: Copy, choice: str) -> bytes:
    """The workbook with one choice in every row of 冲突."""
    sheet = find_conflict_sheet(merged.raw)
    assert sheet is not None
    rows = read_conflicts(sheet)
    edits = [SetCell(sheet.name, each.row, each.columns["选择"], choice) for each in rows]
    return patch_workbook(content, edits)
