"""Where the rows of a sheet and the cells of a row stand in its bytes.

A sheet can hold millions of cells, so that rows are found by search and only the cells
of those rows that matter are looked at. The bytes are known to be well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from xl_addin.model.raw import CellRange
from xl_addin.package.patch.located import ATTRIBUTES, tag_end
from xl_addin.package.refusal import Refusal
from xl_addin.package.regular_cells import column_number, is_odd
from xl_addin.package.sheet_handler import LAST_ROW
from xl_addin.problems import column_letters

LAST_COLUMN = 16_384
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DATA = re.compile(rb"<((?:[^\s<>/:]+:)?)sheetData(?=[\s/>])")
_FIRST_ROW = re.compile(rb"<((?:[^\s<>/:!?]+:)?)row(?=[\s/>])")
_CELL = re.compile(rb"<((?:[^\s<>/:]+:)?)c(?=[\s/>])" + ATTRIBUTES)
_FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s/>]")
_TYPED = re.compile(rb"<(?:[^\s<>/:]+:)?[vt](?:\s[^<>]*)?(?<!/)>(?!</)")
_AREA = re.compile(rb"""<(?:[^\s<>/:]+:)?f\s([^<>]*(?:array|dataTable)[^<>]*)>""")
_REF = re.compile(rb"""(?:^|\s)ref\s*=\s*["']([^"']*)["']""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*["']([^"']*)["']""")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A `<c>` element.

    Attributes:
        column: Counted from 1.
        start: Where it begins.
        end: Where it ends.
        style: Its style id.
        formula: Whether it holds one.
        typed: Whether it holds a value that no formula gives.
    """

    column: int
    start: int
    end: int
    style: int
    formula: bool
    typed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A `<row>` element: where it begins, its start tag ends, its content ends, it ends."""

    number: int
    start: int
    inner: int
    close: int
    end: int


class SheetRows:
    """The rows of a sheet's XML.

    Attributes:
        start: Where `sheetData` begins.
        inner: Where its content begins.
        close: Where its content ends.
        end: Where it ends.
        rows: By number, in ascending order.
    """

    def __init__(self, sheet: str, xml: bytes) -> None:
        self.xml = xml
        # Of equal length, so that places hold in both.
        self._plain = (
            _ASIDE.sub(lambda aside: b" " * len(aside[0]), xml) if is_odd(xml) else xml
        )
        found = _DATA.search(self._plain)
        if found is None:
            raise Refusal("damaged", cause=f"{sheet}: sheetData")
        self.start, self.inner = found.start(), tag_end(self._plain, found.start())
        closing = b"</" + found[1] + b"sheetData"
        empty = self._plain[self.inner - 2 : self.inner] == b"/>"
        self.close = self.inner if empty else self._plain.rindex(closing)
        self.end = self.inner if empty else tag_end(self._plain, self.close)
        rows = list(self._rows())
        if any(row.number >= below.number for row, below in pairwise(rows)):
            raise Refusal("damaged", cause=f"{sheet}: row")
        self.rows = {row.number: row for row in rows}
        self._cells: dict[int, dict[int, Cell]] = {}

    def cells(self, number: int) -> dict[int, Cell]:
        """The cells of a row by column, as they follow each other."""
        if number not in self._cells:
            row = self.rows.get(number)
            self._cells[number] = {} if row is None else self._located(row)
        return self._cells[number]

    def typed(self, number: int, left: int, right: int) -> bool:
        """Whether a row holds a typed value in these columns."""
        return any(
            cell.typed for cell in self.cells(number).values() if left <= cell.column <= right
        )

    def _located(self, row: Row) -> dict[int, Cell]:
        found: dict[int, Cell] = {}
        column, place = 0, row.inner
        while (match := _CELL.search(self._plain, place, row.close)) is not None:
            given = dict(_ATTRIBUTE.findall(match[2]))
            reference = given.get(b"r", b"").decode("ascii", "replace")
            column = split_reference(reference)[1] if reference else column + 1
            place = match.end()
            content = b""
            if not match[3]:
                close = self._plain.index(b"</" + match[1] + b"c>", place)
                content, place = self._plain[place:close], close + len(match[1]) + 4
            formula = _FORMULA.search(content) is not None
            typed = not formula and _TYPED.search(content) is not None
            style = int(given.get(b"s", b"0"))
            found[column] = Cell(column, match.start(), place, style, formula, typed)
        return found

    def formula_areas(self) -> Iterator[CellRange]:
        """Ranges filled by an array formula or a data table."""
        for found in _AREA.finditer(self._plain, self.inner, self.close):
            reference = _REF.search(found[1])
            if reference is not None:
                yield parse_range(reference[1].decode())

    def _rows(self) -> Iterator[Row]:
        first = _FIRST_ROW.search(self._plain, self.inner, self.close)
        if first is None:
            return
        tag = re.compile(rb"<" + re.escape(first[1]) + rb"row(?=[\s/>])" + ATTRIBUTES)
        closing = b"</" + first[1] + b"row"
        number, place = 0, self.inner
        while (match := tag.search(self._plain, place, self.close)) is not None:
            given = dict(_ATTRIBUTE.findall(match[1]))
            number = int(given.get(b"r", number + 1))
            inner = match.end()
            close = inner if match[2] else self._plain.index(closing, inner)
            place = inner if match[2] else tag_end(self._plain, close)
            yield Row(number, match.start(), inner, close, place)


def split_reference(reference: str) -> tuple[int, int]:
    """Row and column of an A1 reference.

    Raises:
        Refusal: It is none.
    """
    found = _REFERENCE.fullmatch(reference)
    row, column = (int(found[2]), column_number(found[1])) if found else (0, 0)
    if not (0 < row <= LAST_ROW and column <= LAST_COLUMN):
        raise Refusal("damaged", cause=reference[:20])
    return row, column


def parse_range(reference: str) -> CellRange:
    """`B2:C9` or `B2` as a range."""
    first, _, last = reference.partition(":")
    top, left = split_reference(first)
    bottom, right = split_reference(last or first)
    return CellRange(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def address(row: int, column: int) -> str:
    """A cell's A1 reference."""
    return f"{column_letters(column)}{row}"


def range_text(area: CellRange) -> str:
    """A range's A1 reference; that of a cell if it is one."""
    first, last = address(area.top, area.left), address(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"
