"""A workbook copied: for a colleague, to be merged later, or as a workbook of its own.

A copy for a colleague keeps its id, and what it said when it was made is kept as the
base of the merge. One for another year or company gets a new id: one cell is written,
every other byte stays.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from xl_addin.errors import Busy, UsageError
from xl_addin.model.schema import SETTING_NAMES
from xl_addin.package.limits import Limits
from xl_addin.package.patch import AppendRow, Edit, SetCell, patch_workbook
from xl_addin.pipeline.guarded_source import file_digest
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.snapshot import keep_or_say
from xl_addin.sources.owner_files import openers
from xl_addin.sources.whole_file import read_whole
from xl_addin.stores import workbook_file

_ID = "workbook_id"


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made.

    Attributes:
        path: The file.
        workbook: Its id; '' if it has none.
        backup: What the file was before, where it was replaced.
    """

    path: Path
    workbook: str
    backup: Path | None = None


def copy_workbook(
    workbook: Path, new: Path | None = None, *, new_id: bool, limits: Limits | None = None
) -> Copied:
    """Copy a workbook.

    Args:
        workbook: The file.
        new: The copy, which must not exist; None to give the file itself a new id.
        new_id: Whether it is to be a workbook of its own.
        limits: What the file may hold, and what reading it may take.

    Raises:
        WorkbookError: The workbook cannot be read.
        UsageError: The copy exists already, or there is nothing to do.
        EditRefused: The id cannot be written.
        Busy: The workbook is open or was saved meanwhile.
        EnvironmentFault: The copy cannot be written.
    """
    if new is None and not new_id:
        raise UsageError("copy-nothing-to-do")
    if new is not None and new.exists():
        raise UsageError("copy-exists", path=str(new))
    loaded = load(workbook, limits)
    content = read_whole(workbook, limits)
    if file_digest(content) != loaded.file_digest:
        raise Busy("workbook-changed", file=workbook.name)
    wanted = loaded.book.settings.get(_ID, "").strip()
    copied = content
    if new_id:
        wanted = str(uuid.uuid4())
        copied = patch_workbook(
            content, [_edit(loaded, wanted)], file=workbook.name, limits=limits
        )
    else:
        keep_or_say(loaded)
    expected = workbook_file.file_digest(content) if new is None else None
    written = workbook_file.replace_workbook(
        new or workbook, copied, expected=expected, opened_by=_opened_by
    )
    return Copied(new or workbook, wanted, written.backup)


def _opened_by(path: Path) -> list[str]:
    return [each.name for each in openers(path) if not each.stale]


def _edit(loaded: Loaded, wanted: str) -> Edit:
    table = loaded.book.tables["settings"]
    place = loaded.book.setting_place(_ID)
    if place.row and place.column and place.sheet:
        return SetCell(place.sheet, place.row, place.column, wanted)
    columns = [column.column for name in ("key", "value") if (column := table.field(name))]
    if not table.sheet or not all(columns):
        raise UsageError("copy-no-settings", file=loaded.raw.name)
    return AppendRow(table.sheet, dict(zip(columns, (SETTING_NAMES[_ID], wanted), strict=True)))
