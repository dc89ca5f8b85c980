"""Keep what a workbook says now: after every run, and when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.model.book import DutyBook
from xl_addin.model.left_out import columns_left_out
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.plan import workbook_id
from xl_addin.problems import Problem, Severity
from xl_addin.reader.values import means_off
from xl_addin.sources import WorkbookSource
from xl_addin.sources.base import InFolder
from xl_addin.stores.snapshots import LeftOut, Snapshot, Snapshots, Taken


def snapshot(
    workbook: Path | str | WorkbookSource, *, limits: Limits | None = None
) -> Snapshot | None:
    """Keep what a workbook says now.

    Args:
        workbook: An .xlsx file, or any `WorkbookSource`.
        limits: What the file may hold, and what reading it may take.

    Returns:
        The snapshot, an earlier one if it says the same; None where 设置 turns them off.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        EnvironmentFault: The snapshot can be written nowhere.
    """
    return keep_or_say(load(workbook, limits))


class RunSnapshot:
    """What documents are made from, taken while and kept when they are made.

    Args:
        workbook: What the run was given: rows held in memory have no history.
        loaded: The same as it was read.
    """

    def __init__(self, workbook: Path | str | WorkbookSource, loaded: Loaded) -> None:
        self._book = loaded.book
        self._snapshots = _snapshots(loaded)
        in_files = isinstance(workbook, Path | str | InFolder)
        self._loaded: Loaded | None = loaded if in_files else None
        self._taking: Future[Taken | None] | None = None

    def begin(self) -> None:
        """Take it from now on: while other processes make documents, this one has time."""
        # The cells go as soon as they have been written down.
        loaded, self._loaded = self._loaded, None
        if loaded is not None:
            thread = ThreadPoolExecutor(1, thread_name_prefix="snapshot")
            self._taking = thread.submit(_take, self._snapshots, loaded)
            thread.shutdown(wait=False)

    def keep(self) -> Iterator[Problem]:
        """Keep it; a warning where that fails."""
        self.begin()
        try:
            taken = self._taking.result() if self._taking else None
            if taken is not None:
                self._snapshots.write(taken)
        except OSError as fault:
            cause = fault.strerror or type(fault).__name__
            place = self._book.setting_place("snapshot")
            yield Problem("snapshot-not-kept", place, {"cause": cause}, Severity.WARNING)


def keep_or_say(loaded: Loaded) -> Snapshot | None:
    """`keep`, with an error of ours where it fails."""
    try:
        return keep(loaded)
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        raise EnvironmentFault("snapshot-not-written", cause=cause) from fault


def keep(loaded: Loaded) -> Snapshot | None:
    """Keep a workbook that has been read; None where 设置 turns snapshots off.

    Raises:
        OSError: It can be written nowhere.
    """
    snapshots = _snapshots(loaded)
    taken = _take(snapshots, loaded)
    return None if taken is None else snapshots.write(taken)


def _snapshots(loaded: Loaded) -> Snapshots:
    return Snapshots(loaded.folder if loaded.path or loaded.home else None)


def _take(snapshots: Snapshots, loaded: Loaded) -> Taken | None:
    if means_off(loaded.book.settings.get("snapshot", "")):
        return None
    return snapshots.take(
        loaded.raw,
        workbook_id(loaded.book),
        file_digest=loaded.file_digest,
        left_out=_columns_left_out(loaded.book),
    )


def _columns_left_out(book: DutyBook) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(table.sheet, column.header, table.header_row, column.column)
        for table, column in columns_left_out(book)
    )
