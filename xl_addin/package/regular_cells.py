"""The cells of a sheet's rows, told apart by one expression that names all it accepts.

Takes XML of rows, gives what `re.split` makes of it: what stands between cells, which
`regular_table` looks at, and what each cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from xl_addin.model.cells import CellValue, plain_number
from xl_addin.package.markup import column_number
from xl_addin.package.refusal import Irregular
from xl_addin.package.serials import Shown
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.strings import typed_text
from xl_addin.package.workbook import Styles

Row = list[CellValue]

PLAIN = rb'[^"<>&\x00-\x1f\x7f-\xff]'
"""Plain ASCII throughout: whatever else a value holds, expat shall see."""

_LAST_COLUMN = 16_384
_NUMBER = rb"-?\d{1,18}+(?:\.\d++)?(?:[eE][+-]?\d{1,2}+)?"
_FORMULA = (
    rb'(?:<f(?: aca="\w++")?+(?: t="\w++")?+(?: ref="[A-Z0-9:]++")?+(?: ca="[01]")?+(?: si="\d++")?+'
    rb"(?:/>|>(?:" + PLAIN + rb"|\"|&(?:amp|lt|gt|quot|apos);)*+</f>))?+"
)
_TEXT = rb"(?:[^<&\x00-\x08\x0b-\x1f]|&(?:amp|lt|gt|quot|apos);)*+"
# What a cell is split into: what stands before it, and seven groups.
_PIECES = 8
# Numbers recur (years, percentages, dates); so many different ones are kept.
_KEPT = 50_000
# Rows of a table have few shapes; where each has its own, the keys outweigh the values.
_SHAPES = 5_000


class RegularCells:
    """Takes apart the cells of one workbook.

    Args:
        styles: What its style ids mean.
        texts: Its shared strings, None for an empty one.
        date1904: Whether its dates count from 1904.
    """

    def __init__(self, styles: Styles, texts: Sequence[str | None], *, date1904: bool) -> None:
        decoder = CellDecoder(styles, {}, date1904=date1904)
        bare = styles.meaning(0) is Shown.NUMBER
        self._grammar = _cell_grammar({*styles.symbols, *styles.padded}, bare=bare)
        self._texts = texts
        self._inline = _Kept(lambda text: typed_text(text.decode()) or None)
        self._styled = _Kept(lambda cell: decoder.number(cell[1], int(cell[0])))
        self._shapes: dict[tuple[bytes, ...], tuple[int, ...]] = {}

    def apart(self, xml: bytes) -> list[Any]:
        """The XML taken apart; see `between`, `column_letters`, `row_numbers`, `values`."""
        return self._grammar.split(xml)

    def values(self, apart: Sequence[Any]) -> Row:
        """The values of cells taken apart.

        Raises:
            Irregular: One is not what its type says.
        """
        texts, inline, styled = self._texts, self._inline, self._styled
        try:
            return [
                texts[int(shared)]
                if shared is not None
                else (plain_number(float(digits)) if style is None else styled[style, digits])
                if digits is not None
                else inline[text or result]
                if text or result
                else None
                for style, shared, digits, text, result in zip(
                    apart[3::_PIECES],
                    apart[4::_PIECES],
                    apart[5::_PIECES],
                    apart[6::_PIECES],
                    apart[7::_PIECES],
                    strict=True,
                )
            ]
        except (IndexError, ValueError):
            raise Irregular from None

    def columns(self, letters: Sequence[bytes]) -> tuple[int, ...]:
        """The columns of a row's cells, which many rows have the same.

        Raises:
            Irregular: They do not ascend.
        """
        shape = tuple(letters)
        columns = self._shapes.get(shape)
        if columns is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
            columns = self._shapes[shape] = ascending(shape)
        return columns


def between(apart: list[Any]) -> list[bytes]:
    """What stands before each cell, and behind the last."""
    return apart[::_PIECES]


def column_letters(apart: list[Any]) -> list[bytes]:
    """The column of each cell."""
    return apart[1::_PIECES]


def row_numbers(apart: list[Any]) -> list[bytes]:
    """The row each cell says it is in."""
    return apart[2::_PIECES]


def placed(values: Row, columns: Sequence[int]) -> Row:
    """Values in their columns, without blanks at the end."""
    if columns and columns[-1] != len(columns):
        cells: Row = [None] * columns[-1]
        for column, value in zip(columns, values, strict=True):
            cells[column - 1] = value
        values = cells
    while values and values[-1] is None:
        values.pop()
    return values


@lru_cache(maxsize=_LAST_COLUMN)
def _numbered(letters: bytes) -> int:
    return column_number(letters.decode())


def ascending(letters: Iterable[bytes]) -> tuple[int, ...]:
    """The columns of a row's cells.

    Raises:
        Irregular: They do not ascend.
    """
    columns = tuple(map(_numbered, letters))
    in_order = all(first < second for first, second in pairwise(columns))
    if not in_order or (columns and columns[-1] > _LAST_COLUMN):
        raise Irregular
    return columns


class _Kept(dict[Any, CellValue]):
    """What was made of something, made when first asked for."""

    def __init__(self, make: Callable[[Any], CellValue]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, given: Any) -> CellValue:
        if len(self) >= _KEPT:
            self.clear()
        made = self[given] = self._make(given)
        return made


def _cell_grammar(left_out: Collection[int], *, bare: bool) -> re.Pattern[bytes]:
    """Cells that are blank, a text or a number, but of these styles.

    Its groups: letters, row, style, number of a shared string, digits, text in the cell,
    text a formula gave.

    Args:
        left_out: Style ids.
        bare: Whether a number in a cell without a style, which means style 0, is just that.
    """
    others = rb"|".join(b"%d" % style for style in sorted(left_out))
    style = (rb"(?!(?:" + others + rb')")' if others else b"") + rb"(?:0|[1-9]\d{0,4}+)"
    may_lack = b"?+" if bare and 0 not in left_out else b""
    return re.compile(
        rb'<c r="([A-Z]{1,3})([1-9]\d{0,6}+)"(?: s="('
        + style
        + rb')")'
        + may_lack
        + rb'(?:/>| t="s"><v>(\d++)</v></c>'
        rb'|(?: t="n")?+>' + _FORMULA + rb"<v>(" + _NUMBER + rb")</v></c>"
        rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>(' + _TEXT + rb")</t></is></c>"
        rb'| t="str">' + _FORMULA + rb"<v>(" + _TEXT + rb")</v></c>)"
    )
