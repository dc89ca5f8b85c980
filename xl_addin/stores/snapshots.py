"""Snapshots: what a workbook said each time documents were made of it.

One file a snapshot, in `.xl_addin/snapshots/` beside the workbook, so that people who
share a folder share its history; where that cannot be written, in the user's own folder.
Both places are read. Files are told apart by workbook id and content hash, never by
where the workbook lies or what it is called, and appear whole under their names.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, write_whole
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook
from xl_addin.stores.snapshot_format import (
    Content,
    WrittenSheet,
    read_book,
    read_header,
    read_written,
)

FORMAT = 2
KEEP_ALL_DAYS = 30
MOST = 500
_NAME = "snapshots"
_ENDING = ".json.gz"
_SURELY_LEFT = 3600.0
_UNREADABLE = (OSError, ValueError, EOFError, LookupError, TypeError, zlib.error)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that snapshots do not hold, where it stands in this workbook."""

    sheet: str
    header: str
    header_row: int
    column: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot, its cells not read yet.

    Attributes:
        workbook: Id of the workbook.
        digest: Hash of everything it said, left out columns included.
        time: When it was taken.
        file: Name of the workbook's file then.
        parent: Digest of the snapshot of the same file before it; '' for the first.
        file_digest: Hash of the workbook's bytes, if it was a file.
        left_out: Columns it lacks: (sheet, header).
        path: Its file.
    """

    workbook: str
    digest: str
    time: datetime
    file: str
    parent: str = ""
    file_digest: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
    path: Path = field(default=Path(), compare=False)

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        left_out = [list(each) for each in self.left_out]
        known = {**asdict(self), "time": self.time.isoformat(), "left_out": left_out}
        return {**known, "path": str(self.path)}

    def book(self) -> RawBook | None:
        """Its cells; None if the file is gone or damaged by now."""
        try:
            return read_book(self.path, self.file)
        except _UNREADABLE:
            return None


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot before it is kept; without `content` it is one that is kept already."""

    snapshot: Snapshot
    content: bytes = b""


class Snapshots:
    """The snapshots within reach of a workbook.

    Args:
        folder: The folder the workbook lies in; None for one that lies in none.
        fallback: Where snapshots go that cannot be kept beside it; None for the user's
            data folder.
    """

    def __init__(self, folder: Path | None, *, fallback: Path | None = None) -> None:
        beside = [folder / STATE_FOLDER / _NAME] if folder is not None else []
        self.places: tuple[Path, ...] = (*beside, fallback or _users_own())

    def all(self, workbook: str) -> tuple[Snapshot, ...]:
        """Every snapshot of a workbook, newest first; damaged files are passed over."""
        return tuple(self._newest_first(workbook))

    def latest(self, workbook: str) -> Snapshot | None:
        """The latest snapshot of a workbook, whatever its file was called."""
        return next(self._newest_first(workbook), None)

    def find(self, workbook: str, digest: str) -> Snapshot | None:
        """The latest snapshot of that content, by its digest or the beginning of it."""
        found = (each for each in self._newest_first(workbook) if digest)
        return next((each for each in found if each.digest.startswith(digest)), None)

    def last_of(self, workbook: str, file: str) -> Snapshot | None:
        """The latest snapshot of the file of that name."""
        found = self._newest_first(workbook)
        return next((each for each in found if each.file == file), None)

    def take(
        self,
        raw: RawBook,
        workbook: str,
        *,
        file_digest: str = "",
        left_out: Sequence[LeftOut] = (),
        earlier: Mapping[str, WrittenSheet] = {},
        now: datetime | None = None,
    ) -> Taken:
        """Write down what a workbook says, to be kept later.

        Args:
            raw: Its cells.
            workbook: Its id.
            file_digest: Hash of its bytes, if it is a file.
            left_out: Columns not to keep.
            earlier: What `written` gave of sheets that have not changed since, by tab; their
                cells need not be there.
            now: When; None asks the clock.

        Returns:
            The snapshot; where the file's latest says the same, that one.
        """
        last = self.last_of(workbook, raw.name)
        columns = _names(left_out)
        if last and file_digest and (last.file_digest, last.left_out) == (file_digest, columns):
            return Taken(last)
        content = Content(raw, spots(left_out), earlier)
        if last and (last.digest, last.left_out) == (content.digest, columns):
            return Taken(last)
        snapshot = Snapshot(
            workbook=workbook,
            digest=content.digest,
            time=now or datetime.now(UTC),
            file=raw.name,
            parent=last.digest if last else "",
            file_digest=file_digest,
            left_out=columns,
        )
        return Taken(snapshot, content.encoded(_header(snapshot)))

    def written(
        self, workbook: str, file: str, digest: str, left_out: Sequence[LeftOut]
    ) -> Mapping[str, WrittenSheet] | None:
        """The sheets of a file's latest snapshot as it holds them, by tab.

        Args:
            workbook: Id of the workbook.
            file: Name of its file.
            digest: What the snapshot's digest is to be.
            left_out: The columns it is to lack.

        Returns:
            The sheets; None if the latest is another, or damaged.
        """
        last = self.last_of(workbook, file)
        if last is None or (last.digest, last.left_out) != (digest, _names(left_out)):
            return None
        try:
            return read_written(last.path)
        except _UNREADABLE:
            return None

    def write(self, taken: Taken) -> Snapshot:
        """Keep what was taken.

        Returns:
            The new snapshot, or the one that is there already.

        Raises:
            OSError: It can be kept in none of the places.
        """
        if not taken.content:
            return taken.snapshot
        return self._write(taken.snapshot, taken.content)

    def _newest_first(self, workbook: str) -> Iterator[Snapshot]:
        paths = [
            path for place in self.places for path in _files(place / _folder_name(workbook))
        ]
        # Names begin with the time; files are opened only as far as somebody asks.
        for path in sorted(paths, key=lambda each: each.name, reverse=True):
            snapshot = _read(path)
            if snapshot is not None and key(snapshot.workbook) == key(workbook):
                yield snapshot

    def _write(self, snapshot: Snapshot, content: bytes) -> Snapshot:
        name = f"{snapshot.time:%Y%m%dT%H%M%S%f}_{snapshot.digest}{_ENDING}"
        for place in self.places:
            path = place / _folder_name(snapshot.workbook) / name
            try:
                make_folder(path.parent)
                write_whole(path, content)
            except OSError:
                if place == self.places[-1]:
                    raise
                continue
            _let_go(path.parent, snapshot.time)
            return dataclasses.replace(snapshot, path=path)
        raise OSError(str(self.places))


