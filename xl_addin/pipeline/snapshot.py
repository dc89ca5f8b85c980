"""Keep what a workbook says now: after every run, and when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
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
from xl_addin.stores.snapshots import LeftOut, Snapshot, Snapshots


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


def snapshot_after_run(
    workbook: Path | str | WorkbookSource, loaded: Loaded
) -> Iterator[Problem]:
    """Keep what documents were made from; a warning where that fails.

    Args:
        workbook: What the run was given: rows held in memory have no history.
        loaded: The same as it was read.
    """
    if not isinstance(workbook, Path | str | InFolder):
        return
    try:
        keep(loaded)
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        place = loaded.book.setting_place("snapshot")
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
    if means_off(loaded.book.settings.get("snapshot", "")):
        return None
    where = loaded.folder if loaded.path or loaded.home else None
    return Snapshots(where).keep(
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
