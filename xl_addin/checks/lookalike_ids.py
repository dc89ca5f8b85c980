"""Two ids that a reader of the sheet cannot tell apart: `A-01` and `A-O1`."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.problems import Problem, Severity

_LOOK = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "–": "-", "—": "-", "_": "-"})


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning at the later of two such rows."""
    book = given.book
    for name, items in (("roles", book.roles), ("duties", book.duties)):
        table = book.tables[name]
        seen: dict[str, str] = {}
        for item in items.values():
            place = table.place(item.record, "id", book.file)
            look = item.key.translate(_LOOK)
            if look in seen:
                params = {"id": item.id, "other": seen[look]}
                yield Problem("id-lookalike", place, params, Severity.WARNING)
            seen.setdefault(look, f"{item.id} ({place})")
