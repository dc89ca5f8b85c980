"""A workbook's sheets scanned in one go."""

from __future__ import annotations

from xl_addin.package.share import WHOLE, Share
from xl_addin.package.workbook_scan import ScannedSheet, WorkbookScan


def scan_workbook(
    content: bytes, *, file: str, alone: bool = False, share: Share = WHOLE
) -> tuple[ScannedSheet, ...]:
    """The sheets of one reader, in tab order."""
    opened = WorkbookScan(content, file=file)
    return tuple(opened.sheet(place, alone=alone) for place in opened.places(share))
