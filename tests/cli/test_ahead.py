"""What is started before the command line is understood: only for what makes documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_addin.cli import ahead
from xl_addin.errors import EnvironmentFault


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, str | None]]:
    """Workbook and output of what was started."""
    found: list[tuple[str, str | None]] = []

    def start(workbook: Path, output: str | None) -> None:
        found.append((str(workbook), output))

    monkeypatch.setattr(ahead, "start_before_reading", start)
    monkeypatch.chdir(tmp_path)
    return found


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("generate book.xlsx", ("book.xlsx", None)),
        ("generate -o out book.xlsx", ("book.xlsx", "out")),
        ("generate --role A book.XLSM --output=out", ("book.XLSM", "out")),
        ("generate --output out book.xlsx -o", ("book.xlsx", "out")),
        ("--lang en generate book.xlsx", ("book.xlsx", None)),
        ("--lang=en generate book.xlsx", ("book.xlsx", None)),
    ],
)
def test_what_makes_documents_starts_early(
    arguments: str, expected: tuple[str, str | None], started: list[tuple[str, str | None]]
) -> None:
    ahead.start_ahead(arguments.split())
    assert started == [expected]


@pytest.mark.parametrize(
    "arguments",
    [
        *("", "--help", "generate", "generate --help", "generate book.xlsx -h"),
        *("check book.xlsx", "--lang generate check book.xlsx", "--lang=en", "--lang"),
    ],
)
def test_nothing_else_does(arguments: str, started: list[tuple[str, str | None]]) -> None:
    ahead.start_ahead(arguments.split())
    assert not started


def test_a_project_file_is_understood_first(
    started: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    (tmp_path / "xl_addin.toml").write_text('output = "elsewhere"', encoding="utf-8")
    ahead.start_ahead(["generate", "book.xlsx"])
    assert not started


def test_a_child_that_does_not_start_is_told_by_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_workbook: Path, _output: str | None) -> None:
        raise EnvironmentFault("worker-not-started", cause="")

    monkeypatch.setattr(ahead, "start_before_reading", fail)
    monkeypatch.chdir(tmp_path)
    ahead.start_ahead(["generate", "book.xlsx"])
