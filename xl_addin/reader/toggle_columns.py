"""Which columns of a sheet are toggles under the ids of roles.

Neighbours: `toggles` reads them; `imprints` tells whose cells they are, in processes that
know nothing else of what a workbook means.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import DUTIES, TOGGLES
from xl_addin.reader.values import Fault, text, toggle

NOT_ROLES = frozenset().union(*(c.keys for c in (*TOGGLES.columns, *DUTIES.columns)))
"""Keys of headers that are known columns, whatever roles are called."""
_HELPERS = re.compile(
    "备注|说明|职责类别|排序|序号|图例|note|total|no\\.?|count|"
    "是否.*|.*(?:合计|总计|小计|部门|人数|岗位数|勾选数|数量)"
)


def role_columns(sheet: RawSheet, header: int, roles: Container[str]) -> dict[int, str]:
    """Columns of toggles under the ids of roles: column → role key.

    Args:
        sheet: 开关 in its wide layout, or 职责.
        header: Row of the ids counted from 1.
        roles: Keys of all roles.
    """
    own = key(sheet.name) in TOGGLES.keys
    names = {number: key(shown) for number, shown in shown_headers(sheet, header)}
    return {
        number: name
        for number, name in names.items()
        if name in roles and (own or name not in NOT_ROLES)
    }


def is_helper(header: str) -> bool:
    """Whether a column is by its header none of a role: remarks, totals, departments."""
    return bool(_HELPERS.fullmatch(key(header)))


def are_ticks(cells: Iterable[CellValue]) -> bool:
    """Whether a column holds toggles, not texts or counts, some of which may look like one."""
    filled = [cell for cell in cells if not is_blank(cell)]
    others = [cell for cell in filled if isinstance(toggle(cell), Fault)]
    has_counts = any(isinstance(cell, int | float) for cell in others)
    return bool(filled) and not has_counts and len(others) <= len(filled) / 2


def shown_headers(sheet: RawSheet, header: int) -> Iterator[tuple[int, str]]:
    """Filled cells of a header row as they are shown, by column."""
    for number, cell in enumerate(sheet.row(header), start=1):
        if not is_blank(cell):
            yield number, text(sheet.padded.get((header, number), cell)).strip()
