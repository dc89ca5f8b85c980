"""A worksheet's XML cut down to a few of its rows, so that only they need be read."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.package.markup import is_odd

_BEGIN, _END, _ROW = b"<sheetData>", b"</sheetData>", b"<row "


def only_rows(xml: bytes, rows: Iterable[int]) -> bytes | None:
    """Cut a sheet down.

    Args:
        xml: The part of a sheet that has been read whole before.
        rows: The rows to keep; all of them are there.

    Returns:
        The same with these rows only; None where a row cannot be told from its
        beginning, so that the sheet must be read whole.
    """
    begin, end = xml.find(_BEGIN), xml.rfind(_END)
    if not 0 <= begin < end or is_odd(xml):
        return None
    place = begin + len(_BEGIN)
    pieces = [xml[:place]]
    for row in sorted(rows):
        place = xml.find(b'<row r="%d"' % row, place, end)
        if place < 0:
            return None
        stop = xml.find(_ROW, place + len(_ROW), end)
        stop = end if stop < 0 else stop
        pieces.append(xml[place:stop])
        place = stop
    pieces.append(xml[end:])
    return b"".join(pieces)
