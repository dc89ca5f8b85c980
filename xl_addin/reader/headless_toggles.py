"""Columns of toggles that lack the id of their role: what is ticked there is not read.

Neighbours: `toggles`, which reads the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xl_addin.model.book import Role
from xl_addin.model.cells import is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.reader.faults import Faults
from xl_addin.reader.toggle_columns import are_ticks, is_helper
from xl_addin.reader.values import text

CODE = "toggles-headless"


def note_headless(
    sheet: RawSheet,
    header: int,
    duty_rows: Iterable[int],
    roles: Iterable[Role],
    faults: Faults,
) -> None:
    """Note every column that is ticked and has nothing in the row of ids.

    Args:
        sheet: 开关 in its wide layout.
        header: Row of the ids counted from 1.
        duty_rows: Rows of duties.
        roles: Those that have no column and need one.
        faults: Is told.
    """
    rows = list(duty_rows)
    waiting = {role.key: role for role in roles}
    found = {
        column: text(sheet.cell(header - 1, column)).strip()
        for column in _blank_headers(sheet, header)
        if _is_ticked(sheet, header, column, rows, waiting)
    }
    for column, name in found.items():
        role = _meant(sheet, header, column, waiting, is_last=len(found) == 1)
        place = faults.place(sheet.name, header, column)
        if role is None:
            faults.warn(CODE, place, name=name, guess="")
        else:
            faults.add(CODE, place, roles=[role.key], name=name, guess=role.id)
            del waiting[role.key]


def _blank_headers(sheet: RawSheet, header: int) -> Iterator[int]:
    cells = sheet.row(header)
    width = max(map(len, sheet.rows), default=0)
    for column in range(1, width + 1):
        if column > len(cells) or is_blank(cells[column - 1]):
            yield column


def _is_ticked(
    sheet: RawSheet,
    header: int,
    column: int,
    rows: Iterable[int],
    waiting: Mapping[str, Role],
) -> bool:
    cells = [cell for row in rows if not is_blank(cell := sheet.cell(row, column))]
    if not cells or _named(sheet, header, column, waiting):
        return bool(cells)
    return not is_helper(text(sheet.cell(header - 1, column))) and are_ticks(cells)


def _named(
    sheet: RawSheet, header: int, column: int, waiting: Mapping[str, Role]
) -> Role | None:
    """The role whose name stands above or below."""
    shown = {key(text(sheet.cell(row, column))) for row in (header - 1, header + 1)} - {""}
    for role in waiting.values():
        if shown & {key(role.name), key(role.record.text("english_name"))}:
            return role
    return None


def _meant(
    sheet: RawSheet, header: int, column: int, waiting: Mapping[str, Role], *, is_last: bool
) -> Role | None:
    """The role whose name stands above or below, else the only one that has no column."""
    if role := _named(sheet, header, column, waiting):
        return role
    return next(iter(waiting.values())) if is_last and len(waiting) == 1 else None
