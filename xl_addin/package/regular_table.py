"""A sheet's rows straight from its XML, where every ordinary program writes it alike.

Its cells are told apart by one expression (`regular_cells`), in many rows at once; rows in
which that leaves something over are read one by one. What is then left is small and is
parsed by expat (`sheet_scan`), as is the sheet around the rows. A sheet out of the
ordinary is `Irregular`: a whole parser must read it. Tests hold this against such a parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat
from typing import Any

from xl_addin.package.markup import is_odd
from xl_addin.package.refusal import Irregular, Refusal
from xl_addin.package.regular_cells import (
    PLAIN,
    RegularCells,
    Row,
    ascending,
    between,
    column_letters,
    placed,
    row_numbers,
)
from xl_addin.package.workbook import Styles

_LAST_ROW = 1_048_576
_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*+>)?\s*+"
    rb'<worksheet((?:\s++[\w:.-]++="[^"<]*+")*+)\s*+>'
)
_ROW_TAG = rb'<row r="([1-9]\d{0,6}+)"((?: [A-Za-z0-9:]++="' + PLAIN + rb'*+")*+) ?+'
_ROW = re.compile(rb"[ \t\r\n]*+" + _ROW_TAG + rb"(/?)>")
_ROW_WITH_CELLS = re.compile(_ROW_TAG + rb">")
_ROW_BEGIN = b"<row "
_ATTRIBUTE = re.compile(rb'\s([\w:.-]+)="([^"]*)"')
_ROW_ATTRIBUTES = frozenset(
    b"spans ht customHeight s customFormat thickBot thickTop hidden outlineLevel collapsed ph "
    b"x14ac:dyDescent".split()
)
_DESCENT, _DESCENT_DECLARED = b"x14ac:", b"xmlns:x14ac"
_REFERENCE = re.compile(rb'<c (?:[a-z]++="[^"<>]*+" )*?r="([A-Z]{1,3})')
_WHOLE_CELLS = re.compile(rb"<c .*(?:</c>|/>)", re.DOTALL)
# What may make cells of others, or others of cells.
_OUT_OF_PLACE = re.compile(rb"<(?:row|[^<>\s]*:)|xmlns")
# So many bytes of whole rows are taken apart at once.
_BLOCK = 64_000
# So many blocks at most are read one by one before the next is tried.
_MOST_PASSES = 20


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

    def add(self, number: int, cells: Row) -> None:
        """Put a row behind the last one; rows between are blank."""
        while len(self.rows) < number - 1:
            self.rows.append([])
        if cells:
            self.last_row = number
            self.columns = max(self.columns, len(cells))
        self.rows.append(cells)


class RegularReader:
    """Reads the sheets of one workbook.

    Args:
        styles: What its style ids mean.
        texts: Its shared strings, None for an empty one.
        date1904: Whether its dates count from 1904.
    """

    def __init__(self, styles: Styles, texts: Sequence[str | None], *, date1904: bool) -> None:
        self._cells = RegularCells(styles, texts, date1904=date1904)
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
        root = _ROOT.match(xml, 0, begin)
        # Rows and cells have the root's namespace, which is that of spreadsheets.
        if not root or xml.find(b"xmlns", root.end(), begin) >= 0:
            raise Irregular
        sheet = RegularSheet()
        rest = [xml[: begin + len(_BEGIN)]]
        self._attributes.clear()
        self._descent = _DESCENT_DECLARED in dict(_ATTRIBUTE.findall(root[1]))
        place = begin + len(_BEGIN)
        failures = passes = 0
        while place < end:
            stop = _block_end(xml, place, end)
            if not passes and self._block(xml[place:stop], sheet, most):
                failures = 0
            else:
                rest += self._one_by_one(title, xml, (place, stop), sheet, most)
                # Where a block cannot be taken apart, the next often cannot either.
                failures += not passes
                passes = passes - 1 if passes else min(failures - 1, _MOST_PASSES)
            place = stop
        rest.append(xml[end:])
        sheet.rest = b"".join(rest)
        return sheet

    def _block(self, xml: bytes, sheet: RegularSheet, most: int) -> bool:
        """Add rows all of whose cells can be read; whether they have been added."""
        apart = self._cells.apart(xml)
        gaps = between(apart)
        starts = [number for number, gap in enumerate(gaps) if gap]
        bounds = [gaps[number] for number in starts]
        count = len(bounds) - 1
        if count < 1 or bounds[-1] != _ROW_END:
            return False
        if any(each[:11] != _ROW_END + _ROW_BEGIN for each in bounds[1:-1]):
            return False
        # As many rows as gaps, each of which begins one: exactly one in each.
        before, *heads = _ROW_WITH_CELLS.split(b"".join(bounds))
        if before or heads[2::3] != [_ROW_END] * count:
            return False
        digits = heads[::3]
        widths = [stop - start for start, stop in pairwise(starts)]
        if row_numbers(apart) != list(chain.from_iterable(map(repeat, digits, widths))):
            return False
        numbers = list(map(int, digits))
        in_order = all(first < second for first, second in pairwise(numbers))
        if not in_order or numbers[0] <= len(sheet.rows) or numbers[-1] > _LAST_ROW:
            return False
        rows = self._cut(apart, starts)
        columns = max(sheet.columns, *map(len, rows))
        if numbers[-1] * columns > most:
            return False
        attributes = heads[1::3]
        hidden = {each for each in set(attributes) if self._is_hidden(each)}
        for number, cells, given in zip(numbers, rows, attributes, strict=True):
            sheet.add(number, cells)
            if given in hidden:
                sheet.hidden_rows.add(number)
        return True

    def _cut(self, apart: list[Any], starts: Sequence[int]) -> list[Row]:
        """The rows of a block, each from one of these cells to the next."""
        values, letters = self._cells.values(apart), column_letters(apart)
        width, count = starts[1], len(starts) - 1
        if len(letters) == width * count and letters == letters[:width] * count:
            # A table: every row has the same cells.
            columns = self._cells.columns(letters[:width])
            return [
                placed(values[start : start + width], columns)
                for start in range(0, len(values), width)
            ]
        return [
            placed(values[start:stop], self._cells.columns(letters[start:stop]))
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
            if self._is_hidden(found[2]):
                sheet.hidden_rows.add(number)
            place = found.end()
            cells: Row = []
            if not found[3]:
                stop = xml.find(_ROW_END, place, end)
                if stop < 0:
                    raise Irregular
                cells, left = self._row(xml[place:stop], found[1])
                place = stop + len(_ROW_END)
                if left:
                    rest += (b'<row r="', found[1], b'">', left, _ROW_END)
            sheet.add(number, cells)
            if cells and number * sheet.columns > most:
                raise Refusal("extent", sheet=title, rows=number, allowed=most)
        if xml[place:end].strip(b" \t\r\n"):
            raise Irregular
        return rest

    def _row(self, xml: bytes, number: bytes) -> tuple[Row, bytes]:
        """A row's cells, and the XML of those that were not read."""
        apart = self._cells.apart(xml)
        columns = self._cells.columns(column_letters(apart))
        if row_numbers(apart).count(number) != len(columns):
            raise Irregular
        values, gaps = self._cells.values(apart), between(apart)
        left = b"".join(gaps)
        if left:
            every = _REFERENCE.findall(xml)
            whole = all(_WHOLE_CELLS.fullmatch(piece) for piece in gaps if piece)
            if not whole or xml.count(b"<c") != len(every) or _OUT_OF_PLACE.search(left):
                raise Irregular
            ascending(every)
        return placed(values, columns), left

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


def _block_end(xml: bytes, place: int, end: int) -> int:
    """Where rows from a place on that are taken together end: behind one of them."""
    last = xml.rfind(_ROW_END, place, min(place + _BLOCK, end))
    if last < 0:
        last = xml.find(_ROW_END, place, end)
    return end if last < 0 else last + len(_ROW_END)
