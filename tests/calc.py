"""A LibreOffice for the tests of one process: started once, ended with it.

A test package takes it by `from tests.calc import calc` in its conftest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import xlwings as xw

from tests.programs import require_program

PACKAGES = "libreoffice-calc python3-uno"


@cache
def _app() -> xw.App:
    """The one office of this process, however many packages take the fixture."""
    from xl_addin.engines.libreoffice import engine

    engine()
    return xw.App(visible=False, add_book=False)


@pytest.fixture(scope="session")
def calc() -> xw.App:
    """An invisible LibreOffice behind xlwings; it ends when Python does."""
    require_program("soffice", apt=PACKAGES)
    return _app()


@pytest.fixture
def fresh_calc(calc: xw.App) -> Iterator[xw.App]:
    """The same, with no document open before and none left after."""
    yield calc
    calc.status_bar = False
    calc.impl.shown.clear()
    for open_book in list(calc.books):
        open_book.close()


def open_book(app: xw.App, path: Path) -> xw.Book:
    """A workbook file opened in the program."""
    return app.books.open(path)
