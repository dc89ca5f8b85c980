"""The live book as a source: it agrees with the file it was opened from, and is fast."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw

from tests.calc import open_book
from xl_addin.model.cells import CellError, Percent
from xl_addin.model.raw import CellRange, RawBook
from xl_addin.sources import open_source
from xl_addin.sources.xlwings_book import XlwingsBook

SHIPPED = Path(__file__).parents[2] / "workbooks" / "product_operations.xlsx"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy: while a program has a file open nobody else can open it."""
    return Path(shutil.copy(SHIPPED, tmp_path))


def _trimmed(raw: RawBook) -> dict[str, list[list[object]]]:
    """Values without blank cells at the end: how far a sheet is used differs by program."""
    found = {}
    for sheet in raw.sheets:
        rows = [list(row) for row in sheet.rows]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        found[sheet.name] = rows
    return found


def test_the_shipped_workbook_reads_as_from_its_file(fresh_calc: xw.App, shipped: Path) -> None:
    live = XlwingsBook(open_book(fresh_calc, shipped)).read()
    file = open_source(shipped).read()

    assert _trimmed(live) == _trimmed(file)
    assert [each.merged for each in live.sheets] == [each.merged for each in file.sheets]
    assert live.name == file.name


def test_what_values_alone_do_not_tell(fresh_calc: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核")
        percent = book.add_format({"num_format": "0%"})
        tick = book.add_format({"font_name": "Wingdings"})
        for row, value in enumerate((0.5, 0.25, 1, 0.75)):
            sheet.write_number(row, 1, value, percent if row != 2 else None)
        sheet.write_string("A1", "P", tick)
        sheet.write_string("A2", "P")
        sheet.write_formula("C1", "=NA()", value="#N/A")
        sheet.write_boolean("C2", True)
        sheet.write_string("C3", "=1+1")
        sheet.write_string("D4", "#N/A 见备注")
        sheet.merge_range("E2:F3", "合并")
        sheet.write_number("G1", 7, book.add_format({"num_format": "000"}))
        sheet.set_row(2, None, None, {"hidden": True})

    live = XlwingsBook(open_book(fresh_calc, path)).read().sheets[0]
    file = open_source(path).read().sheets[0]

    assert [live.cell(row, 2) for row in (1, 2, 3, 4)] == [0.5, 0.25, 1, 0.75]
    assert [type(live.cell(row, 2)) for row in (1, 2, 3)] == [Percent, Percent, int]
    assert live.cell(1, 3) == CellError("#N/A")
    assert (live.cell(2, 3), live.cell(3, 3), live.cell(4, 4)) == (True, "=1+1", "#N/A 见备注")
    assert live.merged == (CellRange(2, 5, 3, 6),) == file.merged
    assert live.hidden_rows == {3} == file.hidden_rows
    assert live.padded == {(1, 7): "007"} == file.padded
    assert live.fonts == {(1, 1): "Wingdings"} == file.fonts


def test_unsaved_edits_count(fresh_calc: xw.App, shipped: Path) -> None:
    book = open_book(fresh_calc, shipped)
    before = XlwingsBook(book).fingerprint()

    book.sheets["岗位"]["B2"].value = "改过的名称"

    live = XlwingsBook(book)
    assert live.read().sheets[3].cell(2, 2) == "改过的名称"
    assert live.fingerprint() != before
    assert live.folder == shipped.parent


def test_a_book_never_saved_has_no_folder(fresh_calc: xw.App) -> None:
    assert XlwingsBook(fresh_calc.books.add()).folder is None
