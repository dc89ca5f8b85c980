"""Questions of a merge that nobody has answered: until then no document is made."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.model.cells import is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import CONFLICTS
from xl_addin.problems import Place, Problem

_DONE, _STATUS, _FIRST = "已处理", "状态", "编号"


def check(given: CheckInput) -> Iterator[Problem]:
    """One error for all open rows of the sheet 冲突; it concerns every role."""
    for sheet in given.raw.sheets:
        if key(sheet.name) in CONFLICTS.keys:
            header, column = _header(sheet)
            rows = [
                number
                for number in range(header + 1, len(sheet.rows) + 1)
                if any(not is_blank(cell) for cell in sheet.row(number))
                and str(sheet.cell(number, column) or "").strip() != _DONE
            ]
            if header and rows:
                place = Place(given.raw.name, sheet.name, rows[0], column)
                params = {"count": len(rows), "sheet": sheet.name, "file": given.raw.name}
                yield Problem("conflict-open", place, params)


def _header(sheet: RawSheet) -> tuple[int, int]:
    """Row of the headings and column of the status; (0, 0) if this is no such sheet."""
    for number, cells in enumerate(sheet.rows, start=1):
        texts = [str(cell or "").strip() for cell in cells]
        if _FIRST in texts and _STATUS in texts:
            return number, texts.index(_STATUS) + 1
    return 0, 0
