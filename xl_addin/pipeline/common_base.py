"""The snapshot two copies of a workbook both come from: the base of their merge.

Takes the store and the two copies as read; gives the latest snapshot that both have gone
through. A copy somebody made by hand says nothing of where it comes from, so every
snapshot is judged by what it changed: a copy that has more of a snapshot's new values
than of those they replaced has gone through it. Too late a base would undo one side's
edits silently; too early a one costs nothing (both made the same change); so in doubt a
snapshot counts as not gone through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_addin.model.book import DutyBook, Table
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook
from xl_addin.model.records import Record
from xl_addin.pipeline.plan import workbook_id
from xl_addin.reader.book import read_book
from xl_addin.stores.snapshots import Snapshot, Snapshots

Fact = tuple[str, str, str, str]
_ROW_KEYS = {"settings": "key", "departments": "name", "roles": "id", "duties": "id"}


@dataclass(frozen=True, slots=True)
class CommonBase:
    """The base of a merge.

    Attributes:
        snapshot: Where it comes from, with the columns it lacks.
        raw: Its cells.
        book: Their meaning.
    """

    snapshot: Snapshot
    raw: RawBook
    book: DutyBook


def common_base(store: Snapshots, ours: DutyBook, theirs: DutyBook) -> CommonBase | None:
    """The latest snapshot both copies have gone through; None if the store has none."""
    snapshots = store.all(workbook_id(ours))
    left_out = {column for each in snapshots for column in each.left_out}
    copies = [_facts(book, left_out) for book in (ours, theirs)]
    for number, candidate in enumerate(snapshots):
        raw = candidate.book()
        if raw is None:
            continue
        found = read_book(raw)[0]
        before = _facts_before(snapshots, number, left_out)
        step = _facts(found, left_out)
        if before is None or all(_has_gone_through(copy, before, step) for copy in copies):
            return CommonBase(candidate, raw, found)
    return None


def _facts_before(
    snapshots: Sequence[Snapshot], number: int, left_out: set[tuple[str, str]]
) -> set[Fact] | None:
    """What was said before a snapshot: by its file's last one, else by any older one."""
    candidate, older = snapshots[number], snapshots[number + 1 :]
    own = [each for each in older if each.digest == candidate.parent]
    for earlier in (*own, *older):
        raw = earlier.book()
        if raw is not None:
            return _facts(read_book(raw)[0], left_out)
    return None


def _has_gone_through(copy: set[Fact], before: set[Fact], after: set[Fact]) -> bool:
    added, removed = after - before, before - after
    has = len(copy & added) + len(removed - copy)
    lacks = len(added - copy) + len(copy & removed)
    return has > lacks


def _facts(book: DutyBook, left_out: set[tuple[str, str]]) -> set[Fact]:
    """What a workbook says, cell by cell, wherever its rows and columns stand."""
    facts = set(_toggle_facts(book))
    for name, table in book.tables.items():
        if name != "toggles":
            facts.update(_row_facts(name, table, left_out))
    return facts


def _row_facts(name: str, table: Table, left_out: set[tuple[str, str]]) -> Iterator[Fact]:
    fields = [
        column.name for column in table.fields if (table.sheet, column.header) not in left_out
    ]
    for record in table.records:
        row = _row_key(name, record)
        for column in fields:
            if value := record.text(column):
                yield name, row, column, value


def _row_key(name: str, record: Record) -> str:
    if name in _ROW_KEYS:
        return key(record.text(_ROW_KEYS[name]))
    return "\0".join(key(record.text(column)) for column in ("role", "duty", "field"))


def _toggle_facts(book: DutyBook) -> Iterator[Fact]:
    for role, row in book.toggles.items():
        for duty, toggle in row.items():
            if toggle.on:
                share = "" if toggle.share is None else str(toggle.share)
                yield "toggles", role, duty, share
