"""Cells whose drop-down list is gone: pasting over a cell takes its list away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_addin.checks.base import CheckInput
from xl_addin.model.cells import is_blank
from xl_addin.model.raw import RawSheet
from xl_addin.problems import Place, Problem, Severity, column_letters

_SHOWN = 5


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning a column, at the first cell below its first list that has none."""
    for sheet in given.raw.sheets:
        if sheet.name == given.book.tables["settings"].sheet:
            # There each row is of a kind of its own: a list in one says nothing of the next.
            continue
        last = sheet.last_row
        for column, covered in sorted(_covered(sheet).items()):
            lost = [
                row
                for row in range(min(covered), last + 1)
                if row not in covered and any(not is_blank(cell) for cell in sheet.row(row))
            ]
            if lost:
                letters = column_letters(column)
                cells = "、".join(f"{letters}{row}" for row in lost[:_SHOWN])
                params = {"cells": cells, "count": len(lost)}
                place = Place(given.raw.name, sheet.name, lost[0], column)
                yield Problem("list-lost", place, params, Severity.WARNING)


def _covered(sheet: RawSheet) -> Mapping[int, set[int]]:
    """Column → rows that have a list, as far as the sheet is used."""
    covered: dict[int, set[int]] = {}
    widest = max((len(row) for row in sheet.rows), default=0)
    for area in sheet.lists:
        rows = range(area.top, min(area.bottom, len(sheet.rows)) + 1)
        for column in range(area.left, min(area.right, widest) + 1) if rows else ():
            covered.setdefault(column, set()).update(rows)
    return covered
