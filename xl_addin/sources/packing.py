"""A `RawBook` on its way between processes: bytes that are quick to make and to read.

`marshal` carries a million plain cells in a quarter of the time `pickle` takes; the few
of other kinds (dates, errors, percentages) travel beside them. For two processes of one
program only, never for a file.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from xl_addin.model.cells import CellValue
from xl_addin.model.plain_cells import FlatRows, join, split
from xl_addin.model.raw import RawBook

_TALL = 2_000
# Whoever wants one cell of a flat row gets a copy of the row.
_NARROW = 50


def pack(book: RawBook) -> tuple[bytes, bytes]:
    """The book in two pieces: plain cells, and everything else.

    Raises:
        MemoryError: There is too little memory for them.
    """
    lengths = [_lengths(sheet.rows) for sheet in book.sheets]
    parts = [
        split(sheet.rows if each is None else [[*chain.from_iterable(sheet.rows)]])
        for sheet, each in zip(book.sheets, lengths, strict=True)
    ]
    frame = replace(book, sheets=tuple(replace(sheet, rows=()) for sheet in book.sheets))
    plain = [rows for rows, _ in parts]
    others = [special for _, special in parts]
    try:
        cells = marshal.dumps(plain)
    except ValueError as fault:
        # It says so of plain values when its table of those seen before cannot grow.
        raise MemoryError from fault
    return cells, pickle.dumps((frame, others, lengths), pickle.HIGHEST_PROTOCOL)


def unpack(packed: tuple[bytes, bytes]) -> RawBook:
    """The book again."""
    plain = marshal.loads(packed[0])  # noqa: S302 - written by our own child
    frame: RawBook
    frame, others, lengths = pickle.loads(packed[1])  # noqa: S301 - likewise
    sheets = []
    for sheet, cells, special, each in zip(frame.sheets, plain, others, lengths, strict=True):
        join(cells, special)
        rows = cells if each is None else FlatRows(cells[0], each)
        sheets.append(replace(sheet, rows=rows))
    return replace(frame, sheets=tuple(sheets))


def _lengths(rows: Sequence[Sequence[CellValue]]) -> list[int] | None:
    """How many cells each row has, if they shall be flat."""
    if len(rows) <= _TALL or max(map(len, rows)) > _NARROW:
        return None
    return list(map(len, rows))
