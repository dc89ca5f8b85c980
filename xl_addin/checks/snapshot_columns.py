"""Columns that 快照不含 names but no sheet has: their data would be kept after all."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.model.left_out import items_left_out, matching_columns
from xl_addin.model.names import nearest
from xl_addin.problems import Problem, Severity

# Half of a name of two characters.
_ALIKE = 0.5


def check(given: CheckInput) -> Iterator[Problem]:
    """Each item that matches no column."""
    book = given.book
    for item in items_left_out(book):
        if not any(matching_columns(book, item)):
            headers = (each.header for table in book.tables.values() for each in table.fields)
            guess = nearest(item, filter(None, headers), cutoff=_ALIKE) or ""
            place = book.setting_place("snapshot_without")
            params = {"item": item, "guess": guess}
            yield Problem("snapshot-column-unknown", place, params, Severity.WARNING)
