from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from tests.builders import book, docx, save_xlsx
from tests.calc import calc, fresh_calc
from tests.excel import desk
from tests.programs import require_program
from tests.shipped import ROOT

__all__ = ["calc", "fresh_calc"]

Opened = Callable[..., xw.Book]


@pytest.fixture
def opened(
    fresh_calc: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """Opens a small workbook, given as `builders.book` takes it, as the macros' caller."""
    monkeypatch.setenv("XL_ADDIN_LANG", "zh")

    def make(change: Callable[[Any], None] = lambda sheets: None, **given: Any) -> xw.Book:
        template = docx(
            "{{ role.name }}", "{%p for duty in duties %}", "{{ duty.title }}", "{%p endfor %}"
        )
        (tmp_path / "t.docx").write_bytes(template)
        sheets = book(settings={"默认模板": "t", "输出文件夹": "输出"}, **given)
        change(sheets)
        path = save_xlsx(sheets, tmp_path / "岗位 工作簿.xlsx")
        opened_book = fresh_calc.books.open(path)
        opened_book.set_mock_caller()
        return opened_book

    yield make
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen, and what LibreOffice and the Python it starts find in their environment."""
    for program in ("soffice", "Xvfb", "xdotool", "import"):
        require_program(program, apt=desk.PACKAGES)
    with desk.screen() as name:
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.setenv("XL_ADDIN_LANG", "zh")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        yield name
