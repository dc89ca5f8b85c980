"""Where the rows of a sheet and the cells of a row stand in its bytes.

A sheet can hold millions of cells, so that rows are found by search and only the cells
of those rows that matter are looked at. The bytes are known to be well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from xl_addin.model.raw import CellRange
from xl_addin.package.markup import SPREADSHEET, column_number, is_odd
from xl_addin.package.refusal import Refusal
from xl_addin.package.sheet_handler import LAST_ROW
from xl_addin.problems import column_letters

LAST_COLUMN = 16_384
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_BOUND = re.compile(
    rb"""\sxmlns(?::([^\s=]+))?\s*=\s*["']""" + re.escape(SPREADSHEET.encode()) + rb"""["']"""
)
_ANY_PREFIX = rb"(?:[^\s<>/:!?]+:)?"
_REST = rb"""((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*+)\s*"""
_REF = re.compile(rb"""(?:^|\s)ref\s*=\s*["']([^"']*)["']""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*["']([^"']*)["']""")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class Cell(NamedTuple):
    """A `<c>` element.

    Attributes:
        column: Counted from 1.
        start: Where it begins.
        end: Where it ends.
        style: Its style id.
        formula: Whether it holds one.
        typed: Whether it holds a value somebody typed.
    """

    column: int
    start: int
    end: int
    style: int
    formula: bool
    typed: bool


class Row(NamedTuple):
    """A `<row>` element: where it begins, its start tag ends, its content ends, it ends."""

    number: int
    start: int
    inner: int
    close: int
    end: int


class _Grammar:
    """What rows and cells look like under the prefix a sheet uses for its elements."""

    def __init__(self, xml: bytes) -> None:
        bound = set(_BOUND.findall(xml))
        only = next(iter(bound)) if len(bound) == 1 else None
        prefix = _ANY_PREFIX if only is None else re.escape(only + b":" if only else b"")
        self.data = re.compile(rb"<" + prefix + rb"sheetData" + _REST + rb"(/?)>")
        self.data_end = re.compile(rb"</" + prefix + rb"sheetData\s*>")
        self.row = re.compile(rb"<" + prefix + rb"row" + _REST + rb"(/?)>")
        self.row_end = re.compile(rb"</" + prefix + rb"row\s*>")
        # The usual order of attributes is the fast way; any other goes through the rest.
        self.cell = re.compile(
            rb"<" + prefix + rb'c(?: r="([A-Z]{1,3})[1-9]\d{0,6}")?(?: s="(\d+)")?(?=[\s/>])'
            + _REST + rb"(?:/>|>(.*?)</" + prefix + rb"c\s*>)",
            re.DOTALL,
        )  # fmt: skip
        self.formula = re.compile(rb"<" + prefix + rb"f[\s/>]")
        self.typed = re.compile(rb"<" + prefix + rb"[vt](?:\s[^<>]*)?(?<!/)>(?!</)")
        # LibreOffice's way of writing a truth value somebody typed.
        self.constant = re.compile(rb">(?:TRUE|FALSE)\(\)</" + prefix + rb"f\s*>")
        self.area = re.compile(
            rb"<" + prefix + rb"f\s([^<>]*\st\s*=\s*[\"'](?:array|dataTable)[\"'][^<>]*)>"
            rb"|<" + prefix + rb"f\s(t\s*=\s*[\"'](?:array|dataTable)[\"'][^<>]*)>"
        )


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
        self._sheet = sheet
        # Of equal length, so that places hold in both.
        self._plain = (
            _ASIDE.sub(lambda aside: b" " * len(aside[0]), xml) if is_odd(xml) else xml
        )
        self._grammar = _Grammar(self._plain)
        data = self._grammar.data.search(self._plain)
        if data is None:
            raise Refusal("damaged", cause=f"{sheet}: sheetData")
        self.start, self.inner = data.span()
        # A sheet has one, and the end of the part is nearer to its end.
        found = None if data[2] else _last(self._grammar.data_end, self._plain)
        self.close, self.end = found.span() if found else (self.inner, self.inner)
        rows = list(self._rows())
        if any(row.number >= below.number for row, below in pairwise(rows)):
            raise Refusal("damaged", cause=f"{sheet}: row")
        self.rows = {row.number: row for row in rows}
        self._cells: dict[int, dict[int, Cell]] = {}

    def cells(self, number: int) -> dict[int, Cell]:
        """The cells of a row by column, as they follow each other."""
        if number not in self._cells:
            row = self.rows.get(number)
            found = () if row is None else self._located(row)
            self._cells[number] = {cell.column: cell for cell in found}
        return self._cells[number]

    def formula_areas(self) -> Iterator[CellRange]:
        """Ranges filled by an array formula or a data table."""
        for found in self._grammar.area.finditer(self._plain, self.inner, self.close):
            reference = _REF.search(found[1] or found[2])
            if reference is not None:
                yield parse_range(reference[1].decode())

    def _located(self, row: Row) -> Iterator[Cell]:
        grammar, column = self._grammar, 0
        for found in grammar.cell.finditer(self._plain, row.inner, row.close):
            letters, style, rest, content = found.groups()
            if letters is None or b" s" in rest:
                given = dict(_ATTRIBUTE.findall(rest))
                style = style or given.get(b"s")
                reference = given.get(b"r", b"").decode("ascii", "replace")
                if letters is None and reference:
                    letters = column_letters(split_reference(reference)[1]).encode()
            column = column + 1 if letters is None else _column(letters)
            formula = typed = False
            if content:
                formula = grammar.formula.search(content) is not None
                kind = grammar.constant if formula else grammar.typed
                typed = kind.search(content) is not None
            yield Cell(column, *found.span(), int(style or 0), formula, typed)

    def _rows(self) -> Iterator[Row]:
        number, place = 0, self.inner
        while found := self._grammar.row.search(self._plain, place, self.close):
            given = dict(_ATTRIBUTE.findall(found[1]))
            number = int(given.get(b"r", number + 1))
            close = place = found.end()
            if not found[2]:
                ending = self._grammar.row_end.search(self._plain, place, self.close)
                if ending is None:
                    raise Refusal("damaged", cause=f"{self._sheet}: row")
                close, place = ending.span()
            yield Row(number, found.start(), found.end(), close, place)


def _last(pattern: re.Pattern[bytes], xml: bytes) -> re.Match[bytes] | None:
    start = len(xml)
    while (start := xml.rfind(b"</", 0, start)) != -1:
        found = pattern.match(xml, start)
        if found is not None:
            return found
    return None


@cache
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


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
