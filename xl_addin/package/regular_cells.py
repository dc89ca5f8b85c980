"""The grammar of cells that every parser reads alike, as regular expressions over bytes.

What ordinary programs write is taken out of a sheet's XML by one pass of `re`; what is
left is well-formed exactly if the whole was, and is small enough to be parsed properly.
`sheet_scan` does that, and tests hold this shortcut against parsing everything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from xl_addin.package.workbook import Styles

_NUMBER = rb"-?\d{1,18}+(?:\.\d++)?(?:[eE][+-]?\d{1,2}+)?"
# Days from 1900 to 9999 in six digits: parsers differ on what lies outside.
_SERIAL = rb"(?:[1-9]\d{0,5}(?:\.\d++)?|0\.\d++)"
# No outer spaces, no escape such as _x000B_, no carriage return, no control character.
_TEXT = rb"(?![ \t\n])(?:[^<&_\x00-\x08\x0b-\x1f]|&(?:amp|lt|gt|quot|apos);)*+(?<![ \t\n])"
_FORMULA = rb"(?:<f(?: [^<>]*+)?(?:/>|>[^<]*+</f>))?+"
_ROW_ATTRIBUTE = rb"(?:spans|ht|customHeight|s|customFormat|x14ac:dyDescent|thickBot|thickTop)"
_NUMBERED = re.compile(rb'<row [^<>]*?\br="(\d++)"|<c r="[A-Z]{1,3}(\d++)"')
_ROW = re.compile(rb"<row[\s/>]")
_ROW_NUMBER = re.compile(rb'<row [^<>]*?\br="(\d++)"')


@dataclass(frozen=True, slots=True)
class Remainder:
    """A sheet's XML without its regular cells.

    Attributes:
        xml: What is left.
        last_row: The last row that lost a cell with a value; 0 without one.
        columns: A bound on the columns of those cells.
        in_order: Whether the rows of the whole sheet ascend.
    """

    xml: bytes
    last_row: int
    columns: int
    in_order: bool


class Grammar:
    """What is regular under a workbook's styles."""

    def __init__(self, styles: Styles) -> None:
        special = {*styles.shown, *styles.symbols}
        plain = _style(exclude=special | styles.dates)
        any_plain = _style(exclude=special)
        value = rb"|".join(
            (
                plain + rb'(?: t="n")?+>' + _FORMULA + rb"<v>" + _NUMBER + rb"</v>",
                any_plain + rb' t="s"><v>\d++</v>',
                any_plain + rb' t="str">' + _FORMULA + rb"<v>" + _TEXT + rb"</v>",
                any_plain + rb' t="inlineStr"><is><t(?: xml:space="preserve")?+>'
                + _TEXT + rb"</t></is>",
                any_plain + rb' t="b">' + _FORMULA + rb"<v>[01]</v>",
                *_dates(styles.dates - special),
            )
        )  # fmt: skip
        blank = rb'(?: s="\d++")?+/>'
        cell = rb'<c r="[A-Z]{1,3}%s"' + blank, rb'<c r="[A-Z]{1,2}%s"(?:' + value + rb")</c>"
        self._rows = re.compile(
            rb'<row r="([1-9]\d{0,6}+)"(?: ' + _ROW_ATTRIBUTE + rb'="[^"<&]*+")*+'
            rb"(?:/>|>(?:" + cell[0] % rb"\1" + rb")*+</row>"
            rb"|>(?:" + rb"|".join(each % rb"\1" for each in cell) + rb")*+</row>())"
        )  # fmt: skip
        self._cells = re.compile(
            b"|".join((cell[0] % rb"[1-9]\d{0,6}+", cell[1] % rb"([1-9]\d{0,6}+)"))
        )

    def reduce(self, xml: bytes) -> Remainder | None:
        """A sheet without its regular cells; None if its markup is out of the ordinary."""
        if is_odd(xml) or not _rows_in_place(xml) or not _is_utf8(xml):
            return None
        pieces = self._rows.split(xml)
        last = max(
            (int(row) for row, valued in zip(pieces[1::3], pieces[2::3], strict=True)
             if valued is not None),
            default=0,
        )  # fmt: skip
        irregular = b"".join(pieces[0::3])
        if not _cells_in_their_rows(irregular):
            return None
        found = 0

        def note(cell: re.Match[bytes]) -> bytes:
            nonlocal found
            found = max(found, int(cell[1] or 0))
            return b""

        rest = self._cells.sub(note, irregular)
        rows = [int(row) for row in _ROW_NUMBER.findall(xml)]
        in_order = all(map(int.__lt__, rows, rows[1:]))
        return Remainder(rest, max(last, found), _columns(xml), in_order)


def is_odd(xml: bytes) -> bool:
    """Whether a part holds comments, CDATA or instructions."""
    after_declaration = xml.find(b"?>") + 2
    return b"<!--" in xml or b"<![CDATA[" in xml or xml.find(b"?>", after_declaration) != -1


def _rows_in_place(xml: bytes) -> bool:
    """Whether all rows stand in the one `sheetData`."""
    begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    return (
        begin >= 0
        and xml.rfind(b"<sheetData") == begin
        and not _ROW.search(xml, 0, begin)
        and not _ROW.search(xml, max(end, begin))
    )


def _cells_in_their_rows(xml: bytes) -> bool:
    """Whether each cell names the row it stands in."""
    current = b""
    for row, cell in _NUMBERED.findall(xml):
        if row:
            current = row
        elif cell != current and current:
            return False
    return True


def _is_utf8(xml: bytes) -> bool:
    try:
        return xml.isascii() or bool(xml.decode())
    except UnicodeDecodeError:
        return False


def exact_columns(xml: bytes) -> int:
    """The last column of any cell whose reference is spelled the regular way."""
    found = set(re.findall(rb'<c r="([A-Z]{1,3})\d', xml))
    return max((column_number(letters.decode()) for letters in found), default=0)


def column_number(letters: str) -> int:
    """A column counted from 1: A → 1, AB → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _columns(xml: bytes) -> int:
    """A bound that is cheap where nothing lies beyond column Z, as in most sheets."""
    beyond = re.search(rb'<c r="[A-Z]{2}\d', xml)
    return exact_columns(xml) if beyond else 26


def _style(*, exclude: Collection[int]) -> bytes:
    if not exclude:
        return rb'(?: s="\d++")?+'
    return rb'(?: s="(?!(?:' + _any(exclude) + rb')")\d++")?+'


def _dates(styles: Collection[int]) -> Iterable[bytes]:
    if styles:
        yield rb' s="(?:' + _any(styles) + rb')"><v>' + _SERIAL + rb"</v>"


def _any(numbers: Iterable[int]) -> bytes:
    return b"|".join(b"%d" % number for number in sorted(numbers))
