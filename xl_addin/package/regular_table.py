"""A sheet's rows straight from its XML, where every ordinary program writes it alike.

Regular cells are told apart by one expression, which names everything it accepts, in many
rows at once; rows in which it leaves something over are read one by one. What is then left
is small and is parsed by expat (`sheet_scan`), as is the sheet around the rows. A sheet out of the ordinary is `Irregular`: a whole parser must read it. Tests
hold this against such a parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise, repeat
from typing import Any

from xl_addin.model.cells import CellValue, plain_number
from xl_addin.package.markup import column_number, is_odd
from xl_addin.package.refusal import Irregular, Refusal
from xl_addin.package.serials import Shown
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.strings import typed_text
from xl_addin.package.workbook import Styles

Row = list[CellValue]

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
# Plain ASCII throughout: whatever else a value holds, expat shall see.
_PLAIN = rb'[^"<>&\x00-\x1f\x7f-\xff]'
_ROW = re.compile(
    rb'\s*+<row r="([1-9]\d{0,6}+)"((?: [A-Za-z0-9:]++="' + _PLAIN + rb'*+")*+) ?+(/?)>'
)
# One row ends and the next begins, which has cells.
_BETWEEN = re.compile(
    rb'<row r="([1-9]\d{0,6}+)"((?: [A-Za-z0-9:]++="' + _PLAIN + rb'*+")*+) ?+>'
)
_ROW_BEGIN = b"<row "
_ATTRIBUTE = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW_ATTRIBUTES = frozenset(
    b"spans ht customHeight s customFormat thickBot thickTop hidden outlineLevel collapsed ph "
    b"x14ac:dyDescent".split()
)
_DESCENT, _DESCENT_DECLARED = b"x14ac:", b"xmlns:x14ac="
_NUMBER = rb"-?\d{1,18}+(?:\.\d++)?(?:[eE][+-]?\d{1,2}+)?"
_FORMULA = (
    rb'(?:<f(?: aca="\w++")?+(?: t="\w++")?+(?: ref="[A-Z0-9:]++")?+(?: ca="[01]")?+(?: si="\d++")?+'
    rb"(?:/>|>(?:" + _PLAIN + rb"|\"|&(?:amp|lt|gt|quot|apos);)*+</f>))?+"
)
_TEXT = rb"(?:[^<&\x00-\x08\x0b-\x1f]|&(?:amp|lt|gt|quot|apos);)*+"
_REFERENCE = re.compile(rb'<c [^<>]*?\br="([A-Z]{1,3})')
_WHOLE_CELLS = re.compile(rb"<c .*(?:</c>|/>)", re.DOTALL)
_PREFIXED = re.compile(rb"<[^<>\s]*:")
# What `re.split` gives for a cell: what stands before it, and seven groups.
_PIECES = 8
# Numbers recur (years, percentages, dates); so many different ones are kept.
_KEPT = 50_000
# So many bytes of whole rows are taken apart at once.
_BLOCK = 64_000


@dataclass(slots=True)
class RegularSheet:
    """What was read of a sheet.

    Attributes:
        rows: Its rows from 1 on, without blanks at their ends.
        rest: The sheet's XML without what was read.
        hidden_rows: Rows hidden or filtered away.
        last_row: The last row with a value that was read.
        columns: The last column with such a value.
    """

    rows: list[Row] = field(default_factory=list)
    rest: bytes = b""
    hidden_rows: set[int] = field(default_factory=set)
    last_row: int = 0
    columns: int = 0


class RegularReader:
    """Reads the sheets of one workbook.

    Args:
        styles: What its style ids mean.
        texts: Its shared strings, None for an empty one.
        date1904: Whether its dates count from 1904.
    """

    def __init__(self, styles: Styles, texts: Sequence[str | None], *, date1904: bool) -> None:
        decoder = CellDecoder(styles, {}, date1904=date1904)
        bare = styles.meaning(0) is Shown.NUMBER
        self._cells = _cell_grammar({*styles.symbols, *styles.padded}, bare=bare)
        self._texts = texts
        self._inline = _Kept(lambda text: typed_text(text.decode()) or None)
        self._styled = _Kept(lambda cell: decoder.number(cell[1], int(cell[0])))
        self._shapes: dict[tuple[bytes, ...], tuple[int, ...]] = {}
        self._attributes: dict[bytes, bool] = {}

    def read(self, title: str, xml: bytes, most: int) -> RegularSheet:
        """Read one sheet.

        Args:
            title: Its tab.
            xml: Its bytes.
            most: Cells its used range may have.

        Raises:
            Irregular: It is out of the ordinary.
            Refusal: It is larger than that.
        """
        begin, end = xml.find(_BEGIN), xml.rfind(_END)
        if not 0 <= begin < end or is_odd(xml) or xml.rfind(b"<sheetData") != begin:
            raise Irregular
        sheet = RegularSheet()
        rest = [xml[: begin + len(_BEGIN)]]
        self._attributes.clear()
        self._descent = _DESCENT_DECLARED in rest[0]
        place = begin + len(_BEGIN)
        while place < end:
            stop = _block_end(xml, place, end)
            if not self._block(xml[place:stop], sheet, most):
                rest += self._one_by_one(title, xml, (place, stop), sheet, most)
            place = stop
        rest.append(xml[end:])
        sheet.rest = b"".join(rest)
        return sheet

    def _block(self, xml: bytes, sheet: RegularSheet, most: int) -> bool:
        """Add rows all of whose cells can be read; whether they have been added."""
        flat: list[Any] = self._cells.split(xml)
        gaps: list[bytes] = flat[::_PIECES]
        starts = [number for number, gap in enumerate(gaps) if gap]
        bounds = [gaps[number] for number in starts]
        count = len(bounds) - 1
        if count < 1 or any(each[:11] != _ROW_END + _ROW_BEGIN for each in bounds[1:-1]):
            return False
        # As many rows as gaps, each of which begins one: exactly one in each.
        before, *heads = _BETWEEN.split(b"".join(bounds))
        if before or heads[2::3] != [_ROW_END] * count:
            return False
        digits = heads[::3]
        widths = [stop - start for start, stop in pairwise(starts)]
        if flat[2::_PIECES] != list(chain.from_iterable(map(repeat, digits, widths))):
            return False
        numbers = list(map(int, digits))
        ascending = all(first < second for first, second in pairwise(numbers))
        if not ascending or numbers[0] <= len(sheet.rows) or numbers[-1] > _LAST_ROW:
            return False
        rows = self._cut(flat, starts)
        columns = max(sheet.columns, *map(len, rows), 0)
        if numbers[-1] * columns > most:
            return False
        attributes = heads[1::3]
        hidden = {each for each in set(attributes) if self._is_hidden(each)}
        for number, cells, given in zip(numbers, rows, attributes, strict=True):
            while len(sheet.rows) < number - 1:
                sheet.rows.append([])
            if given in hidden:
                sheet.hidden_rows.add(number)
            if cells:
                sheet.last_row = number
            sheet.rows.append(cells)
        sheet.columns = columns
        return True

    def _cut(self, flat: list[Any], starts: Sequence[int]) -> list[Row]:
        """The rows of a block, each from one of these cells to the next."""
        values, letters = self._values(flat), flat[1::_PIECES]
        width, count = starts[1], len(starts) - 1
        if len(letters) == width * count and letters == letters[:width] * count:
            # A table: every row has the same cells.
            columns = self._shape(letters[:width])
            return [
                _placed(values[start : start + width], columns)
                for start in range(0, len(values), width)
            ]
        return [
            _placed(values[start:stop], self._shape(letters[start:stop]))
            for start, stop in pairwise(starts)
        ]

    def _one_by_one(
        self, title: str, xml: bytes, part: tuple[int, int], sheet: RegularSheet, most: int
    ) -> list[bytes]:
        """Add the rows of a part of the XML; gives what of it was not read."""
        place, end = part
        rest: list[bytes] = []
        while found := _ROW.match(xml, place, end):
            number = int(found[1])
            if not len(sheet.rows) < number <= _LAST_ROW:
                raise Irregular
            while len(sheet.rows) < number - 1:
                sheet.rows.append([])
            if self._is_hidden(found[2]):
                sheet.hidden_rows.add(number)
            place = found.end()
            cells: Row = []
            if not found[3]:
                stop = xml.find(_ROW_END, place, end)
                cells, left = self._row(xml[place:stop], found[1])
                place = stop + len(_ROW_END)
                if left:
                    rest += (b'<row r="', found[1], b'">', left, _ROW_END)
            if cells:
                sheet.last_row = number
                sheet.columns = max(sheet.columns, len(cells))
                if number * sheet.columns > most:
                    raise Refusal("extent", sheet=title, rows=number, allowed=most)
            sheet.rows.append(cells)
        if xml[place:end].strip():
            raise Irregular
        return rest

    def _row(self, xml: bytes, number: bytes) -> tuple[Row, bytes]:
        """A row's cells, and the XML of those that were not read."""
        flat: list[Any] = self._cells.split(xml)
        columns = self._shape(flat[1::_PIECES])
        if flat[2::_PIECES].count(number) != len(columns):
            raise Irregular
        values = self._values(flat)
        left = b"".join(flat[::_PIECES])
        if left:
            every = _REFERENCE.findall(xml)
            whole = all(_WHOLE_CELLS.fullmatch(piece) for piece in flat[::_PIECES] if piece)
            if not whole or xml.count(b"<c") != len(every) or _PREFIXED.search(left):
                raise Irregular
            _columns(every)
        return _placed(values, columns), left

    def _values(self, flat: Sequence[Any]) -> Row:
        """The values of cells taken apart."""
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
                    flat[3::_PIECES],
                    flat[4::_PIECES],
                    flat[5::_PIECES],
                    flat[6::_PIECES],
                    flat[7::_PIECES],
                    strict=True,
                )
            ]
        except (IndexError, ValueError):
            raise Irregular from None

    def _shape(self, letters: Sequence[bytes]) -> tuple[int, ...]:
        """The columns of a row's cells; many rows have the same."""
        shape = tuple(letters)
        columns = self._shapes.get(shape)
        if columns is None:
            columns = self._shapes[shape] = _columns(shape)
        return columns

    def _is_hidden(self, attributes: bytes) -> bool:
        """Whether a row with these attributes is hidden; most rows share a few of them."""
        hidden = self._attributes.get(attributes)
        if hidden is None:
            given = _ATTRIBUTE.findall(attributes)
            names = [name for name, _ in given]
            known = _ROW_ATTRIBUTES.issuperset(names) and len(set(names)) == len(names)
            if not known or (_DESCENT in attributes and not self._descent):
                raise Irregular
            hidden = dict(given).get(b"hidden") in (b"1", b"true")
            self._attributes[attributes] = hidden
        return hidden


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


def _block_end(xml: bytes, place: int, end: int) -> int:
    """Where rows from a place on that are taken together end: behind one of them."""
    last = xml.rfind(_ROW_END, place, min(place + _BLOCK, end))
    if last < 0:
        last = xml.find(_ROW_END, place, end)
    return end if last < 0 else last + len(_ROW_END)


def _placed(values: Row, columns: Sequence[int]) -> Row:
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


def _columns(shape: Iterable[bytes]) -> tuple[int, ...]:
    """The columns of a row's cells, which must ascend."""
    columns = tuple(map(_numbered, shape))
    ascending = all(first < second for first, second in pairwise(columns))
    if not ascending or (columns and columns[-1] > _LAST_COLUMN):
        raise Irregular
    return columns
