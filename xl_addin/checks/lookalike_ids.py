"""Two ids that a reader of the sheet cannot tell apart: `A-01` and `A-O1`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_addin.checks.base import CheckInput
from xl_addin.model.book import Duty, Role
from xl_addin.problems import Problem, Severity

_LOOK = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "–": "-", "—": "-", "_": "-"})


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning at the later of two such rows."""
    book = given.book
    both: dict[str, Mapping[str, Role | Duty]] = {"roles": book.roles, "duties": book.duties}
    for name, items in both.items():
        table = book.tables[name]
        seen: dict[str, Role | Duty] = {}
        for item in items.values():
            first = seen.setdefault(item.key.translate(_LOOK), item)
            if first is not item:
                place = table.place(item.record, "id", book.file)
                other = table.place(first.record, "id", book.file)
                params = {"id": item.id, "other": f"{first.id} ({other})"}
                yield Problem("id-lookalike", place, params, Severity.WARNING)
