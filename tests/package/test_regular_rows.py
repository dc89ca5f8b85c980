"""Rows read many at a time hold what expat finds in every byte, wherever a block ends."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.test_sources import raw_books
from tests.package.scanning import assert_read_alone, scan_workbook
from tests.raw_xlsx import MAIN, raw_xlsx, worksheet
from xl_addin.package import regular_table
from xl_addin.package.regular_table import RegularReader

_PROFILE = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
_STRINGS = ["<t>编号</t>", "<t>甲</t>", "<t>乙</t>"]
_BLOCKS = st.sampled_from([1, 90, 300, 64_000])


def _row(number: int, cells: str, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{cells.replace("#", str(number))}</row>'


_ALIKE = '<c r="A#" t="s"><v>1</v></c><c r="B#"><v>2.5</v></c><c r="C#" t="str"><v>c</v></c>'
_TABLE = "".join(_row(number, _ALIKE, ' spans="1:3"') for number in range(1, 7))
_MIXED = "".join(
    [
        _row(2, _ALIKE),
        _row(3, '<c r="B#" s="2"/><c r="E#"><v>7</v></c>', ' hidden="1"'),
        _row(5, _ALIKE + '<c r="F#" s="1"><v>0.5</v></c>'),
        _row(6, '<c r="A#"/><c r="B#"/>'),
        _row(8, '<c r="A#" t="inlineStr"><is><t>i &amp; j</t></is></c>'),
    ]
)
_SHEETS = [worksheet(_TABLE), worksheet(_MIXED)]
_PUT = [
    "", "<", ">", '"', " ", "&", "/", "1", "9", "\x01", "é", "<!--", "<c/>", "</c>", "<row>",
    "</row>", '<row r="4">', '</row><row r="4">', '<row r="7"/>', '<row r="7"></row>',
    '<c r="B1"/>', '<c r="D4" t="b"><v>1</v></c>', '<c r="D4" t="e"><v>#N/A</v></c>', "x:",
]  # fmt: skip


@_PROFILE
@given(
    sheet=st.sampled_from(_SHEETS),
    place=st.integers(0, max(map(len, _SHEETS))),
    length=st.integers(0, 8),
    put=st.sampled_from(_PUT),
    block=_BLOCKS,
)
def test_one_damage_anywhere(sheet: str, place: int, length: int, put: str, block: int) -> None:
    damaged = sheet[:place] + put + sheet[place + length :]
    with patch.object(regular_table, "_BLOCK", block):
        assert_read_alone(raw_xlsx(damaged, strings=_STRINGS))


_TAGS = [
    '<row r="1">', '<row r="2">', '<row r="3">', '<row r="2"/>', "</row>", "</row>",
    '<c r="A1"><v>1</v></c>', '<c r="A2"><v>2</v></c>', '<c r="B2"><v>2</v></c>',
    '<c r="A3"><v>3</v></c>', '<c r="A2" t="b"><v>1</v></c>', "\n",
]  # fmt: skip


@_PROFILE
@given(tags=st.lists(st.sampled_from(_TAGS), max_size=12), block=_BLOCKS)
def test_tags_in_any_order(tags: list[str], block: int) -> None:
    with patch.object(regular_table, "_BLOCK", block):
        assert_read_alone(raw_xlsx(worksheet("".join(tags)), strings=_STRINGS))


@pytest.mark.parametrize(
    "rows",
    [
        # A cell outside of rows, between others that claim the rows' numbers.
        '<row r="1"></row><row r="2"><c r="A1"/></row><c r="A2"/><row r="3"><c r="A3"/></row>',
        '<c r="A1"/><row r="1"><c r="B1"/></row>',
        _row(3, _ALIKE) + _row(2, _ALIKE),
        _row(2, _ALIKE) + _row(2, _ALIKE),
        _row(1_048_576, '<c r="A#"><v>1</v></c>'),
        _row(1_048_577, '<c r="A#"><v>1</v></c>'),
        _row(1, '<c r="XFD#"><v>1</v></c>') + _row(1_048_576, '<c r="A#"><v>1</v></c>'),
        _row(1, '<c r="B#"><v>1</v></c><c r="A#"><v>1</v></c>'),
        _row(1, _ALIKE, ' hidden="1" hidden="0"'),
        _row(1, _ALIKE) + _row(2, ""),
        # A tag around a cell.
        '<row r="4"<c r="A4"><v>1</v></c>></row>',
        # No blank of XML.
        "\x0b" + _row(4, _ALIKE),
        _row(4, _ALIKE) + "\x0c",
        # A row that ends in another way, so that the next seems to be in it.
        '<row r="4"><c r="A4" t="b"/></row ><row r="5"><c r="B5" t="b"/><c r="C4"/></row>',
        '<row r="4"><c r="A4" t="b"/></row ><row r="5"><c r="B5" t="b"/></row>'
        '<row r="5"><c r="B5"><v>5</v></c></row>',
        # A cell in a cell, and one with another reference than it seems to have.
        '<row r="4"><c r="A4" t="b"><x/><c r="B4"/><c r="C4" xmlns="other"/></c></row>',
        '<row r="4"><c xml:r="A4" r="B4" t="b"><v>1</v></c><c r="B4"><v>5</v></c></row>',
        '<row r="4" x14ac:dyDescent="0.2"><c r="A4"/></row>',
    ],
)
@pytest.mark.parametrize("first", ["", _row(1, _ALIKE)])
@pytest.mark.parametrize("block", [1, 64_000])
def test_rows_out_of_the_ordinary(rows: str, first: str, block: int) -> None:
    with patch.object(regular_table, "_BLOCK", block):
        assert_read_alone(raw_xlsx(worksheet(first + rows), strings=_STRINGS))


_HEAD = f'<worksheet xmlns="{MAIN}">'
_DATA = f"<sheetData>{_TABLE}</sheetData>"
_INSTRUCTION = (
    '<row r="1"><c r="A1" t="b"><?x </c><c r="B1"><v>5</v></c><c r="C1"> ?><v>1</v></c></row>'
)


@pytest.mark.parametrize(
    ("whole", "is_regular"),
    [
        (f"{_HEAD}{_DATA}</worksheet>", True),
        (
            f"\ufeff<?xml version='1.0'?>\r\n{_HEAD[:-1]}\n  xmlns:r=\"r\" >{_DATA}</worksheet>",
            True,
        ),
        # An instruction, where no declaration stands before it.
        (f"{_HEAD}<sheetData>{_INSTRUCTION}</sheetData></worksheet>", False),
        (f'<?xml version="1.0" encoding="us-ascii"?>{_HEAD}{_DATA}</worksheet>', True),
        (
            f'<?xml version="1.0" encoding="us-ascii"?>{_HEAD}'
            f"{_DATA.replace('>c</v>', '>é</v>')}</worksheet>",
            False,
        ),
        # Rows in another namespace than that of spreadsheets.
        (f'{_HEAD}<z xmlns="other">{_DATA}</z></worksheet>', False),
        (f'<x:worksheet xmlns:x="{MAIN}">{_DATA}</x:worksheet>', False),
        # A prefix declared elsewhere, or nowhere.
        (f'{_HEAD}<z xmlns:x14ac="other"/>{_DATA}</worksheet>', False),
        (
            f"{_HEAD[:-1]} a=' xmlns:x14ac=\"b\"'>"
            f"{_DATA.replace(' spans=', ' x14ac:dyDescent=')}</worksheet>",
            False,
        ),
    ],
)
def test_sheets_out_of_the_ordinary(whole: str, is_regular: bool) -> None:
    parts = {"xl/worksheets/sheet1.xml": whole.encode()}
    assert assert_read_alone(raw_xlsx("", strings=_STRINGS, parts=parts)) == is_regular


@_PROFILE
@given(content=raw_books(), block=_BLOCKS)
def test_random_books(content: bytes, block: int) -> None:
    with patch.object(regular_table, "_BLOCK", block):
        assert_read_alone(content)


def test_many_at_a_time_is_given_up_for_a_while_where_it_fails() -> None:
    strange = "".join(_row(number, '<c r="A#" t="b"><v>1</v></c>') for number in range(1, 101))
    ordinary = "".join(_row(number, _ALIKE) for number in range(101, 201))
    content = raw_xlsx(worksheet(strange + ordinary), strings=_STRINGS)
    tries: list[bool] = []

    def counted(reader: RegularReader, *given: Any) -> bool:
        tries.append(block(reader, *given))
        return tries[-1]

    block = RegularReader._block
    with (
        patch.object(regular_table, "_BLOCK", 1),
        patch.object(RegularReader, "_block", counted),
    ):
        assert_read_alone(content)
    assert 5 < tries.count(False) < 20
    assert 80 < tries.count(True) <= 100


@pytest.mark.parametrize("sheet", _SHEETS)
def test_ordinary_rows_are_read_many_at_a_time(sheet: str) -> None:
    content = raw_xlsx(sheet, strings=_STRINGS)
    with patch.object(RegularReader, "_one_by_one", side_effect=AssertionError):
        (found,) = scan_workbook(content, file="book.xlsx", alone=True)
    with patch.object(RegularReader, "_block", return_value=False):
        (alone,) = scan_workbook(content, file="book.xlsx", alone=True)
    assert found == alone
    assert found.rows
