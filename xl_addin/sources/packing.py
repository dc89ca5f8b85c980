"""A `RawBook` on its way between processes: bytes that are quick to make and to read.

`marshal` carries a million plain cells in a quarter of the time `pickle` takes; the few
of other kinds (dates, errors, percentages) travel beside them. For two processes of one
program only, never for a file.
"""

from __future__ import annotations

import marshal
import pickle
from dataclasses import replace

from xl_addin.model.plain_cells import join, split
from xl_addin.model.raw import RawBook


def pack(book: RawBook) -> tuple[bytes, bytes]:
    """The book in two pieces: plain cells, and everything else.

    Raises:
        MemoryError: There is too little memory for them.
    """
    parts = [split(sheet.rows) for sheet in book.sheets]
    frame = replace(book, sheets=tuple(replace(sheet, rows=()) for sheet in book.sheets))
    plain = [rows for rows, _ in parts]
    others = [special for _, special in parts]
    try:
        cells = marshal.dumps(plain)
    except ValueError as fault:
        # It says so of plain values when its table of those seen before cannot grow.
        raise MemoryError from fault
    return cells, pickle.dumps((frame, others), pickle.HIGHEST_PROTOCOL)


def unpack(packed: tuple[bytes, bytes]) -> RawBook:
    """The book again."""
    plain = marshal.loads(packed[0])  # noqa: S302 - written by our own child
    frame: RawBook
    frame, others = pickle.loads(packed[1])  # noqa: S301 - likewise
    sheets = []
    for sheet, rows, special in zip(frame.sheets, plain, others, strict=True):
        join(rows, special)
        sheets.append(replace(sheet, rows=rows))
    return replace(frame, sheets=tuple(sheets))
