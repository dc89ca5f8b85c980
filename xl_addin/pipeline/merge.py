"""Copies of a workbook become one again: decide, show, write, and ask where needed.

The result is our copy with only the needed cells changed, and a sheet 冲突 with what a
person has to decide. More than two copies are folded one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xl_addin.errors import UsageError
from xl_addin.merge import conflict_sheet
from xl_addin.merge.alignment import align
from xl_addin.merge.conflict_sheet import conflict_row
from xl_addin.merge.decisions import Decision, all_ops
from xl_addin.merge.keyed import KeyedBook
from xl_addin.merge.ops import SetOrder
from xl_addin.merge.option_lists import decide_options
from xl_addin.merge.option_sheet import find_option_sheet, option_sheet
from xl_addin.merge.other_sheets import left_sheets
from xl_addin.merge.outside_tables import CopyRead, left_cells
from xl_addin.merge.shown import Labels
from xl_addin.merge.three_way import decide
from xl_addin.merge.two_way import decide_without_base
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook
from xl_addin.model.schema import CONFLICTS
from xl_addin.package import patch
from xl_addin.package.limits import Limits
from xl_addin.package.patch import Edit
from xl_addin.pipeline.common_base import common_base
from xl_addin.pipeline.keyed_copy import (
    Copy,
    copy_from_bytes,
    copy_of,
    read_copy,
    read_copy_with_bytes,
)
from xl_addin.pipeline.merge_record import keep_record
from xl_addin.pipeline.merge_result import Merged, Step
from xl_addin.pipeline.merge_writing import Refused, Writing
from xl_addin.pipeline.workbook_writing import write_result
from xl_addin.stores.snapshots import Snapshots


def merge(
    ours: Path,
    theirs: Sequence[Path],
    *,
    base: Path | None = None,
    output: Path | None = None,
    limits: Limits | None = None,
) -> Merged:
    """Merge copies into ours.

    Args:
        ours: The copy the result stands on.
        theirs: The others, merged in this order.
        base: What all come from; None looks for it among the snapshots kept.
        output: Where the result goes; None only plans. It may be `ours`.
        limits: What workbooks may hold.

    Raises:
        WorkbookError: A copy cannot be read, or an id stands twice in it.
        UsageError: They are not copies of one workbook, or conflicts are open.
        Busy: The file was changed or opened meanwhile.
        EnvironmentFault: The result cannot be written.
    """
    mine = read_copy_with_bytes(ours, limits)
    others = [read_copy(path, limits) for path in theirs]
    known = read_copy(base, limits) if base else None
    for each in (*others, *([known] if known else [])):
        _refuse_strangers(mine, each)
    for each in (mine, *others):
        _refuse_open(each.raw)
    first = mine
    steps = []
    content = mine.content
    for number, other in enumerate(others):
        if number:
            mine = copy_from_bytes(content, ours, limits)
        origin, name = (known, known.raw.name) if known else _stored_base(first, other)
        step, content = merge_step(mine, other, origin, name, limits)
        steps.append(step)
    merged = Merged(first.raw.name, tuple(steps), content)
    if output is None:
        return merged
    written = write_result(output, merged.content, ours=ours, before=first.content)
    record = keep_record(output, merged, [first, *others])
    return replace(merged, path=written.path, backup=written.backup, record=record)


def merge_step(
    ours: Copy, theirs: Copy, base: Copy | None, name: str, limits: Limits | None
) -> tuple[Step, bytes]:
    """Merge one copy into ours, without writing a file.

    Args:
        ours: Our copy with its bytes.
        theirs: The other.
        base: What both come from; None if nobody knows.
        name: How the base is named.
        limits: What the workbook may hold.

    Returns:
        What was decided, and our copy's new bytes.
    """
    if base is None:
        decisions = decide_without_base(ours.view, theirs.view)
        aligned = ours.view
    else:
        decisions = decide(base.view, ours.view, theirs.view)
        aligned = align(base.view, ours.view)
    known = option_sheet(base.raw) if base else None
    lists = decide_options(known, option_sheet(ours.raw), option_sheet(theirs.raw))
    decisions = (*decisions, *lists)
    books: tuple[KeyedBook, ...] = (ours.view, theirs.view)
    labels = Labels((*books, base.view) if base else books)
    writing = Writing(ours, aligned, (theirs.view,), limits)
    content = writing.write(op for op in all_ops(decisions) if not isinstance(op, SetOrder))
    refused = _refused(decisions, writing.refused)
    raws = base.raw if base else None, ours.raw, theirs.raw
    left = (
        *left_sheets(*raws, _merged_sheets(ours, theirs)),
        *left_cells(_as_read(base) if base else None, _as_read(ours), _as_read(theirs)),
    )
    step = Step(theirs.raw.name, name, decisions, labels, refused, left)
    edits = _conflict_edits(step, writing, ours.raw)
    if edits:
        content = writing.append(edits)
    return step, content


def _as_read(copy: Copy) -> CopyRead:
    return CopyRead(copy.raw, copy.book)


def _merged_sheets(ours: Copy, theirs: Copy) -> set[str]:
    """Tabs of theirs that are compared row by row, or list by list."""
    book = theirs.book
    tabs = {table.sheet for table in book.tables.values()}
    tabs |= {grid.sheet for grid in book.grids}
    options = find_option_sheet(theirs.raw)
    if options is not None and find_option_sheet(ours.raw) is not None:
        tabs.add(options.name)
    return tabs


def _stored_base(ours: Copy, theirs: Copy) -> tuple[Copy | None, str]:
    """The snapshot both copies come from, if one was kept."""
    if ours.path is None:
        return None, ""
    found = common_base(Snapshots(ours.path.parent), ours.book, theirs.book)
    if found is None:
        return None, ""
    moment = found.snapshot.time.astimezone().strftime("%Y-%m-%d %H:%M")
    return copy_of(found.raw, None), f"{found.snapshot.file} @ {moment}"


def _refused(decisions: Sequence[Decision], refused: Sequence[Refused]) -> tuple[Decision, ...]:
    ops = {id(each.op) for each in refused}
    return tuple(each for each in decisions if any(id(op) in ops for op in each.ops))


def _conflict_edits(step: Step, writing: Writing, raw: RawBook) -> list[Edit]:
    """The rows of 冲突 a step adds, in a sheet of its own if there is none yet."""
    sheet = conflict_sheet.find_conflict_sheet(raw)
    first = conflict_sheet.numbered_from(conflict_sheet.read_conflicts(sheet))
    questions = [(each, True) for each in step.conflicts]
    questions += [(each, False) for each in step.refused]
    rows = [
        conflict_row(
            writing.as_written(each), number, step.labels, step.theirs, written=written
        )
        for number, (each, written) in enumerate(questions, start=first)
    ]
    if not rows:
        return []
    if sheet is not None:
        every = conflict_sheet.appended(rows, sheet)
        return [patch.AppendRow(sheet.name, {**cells}) for cells in every]
    choice = conflict_sheet.HEADERS.index("选择") + 1
    words = tuple(conflict_sheet.CHOICES.values())
    lists = (patch.DropDown(choice, 2, conflict_sheet.spare_rows(len(rows)), words),)
    table = (conflict_sheet.HEADERS, *rows)
    return [patch.AddSheet(CONFLICTS.title, table, conflict_sheet.WIDTHS, lists)]


def _refuse_strangers(ours: Copy, other: Copy) -> None:
    ids = ours.workbook_id, other.workbook_id
    if all(ids) and key(ids[0]) != key(ids[1]):
        raise UsageError("merge-other-workbook", file=other.raw.name, other=ours.raw.name)


def _refuse_open(raw: RawBook) -> None:
    count = len(conflict_sheet.open_conflicts(raw))
    if count:
        raise UsageError("merge-conflicts-open", file=raw.name, count=count)
