"""The shortcut over regular cells finds what parsing every byte finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.test_sources import CASES, SHIPPED, raw_books
from tests.raw_xlsx import STYLES, cells, pack, raw_xlsx, worksheet, xlsx_parts
from xl_addin.errors import WorkbookError
from xl_addin.package import Kind, Limits, verify
from xl_addin.package.parts import part
from xl_addin.package.refusal import Refusal
from xl_addin.package.sheet_handler import SheetFacts
from xl_addin.package.sheet_scan import SheetScanner
from xl_addin.package.strings import changed_strings
from xl_addin.package.workbook import read_parts
from xl_addin.package.workbook_scan import scan_workbook


def scans(content: bytes) -> list[tuple[SheetFacts | None, SheetFacts | None]]:
    """Each sheet with and without the shortcut; None for a refusal."""
    package = verify(content, Kind.WORKBOOK, file="book.xlsx")
    workbook = read_parts(package, Limits())
    name = workbook.strings
    strings = changed_strings(name, part(package, name)) if name else {}
    scanner = SheetScanner(workbook, strings, Limits())
    found = []
    for sheet in workbook.sheets:
        pair: list[SheetFacts | None] = []
        for shortcut in (True, False):
            try:
                pair.append(scanner.scan(sheet, part(package, sheet.part), shortcut=shortcut))
            except Refusal:
                pair.append(None)
        found.append((pair[0], pair[1]))
    return found


def assert_same(content: bytes) -> None:
    for short, whole in scans(content):
        assert (short is None) == (whole is None), "refused by one way only"
        if short is None or whole is None:
            continue
        # Without the shortcut regular cells are noted too: they must be no news.
        assert short.values.items() <= whole.values.items()
        assert short.fonts == whole.fonts
        assert short.hidden_rows == whole.hidden_rows
        assert short.merged == whole.merged
        assert short.last_row == whole.last_row
        assert short.columns >= whole.columns


@pytest.mark.parametrize("case", CASES)
def test_fixture_books(case: str) -> None:
    assert_same(CASES[case])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_workbooks(path: Path) -> None:
    assert_same(path.read_bytes())


_PROFILE = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@_PROFILE
@given(content=raw_books())
def test_random_books(content: bytes) -> None:
    assert_same(content)


_ROW = (
    '<row r="2" spans="1:3"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>b</v></c>'
    '<c r="C2" t="inlineStr"><is><t>c</t></is></c></row>'
)
_SHEET = worksheet(_ROW + _ROW.replace("2", "3"))


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
    assert_same(raw_xlsx(_SHEET[:place] + put + _SHEET[place + length :]))


def test_regular_cells_leave_next_to_nothing_to_parse() -> None:
    from xl_addin.package.regular_cells import Grammar
    from xl_addin.package.workbook import Styles

    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(1, 500)
    )
    rest = Grammar(Styles()).reduce(worksheet(rows).encode())
    assert rest is not None
    assert b"<c" not in rest.xml
    assert (rest.last_row, rest.in_order) == (499, True)


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
