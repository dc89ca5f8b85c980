"""Rows read many at a time hold what expat finds in every byte, wherever a block ends."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.test_sources import raw_books
from tests.package.scanning import assert_read_alone, scan_workbook
from tests.raw_xlsx import raw_xlsx, worksheet
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
    ],
)
@pytest.mark.parametrize("first", ["", _row(1, _ALIKE)])
@pytest.mark.parametrize("block", [1, 64_000])
def test_rows_out_of_the_ordinary(rows: str, first: str, block: int) -> None:
    with patch.object(regular_table, "_BLOCK", block):
        assert_read_alone(raw_xlsx(worksheet(first + rows), strings=_STRINGS))


@_PROFILE
@given(content=raw_books(), block=_BLOCKS)
def test_random_books(content: bytes, block: int) -> None:
    with patch.object(regular_table, "_BLOCK", block):
        assert_read_alone(content)


@pytest.mark.parametrize("sheet", _SHEETS)
def test_ordinary_rows_are_read_many_at_a_time(sheet: str) -> None:
    content = raw_xlsx(sheet, strings=_STRINGS)
    with patch.object(RegularReader, "_one_by_one", side_effect=AssertionError):
        (found,) = scan_workbook(content, file="book.xlsx", alone=True)
    with patch.object(RegularReader, "_block", return_value=False):
        (alone,) = scan_workbook(content, file="book.xlsx", alone=True)
    assert found == alone
    assert found.rows
