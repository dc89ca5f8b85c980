"""What became of a workbook from snapshot to snapshot: the rows, columns and toggles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from xl_addin.merge.diff import diff
from xl_addin.merge.keyed import TOGGLES, KeyedBook, RowKey, keyed
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, SetOrder
from xl_addin.merge.shown import Labels
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.plan import workbook_id
from xl_addin.reader.book import read_book
from xl_addin.stores.snapshot_format import content_digest, data_sheets, without_columns
from xl_addin.stores.snapshots import Snapshot, Snapshots

Kind = Literal["added", "removed", "changed", "order", "on", "off", "share"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row, or of one role's toggles.

    Attributes:
        table: Title of its sheet.
        kind: `on`, `off` and `share` are of toggles.
        row: The row as a person knows it; the role for toggles, '' for an order.
        what: Headers of changed columns, or the duties switched, or the rows moved.
    """

    table: str
    kind: Kind
    row: str
    what: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        known = {"table": self.table, "kind": self.kind, "row": self.row}
        return {**known, "what": list(self.what)}


@dataclass(frozen=True, slots=True)
class Revision:
    """One snapshot, or the workbook as it is now.

    Attributes:
        snapshot: The snapshot; None for what has not been kept yet.
        since: The one it is compared with; None for the first.
        changes: What changed between the two, without columns that either lacks.
    """

    snapshot: Snapshot | None
    since: Snapshot | None
    changes: tuple[Change, ...] = ()


def history(
    workbook: Path | str, *, most: int = 10, limits: Limits | None = None
) -> tuple[Revision, ...]:
    """The latest revisions of a workbook, newest first.

    Args:
        workbook: An .xlsx file.
        most: How many.
        limits: What the file may hold, and what reading it may take.

    Raises:
        WorkbookError: The workbook cannot be read at all.
    """
    loaded = load(workbook, limits)
    snapshots = Snapshots(loaded.folder).all(workbook_id(loaded.book))
    return tuple(islice(_revisions(loaded, snapshots), most))


def since_last(
    raw: RawBook, workbook: str, folder: Path | None
) -> tuple[Snapshot, tuple[Change, ...]] | None:
    """A workbook's latest snapshot and what has changed since; None without one.

    Args:
        raw: The workbook as it is now.
        workbook: Its id.
        folder: Where it lies; None for one that lies nowhere on this machine.
    """
    return _since_last(raw, Snapshots(folder).all(workbook))


def _since_last(
    raw: RawBook, snapshots: Sequence[Snapshot]
) -> tuple[Snapshot, tuple[Change, ...]] | None:
    own = [each for each in snapshots if each.file == raw.name]
    for last in (own or snapshots)[:1]:
        before = last.book()
        if before is not None and last.digest != content_digest(raw):
            return last, _changes(before, raw, last.left_out)
    return None


def _revisions(loaded: Loaded, snapshots: Sequence[Snapshot]) -> Iterator[Revision]:
    newer = _since_last(loaded.raw, snapshots)
    if newer is not None:
        yield Revision(None, *newer)
    for number, snapshot in enumerate(snapshots):
        since = _before(snapshot, snapshots[number + 1 :])
        yield Revision(snapshot, since, _between(since, snapshot) if since else ())


def _before(snapshot: Snapshot, older: Sequence[Snapshot]) -> Snapshot | None:
    own = (each for each in older if each.digest == snapshot.parent)
    return next(own, older[0] if older else None)


def _between(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    books = before.book(), after.book()
    if books[0] is None or books[1] is None:
        return ()
    return _changes(books[0], books[1], (*before.left_out, *after.left_out))


def _changes(
    before: RawBook, after: RawBook, left_out: Iterable[tuple[str, str]]
) -> tuple[Change, ...]:
    # What one of the two does not hold must not look emptied or filled.
    hidden = {(key(sheet), key(header)) for sheet, header in left_out}
    old, new = _keyed(before, hidden), _keyed(after, hidden)
    told = _Telling(old, new)
    ops = diff(old, new)
    rows = [change for op in ops if (change := told.of_row(op))]
    return (*_joined(rows), *told.of_toggles(ops))


def _keyed(raw: RawBook, hidden: Set[tuple[str, str]]) -> KeyedBook:
    data = data_sheets(raw)
    book = read_book(data)[0]
    spots = [
        (table.sheet, table.header_row, column.column)
        for table in book.tables.values()
        for column in table.fields
        if column.column and (key(table.sheet), key(column.header)) in hidden
    ]
    if spots:
        data = without_columns(data, spots)
        book = read_book(data)[0]
    return keyed(book, data)


def _joined(changes: Iterable[Change]) -> Iterator[Change]:
    """Changed columns of one row in one change."""
    joined: dict[tuple[str, str, str], list[str]] = {}
    for each in changes:
        joined.setdefault((each.table, each.kind, each.row), []).extend(each.what)
    for (table, kind, row), what in joined.items():
        yield Change(table, kind, row, tuple(what))  # type: ignore[arg-type]


class _Telling:
    """Words for the changes between two books."""

    def __init__(self, before: KeyedBook, after: KeyedBook) -> None:
        self._labels = Labels((after, before))

    def of_row(self, op: Op) -> Change | None:
        """A change of a row; None for one of a toggle."""
        if op.table == TOGGLES:
            return None
        title = self._labels.table(op.table)
        match op:
            case AddRow():
                return Change(title, "added", op.row.shown)
            case RemoveRow():
                return Change(title, "removed", op.row.shown)
            case SetOrder():
                moved = tuple(self._shown(op.table, each) for each in op.moved)
                return Change(title, "order", "", moved)
        column = self._labels.column(op.table, op.field)
        return Change(title, "changed", self._shown(op.table, op.key), (column,))

    def of_toggles(self, ops: Iterable[Op]) -> Iterator[Change]:
        """A line a role and direction."""
        switched: dict[tuple[str, Kind], list[str]] = {}
        for op in ops:
            if op.table == TOGGLES and isinstance(op, SetCell):
                kind: Kind = "off" if op.new is None else "on" if op.old is None else "share"
                duty = self._shown("duties", op.key)
                switched.setdefault((op.field, kind), []).append(duty)
        title = self._labels.table(TOGGLES)
        for (role, kind), duties in switched.items():
            yield Change(title, kind, self._shown("roles", (role,)), tuple(duties))

    def _shown(self, table: str, row: RowKey) -> str:
        found = (b.rows(table).get(row) for b in self._labels.books)
        return next((each.shown for each in found if each), " · ".join(row))
