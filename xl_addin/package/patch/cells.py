"""One value as the bytes of a `<c>` element."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from xml.sax.saxutils import escape

from xl_addin.model.cells import Percent
from xl_addin.package.escapes import escape_characters
from xl_addin.package.patch.edits import Value
from xl_addin.package.patch.rows import address
from xl_addin.package.serials import Shown, to_serial

MOST_CHARACTERS = 32_767
"""UTF-16 units Excel keeps in one cell."""


def shown_kind(value: Value) -> Shown | None:
    """What a cell's number format must make of a value; None if any will do."""
    if isinstance(value, datetime | time):
        return Shown.DATE
    if isinstance(value, timedelta):
        return Shown.DURATION
    if isinstance(value, Percent):
        return Shown.PERCENT
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Shown.NUMBER if number else None


def cell_xml(
    row: int, column: int, value: Value, style: int, *, prefix: str, date1904: bool
) -> bytes:
    """The element.

    Raises:
        ValueError: The value cannot stand in a cell.
    """
    head = f'<{prefix}c r="{address(row, column)}"' + (f' s="{style}"' if style else "")
    if isinstance(value, str):
        if not value:
            return f"{head}/>".encode()
        whole = f'{head} t="inlineStr"><{prefix}is>{text_xml(value, prefix)}</{prefix}is>'
        return f"{whole}</{prefix}c>".encode()
    if value is None:
        return f"{head}/>".encode()
    kind, content = _plain(value, date1904=date1904)
    return f"{head}{kind}><{prefix}v>{content}</{prefix}v></{prefix}c>".encode()


def text_xml(text: str, prefix: str) -> str:
    """A `<t>` element that gives this text, CRLF as LF."""
    plain = escape_characters(text.replace("\r\n", "\n"))
    if len(plain.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
        raise ValueError(text)
    space = ' xml:space="preserve"' if plain != plain.strip() or "\n" in plain else ""
    return f"<{prefix}t{space}>{escape(plain)}</{prefix}t>"


def _plain(value: float | datetime | time | timedelta, *, date1904: bool) -> tuple[str, str]:
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, datetime | time | timedelta):
        value = to_serial(value, date1904=date1904)
    if isinstance(value, int):
        return "", str(value)
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return "", str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
