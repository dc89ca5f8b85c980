"""What is not written is refused by name, in both languages, and then nothing is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.package.patch.books import listed
from tests.package.patch.oracle import changed, part, values
from tests.package.patch.rich import repacked
from tests.raw_xlsx import MAIN, RELATIONS, cells, raw_xlsx, relationships, worksheet
from xl_addin.errors import EditRefused, WorkbookError, XlAddinError
from xl_addin.messages import LANGUAGES, cure, sentence
from xl_addin.package.patch import (
    AddSheet,
    AppendColumn,
    AppendRow,
    DropSheet,
    Edit,
    SetCell,
    patch_workbook,
)

FORMULA = cells('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>1</v></c>')
ARRAY = cells(
    '<c r="A1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c>',
    '<c r="A2"><v>1</v></c>',
    '<c r="A3"><v>1</v></c>',
)
DATA_TABLE = cells(
    '<c r="A1"><v>1</v></c>',
    '<c r="B2"><f t="dataTable" ref="B2:C3" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1</v></c>',
    '<c r="C3"><v>1</v></c>',
)


def pivot() -> bytes:
    relations = relationships(
        [("rId1", f"{RELATIONS}/pivotTable", "../pivotTables/pivotTable1.xml")]
    )
    return raw_xlsx(
        cells('<c r="A1"><v>1</v></c>'),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations,
            "xl/pivotTables/pivotTable1.xml": '<pivotTableDefinition name="p">'
            '<location ref="C3:E9" firstHeaderRow="1"/></pivotTableDefinition>',
        },
    )


def merged() -> bytes:
    rows = cells('<c r="A1"><v>1</v></c>')
    merges = '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'
    return raw_xlsx(worksheet(rows, after=merges))


def totals(**more: Any) -> bytes:
    return listed(table=True, total_row=True, **more)


def table() -> bytes:
    return listed(table=True)


CASES: list[tuple[str, Callable[[], bytes], Edit, str]] = [
    ("edit-formula", lambda: raw_xlsx(FORMULA), SetCell("S1", 1, 1, 5), "A1"),
    ("edit-formula", lambda: raw_xlsx(FORMULA), SetCell("S1", 1, 1, None), "A1"),
    ("edit-formula-area", lambda: raw_xlsx(ARRAY), SetCell("S1", 3, 1, 5), "A3"),
    ("edit-formula-area", lambda: raw_xlsx(DATA_TABLE), SetCell("S1", 3, 3, 5), "C3"),
    ("edit-pivot", pivot, SetCell("S1", 4, 4, 5), "D4"),
    ("edit-merged", merged, SetCell("S1", 2, 3, 5), "C2"),
    ("edit-merged", merged, AppendRow("S1", {1: 5}), "A2"),
    ("edit-table-header", table, SetCell("S1", 2, 3, "x"), "C2"),
    ("edit-table-total", totals, SetCell("S1", 6, 2, "x"), "B6"),
    ("edit-above-total", totals, AppendRow("S1", {2: "x"}), "B6"),
    ("edit-table-column", table, AppendColumn("S1", {3: "x"}), "E2"),
    ("edit-table-column", table, AppendColumn("S1", {2: "职责标题"}), "E2"),
    ("edit-table-column", table, AppendColumn("S1", {2: 5}), "E2"),
    (
        "edit-beside",
        lambda: listed(table=True, more=lambda _, sheet: sheet.write(3, 6, "注")),
        AppendColumn("S1", {2: "x"}),
        "G2",
    ),
    ("edit-beside", listed, AppendColumn("S1", {2: "x"}, after=2), "D2"),
    ("edit-underneath", listed, AppendRow("S1", {2: "x"}, after=3), "B5"),
    ("edit-outside", listed, SetCell("S1", 1_048_577, 1, "x"), "R1048577C1"),
    ("edit-outside", listed, SetCell("S1", 1, 16_385, "x"), "R1C16385"),
    ("edit-outside", listed, SetCell("S1", 0, 1, "x"), "R0C1"),
    ("edit-value", listed, SetCell("S1", 1, 1, "x" * 32_768), "A1"),
    ("edit-value", listed, SetCell("S1", 1, 1, float("nan")), "A1"),
    ("edit-value", listed, SetCell("S1", 1, 1, datetime(1899, 12, 31)), "A1"),
    ("edit-value", listed, AddSheet("新", (("x", float("inf")),)), "B1"),
    ("edit-no-sheet", listed, SetCell("没有", 1, 1, 5), ""),
    ("edit-no-sheet", listed, DropSheet("没有"), ""),
    ("edit-sheet-exists", listed, AddSheet("s1", ()), ""),
    ("edit-sheet-name", listed, AddSheet("a/b", ()), ""),
    ("edit-sheet-not-ours", listed, DropSheet("S1"), ""),
    (
        "edit-signed",
        lambda: raw_xlsx(FORMULA, parts={"_xmlsignatures/sig1.xml": "<Signature/>"}),
        SetCell("S1", 1, 2, 5),
        "",
    ),
]


@pytest.mark.parametrize(("code", "content", "edit", "spot"), CASES)
def test_refused_by_name(
    code: str, content: Callable[[], bytes], edit: Edit, spot: str
) -> None:
    with pytest.raises(EditRefused) as refused:
        patch_workbook(content(), [edit], file="岗位.xlsx")
    error = refused.value
    assert error.code == code
    assert error.fields.get("cell", "") == spot
    assert error.exit_code == 2
    for language in LANGUAGES:
        said = sentence(code, error.fields, language)
        assert "{" not in said + cure(code, error.fields, language)
        assert spot in said
        sheet = error.fields.get("sheet", "岗位.xlsx")
        assert sheet in said


def test_what_stands_beside_a_refused_cell_is_written() -> None:
    patch_workbook(raw_xlsx(FORMULA), [SetCell("S1", 1, 2, 5)])
    patch_workbook(raw_xlsx(ARRAY), [SetCell("S1", 4, 1, 5)])
    patch_workbook(raw_xlsx(DATA_TABLE), [SetCell("S1", 1, 1, 5)])
    patch_workbook(pivot(), [SetCell("S1", 2, 3, 5)])
    patch_workbook(merged(), [SetCell("S1", 1, 1, 5)])
    patch_workbook(totals(), [SetCell("S1", 5, 2, "x")])


def test_protection_is_no_hindrance_and_stays() -> None:
    rows = cells('<c r="A1"><v>1</v></c>')
    lock = '<sheetProtection password="CC1A" sheet="1" objects="1"/>'
    content = raw_xlsx(worksheet(rows, after=lock))
    assert lock.encode() in part(
        patch_workbook(content, [SetCell("S1", 1, 1, 5)]), "xl/worksheets/sheet1.xml"
    )


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="2"/><row r="2"/>',
        '<row r="1"><c r="??"/></row>',
        '<row r="1"><c r="A1" s="-"/></row>',
        '<row r="x"/>',
    ],
)
def test_a_sheet_that_is_broken_is_named(rows: str) -> None:
    with pytest.raises(WorkbookError) as fault:
        patch_workbook(raw_xlsx(rows), [SetCell("S1", 1, 1, 5)], file="岗位.xlsx")
    assert fault.value.code == "workbook-damaged"


def test_strict_workbooks_are_refused_as_everywhere() -> None:
    plain = raw_xlsx(cells('<c r="A1"/>'))
    strict = relationships(
        [
            (
                "rId1",
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
                "xl/workbook.xml",
            )
        ]
    )
    content = raw_xlsx(cells('<c r="A1"/>'), parts={"_rels/.rels": strict})
    assert plain != content
    with pytest.raises(XlAddinError) as fault:
        patch_workbook(content, [SetCell("S1", 1, 1, 5)])
    assert fault.value.code == "workbook-strict"


TRUTH = cells('<c r="A1" t="b"><f aca="false">TRUE()</f><v>1</v></c>')


def test_a_truth_value_libreoffice_saved_is_no_formula() -> None:
    after = patch_workbook(raw_xlsx(TRUTH), [SetCell("S1", 1, 1, "x"), AppendRow("S1", {1: 5})])
    assert values(after) == {("S1", 1, 1): "x", ("S1", 2, 1): 5}


def with_chain(*sheets: str) -> bytes:
    """A workbook that keeps the order of its formulas."""
    plain = raw_xlsx(*sheets)
    name = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="c" Type="{RELATIONS}/calcChain" Target="calcChain.xml"/>'
    relations = part(plain, name).replace(b"</Rel", link.encode() + b"</Rel")
    chain = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    return raw_xlsx(*sheets, parts={name: relations, "xl/calcChain.xml": chain})


def test_a_formula_that_the_chain_lists_is_one_whatever_it_says() -> None:
    with pytest.raises(EditRefused) as refused:
        patch_workbook(with_chain(TRUTH), [SetCell("S1", 1, 1, "x")])
    assert refused.value.code == "edit-formula"


def test_the_chain_goes_only_with_formulas_of_a_sheet_that_goes() -> None:
    content = patch_workbook(with_chain(FORMULA), [AddSheet("冲突", (("a",),))])
    name = "xl/worksheets/xl_addin_1.xml"
    assert "xl/calcChain.xml" not in changed(
        content, patch_workbook(content, [DropSheet("冲突")])
    )
    formula = part(content, name).replace(b"</row>", b'<c r="B1"><f>1+1</f></c></row>')
    after = patch_workbook(repacked(content, {name: formula}), [DropSheet("冲突")])
    assert "xl/calcChain.xml" in changed(content, after)
    assert b"calcChain" not in part(after, "xl/_rels/workbook.xml.rels")
