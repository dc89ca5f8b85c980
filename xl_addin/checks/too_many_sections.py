"""A job document with more sections than people read."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.problems import Problem, Severity

MOST_SECTIONS = 12


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning per role with more than `MOST_SECTIONS` sections."""
    table = given.book.tables["roles"]
    for key, selection in given.selections.items():
        count = len(selection.sections)
        if count > MOST_SECTIONS and not given.is_withheld(key):
            role = selection.role
            yield Problem(
                "too-many-sections",
                table.place(role.record, "id", given.book.file),
                {"role": role.id, "name": role.name, "count": count, "most": MOST_SECTIONS},
                Severity.WARNING,
                frozenset([key]),
            )
