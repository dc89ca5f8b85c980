"""Keyed books from sheets, and what of a book must be equal for two to say the same."""

from __future__ import annotations

from typing import Any

from tests.builders import Sheets
from xl_addin.merge.alignment import align
from xl_addin.merge.decisions import Decision, all_ops
from xl_addin.merge.keyed import KeyedBook, keyed
from xl_addin.merge.ops import apply
from xl_addin.merge.three_way import decide
from xl_addin.reader.book import read_book
from xl_addin.sources.memory import MemorySource


def view(sheets: Sheets, name: str = "book.xlsx") -> KeyedBook:
    """The keyed view of sheets given as rows."""
    raw = MemorySource(sheets, name=name).read()
    return keyed(read_book(raw)[0], raw)


def said(book: KeyedBook, *, ordered: bool = True) -> dict[str, Any]:
    """Everything a book says, without places and without the keys of rows that have no id."""
    content: dict[str, Any] = {}
    for name, table in book.tables.items():
        rows = [
            (
                row.key if not row.is_anonymous else row.group,
                sorted(row.values.items(), key=repr),
            )
            for row in table.rows.values()
        ]
        if rows and name != "toggles":
            content[name] = rows if ordered else sorted(rows, key=repr)
    content["toggles"] = {role: dict(row) for role, row in book.toggles.items() if row}
    return content


def merged(
    base: KeyedBook, ours: KeyedBook, theirs: KeyedBook
) -> tuple[tuple[Decision, ...], KeyedBook]:
    """The decisions, and ours with them applied."""
    decisions = decide(base, ours, theirs)
    return decisions, apply(all_ops(decisions), align(base, ours), theirs)
