"""What HR chose in the sheet 冲突 becomes the workbook's own.

Takes a merged workbook whose conflicts have choices; writes what each choice changes and
marks its row 已处理. Rows without a choice stay open. The rows themselves stay as the
record of who decided what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xl_addin.errors import UsageError
from xl_addin.merge.conflict_sheet import (
    DONE,
    Conflict,
    find_conflict_sheet,
    read_conflicts,
)
from xl_addin.merge.ops import Op, apply
from xl_addin.package import patch
from xl_addin.package.limits import Limits
from xl_addin.package.patch import Edit
from xl_addin.pipeline.keyed_copy import Copy, read_copy_with_bytes
from xl_addin.pipeline.merge_writing import Writing
from xl_addin.pipeline.resolve_changes import changes_now, with_lists
from xl_addin.pipeline.workbook_writing import write_result
from xl_addin.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Resolved:
    """The outcome.

    Attributes:
        done: Conflicts resolved now.
        open: Conflicts still without a usable choice.
        problems: Why a choice could not be carried out.
        backup: The workbook as it was.
    """

    done: int
    open: int
    problems: tuple[Problem, ...]
    backup: Path | None = None


def resolve(
    workbook: Path,
    *,
    by: str = "",
    now: datetime | None = None,
    limits: Limits | None = None,
) -> Resolved:
    """Carry out the choices made in the sheet 冲突.

    Args:
        workbook: The merged workbook.
        by: Who chose, where the sheet does not say.
        now: When; None asks the clock.
        limits: What the workbook may hold.

    Raises:
        UsageError: The workbook has no such sheet.
        WorkbookError: It cannot be read.
        Busy: It was changed or opened meanwhile.
    """
    copy = read_copy_with_bytes(workbook, limits)
    sheet = find_conflict_sheet(copy.raw)
    if sheet is None:
        raise UsageError("merge-no-conflict-sheet", file=copy.raw.name)
    conflicts = [each for each in read_conflicts(sheet) if each.is_open]
    chosen: list[tuple[Conflict, tuple[Op, ...]]] = []
    problems: list[Problem] = []
    view = with_lists(copy)
    for each in conflicts:
        asked = each.ops(each.choice) if each.choice else None
        ops = None if asked is None else changes_now(asked, view)
        if ops is not None:
            view = apply(ops, view)
            chosen.append((each, ops))
        elif asked is not None:
            problems.append(_problem("conflict-changed-since", each, copy, sheet.name))
        elif each.choice or each.cells.get("选择"):
            problems.append(_problem("conflict-choice-unknown", each, copy, sheet.name))
    writing = Writing(copy, copy.view, (), limits)
    content = writing.write(op for _, ops in chosen for op in ops)
    failed = {id(each.op) for each in writing.refused}
    done = [each for each, ops in chosen if not any(id(op) in failed for op in ops)]
    problems += [
        _problem("conflict-not-written", each, copy, sheet.name)
        for each, ops in chosen
        if any(id(op) in failed for op in ops)
    ]
    backup = None
    if done:
        edits = list(_marked(done, sheet.name, by, now or datetime.now().astimezone()))
        content = writing.append(edits)
        backup = write_result(workbook, content, ours=workbook, before=copy.content).backup
    return Resolved(len(done), len(conflicts) - len(done), tuple(problems), backup)


def _marked(done: Sequence[Conflict], sheet: str, by: str, now: datetime) -> Iterator[Edit]:
    for each in done:
        marks = {"状态": DONE, "处理时间": now.strftime("%Y-%m-%d %H:%M")}
        if by and not each.cells.get("处理人"):
            marks["处理人"] = by
        for name, text in marks.items():
            if name in each.columns:
                yield patch.SetCell(sheet, each.row, each.columns[name], text)


def _problem(code: str, conflict: Conflict, copy: Copy, sheet: str) -> Problem:
    place = Place(copy.raw.name, sheet, conflict.row, conflict.columns.get("选择"))
    params = {
        "number": conflict.cells.get("编号", ""),
        "row": conflict.cells.get("行", ""),
        "choice": conflict.cells.get("选择", ""),
    }
    return Problem(code, place, params)
