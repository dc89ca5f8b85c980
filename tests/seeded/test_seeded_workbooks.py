"""Each seeded mistake, run through the command line, gives its one problem and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.seeded.base import Change, save
from tests.seeded.commands import run, run_process
from tests.seeded.sound_workbooks import SOUND
from tests.seeded.workbook_mistakes import MISTAKES, Mistake

_IN_A_PROCESS = MISTAKES[::25]


def _place(problem: dict[str, Any]) -> str:
    return "!".join(part for part in (problem["sheet"], problem["address"]) if part)


def _expect(problems: list[dict[str, Any]], mistake: Mistake) -> None:
    assert [(each["code"], _place(each)) for each in problems] == [
        (mistake.code, mistake.where)
    ]
    (problem,) = problems
    assert problem["severity"] == ("warning" if mistake.warning else "error")
    assert problem["message"]
    assert problem["cure"]
    if mistake.warning:
        return
    expected = None if mistake.roles is None else sorted(mistake.roles.lower().split())
    assert problem["roles"] == expected


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_gives_its_one_problem(mistake: Mistake, tmp_path: Path) -> None:
    code, result = run("check", save(tmp_path, mistake.change))

    _expect(result["problems"], mistake)
    assert code == (0 if mistake.warning else 1)


@pytest.mark.parametrize("mistake", _IN_A_PROCESS, ids=lambda mistake: mistake.name)
def test_a_process_of_its_own_says_the_same(mistake: Mistake, tmp_path: Path) -> None:
    code, result, errors = run_process("check", save(tmp_path, mistake.change))

    _expect(result["problems"], mistake)
    assert errors == ""
    assert code == (0 if mistake.warning else 1)


@pytest.mark.parametrize("change", SOUND.values(), ids=SOUND)
def test_what_is_allowed_gives_no_problem(change: Change, tmp_path: Path) -> None:
    code, result = run("check", save(tmp_path, change))

    assert result["problems"] == []
    assert code == 0


def test_the_table_is_large_and_each_mistake_its_own() -> None:
    assert len(MISTAKES) >= 60
    assert len({mistake.name for mistake in MISTAKES}) >= len(MISTAKES) - 1
