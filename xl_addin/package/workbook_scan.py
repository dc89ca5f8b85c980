"""A workbook through the gate and the scan: all a source needs beside a parser's values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xl_addin.package.entries import Package
from xl_addin.package.gate import Kind, error_of, verify
from xl_addin.package.limits import Limits
from xl_addin.package.parts import part
from xl_addin.package.refusal import Irregular, Refusal
from xl_addin.package.regular_table import RegularReader, Row
from xl_addin.package.share import WHOLE, Share
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.sheet_handler import SheetFacts
from xl_addin.package.sheet_scan import read_alone, scan
from xl_addin.package.strings import all_strings, changed_strings
from xl_addin.package.workbook import WorkbookParts, read_parts


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One worksheet.

    Attributes:
        place: Its place among the tabs, counted from 0.
        title: Its tab.
        facts: What a parser may not tell of it.
        rows: Its cells but those among the facts; None where a parser must read them.
    """

    place: int
    title: str
    facts: SheetFacts
    rows: list[Row] | None = None


def scan_workbook(
    content: bytes,
    *,
    file: str,
    limits: Limits | None = None,
    alone: bool = False,
    share: Share = WHOLE,
) -> tuple[ScannedSheet, ...]:
    """Examine a workbook and scan its worksheets, in tab order.

    Args:
        content: The file.
        file: Its name, for messages.
        limits: What it may hold.
        alone: Read the rows of regular sheets too, so that no parser need.
        share: Which sheets to scan: together the readers scan each once.

    Raises:
        WorkbookError: It may not be parsed, or is broken.
    """
    bounds = limits or Limits()
    package = verify(content, Kind.WORKBOOK, file=file, limits=bounds)
    try:
        scan = _Scan(package, read_parts(package, bounds), bounds)
        return tuple(scan.sheet(place, alone=alone) for place in scan.places(share))
    except Refusal as refusal:
        raise error_of(refusal, Kind.WORKBOOK, file) from refusal


class _Scan:
    """The sheets of one package; what either way of reading needs is made when first used."""

    def __init__(self, package: Package, workbook: WorkbookParts, limits: Limits) -> None:
        self.workbook = workbook
        self._package = package
        self._limits = limits

    def places(self, share: Share) -> list[int]:
        """The sheets of one reader: each is the largest left for whoever has least."""
        sheets = self.workbook.sheets
        sizes = [self._package.sizes.get(sheet.part, 0) for sheet in sheets]
        loads = [0] * share.of
        mine = []
        for place in sorted(range(len(sheets)), key=lambda each: -sizes[each]):
            reader = loads.index(min(loads))
            loads[reader] += sizes[place]
            if reader == share.number:
                mine.append(place)
        return sorted(mine)

    def sheet(self, place: int, *, alone: bool) -> ScannedSheet:
        """One sheet, read alone if that is wanted and can be done."""
        sheet = self.workbook.sheets[place]
        xml = part(self._package, sheet.part)
        if alone:
            try:
                facts, rows = read_alone(sheet, xml, *self._readers, self._limits)
            except Irregular:
                pass
            else:
                return ScannedSheet(place, sheet.title, facts, rows)
        facts = scan(sheet, xml, self._decoder, self._limits)
        return ScannedSheet(place, sheet.title, facts)

    @cached_property
    def _readers(self) -> tuple[RegularReader, CellDecoder]:
        name, book = self.workbook.strings, self.workbook
        texts = all_strings(name, part(self._package, name)) if name else []
        reader = RegularReader(book.styles, texts, date1904=book.date1904)
        known = dict(enumerate(texts))
        return reader, CellDecoder(book.styles, known, date1904=book.date1904, alone=True)

    @cached_property
    def _decoder(self) -> CellDecoder:
        name, book = self.workbook.strings, self.workbook
        strings = changed_strings(name, part(self._package, name)) if name else {}
        return CellDecoder(book.styles, strings, date1904=book.date1904)
