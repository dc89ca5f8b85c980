"""Columns of toggles that lack the id of their role: what is ticked there is not read.

Neighbours: `toggles`, which reads the others.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from xl_addin.model.book import Role
from xl_addin.model.cells import is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.reader.faults import Faults
from xl_addin.reader.values import Fault, text, toggle

CODE = "toggles-headless"


def note_headless(
    sheet: RawSheet,
    header: int,
    duty_rows: Iterable[int],
    roles: Iterable[Role],
    not_roles: Container[str],
    faults: Faults,
) -> None:
    """Note every column that is ticked and has nothing in the row of ids.

    Args:
        sheet: 开关 in its wide layout.
        header: Row of the ids counted from 1.
        duty_rows: Rows of duties.
        roles: Those that have no column and need one.
        not_roles: Keys of headers that columns of another kind have.
        faults: Is told.
    """
    rows = list(duty_rows)
    found = {
        column: name
        for column in _blank_headers(sheet, header)
        if key(name := text(sheet.cell(header - 1, column)).strip()) not in not_roles
        and _is_ticked(sheet, column, rows, is_named=bool(name))
    }
    waiting = {role.key: role for role in roles}
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


def _is_ticked(sheet: RawSheet, column: int, rows: Iterable[int], *, is_named: bool) -> bool:
    cells = [cell for row in rows if not is_blank(cell := sheet.cell(row, column))]
    return bool(cells) and (is_named or any(not isinstance(toggle(c), Fault) for c in cells))


def _meant(
    sheet: RawSheet, header: int, column: int, waiting: Mapping[str, Role], *, is_last: bool
) -> Role | None:
    """The role whose name stands above or below, else the only one that has no column."""
    shown = {key(text(sheet.cell(row, column))) for row in (header - 1, header + 1)} - {""}
    for role in waiting.values():
        if shown & {key(role.name), key(role.record.text("english_name"))}:
            return role
    return next(iter(waiting.values())) if is_last and len(waiting) == 1 else None
