"""Rows that are no data: notes, signatures and totals under a table, headings between its rows.

People who print a sheet want them there. Each is told, and not read.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from xl_addin.model.cells import is_blank
from xl_addin.model.raw import RawSheet
from xl_addin.problems import Problem
from xl_addin.reader.faults import Faults
from xl_addin.reader.values import text

CODE = "note-in-table"
_LONG, _SHOWN = 30, 20
# No id is punctuated like prose, or is several words long.
_PROSE = re.compile(r"[：:。，；、]|^.{8,}\s\S")
_DONE = "(?:填表|填报|制表|编制|编写|审核|复核|审批|批准|核准|签发)"
_REMARK = re.compile(
    r"(?:合计|总计|小计|备注|注|(?:填[表写]|使用)?说明|图例|(?:sub|grand )?total|notes?|legend)"
    rf"(?:\s|[:：]|$)|{_DONE}?(?:人员?|单位|部门|日期|时间)?\s*[:：]",
    re.IGNORECASE,
)
"""Begins no id, name or title."""
_SIGNATURE = re.compile(rf"{_DONE}(?:人|日期|时间)(?:\s|$)|{_DONE}\s+\D|日期(?:\s|$)")
"""Begins no id; roles and duties may be called so."""


def note_found(sheet: RawSheet, row: int, id_column: int, faults: Faults) -> bool:
    """Whether a row of a table is no data; if so, note that.

    Args:
        sheet: Where it stands.
        row: The row.
        id_column: Column of the ids of the table.
        faults: Is told.
    """
    cells = sheet.row(row)
    column = next((n for n, cell in enumerate(cells, 1) if not is_blank(cell)), 0)
    in_ids = column == id_column
    if not column or not (in_ids or is_blank(sheet.cell(row, id_column))):
        return False
    shown = text(cells[column - 1]).strip()
    is_note = bool(_REMARK.match(shown) or (in_ids and _SIGNATURE.match(shown)))
    if not is_note and all(map(is_blank, cells[column:])):
        is_note = (in_ids and _is_prose(shown)) or _is_heading(sheet, row, column)
    if is_note:
        faults.notes.add((sheet.name, row))
        faults.warn(CODE, faults.place(sheet.name, row, column), text=_shortened(shown))
    return is_note


def without_notes(
    problems: Iterable[Problem], notes: Container[tuple[str, int]]
) -> Iterator[Problem]:
    """The problems without those of cells of rows that are no data."""
    for problem in problems:
        place = problem.place
        if problem.code == CODE or (place.sheet or "", place.row or 0) not in notes:
            yield problem


def _is_prose(shown: str) -> bool:
    return len(shown) > _LONG or bool(_PROSE.search(shown))


def _is_heading(sheet: RawSheet, row: int, column: int) -> bool:
    """Whether a cell is merged across further columns."""
    return any((a.top, a.left) == (row, column) and a.right > column for a in sheet.merged)


def _shortened(shown: str) -> str:
    line = " ".join(shown.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
