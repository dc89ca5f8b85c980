"""What every source over an .xlsx file shares: its bytes, the gate, the scan, the layout.

A kind of source (`calamine_file`, `openpyxl_file`) adds one function from bytes to the
values its parser reads; the scan's facts are laid over them, so that all kinds agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from xl_addin.model.cells import CellValue, plain_number
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.package.limits import Limits
from xl_addin.package.share import WHOLE, Share
from xl_addin.package.sheet_handler import SheetFacts
from xl_addin.package.workbook_scan import ScannedSheet, WorkbookScan
from xl_addin.sources.whole_file import read_whole

Rows = list[list[Any]]
ReadTables = Callable[[bytes, Sequence[ScannedSheet], str], list[Rows]]


class XlsxFile:
    """A source over one .xlsx or .xlsm file.

    Args:
        path: The file.
        read_tables: From bytes, sheets and file name to the rows of each sheet.
        limits: What the package may hold.
        content: Its bytes, where they have been read already.

    Attributes:
        alone: Whether sheets are read without the parser where they are regular.
    """

    alone = False

    def __init__(
        self,
        path: Path,
        read_tables: ReadTables,
        limits: Limits | None = None,
        content: bytes | None = None,
    ) -> None:
        self.path = path
        self._read_tables = read_tables
        self._limits = limits or Limits()
        self._content = content

    def read(self) -> RawBook:
        """All worksheets, formulas by their cached results."""
        return self.read_share(WHOLE)[0]

    def read_share(self, share: Share) -> tuple[RawBook, tuple[int, ...]]:
        """Some of the worksheets, and their places among the tabs, counted from 0."""
        places = tuple(self.scan.places(share))
        return RawBook(self.path.name, self.sheets(places)), places

    def sheets(
        self, places: Sequence[int], rows: Mapping[int, Collection[int]] = {}
    ) -> tuple[RawSheet, ...]:
        """Some of the worksheets.

        Args:
            places: Their places among the tabs, counted from 0.
            rows: Of those that have been read before, the rows that are wanted, by place;
                there may be others too.
        """
        found = [
            self.scan.sheet(place, alone=self.alone, rows=rows.get(place)) for place in places
        ]
        left = [sheet for sheet in found if sheet.rows is None]
        parsed = iter(self._read_tables(self._bytes(), left, self.path.name) if left else ())
        return tuple(
            RawSheet(
                name=sheet.title,
                rows=_laid_over(
                    next(parsed) if sheet.rows is None else sheet.rows, sheet.facts
                ),
                hidden_rows=frozenset(sheet.facts.hidden_rows),
                merged=tuple(sheet.facts.merged),
                fonts=sheet.facts.fonts,
                padded=sheet.facts.padded,
                lists=tuple(sheet.facts.lists),
            )
            for sheet in found
        )

    @cached_property
    def scan(self) -> WorkbookScan:
        """The file behind the gate.

        Raises:
            WorkbookError: It may not be parsed, or is broken.
        """
        return WorkbookScan(self._bytes(), file=self.path.name, limits=self._limits)

    def fingerprint(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self._bytes()).hexdigest()

    def _bytes(self) -> bytes:
        if self._content is None:
            self._content = read_whole(self.path, self._limits)
        return self._content


def plain(value: Any) -> CellValue:
    """A parser's value as every source delivers it."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return plain_number(float(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    known: CellValue = value
    return known


def _laid_over(rows: Rows, facts: SheetFacts) -> list[list[CellValue]]:
    """Rows with the scan's values in their places, without blanks at their ends."""
    for (row, column), value in facts.values.items():
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        if len(cells) < column:
            cells.extend([None] * (column - len(cells)))
        cells[column - 1] = value
    for cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
