"""Keep what a workbook says now: after every run, and when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.model.book import DutyBook
from xl_addin.model.left_out import columns_left_out
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.plan import workbook_id
from xl_addin.reader.values import means_off
from xl_addin.sources import WorkbookSource
from xl_addin.stores.snapshot_format import WrittenSheet
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
    snapshots = snapshots_of(loaded)
    taken = take(snapshots, loaded)
    return None if taken is None else snapshots.write(taken)


def snapshots_of(loaded: Loaded) -> Snapshots:
    """The snapshots within reach of a workbook."""
    return Snapshots(loaded.folder if loaded.path or loaded.home else None)


def take(
    snapshots: Snapshots, loaded: Loaded, earlier: Mapping[str, WrittenSheet] = {}
) -> Taken | None:
    """Write down what a workbook says; None where 设置 turns snapshots off.

    Args:
        snapshots: Where it will be kept.
        loaded: The workbook.
        earlier: Sheets that have not changed, as the last snapshot holds them, by tab.
    """
    if is_off(loaded):
        return None
    return snapshots.take(
        loaded.raw,
        workbook_id(loaded.book),
        file_digest=loaded.file_digest,
        left_out=left_out_of(loaded.book),
        earlier=earlier,
    )


def written_before(loaded: Loaded, digest: str) -> Mapping[str, WrittenSheet] | None:
    """The sheets of a workbook's latest snapshot, by tab; none where 设置 turns it off.

    Args:
        loaded: The workbook.
        digest: The snapshot's digest.

    Returns:
        The sheets; None if the latest is another.
    """
    if is_off(loaded):
        return {}
    return snapshots_of(loaded).written(
        workbook_id(loaded.book), loaded.raw.name, digest, left_out_of(loaded.book)
    )


def is_off(loaded: Loaded) -> bool:
    """Whether 设置 turns snapshots off."""
    return means_off(loaded.book.settings.get("snapshot", ""))


def left_out_of(book: DutyBook) -> tuple[LeftOut, ...]:
    """The columns snapshots are not to hold."""
    return tuple(
        LeftOut(table.sheet, column.header, table.header_row, column.column)
        for table, column in columns_left_out(book)
    )
