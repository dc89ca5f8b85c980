"""Rows of 部门 and the departments that roles name."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.model.names import key, nearest
from xl_addin.problems import Place, Problem, Severity


def check(given: CheckInput) -> Iterator[Problem]:
    """Nameless and doubled rows; names of roles that no row has."""
    table = given.book.tables["departments"]
    name = table.field("name")
    if name is None or not name.column:
        return
    yield from _rows(given)
    known = [record.text("name") for record in given.book.departments.values()]
    roles = given.book.tables["roles"]
    for selection in given.selections.values():
        shown = selection.role.record.text("department")
        if known and shown and key(shown) not in given.book.departments:
            yield Problem(
                "unknown-department",
                roles.place(selection.role.record, "department", given.book.file),
                {"department": shown, "guess": nearest(shown, known) or ""},
                Severity.WARNING,
            )


def _rows(given: CheckInput) -> Iterator[Problem]:
    table = given.book.tables["departments"]
    seen: dict[str, Place] = {}
    said = {problem.place for problem in given.problems}
    for record in table.records:
        if given.book.is_note(record):
            continue
        place = table.place(record, "name", given.book.file)
        name = key(record.text("name"))
        if not name:
            if place not in said:
                params = {"header": table.chinese}
                yield Problem("id-blank", place, params, roles=frozenset())
        elif name in seen:
            roles = frozenset(
                role.key
                for role in given.book.roles.values()
                if key(role.record.text("department")) == name
            )
            params = {"id": record.text("name").strip(), "other": str(seen[name])}
            yield Problem("duplicate-id", place, params, roles=roles)
        else:
            seen[name] = place
