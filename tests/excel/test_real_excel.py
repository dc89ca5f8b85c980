"""The smoke test for a person with Microsoft Excel: `pytest -m excel`.

Run `xl-addin addin install` first and stay in front of the screen: Excel opens, and every
dialog it shows wants one click on No or OK. Nothing of this runs without Excel, so that
it is left out of ordinary runs.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

import xl_addin
from tests.reading import documents
from tests.shipped import ROOT, WORKBOOK
from xl_addin.excel.attach import add_in
from xl_addin.excel.installing import excel_files
from xl_addin.excel.installing.places import excel_places

pytestmark = [
    pytest.mark.excel,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        sys.platform not in ("win32", "darwin"), reason="Excel runs on Windows and macOS"
    ),
]
PATIENCE = 300.0


@pytest.fixture
def excel() -> Iterator[xw.App]:
    steps = excel_files.status(excel_places())
    assert {step.what for step in steps} == {"current"}, "first run: xl-addin addin install"
    app = xw.App(visible=True, add_book=False)
    app.display_alerts = False
    try:
        yield app
    finally:
        for book in list(app.books):
            book.close()
        app.quit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "人事 & 行政 部"
    made.mkdir()
    (made / "word_templates").mkdir()
    for template in (ROOT / "word_templates").glob("*.docx"):
        shutil.copy(template, made / "word_templates")
    return made


def _wait_for_documents(folder: Path, count: int) -> dict[str, bytes]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        made = documents(folder) if folder.is_dir() else {}
        if len(made) >= count:
            return made
        time.sleep(0.5)
    raise AssertionError(f"{count} documents did not appear in {folder}")


@pytest.mark.skipif(sys.platform != "win32", reason="asks Excel through COM")
def test_the_macro_workbook_opens_without_repair(excel: xw.App, folder: Path) -> None:
    path = Path(shutil.copy(WORKBOOK.with_suffix(".xlsm"), folder))

    book = excel.books.open(path)

    assert book.sheets[0].name == "首页"
    assert book.api.HasVBProject
    assert "[" not in book.api.Windows(1).Caption  # as in "[Repaired]"


def test_a_button_makes_what_the_command_line_makes(
    excel: xw.App, folder: Path, tmp_path: Path
) -> None:
    path = folder / "产品 R&D 岗位.xlsm"
    shutil.copy(WORKBOOK.with_suffix(".xlsm"), path)
    xl_addin.generate(path, output=tmp_path / "command")
    wanted = documents(tmp_path / "command")
    book = excel.books.open(path)

    book.macro("XlAddin.XlAddinGenerateAll")()

    assert _wait_for_documents(folder / "输出", len(wanted)) == wanted
    rows = book.sheets["生成日志"].used_range.options(ndim=2).value
    assert len(rows) == len(wanted) + 1


def test_the_add_in_works_on_a_plain_workbook(
    excel: xw.App, folder: Path, tmp_path: Path
) -> None:
    loaded = tmp_path / "xl_addin.xlam"
    loaded.write_bytes(add_in())
    path = folder / "产品 R&D 岗位.xlsx"
    shutil.copy(WORKBOOK, path)
    xl_addin.generate(path, output=tmp_path / "command")
    wanted = documents(tmp_path / "command")
    excel.books.open(loaded)
    excel.books.open(path).activate()

    excel.macro("xl_addin.xlam!XlAddin.XlAddinGenerateAll")()

    assert _wait_for_documents(folder / "输出", len(wanted)) == wanted
