"""Which roles, or which row's id, the user's selection means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xl_addin.excel.session import Session
from xl_addin.model.names import key
from xl_addin.model.schema import TOGGLES
from xl_addin.pipeline.load import Loaded
from xl_addin.reader.tables import find_header

_AREA = re.compile(r"\$?([A-Z]+)?\$?(\d+)?(?::\$?([A-Z]+)?\$?(\d+)?)?")


def chosen_roles(session: Session, loaded: Loaded) -> list[str]:
    """Ids of the roles whose rows or toggle columns are selected, in workbook order."""
    selection = session.app.selection
    if selection is None or selection.sheet.book.name != session.book.name:
        return []
    sheet = selection.sheet.name
    areas = list(_areas(selection))
    found = set()
    if sheet == loaded.book.tables["roles"].sheet:
        for role in loaded.book.roles.values():
            if any(top <= role.record.row <= bottom for top, bottom, _, _ in areas):
                found.add(role.key)
    else:
        for column, role_key in toggle_columns(loaded, sheet).items():
            if any(left <= column <= right for _, _, left, right in areas):
                found.add(role_key)
    return [role.id for role in loaded.book.roles.values() if role.key in found]


def toggle_columns(loaded: Loaded, sheet_name: str) -> dict[int, str]:
    """Role columns of a sheet of toggles: column → role key; empty for other sheets."""
    sheet = next((each for each in loaded.raw.sheets if each.name == sheet_name), None)
    duties = loaded.book.tables["duties"]
    if sheet is None or (key(sheet.name) not in TOGGLES.keys and sheet.name != duties.sheet):
        return {}
    header = find_header(sheet, TOGGLES.columns) or 0
    return {
        column: key(cell)
        for column, cell in enumerate(sheet.row(header), start=1)
        if isinstance(cell, str) and key(cell) in loaded.book.roles
    }


def _areas(selection: Any) -> Iterator[tuple[int, int, int, int]]:
    """(top, bottom, left, right) of each selected area, counted from 1."""
    for address in selection.address.split(","):
        found = _AREA.fullmatch(address.strip())
        if found is None:
            continue
        left, top, right, bottom = found.groups()
        if ":" not in address:
            right, bottom = left, top
        yield (
            int(top) if top else 1,
            int(bottom) if bottom else 1 << 20,
            _number(left) if left else 1,
            _number(right) if right else 1 << 14,
        )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
