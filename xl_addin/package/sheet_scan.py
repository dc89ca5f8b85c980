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
from xml.parsers import expat

from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Refusal
from xl_addin.package.regular_cells import (
    Grammar,
    Remainder,
    column_number,
    exact_columns,
)
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.sheet_handler import (
    LAST_ROW,
    PositionsImplied,
    SheetFacts,
    SheetHandler,
)
from xl_addin.package.workbook import SheetPart, WorkbookParts


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
        except PositionsImplied:
            rest = None
            facts = self._parse(sheet, xml, reduced=False)
        if rest is not None:
            self._add_regular(facts, rest, xml)
        self._check_size(sheet, facts)
        return facts

    def _parse(self, sheet: SheetPart, xml: bytes, *, reduced: bool) -> SheetFacts:
        handler = SheetHandler(sheet, self._decoder, reduced=reduced)
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
        if facts.last_row > LAST_ROW or size > self._limits.cells:
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
