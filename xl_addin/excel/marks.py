"""Marks on faulty cells: a colour and a note, taken away again without a trace.

What a cell looked like before is kept on a hidden sheet under a number that the mark's
note carries, so that a mark is found again after rows were inserted or sorted. A user's
own note stays readable above the mark's words, and what he changes in it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from xl_addin.excel.session import Session
from xl_addin.excel.sheets import write_text
from xl_addin.messages import cure, sentence
from xl_addin.problems import Problem

STORE = "xl_addin_marks"
_ERROR, _WARNING = (255, 199, 206), (255, 235, 156)
_SIGN = re.compile(r"\n*— xl_addin ([0-9]+) —\n.*", re.DOTALL)
_COLUMNS = ("number", "sheet", "address", "colour")

Cell = tuple[str, int, int]


def mark(session: Session, problems: Iterable[Problem]) -> int:
    """Mark every cell with a problem; give the number of those that could not be."""
    by_cell: dict[Cell, list[Problem]] = {}
    for problem in problems:
        for place in (problem.place, *problem.others):
            if place.sheet and place.row and place.column:
                by_cell.setdefault((place.sheet, place.row, place.column), []).append(problem)
    kept: list[list[str]] = []
    refused = 0
    for (name, row, column), found in by_cell.items():
        cell = session.book.sheets[name].range((row, column))
        number = str(len(kept) + 1)
        before = cell.color
        try:
            cell.color = _ERROR if any(each.is_error for each in found) else _WARNING
            _put_note(cell, _words(session, number, found))
        except Exception:  # noqa: BLE001 - each engine has its own exception for protection
            refused += 1
            with suppress(Exception):
                cell.color = before
            continue
        kept.append([number, name, cell.address, _shown(before)])
    if kept:
        _keep(session, kept)
    return refused


def unmark(session: Session) -> bool:
    """Take all marks away; give whether there were any."""
    store = _store(session)
    if store is None:
        return False
    rows = store.used_range.options(ndim=2).value[1:]
    kept = {str(row[0]): row for row in rows if row[0]}
    _remove_notes(session, kept)
    store.delete()
    return bool(kept)


def _remove_notes(session: Session, kept: Mapping[str, Any]) -> None:
    for sheet in session.book.sheets:
        for note in list(sheet.notes):
            found = _SIGN.search(note.text)
            if found is None or found[1] not in kept:
                continue
            cell = note.location
            if cell.color in (_ERROR, _WARNING):
                # A colour the user has put since then is his.
                cell.color = _colour(str(kept[found[1]][3] or ""))
            own = note.text[: found.start()]
            if own:
                note.text = own
            else:
                note.delete()


def _put_note(cell: Any, words: str) -> None:
    note = cell.note
    if note is None:
        cell.add_note(words)
    else:
        note.text = note.text + "\n\n" + words


def _words(session: Session, number: str, problems: Iterable[Problem]) -> str:
    language = session.language
    said = [
        sentence(each.code, each.params, language)
        + "\n"
        + cure(each.code, each.params, language)
        for each in problems
    ]
    return f"— xl_addin {number} —\n" + "\n\n".join(said)


def _keep(session: Session, rows: list[list[str]]) -> None:
    active = session.book.sheets.active
    store = session.book.sheets.add(STORE, after=session.book.sheets[-1])
    write_text(store, 1, [list(_COLUMNS), *rows])
    store.visible = False
    active.activate()


def _store(session: Session) -> Any:
    return next((each for each in session.book.sheets if each.name == STORE), None)


def _shown(colour: tuple[int, int, int] | None) -> str:
    return "" if colour is None else "#" + "".join(f"{part:02x}" for part in colour)


def _colour(shown: str) -> tuple[int, int, int] | None:
    if not shown:
        return None
    red, green, blue = bytes.fromhex(shown.removeprefix("#"))
    return red, green, blue
