"""The settings file of xlwings' VBA, `"KEY","VALUE"` a line; neighbour: `excel_files`.

Lines that are not ours are the user's (a proxy, another route) and stay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from xl_addin.errors import UsageError

ROUTE = "ROUTE"
WORKBOOK_FOLDER = "ADD_WORKBOOK_TO_PYTHONPATH"
OWN_KEYS = ("INTERPRETER_WIN", "INTERPRETER_MAC", WORKBOOK_FOLDER, ROUTE)
"""What an installation writes, and takes away again."""


def read(path: Path, encoding: str) -> dict[str, str]:
    """The settings of a file; none if it does not exist.

    Raises:
        UsageError: It holds something else than settings.
    """
    try:
        text = path.read_bytes().decode(encoding)
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as fault:
        raise UsageError("install-not-ours", path=str(path)) from fault
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    if any(len(row) != 2 for row in rows):
        raise UsageError("install-not-ours", path=str(path))
    return {key.strip().upper(): value for key, value in rows}


def as_text(settings: Mapping[str, str]) -> str:
    """Settings as VBA writes them itself."""
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(settings.items())
    return target.getvalue()
