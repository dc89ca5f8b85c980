"""Hostile templates and cells: nothing runs, the program lives on, the message names the tag."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import xl_addin
from tests.builders import book, docx, save_xlsx
from tests.hostile.injections import CELLS, ENDLESS, TEMPLATES, TOO_DEEP, TOO_LARGE
from tests.reading import paragraphs
from xl_addin.messages import sentence
from xl_addin.package.limits import Limits
from xl_addin.problems import Problem


def _generate(folder: Path, tag: str, limits: Limits | None = None) -> xl_addin.Report:
    (folder / "t.docx").write_bytes(docx("Dear {{ role.name }}", tag))
    path = save_xlsx(book(), folder / "book.xlsx")
    return xl_addin.generate(path, output=folder / "out", templates=["t"], limits=limits)


def _errors(report: xl_addin.Report) -> Sequence[Problem]:
    return [problem for problem in report.problems if problem.is_error]


def _expect_refused(report: xl_addin.Report, folder: Path, tag: str) -> None:
    errors = _errors(report)
    assert errors
    assert report.exit_code == 2
    assert report.done == []
    assert list(folder.rglob("canary")) == []
    assert not list(folder.glob("out/*.docx"))
    for problem in errors:
        assert problem.template == "t.docx"
        assert problem.place.paragraph == 2
        assert _quotes(sentence(problem.code, problem.params, "zh"), tag)


def _quotes(message: str, tag: str) -> bool:
    """Whether a message holds the beginning of one of the tags."""
    tags = [piece[:20] for piece in tag.replace("{%", "\0{%").replace("{{", "\0{{").split("\0")]
    return any(piece and piece in message for piece in tags)


@pytest.mark.parametrize("tag", TEMPLATES)
def test_an_injection_is_refused(
    tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    _expect_refused(_generate(tmp_path, tag), tmp_path, tag)


@pytest.mark.parametrize("tag", TOO_LARGE)
def test_what_would_be_too_large_is_not_worked_out(tag: str, tmp_path: Path) -> None:
    report = _generate(tmp_path, tag)

    _expect_refused(report, tmp_path, tag)
    assert {problem.code for problem in _errors(report)} == {"tag-too-large"}


@pytest.mark.parametrize("tag", TOO_DEEP, ids=["brackets", "operators", "blocks", "loops"])
def test_what_is_nested_too_deep_is_not_read(tag: str, tmp_path: Path) -> None:
    _expect_refused(_generate(tmp_path, tag), tmp_path, tag)


@pytest.mark.parametrize("tag", ENDLESS, ids=["loops", "recursion", "assignments"])
def test_what_never_ends_is_ended(tag: str, tmp_path: Path) -> None:
    report = _generate(tmp_path, tag, limits=Limits(render_seconds=2))

    _expect_refused(report, tmp_path, tag)
    assert {problem.code for problem in _errors(report)} <= {"tag-deadline", "tag-failed"}


@pytest.mark.parametrize("cell", CELLS)
def test_what_a_cell_says_is_printed_and_never_evaluated(cell: str, tmp_path: Path) -> None:
    sheets = book(roles=[{"岗位编号": "R1", "岗位名称": "Clerk", "岗位目的": cell}])
    # A leading apostrophe is how a sheet holds a text that begins with '='.
    (tmp_path / "t.docx").write_bytes(
        docx("{{ role.purpose }}", header="{{ role.purpose }}", footnote="{{ role.purpose }}")
    )

    def as_text(workbook: object) -> None:
        workbook["岗位"]["C2"].data_type = "s"  # type: ignore[index]

    path = save_xlsx(sheets, tmp_path / "book.xlsx", prepare=as_text)
    report = xl_addin.generate(path, output=tmp_path / "out", templates=["t"])

    assert _errors(report) == []
    (document,) = (each.path.read_bytes() for each in report.documents if each.path)
    for part in ("document", "header1", "footnotes"):
        assert paragraphs(document, f"word/{part}.xml")[0] == cell


def test_the_lists_are_as_long_as_promised() -> None:
    assert len(set(TEMPLATES)) + len(CELLS) >= 50
    assert len(ENDLESS) + len(TOO_LARGE) + len(TOO_DEEP) >= 20
