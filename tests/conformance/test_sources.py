"""Every source gives the same book, and none loses or changes a cell of the raw XML."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.raw_reader import read_sheets
from tests.raw_xlsx import (
    CUSTOM,
    DATE,
    DATE_TIME,
    DURATION,
    PERCENT,
    PERCENT_2,
    TEXT,
    TIME,
    WINGDINGS,
    cells,
    raw_xlsx,
    worksheet,
)
from xl_addin.errors import WorkbookError
from xl_addin.model.cells import CellError
from xl_addin.model.raw import CellRange, RawBook
from xl_addin.sources import calamine_file, open_source, openpyxl_file
from xl_addin.sources.packing import pack, unpack
from xl_addin.sources.xlsx_file import ReadTables, XlsxFile

# Without calamine's way out to openpyxl, which would make any two agree.
KINDS: dict[str, ReadTables] = {
    "calamine": calamine_file.read_tables,
    "openpyxl": openpyxl_file.read_tables,
}
SHIPPED = sorted((Path(__file__).parents[2] / "workbooks").glob("*.xlsx"))


def read(content: bytes, folder: Path, kind: str = "calamine") -> RawBook:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    source = open_source(path) if kind == "alone" else XlsxFile(path, KINDS[kind])
    return source.read()


def assert_equal_types(book: RawBook, other: RawBook) -> None:
    """Two books equal, also where 1, 1.0 and True are."""
    assert book == other
    for sheet, twin in zip(book.sheets, other.sheets, strict=True):
        for row, line in zip(sheet.rows, twin.rows, strict=True):
            assert [type(value) for value in row] == [type(value) for value in line]


def assert_agree(content: bytes, folder: Path) -> RawBook:
    """Both sources and the raw XML say the same, to the type of each value."""
    book = read(content, folder, "calamine")
    assert book == read(content, folder, "openpyxl")
    assert_equal_types(book, read(content, folder, "alone"))
    found = {
        sheet.name: {
            (row, column): (type(value), value)
            for row, line in enumerate(sheet.rows, start=1)
            for column, value in enumerate(line, start=1)
            if value is not None
        }
        for sheet in book.sheets
    }
    expected = {
        name: {spot: (type(value), value) for spot, value in sheet.items()}
        for name, sheet in read_sheets(content).items()
    }
    assert found == expected
    assert unpack(pack(book)) == book
    return book


def shared(*texts: str) -> bytes:
    return raw_xlsx(
        cells(*[f'<c r="A{n}" t="s"><v>{n - 1}</v></c>' for n in range(1, len(texts) + 1)]),
        strings=texts,
    )


def number(value: str, style: int = 0) -> str:
    return f'<c r="A1" s="{style}"><v>{value}</v></c>'


CASES: dict[str, bytes] = {
    "integers and floats": raw_xlsx(
        cells(
            '<c r="A1"><v>1</v></c><c r="B1"><v>1.0</v></c><c r="C1"><v>0.1</v></c>',
            '<c r="A2"><v>-0</v></c><c r="B2"><v>1E-7</v></c><c r="C2"><v>1e3</v></c>',
            '<c r="A3"><v>12345678901234567890</v></c><c r="B3"><v> 5 </v></c>',
        )
    ),
    "text-formatted number": raw_xlsx(cells(number("7", TEXT))),
    "booleans": raw_xlsx(cells('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>')),
    "percentages": raw_xlsx(
        cells(
            f'<c r="A1" s="{PERCENT}"><v>0.5</v></c><c r="B1" s="{PERCENT_2}"><v>1</v></c>'
            f'<c r="C1" s="{PERCENT}" t="s"><v>0</v></c>'
        ),
        strings=["<t>50%</t>"],
    ),
    "error cells": raw_xlsx(
        cells(
            '<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="A2"><v>1</v></c>',
        )
    ),
    "uncached formulas": raw_xlsx(
        cells(
            '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>A1</f><v/></c>',
            '<c r="A2" t="str"><f>""</f><v></v></c><c r="B2" t="str"><f>T(A1)</f></c>',
        )
    ),
    "cached formulas": raw_xlsx(
        cells(
            '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>',
            '<c r="A2"><f t="shared" ref="A2:A3" si="0">B1</f><v>3</v></c>',
            '<c r="A3"><f t="shared" si="0"/><v>4.5</v></c><c r="B3" t="b"><f>A1=2</f><v>1</v></c>',
        )
    ),
    "inline strings": raw_xlsx(
        cells(
            '<c r="A1" t="inlineStr"><is><t>a</t></is></c>'
            '<c r="B1" t="inlineStr"><is><r><t>b</t></r><r><t xml:space="preserve"> c</t></r></is></c>'
            '<c r="C1" t="inlineStr"><is><t> no preserve </t></is></c>'
            '<c r="D1" t="inlineStr"><is><t/></is></c>'
            '<c r="E1" t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></is></c>'
            '<c r="F1" t="inlineStr"><is><t>R&amp;D &lt;1&gt;</t></is></c>'
        )
    ),
    "result strings": raw_xlsx(
        cells(
            '<c r="A1" t="str"><v> a </v></c><c r="B1" t="str"><v>a_x000B_b</v></c>'
            '<c r="C1" t="str"><v>one\ntwo</v></c><c r="D1" t="str"><v>one&#13;&#10;two</v></c>'
        )
    ),
    "rich text": shared("<r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r>"),
    "rich text with edges": shared("<r><t>a </t></r><r><t> b</t></r>"),
    "phonetic runs": shared('<t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh><phoneticPr fontId="0"/>'),
    "empty strings": shared("<t></t>", "<t/>", "", "<t>last</t>"),
    "white space only": shared('<t xml:space="preserve">   </t>', "<t> </t>", "<t>\n</t>"),
    "outer spaces": shared('<t xml:space="preserve"> a </t>', "<t> b </t>", "<t>\tc</t>"),
    "line ends": shared("<t>a\nb</t>", "<t>a\r\nb</t>", "<t>a&#13;&#10;b</t>", "<t>a_x000D_\nb</t>"),
    "escapes": shared(
        "<t>a_x000B_b</t>", "<t>a_x005F_x000B_b</t>", "<t>_x0041_</t>", "<t>_x12_</t>", "<t>_xZZZZ_</t>"
    ),
    "escapes of what XML cannot hold": shared("<t>_xFFFF_</t>", "<t>_xD800_</t>", "<t>_xD83D__xDE00_</t>"),
    "CDATA and comments": shared("<t>a<![CDATA[<b>]]>c</t>", "<t>d<!-- no -->e</t>"),
    "CDATA and comments in cells": raw_xlsx(
        cells('<c r="A1"><v><![CDATA[5]]></v></c><!-- <c r="B1"><v>6</v></c> --><c r="C1"><v>7</v></c>')
    ),
    "dates": raw_xlsx(
        cells(
            *(
                f'<c r="A{n}" s="{style}"><v>{value}</v></c>'
                for n, (style, value) in enumerate(
                    [
                        (DATE, "45000"), (DATE, "1"), (DATE, "59"), (DATE, "60"), (DATE, "61"),
                        (DATE, "0"), (DATE, "-1"), (DATE, "2958465"), (DATE, "2958466"),
                        (DATE, "99999999"), (DATE, "0.5"), (DATE_TIME, "45000.123456789"),
                        (DATE_TIME, "45000.75"), (CUSTOM, "45000"), (CUSTOM, "-3"), (DATE, "1e4"),
                    ],
                    start=1,
                )
            )
        )
    ),
    "ISO dates": raw_xlsx(
        cells('<c r="A1" t="d"><v>2025-01-02</v></c><c r="B1" t="d"><v>2025-01-02T03:04:05</v></c>')
    ),
    "1904 dates": raw_xlsx(
        cells(
            f'<c r="A1" s="{DATE}"><v>45000</v></c><c r="B1" s="{DATE}"><v>1</v></c>'
            f'<c r="C1" s="{CUSTOM}"><v>59</v></c><c r="D1" s="{TIME}"><v>0.25</v></c>'
        ),
        date1904=True,
    ),
    "times and durations": raw_xlsx(
        cells(
            f'<c r="A1" s="{TIME}"><v>0.5</v></c><c r="B1" s="{TIME}"><v>0.123456</v></c>'
            f'<c r="C1" s="{DURATION}"><v>1.5</v></c><c r="D1" s="{DURATION}"><v>0.25</v></c>'
            f'<c r="E1" s="{TIME}"><v>1.25</v></c><c r="F1" s="{DURATION}"><v>-0.5</v></c>'
        )
    ),
    "wrong dimension": raw_xlsx(
        worksheet(
            '<row r="3"><c r="C3"><v>1</v></c></row>', before='<dimension ref="A1:A1"/>'
        )
    ),
    "giant dimension": raw_xlsx(
        worksheet(cells(number("1")), before='<dimension ref="A1:XFD1048576"/>')
    ),
    "no references": raw_xlsx(
        '<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r="C3"><v>3</v></c><c><v>4</v></c></row>'
    ),
    "gaps": raw_xlsx('<row r="2"><c r="B2"><v>1</v></c></row><row r="9"><c r="D9"><v>2</v></c></row>'),
    "styled blanks far out": raw_xlsx(
        cells(number("1")) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    "single quotes and other orders": raw_xlsx(
        "<row r='1'><c t='str' r='A1'><v>x</v></c><c s='1' r='B1'><v>0.5</v></c></row>"
    ),
    "empty sheet": raw_xlsx("", cells(number("1"))),
    "no styles": raw_xlsx(cells(number("45000", 3)), styles=None),
    "wide": raw_xlsx(cells('<c r="A1"><v>1</v></c><c r="ZZ1"><v>2</v></c><c r="XFD1"><v>3</v></c>')),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Workbook contains no")
@pytest.mark.parametrize("case", CASES)
def test_sources_agree_with_each_other_and_the_raw_xml(case: str, tmp_path: Path) -> None:
    assert_agree(CASES[case], tmp_path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_workbooks(path: Path, tmp_path: Path) -> None:
    assert_agree(path.read_bytes(), tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_a_value(kind: str, tmp_path: Path) -> None:
    content = raw_xlsx(
        worksheet(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
            f'<row r="2" hidden="1"><c r="A2" s="{WINGDINGS}" t="s"><v>0</v></c></row>'
            '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>2</v></c></row>',
            after='<mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>',
        ),
        strings=["<t>P</t>"],
    )
    (sheet,) = read(content, tmp_path, kind).sheets
    assert sheet.hidden_rows == {2}
    assert sheet.fonts == {(2, 1): "Wingdings 2"}
    assert sheet.merged == (CellRange(3, 1, 4, 2),)
    assert sheet.rows == [["P"], ["P"], [1, 2]], "a covered cell is still a cell"


def test_rows_out_of_order_and_double_cells(tmp_path: Path) -> None:
    """The last one written counts, in whichever order rows come."""
    content = raw_xlsx(
        '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="C1"><v>1</v></c>'
        '<c r="A1"><v>0</v></c><c r="A1"><v>9</v></c></row>'
    )
    assert assert_agree(content, tmp_path).sheets[0].rows == [[9, None, 1], [], [3]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="e"><v>#SPILL!</v></c>',
        f'<c r="A1" s="{DATE}"><v>-110101199003070000</v></c>',
        '<c r="A1" t="n"><v> 5 </v></c>',
    ],
    ids=["an error value it does not know", "a number far below any date", "spaces"],
)
def test_what_calamine_gives_up_on_is_read_all_the_same(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(raw_xlsx(cells(f'{cell}<c r="B1"><v>1</v></c>')))
    with pytest.raises(WorkbookError):
        XlsxFile(path, calamine_file.read_tables).read()
    book = open_source(path).read()
    assert book == XlsxFile(path, openpyxl_file.read_tables).read()
    first, second = book.sheets[0].rows[0]
    assert first in (CellError("#SPILL!"), -110101199003070000, 5)
    assert second == 1


# --- random books -----------------------------------------------------------------

_TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff").filter(
        lambda c: c >= " " or c in "\t\n\r"
    ),
    max_size=8,
) | st.sampled_from(
    ["✓", " x ", "_x000B_", "a_x005F_b", "R&D <1>", "１２", "=1", "#N/A", "\u3000"]
)
_NUMBERS = (
    st.integers(-(10**6), 10**6)
    # Beyond this a parser may give up on a date cell; the way out has its own test.
    | st.floats(-1e8, 1e8, allow_nan=False)
    | st.floats(0, 70000)
)


def _escaped(text: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.replace(char, entity)
    return text


@st.composite
def raw_books(draw: Callable[..., Any]) -> bytes:
    """Sheets no writer would write: any type under any style, any spelling of a cell."""
    strings = [
        _si(draw(_TEXTS), preserve=draw(st.booleans()), split=draw(st.integers(0, 4)))
        for _ in range(draw(st.integers(1, 4)))
    ]
    lines = []
    row = 0
    for _ in range(draw(st.integers(0, 5))):
        row += draw(st.integers(1, 3))
        column = 0
        found = []
        for _ in range(draw(st.integers(0, 5))):
            column += draw(st.integers(1, 2))
            found.append(draw(_cell(f"{'ABCDEFGHIJK'[column]}{row}", len(strings))))
        hidden = draw(st.sampled_from(["", "", ' hidden="1"', ' ht="20"', " spans='1:3'"]))
        lines.append(f'<row r="{row}"{hidden}>{"".join(found)}</row>')
    return raw_xlsx("".join(lines), strings=strings, date1904=draw(st.booleans()))


def _si(text: str, *, preserve: bool, split: int) -> str:
    space = ' xml:space="preserve"' if preserve else ""
    if split and "_x" not in text:
        pieces = text[:split], text[split:]
        return "".join(f"<r><t{space}>{_escaped(piece)}</t></r>" for piece in pieces)
    return f"<t{space}>{_escaped(text)}</t>"


@st.composite
def _cell(draw: Callable[..., Any], reference: str, strings: int) -> str:
    style = draw(st.sampled_from(["", "", *(f' s="{n}"' for n in range(10))]))
    kind = draw(st.sampled_from(["n", "n", "s", "s", "str", "inline", "b", "e", "f", "blank"]))
    if kind == "blank":
        return f'<c r="{reference}"{style}/>'
    if kind == "n":
        number = draw(_NUMBERS)
        return f'<c r="{reference}"{style}><v>{number!r}</v></c>'
    if kind == "s":
        return f'<c r="{reference}"{style} t="s"><v>{draw(st.integers(0, strings - 1))}</v></c>'
    if kind == "str":
        return f'<c r="{reference}"{style} t="str"><v>{_escaped(draw(_TEXTS))}</v></c>'
    if kind == "inline":
        return f'<c r="{reference}"{style} t="inlineStr"><is>{_si(draw(_TEXTS), preserve=True, split=0)}</is></c>'
    if kind == "b":
        return f'<c r="{reference}"{style} t="b"><v>{draw(st.integers(0, 1))}</v></c>'
    if kind == "e":
        return f'<c r="{reference}"{style} t="e"><v>#REF!</v></c>'
    value = draw(st.sampled_from(["", "<v></v>", "<v>2.5</v>"]))
    return f'<c r="{reference}"{style}><f>A1*2</f>{value}</c>'


_PROFILE = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_PROFILE
@given(content=raw_books())
def test_random_raw_books(content: bytes, tmp_path: Path) -> None:
    assert_agree(content, tmp_path)


_VALUES = (
    st.none()
    | st.booleans()
    | _NUMBERS
    | _TEXTS.filter(lambda text: not text.startswith("=") and "\r" not in text)
    | st.dates(date(1901, 1, 1), date(2999, 1, 1))
    | st.datetimes(datetime(1901, 1, 1), datetime(2999, 1, 1)).map(lambda d: d.replace(microsecond=0))
    | st.times().map(lambda t: t.replace(microsecond=0))
)  # fmt: skip
_TABLES = st.lists(st.lists(_VALUES, max_size=5), max_size=5)


@settings(_PROFILE, max_examples=60)
@given(table=_TABLES)
def test_random_books_of_real_writers(table: list[list[Any]], tmp_path: Path) -> None:
    assert_agree(_by_openpyxl(table), tmp_path)
    assert_agree(_by_xlsxwriter(table), tmp_path)


def _by_openpyxl(table: list[list[Any]]) -> bytes:
    workbook = Workbook()
    for row in table:
        workbook.active.append([_printable(value) for value in row])
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _by_xlsxwriter(table: list[list[Any]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif isinstance(value, date | time):
                    sheet.write_datetime(number, column, value, moment)
                else:
                    sheet.write(number, column, value)
    return target.getvalue()


def _printable(value: Any) -> Any:
    return value.replace("\x7f", "") if isinstance(value, str) else value