def outdated(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which snapshots are to go: the stated rule.

    All of the last 30 days stay; of each earlier day the last; and at most 500 in all,
    the newest.
    """
    kept: list[datetime] = []
    days: set[object] = set()
    newest_first = sorted(times, reverse=True)
    for time in newest_first:
        recent = now - time <= timedelta(days=KEEP_ALL_DAYS)
        if recent or time.date() not in days:
            kept.append(time)
        days.add(time.date())
    return frozenset(newest_first) - frozenset(kept[:MOST])


def spots(left_out: Sequence[LeftOut]) -> list[tuple[str, int, int]]:
    """Columns as what writes sheets down takes them."""
    return [(each.sheet, each.header_row, each.column) for each in left_out]


def _names(left_out: Iterable[LeftOut]) -> tuple[tuple[str, str], ...]:
    return tuple((each.sheet, each.header) for each in left_out)


def _let_go(folder: Path, now: datetime) -> None:
    """Remove what the rule gives up, and what crashes left half written."""
    by_time = {time: path for path in _files(folder) if (time := _time_of(path))}
    for time in outdated(by_time, now):
        with contextlib.suppress(OSError):
            remove(by_time[time])
    for path in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            if now.timestamp() - path.stat().st_mtime > _SURELY_LEFT:
                remove(path)


def _header(snapshot: Snapshot) -> dict[str, object]:
    known = {name: value for name, value in snapshot.as_dict().items() if name != "path"}
    return {"snapshot": FORMAT, **known}


def _read(path: Path) -> Snapshot | None:
    try:
        values = read_header(path)
        if values.pop("snapshot") > FORMAT:
            return None
        values["time"] = datetime.fromisoformat(values["time"])
        values["left_out"] = tuple((sheet, header) for sheet, header in values["left_out"])
        return Snapshot(**values, path=path)
    except _UNREADABLE:
        return None


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if path.name.endswith(_ENDING))
    except OSError:
        # A folder that is not there holds none.
        return


def _time_of(path: Path) -> datetime | None:
    with contextlib.suppress(ValueError):
        return datetime.strptime(path.name.partition("_")[0], "%Y%m%dT%H%M%S%f").replace(
            tzinfo=UTC
        )
    return None


def _folder_name(workbook: str) -> str:
    # An id is whatever a person typed; a name of a folder is not.
    return hashlib.blake2b(key(workbook).encode(), digest_size=10).hexdigest()


def _users_own() -> Path:
    from platformdirs import user_data_path

    return user_data_path("xl_addin", appauthor=False) / _NAME
