"""One pass over a sheet's XML for everything parsers hide.

Takes a sheet's bytes and the workbook's styles, gives `SheetFacts`: the value of every
cell a parser may deliver otherwise than it stands (errors, lost results, percentages,
custom dates, trimmed or escaped texts), hidden rows, merged ranges, symbol fonts and
the used size. Regular cells are taken out first (`regular_cells`); the rest is parsed
by expat. Sources lay the facts over what their parser read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from xl_addin.model.cells import CellValue
from xl_addin.model.raw import CellRange
from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Refusal
from xl_addin.package.regular_cells import (
    Grammar,
    Remainder,
    column_number,
    exact_columns,
)
from xl_addin.package.sheet_cells import CellDecoder, RawCell
from xl_addin.package.workbook import SheetPart, WorkbookParts

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")
_TEXTS = frozenset({"v", "f", "t"})


@dataclass(slots=True)
class SheetFacts:
    """What a parser may not tell of a sheet.

    Attributes:
        values: Values by row and column, for the cells that need it.
        fonts: Symbol fonts of text cells.
        hidden_rows: Rows hidden or filtered away.
        merged: Merged ranges.
        padded: What Excel shows in number cells whose format adds leading zeros.
        lists: Ranges with a drop-down list.
        last_row: Last row with a value.
        columns: A bound on the last column with a value.
        in_order: Whether its rows ascend, as parsers take for granted.
    """

    values: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[CellRange] = field(default_factory=list)
    padded: dict[tuple[int, int], str] = field(default_factory=dict)
    lists: list[CellRange] = field(default_factory=list)
    last_row: int = 0
    columns: int = 0
    in_order: bool = True


class SheetScanner:
    """Scans the sheets of one workbook.

    Args:
        workbook: Its frame.
        strings: Shared strings that parsers change, by index.
        limits: What a sheet may hold.
    """

    def __init__(
        self, workbook: WorkbookParts, strings: Mapping[int, str], limits: Limits
    ) -> None:
        self._grammar = Grammar(workbook.styles)
        self._decoder = CellDecoder(workbook.styles, strings, date1904=workbook.date1904)
        self._strings = strings
        self._limits = limits

    def scan(self, sheet: SheetPart, xml: bytes, *, shortcut: bool = True) -> SheetFacts:
        """What a parser may not tell of a sheet.

        Args:
            sheet: Its tab and part.
            xml: Its bytes.
            shortcut: Take regular cells out first; the result is the same without.

        Raises:
            Refusal: It is not well-formed, or larger than the limits allow.
        """
        rest = self._grammar.reduce(xml) if shortcut else None
        try:
            facts = self._parse(sheet, rest.xml if rest else xml, reduced=rest is not None)
        except _PositionsImplied:
            rest = None
            facts = self._parse(sheet, xml, reduced=False)
        if rest is not None:
            self._add_regular(facts, rest, xml)
        self._check_size(sheet, facts)
        return facts

    def _parse(self, sheet: SheetPart, xml: bytes, *, reduced: bool) -> SheetFacts:
        handler = _SheetHandler(sheet, self._decoder, reduced=reduced)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.data
        try:
            parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
        except expat.ExpatError as fault:
            raise Refusal("damaged", cause=f"{sheet.part}: {fault}") from fault
        return handler.facts

    def _add_regular(self, facts: SheetFacts, rest: Remainder, xml: bytes) -> None:
        facts.last_row = max(facts.last_row, rest.last_row)
        columns = rest.columns
        if rest.last_row * columns > self._limits.cells:
            columns = exact_columns(xml)
        facts.columns = max(facts.columns, columns if rest.last_row else 0)
        facts.in_order = facts.in_order and rest.in_order
        if self._strings:
            for cell in re.finditer(
                rb'<c r="([A-Z]+)(\d+)"[^<>]* t="s"[^<>]*><v>(\d+)</v>', xml
            ):
                text = self._strings.get(int(cell[3]))
                if text is not None:
                    spot = int(cell[2]), column_number(cell[1].decode())
                    facts.values[spot] = text or None

    def _check_size(self, sheet: SheetPart, facts: SheetFacts) -> None:
        size = facts.last_row * facts.columns
        if facts.last_row > _LAST_ROW or size > self._limits.cells:
            raise Refusal(
                "extent", sheet=sheet.title, rows=facts.last_row, allowed=self._limits.cells
            )
        if len(facts.merged) > self._limits.merges:
            raise Refusal.limit(
                "merges", len(facts.merged), self._limits.merges, part=sheet.title
            )
        covered = sum(
            (area.bottom - area.top + 1) * (area.right - area.left + 1) for area in facts.merged
        )
        if covered > self._limits.merged_cells:
            raise Refusal.limit(
                "merged_cells", covered, self._limits.merged_cells, part=sheet.title
            )


class _PositionsImplied(Exception):
    """A row or cell without a reference: its place depends on cells taken out."""


class _SheetHandler:
    """What expat calls; one a sheet."""

    def __init__(self, sheet: SheetPart, decoder: CellDecoder, *, reduced: bool) -> None:
        self.facts = SheetFacts()
        self._sheet = sheet
        self._decoder = decoder
        self._reduced = reduced
        self._row = 0
        self._column = 0
        self._cell: RawCell | None = None
        self._pieces: list[str] | None = None
        self._phonetic = False
        self._in_list = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = tag.rpartition(" ")[2]
        if local == "c":
            self._start_cell(attributes)
        elif local in _TEXTS and self._cell is not None:
            self._pieces = None if self._phonetic else []
            if local == "f":
                self._cell.formula = ""
        elif local == "row":
            self._start_row(attributes)
        elif local == "rPh":
            self._phonetic = True
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif local == "dataValidation":
            self._in_list = attributes.get("type") == "list"
            self._list(attributes.get("sqref", ""))
        elif local == "sqref" and self._in_list:
            self._pieces = []

    def data(self, text: str) -> None:
        """Text of an element."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        local = tag.rpartition(" ")[2]
        if local == "c":
            self._end_cell()
        elif local == "rPh":
            self._phonetic = False
        elif local == "dataValidation":
            self._in_list = False
        elif local == "sqref" and self._pieces is not None:
            text, self._pieces = "".join(self._pieces), None
            self._list(text)
        elif self._pieces is not None and self._cell is not None and local in _TEXTS:
            text, self._pieces = "".join(self._pieces), None
            if local == "v":
                self._cell.value = text
            elif local == "f":
                self._cell.formula = text
            else:
                self._cell.texts.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        if given is None and self._reduced:
            raise _PositionsImplied
        row = self._row + 1 if given is None else self._number(given)
        if row <= self._row:
            self.facts.in_order = False
        self._row, self._column = row, 0
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            if self._reduced:
                raise _PositionsImplied
            self._column += 1
        else:
            row, column = self._place(reference)
            if row < self._row or (row == self._row and column <= self._column):
                self.facts.in_order = False
            self._row, self._column = row, column
        self._cell = RawCell(
            self._row,
            self._column,
            int(style) if (style := attributes.get("s", "0")).isdecimal() else 0,
            attributes.get("t", "n"),
        )

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or cell.is_empty():
            return
        facts = self.facts
        facts.last_row = max(facts.last_row, cell.row)
        facts.columns = max(facts.columns, cell.column)
        try:
            self._decoder.decode(cell, facts.values, facts.fonts, facts.padded)
        except ValueError as fault:
            cause = f"{self._sheet.title}!R{cell.row}C{cell.column}"
            raise Refusal("damaged", cause=cause) from fault

    def _place(self, reference: str) -> tuple[int, int]:
        found = _REFERENCE.fullmatch(reference)
        row, column = (int(found[2]), column_number(found[1])) if found else (0, 0)
        if not (0 < row <= _LAST_ROW and column <= _LAST_COLUMN):
            raise Refusal("damaged", cause=f"{self._sheet.title}!{reference[:20]}")
        return row, column

    def _number(self, text: str) -> int:
        if not text.isdecimal() or not 0 < len(text) < 9:
            raise Refusal("damaged", cause=f"{self._sheet.title}: {text[:20]}")
        return int(text)

    def _list(self, references: str) -> None:
        """Note the cells of a drop-down list: `C2:E20 G2`, one rule's ranges."""
        if self._in_list:
            self.facts.lists.extend(self._range(each) for each in references.split())

    def _merge(self, reference: str) -> None:
        self.facts.merged.append(self._range(reference))

    def _range(self, reference: str) -> CellRange:
        first, _, last = reference.partition(":")
        top, left = self._place(first)
        bottom, right = self._place(last or first)
        return CellRange(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
