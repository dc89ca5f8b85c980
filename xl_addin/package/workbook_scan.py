"""A workbook through the gate and the scan: all a source needs beside a parser's values."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.package.gate import Kind, error_of, verify
from xl_addin.package.limits import Limits
from xl_addin.package.parts import part
from xl_addin.package.refusal import Refusal
from xl_addin.package.sheet_handler import SheetFacts
from xl_addin.package.sheet_scan import SheetScanner
from xl_addin.package.strings import changed_strings
from xl_addin.package.workbook import read_parts


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One worksheet: its tab, and what a parser may not tell of it."""

    title: str
    facts: SheetFacts


def scan_workbook(
    content: bytes, *, file: str, limits: Limits | None = None
) -> tuple[ScannedSheet, ...]:
    """Examine a workbook and scan its worksheets, in tab order.

    Raises:
        WorkbookError: It may not be parsed, or is broken.
    """
    bounds = limits or Limits()
    package = verify(content, Kind.WORKBOOK, file=file, limits=bounds)
    try:
        workbook = read_parts(package, bounds)
        name = workbook.strings
        strings = changed_strings(name, part(package, name)) if name else {}
        scanner = SheetScanner(workbook, strings, bounds)
        return tuple(
            ScannedSheet(sheet.title, scanner.scan(sheet, part(package, sheet.part)))
            for sheet in workbook.sheets
        )
    except Refusal as refusal:
        raise error_of(refusal, Kind.WORKBOOK, file) from refusal
