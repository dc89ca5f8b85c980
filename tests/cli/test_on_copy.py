"""The route without COM makes the same documents and leaves a summary VBA can read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import xl_addin
from tests.builders import book, docx, save_xlsx
from tests.reading import documents
from xl_addin.cli import on_copy


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    (tmp_path / "t.docx").write_bytes(docx("{{ role.name }}"))
    settings = {"默认模板": "t", "输出文件夹": "输出"}
    return save_xlsx(book(roles=["R1 Clerk"], settings=settings), tmp_path / "人事 & 行政.xlsx")


def test_the_same_documents_and_a_summary(workbook: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(workbook, tmp_path / "~xl_addin_人事 & 行政.xlsx"))
    summary = tmp_path / "summary.txt"
    xl_addin.generate(workbook, output=tmp_path / "command")

    done = subprocess.run(
        [sys.executable, "-m", "xl_addin.cli.on_copy", "generate_all", str(copy), str(summary)],
        check=False,
        capture_output=True,
    )

    assert done.returncode == 0
    assert (done.stdout, done.stderr) == (b"", b"")
    made = documents(tmp_path / "输出")
    wanted = documents(tmp_path / "command")
    assert len(made) == 1
    assert made == wanted
    assert "1" in summary.read_text(encoding="utf-16-le")
    assert not copy.exists()


def test_what_is_wrong_is_in_the_summary(workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "t.docx").unlink()

    code = on_copy.run("check", workbook, tmp_path / "summary.txt")

    assert code == 1
    assert "template-missing" in (tmp_path / "summary.txt").read_text(encoding="utf-16-le")


def test_a_button_that_needs_the_program_says_so(workbook: Path, tmp_path: Path) -> None:
    code = on_copy.run("compare_roles", workbook, tmp_path / "summary.txt")

    assert code == 2
    assert "Excel" in (tmp_path / "summary.txt").read_text(encoding="utf-16-le")
