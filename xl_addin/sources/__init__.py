"""Where workbooks are read from. `open_source` picks the kind by the path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.errors import WorkbookError
from xl_addin.package.limits import Limits
from xl_addin.sources.base import WorkbookSource

if TYPE_CHECKING:
    from xl_addin.sources.xlsx_file import XlsxFile

READABLE = (".xlsx", ".xlsm")


def open_source(
    path: Path, limits: Limits | None = None, content: bytes | None = None
) -> XlsxFile:
    """The source for a workbook file.

    Args:
        path: The file.
        limits: What it may hold.
        content: Its bytes, where they have been read already.

    Raises:
        WorkbookError: The file's format is not one that can be read.
    """
    require_readable(path)
    # Only reading a file may cost the import of what reads it.
    from xl_addin.sources.calamine_file import CalamineFile

    return CalamineFile(path, limits, content)


def require_readable(path: Path) -> None:
    """Tell by its name a file of a format that is not read.

    Raises:
        WorkbookError: It is one.
    """
    if path.suffix.lower() == ".numbers":
        raise WorkbookError("workbook-is-apple", file=path.name)
    if path.suffix.lower() not in READABLE:
        raise WorkbookError("workbook-format", file=path.name, ending=path.suffix or "-")


__all__ = ["READABLE", "WorkbookSource", "open_source", "require_readable"]
