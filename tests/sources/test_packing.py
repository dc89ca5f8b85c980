"""Workbooks on their way between processes."""

from __future__ import annotations

import marshal

import pytest

from xl_addin.model.cells import CellError
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.sources.packing import pack, unpack

_BOOK = RawBook("book.xlsx", (RawSheet("S", [["甲", 1, None], [CellError("#N/A")], []]),))


def test_there_and_back() -> None:
    assert unpack(pack(_BOOK)) == _BOOK


def test_too_little_memory_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: object) -> bytes:
        raise ValueError("unmarshallable object")

    monkeypatch.setattr(marshal, "dumps", no_room)
    with pytest.raises(MemoryError):
        pack(_BOOK)
