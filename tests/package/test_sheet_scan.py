"""Rows read alone hold what parsing every byte finds, and nothing broken is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.test_sources import CASES, SHIPPED, raw_books
from tests.package.scanning import assert_read_alone, scan_workbook
from tests.raw_xlsx import STYLES, cells, pack, raw_xlsx, worksheet, xlsx_parts
from xl_addin.errors import WorkbookError
from xl_addin.package.strings import all_strings


@pytest.mark.parametrize("case", CASES)
def test_fixture_books(case: str) -> None:
    assert_read_alone(CASES[case])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_workbooks(path: Path) -> None:
    assert assert_read_alone(path.read_bytes()), "nothing in them is out of the ordinary"


_PROFILE = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@_PROFILE
@given(content=raw_books())
def test_random_books(content: bytes) -> None:
    assert_read_alone(content)


_ROW = (
    '<row r="2" spans="1:3"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>b</v></c>'
    '<c r="C2" t="inlineStr"><is><t>c</t></is></c></row>'
)
_SHEET = worksheet(_ROW + _ROW.replace("2", "3"))
_REGULAR = (
    '<row r="1" spans="1:4" x14ac:dyDescent="0.2" hidden="1"><c r="A1" t="s"><v>0</v></c>'
    '<c r="B1" s="1"><v>0.5</v></c><c r="D1" t="b"><v>1</v></c></row><row r="3"/>'
    '<row r="4"><c r="A4"><f t="shared" ref="A4:A5" si="0">B1*2</f><v>1</v></c>'
    '<c r="B4" s="3"/><c r="C4" t="e"><v>#N/A</v></c><c r="D4" t="str"><f>A1</f><v>x</v></c></row>'
)
_REGULAR_SHEET = worksheet(_REGULAR).replace(
    "<worksheet ", '<worksheet xmlns:x14ac="http://schemas.microsoft.com/office/x14ac" '
)


@_PROFILE
@given(
    place=st.integers(0, len(_SHEET) - 1),
    length=st.integers(0, 3),
    put=st.sampled_from(
        ["", "<", ">", '"', "'", " ", "&", "/", "1", "A", "\x01", "<!--", "-->", "<c/>", "</c>"]
    ),
)
def test_one_damage_anywhere(place: int, length: int, put: str) -> None:
    """Whatever is broken, both ways refuse it, or neither does."""
    assert_read_alone(raw_xlsx(_SHEET[:place] + put + _SHEET[place + length :]))


@_PROFILE
@given(
    place=st.integers(0, len(_REGULAR_SHEET) - 1),
    length=st.integers(0, 3),
    put=st.sampled_from(
        ["", "<", ">", '"', "'", " ", "&", "/", "1", "A", "\x01", "é", "<!--", "<c/>", "</c>",
         "<row>", "]]>", "x:", '<c r="B1"/>', "\ufffe"]
    ),
)  # fmt: skip
def test_one_damage_anywhere_read_alone(place: int, length: int, put: str) -> None:
    assert_read_alone(
        raw_xlsx(
            _REGULAR_SHEET[:place] + put + _REGULAR_SHEET[place + length :],
            strings=["<t>岗位编号</t>"],
        )
    )


@pytest.mark.parametrize(
    ("strings", "expected"),
    [
        (["<t>a</t>", "<t> b </t>", "<t/>"], ["a", " b ", None]),
        (["<t>a&amp;lt;b</t>", "<t>_x0041_</t>", "<t></t>"], ["a&lt;b", "A", None]),
        (["<r><t>a</t></r><r><t>b</t></r>", "<t>c</t>"], ["ab", "c"]),
        (["<t>a</t>", "<t>b&#10;c</t>", "<t>d</t>"], ["a", "b\nc", "d"]),
    ],
)  # fmt: skip
def test_every_shared_string(strings: list[str], expected: list[str | None]) -> None:
    xml = str(xlsx_parts("", strings=strings)["xl/sharedStrings.xml"]).encode()
    assert all_strings("strings", xml) == expected


@pytest.mark.parametrize("first", ['numFmtId="9" fontId="0"', 'numFmtId="0" fontId="1"'])
def test_a_cell_without_a_style_has_the_first(first: str) -> None:
    """Percentages and Wingdings may be a workbook's default."""
    styles = STYLES.replace('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
                            f'<xf {first} fillId="0" borderId="0" xfId="0"/>', 1)  # fmt: skip
    row = '<c r="A1"><v>0.5</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" s="1"><v>1</v></c>'
    assert first in styles
    assert_read_alone(raw_xlsx(cells(row), strings=["<t>P</t>"], styles=styles))


def test_regular_sheets_are_read_alone() -> None:
    assert assert_read_alone(raw_xlsx(_REGULAR_SHEET, strings=["<t>岗位编号</t>"]))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (cells('<c r="A1"><v>abc</v></c>'), "workbook-damaged"),
        (cells('<c r="A1"><v>1e999</v></c>'), "workbook-damaged"),
        (cells('<c r="A1" t="b"><v>2</v></c>'), "workbook-damaged"),
        (cells('<c r="A0"><v>1</v></c>'), "workbook-damaged"),
        (cells('<c r="XFE1"><v>1</v></c>'), "workbook-damaged"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "workbook-extent"),
        (cells('<c r="A1"><v>1</v></c>') + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
         "workbook-extent"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
         "workbook-extent"),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "workbook-damaged"),
        ('<row r="1"><c r="A1"><v>1_0</v></c></row>', "workbook-damaged"),
        ('<row r="1"><c r="A1"><v>１</v></c></row>', "workbook-damaged"),
        ('<row r="1"><c r="A1" t="s"><v>１</v></c></row>', "workbook-damaged"),
        ('<row r="1"><c r="a1"><v>1</v></c></row>', "workbook-damaged"),
    ],
)  # fmt: skip
def test_cells_that_cannot_be(rows: str, code: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        scan_workbook(raw_xlsx(rows), file="book.xlsx")
    assert caught.value.code == code


def test_announced_counts_nothing_can_hold() -> None:
    parts = xlsx_parts(cells('<c r="A1" t="s"><v>0</v></c>'), strings=["<t>a</t>"])
    strings = str(parts["xl/sharedStrings.xml"])
    bomb = {"xl/sharedStrings.xml": strings.replace("<sst ", '<sst uniqueCount="4294967295" ')}
    with pytest.raises(WorkbookError, match="uniqueCount"):
        scan_workbook(pack(parts, bomb), file="book.xlsx")
    styles = STYLES.replace('cellXfs count="10"', 'cellXfs count="4294967295"')
    with pytest.raises(WorkbookError, match="count"):
        scan_workbook(raw_xlsx("", styles=styles), file="book.xlsx")


@pytest.mark.parametrize("alone", [True, False])
def test_few_texts_in_many_cells(alone: bool) -> None:
    rows = cells(*(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 2001)))
    parts = xlsx_parts(rows, strings=["<t>是</t>"])
    strings = str(parts["xl/sharedStrings.xml"])
    counted = strings.replace("<sst ", '<sst count="2000" uniqueCount="1" ')
    content = pack(parts, {"xl/sharedStrings.xml": counted})
    (sheet,) = scan_workbook(content, file="book.xlsx", alone=alone)
    assert sheet.facts.last_row == 2000
