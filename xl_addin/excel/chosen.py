"""Which roles or duties the user's selection means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xl_addin.excel.session import Session
from xl_addin.model.names import key
from xl_addin.pipeline.layout import layout
from xl_addin.pipeline.load import Loaded

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
        for matrix in layout(loaded).matrices:
            for column, name in matrix.roles.items() if matrix.sheet.name == sheet else ():
                if any(left <= column <= right for _, _, left, right in areas):
                    found.add(name)
    return [role.id for role in loaded.book.roles.values() if role.key in found]


def chosen_keys(session: Session, loaded: Loaded) -> frozenset[str]:
    """Keys of the selected roles, or of the duties whose rows in 职责 are selected."""
    selection = session.app.selection
    if selection is None or selection.sheet.name != loaded.book.tables["duties"].sheet:
        return frozenset(key(each) for each in chosen_roles(session, loaded))
    areas = list(_areas(selection))
    return frozenset(
        duty.key
        for duty in loaded.book.duties.values()
        if any(top <= duty.record.row <= bottom for top, bottom, _, _ in areas)
    )


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
