"""Defaults of a folder: command line › project file › workbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import docx
from tests.cli.test_commands import run
from tests.reading import documents, paragraphs
from tests.seeded.base import BODY, save


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder to work in, the workbook in another."""
    save(tmp_path / "books", template=docx("{{ role.name|加重 }}", *BODY))
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "ours.py").write_text("def 加重(v):\n    return f'{v}!'\n", encoding="utf-8")
    (folder / "other.py").write_text("def 加重(v):\n    return f'{v}?'\n", encoding="utf-8")
    return folder


def put(folder: Path, text: str) -> None:
    (folder / "xl_addin.toml").write_text(text, encoding="utf-8")


BOOK = "../books/book.xlsx"


def test_it_gives_defaults(desk: Path) -> None:
    put(desk, 'filters = "ours.py"\noutput = "made"\njobs = 1\ncompression = "small"\n')

    assert run("generate", BOOK, cwd=desk)[0] == 0
    assert run("check", BOOK, cwd=desk)[0] == 0
    assert run("template", "check", "../books/t.docx", "-w", BOOK, cwd=desk)[0] == 0

    made = list(documents(desk / "made").values())
    assert [paragraphs(each)[0] for each in made] == ["Clerk!", "Lead!", "Chief!"]
    found = json.loads(
        run(
            "trace", next(iter((desk / "made").glob("*.docx"))), "-w", BOOK, "--json", cwd=desk
        )[1]
    )
    assert found["current"] is True


def test_the_command_line_goes_first(desk: Path) -> None:
    put(desk, 'filters = "ours.py"\noutput = "made"\n')

    run("generate", BOOK, "--filters", "other.py", "-o", "mine", cwd=desk)

    assert not (desk / "made").exists()
    assert paragraphs(next(iter(documents(desk / "mine").values())))[0] == "Clerk?"


def test_the_workbooks_own_folder_is_not_looked_at(desk: Path) -> None:
    """A workbook, a project file and code that came together by mail run nothing."""
    books = desk.parent / "books"
    (books / "evil.py").write_text(f"open({str(desk / 'ran')!r}, 'w')\ndef 加重(v): return v\n")
    put(books, 'filters = "evil.py"\n')

    code, _, errors = run("generate", BOOK, "-o", "made", cwd=desk)

    assert code == 2
    assert "filter-unknown" in errors
    assert not (desk / "ran").exists()


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("filters = \n", "project-file-broken", "filters ="),
        ('filter = "a.py"\n', "project-key-unknown", "filters"),
        ('jobs = "2"\n', "project-value-wrong", "jobs"),
        ("output = 3\n", "project-value-wrong", "output"),
    ],
)
def test_what_is_wrong_with_it_is_said(desk: Path, text: str, code: str, shown: str) -> None:
    put(desk, text)

    status, _, errors = run("check", BOOK, cwd=desk)

    assert status == 2
    assert f"[{code}]" in errors
    assert shown in errors
