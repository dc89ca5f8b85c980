"""Where workbooks are read from. `open_source` picks the kind by the path."""

from __future__ import annotations

from pathlib import Path

from xl_addin.errors import WorkbookError
from xl_addin.sources.base import WorkbookSource

READABLE = (".xlsx", ".xlsm")


def open_source(path: Path) -> WorkbookSource:
    """The source for a workbook file.

    Raises:
        WorkbookError: The file's format is not one that can be read.
    """
    if path.suffix.lower() not in READABLE:
        raise WorkbookError("workbook-format", file=path.name, ending=path.suffix or "-")
    # openpyxl takes 200 ms to import: only reading a file may cost that.
    from xl_addin.sources.openpyxl_file import OpenpyxlFile

    return OpenpyxlFile(path)


__all__ = ["READABLE", "WorkbookSource", "open_source"]
