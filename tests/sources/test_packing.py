"""Workbooks on their way between processes."""

from __future__ import annotations

import marshal
from datetime import datetime

import pytest

from xl_addin.model.cells import CellError, CellValue, Percent
from xl_addin.model.plain_cells import FlatRows
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.sources.packing import pack, unpack

_BOOK = RawBook("book.xlsx", (RawSheet("S", [["甲", 1, None], [CellError("#N/A")], []]),))


def test_there_and_back() -> None:
    assert unpack(pack(_BOOK)) == _BOOK


def test_tall_sheets_are_flat_and_say_the_same() -> None:
    rows: list[list[CellValue]] = [[f"R{n}", datetime(2026, 1, 1), n] for n in range(2_500)]
    rows[7], rows[9] = [], [Percent(0.25)]
    sheet = RawSheet("S", rows)
    (flat,) = unpack(pack(RawBook("book.xlsx", (sheet,)))).sheets
    assert isinstance(flat.rows, FlatRows)
    assert list(flat.rows) == rows
    assert list(flat.rows[5:12:2]) == rows[5:12:2]
    assert (flat.rows[-1], flat.row(8), flat.cell(10, 1)) == (rows[-1], [], Percent(0.25))
    assert type(flat.cell(10, 1)) is Percent
    assert (flat.last_row, flat.last_column) == (2_500, 3)
    with pytest.raises(IndexError):
        flat.rows[2_500]


def test_rows_many_cells_wide_are_not_copied_for_one_of_them() -> None:
    wide = RawSheet("S", [[n] * 60 for n in range(2_500)])
    (sheet,) = unpack(pack(RawBook("book.xlsx", (wide,)))).sheets
    assert sheet.row(3) is sheet.row(3)


def test_too_little_memory_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: object) -> bytes:
        raise ValueError("unmarshallable object")

    monkeypatch.setattr(marshal, "dumps", no_room)
    with pytest.raises(MemoryError):
        pack(_BOOK)
