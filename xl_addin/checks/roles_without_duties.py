"""A role whose toggles are all off would get a document without content."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.problems import Problem


def check(given: CheckInput) -> Iterator[Problem]:
    """One error per role with no duty section."""
    table = given.book.tables["roles"]
    for key, selection in given.selections.items():
        role = selection.role
        if role.generate and not selection.sections and not given.is_withheld(key):
            place = table.place(role.record, "id", given.book.file)
            params = {"role": role.id, "name": role.name}
            yield Problem("role-without-duties", place, params, roles=frozenset([key]))
