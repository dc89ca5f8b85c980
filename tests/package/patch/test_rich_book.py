"""Edited sheets that carry what re-saving loses: it is all there, byte for byte."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlwings as xw
from lxml import etree

from tests.package.patch.oracle import M, changed, entries, part, sheet_root, values, without
from tests.package.patch.rich import SHEET, rich_book
from xl_addin.package.patch import (
    AddSheet,
    AppendColumn,
    AppendRow,
    Edit,
    SetCell,
    patch_workbook,
)
from xl_addin.sources import open_source

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

EDITS: list[Edit] = [
    SetCell("职责", 3, 2, "改过的\n标题"),
    SetCell("职责", 4, 3, 77),
    SetCell("职责", 4, 4, datetime(2026, 5, 6)),
    AppendRow("职责", {1: "D6", 2: "新职责", 3: 60, 4: datetime(2026, 1, 2)}),
    AppendRow("职责", {1: "D7", 2: "又一条"}),
    AppendRow("开关", {1: "D6", 2: "新职责", 3: "✓"}),
    AppendColumn("开关", {1: "R3", 2: "✓", 4: 0.5}),
]
NEW = {
    ("职责", 3, 2): "改过的\n标题",
    ("职责", 4, 3): 77,
    ("职责", 4, 4): datetime(2026, 5, 6),
    ("职责", 7, 1): "D6",
    ("职责", 7, 2): "新职责",
    ("职责", 7, 3): 60,
    ("职责", 7, 4): datetime(2026, 1, 2),
    ("职责", 8, 1): "D7",
    ("职责", 8, 2): "又一条",
    ("开关", 4, 1): "D6",
    ("开关", 4, 2): "新职责",
    ("开关", 4, 3): "✓",
    ("开关", 1, 5): "R3",
    ("开关", 2, 5): "✓",
    ("开关", 4, 5): 0.5,
}
OTHER = "xl/worksheets/sheet2.xml"
TABLE = "xl/tables/table1.xml"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return rich_book(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def after(before: bytes) -> bytes:
    return patch_workbook(before, EDITS)


def test_the_book_carries_what_it_should(before: bytes) -> None:
    names = "\n".join(entries(before))
    for needed in (
        "charts/chart1", "comments1", "threadedComments", "persons", "vmlDrawing1", "tables/",
        "drawings/drawing1", "customXml/item1", "vbaProject.bin",
    ):  # fmt: skip
        assert needed in names, needed
    sheet = part(before, SHEET).decode()
    for needed in (
        "sparklineGroup", "protectedRange", "sheetProtection", "legacyDrawing", "x14:dataBar",
        "<hyperlink", "<f>", "dataValidation", "colorScale", "<pane",
    ):  # fmt: skip
        assert needed in sheet, needed


def test_every_entry_but_the_sheets_and_the_table_keeps_its_compressed_bytes(
    before: bytes, after: bytes
) -> None:
    assert changed(before, after) == {SHEET, OTHER, TABLE}
    assert list(entries(before)) == list(entries(after))


def test_in_the_sheets_only_what_was_asked_for_changed(before: bytes, after: bytes) -> None:
    for name, title in ((SHEET, "职责"), (OTHER, "开关")):
        old, new = part(before, name), part(after, name)
        spots = {(row, column) for tab, row, column in NEW if tab == title}
        appended = {(r, c) for r in (7, 8) for c in range(1, 7)} if title == "职责" else {
            (3, 5), (4, 4)
        }  # fmt: skip
        assert without(old, spots, ranges=True) == without(new, spots | appended, ranges=True)


def test_outside_the_rows_only_listed_ranges_differ_to_the_byte(
    before: bytes, after: bytes
) -> None:
    old, new = part(before, SHEET), part(after, SHEET)
    old_tail, new_tail = (each[each.index(b"</sheetData>") :] for each in (old, new))
    assert new_tail != old_tail
    for grown, ended in ((b'sqref="C2:C8"', b'sqref="C2:C6"'), (b">C2:C8<", b">C2:C6<")):
        new_tail = new_tail.replace(grown, ended)
    assert new_tail == old_tail
    old_head, new_head = (each[: each.index(b"<row ")] for each in (old, new))
    assert new_head.replace(b'ref="A1:H8"', b'ref="A1:H6"') == old_head


def test_what_ended_at_the_last_row_or_column_has_grown(after: bytes) -> None:
    text = part(after, SHEET).decode()
    assert re.findall(r'<dataValidation [^>]*sqref="([^"]*)"', text) == ["C2:C8", "H5"]
    assert set(re.findall(r'<conditionalFormatting [^>]*sqref="([^"]*)"', text)) == {"C2:C8"}
    assert "<xm:sqref>C2:C8</xm:sqref>" in text, "the data bar of Excel 2010"
    assert "<xm:sqref>F6</xm:sqref>" in text, "a sparkline stays where it is"
    assert etree.fromstring(part(after, TABLE)).get("ref") == "A1:F8"
    other = sheet_root(after, OTHER)
    assert [v.get("sqref") for v in other.iter(f"{M}dataValidation")] == ["C2:E4"]


def test_raw_xml_and_our_reader_read_the_new_values_and_the_old(
    before: bytes, after: bytes, tmp_path: Path
) -> None:
    assert values(after) == values(before) | NEW
    path = tmp_path / "book.xlsm"
    path.write_bytes(after)
    found = {
        (sheet.name, row, column): value
        for sheet in open_source(path).read().sheets
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if value is not None
    }
    assert found == values(after)


def test_openpyxl_and_calamine_read_the_new_values(after: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(after), data_only=True)
    calamine = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(after))
    tables = {name: calamine.get_sheet_by_name(name).to_python() for name in ("职责", "开关")}
    for (sheet, row, column), value in NEW.items():
        assert book[sheet].cell(row, column).value == value
        read = tables[sheet][row - 1][column - 1]
        day = value.date() if isinstance(value, datetime) else value
        assert read in (value, day)
    assert book["职责"].tables["职责清单"].ref == "A1:F8"


def test_libreoffice_opens_it_and_reads_the_new_values(
    after: bytes, fresh_calc: xw.App, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsm"
    path.write_bytes(after)
    book = fresh_calc.books.open(path)
    for (sheet, row, column), value in NEW.items():
        assert book.sheets[sheet].range((row, column)).value == value
    assert book.sheets["职责"]["E4"].formula == "=C4*2"


def test_a_sheet_of_our_own_besides(before: bytes) -> None:
    after = patch_workbook(before, [*EDITS, AddSheet("冲突", (("a", "b"),))])
    assert changed(before, after) == {
        SHEET,
        OTHER,
        TABLE,
        "xl/worksheets/xl_addin_1.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "[Content_Types].xml",
    }
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames == ["职责", "开关", "冲突"]
