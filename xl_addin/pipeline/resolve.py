"""What HR chose in the sheet 冲突 becomes the workbook's own.

Takes a merged workbook whose conflicts have choices; writes what each choice changes and
marks its row 已处理. Rows without a choice stay open. The rows themselves stay as the
record of who decided what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xl_addin.errors import UsageError
from xl_addin.merge.alignment import LIKE_ENOUGH, likeness
from xl_addin.merge.conflict_sheet import (
    DONE,
    HEADERS,
    Conflict,
    find_conflict_sheet,
    read_conflicts,
)
from xl_addin.merge.decisions import Choice
from xl_addin.merge.keyed import ANONYMOUS, KeyedBook, KeyedRow, RowKey
from xl_addin.merge.ops import Op, RemoveRow, SetCell
from xl_addin.package import patch
from xl_addin.package.limits import Limits
from xl_addin.package.patch import Edit
from xl_addin.pipeline.keyed_copy import Copy, read_copy_with_bytes
from xl_addin.pipeline.merge_writing import Writing
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
    for each in conflicts:
        place = Place(copy.raw.name, sheet.name, each.row, each.columns.get("选择"))
        ops = each.ops(each.choice) if each.choice else None
        if ops is not None:
            chosen.append((each, tuple(_found(ops, copy.view))))
        elif each.choice or each.cells.get("选择"):
            params = {
                "choice": each.cells.get("选择", ""),
                "number": each.cells.get("编号", ""),
            }
            problems.append(Problem("conflict-choice-unknown", place, params))
    writing = Writing(copy, copy.view, (), limits)
    content = writing.write(op for _, ops in chosen for op in ops)
    failed = {id(each.op) for each in writing.refused}
    done = [each for each, ops in chosen if not any(id(op) in failed for op in ops)]
    problems += [
        _not_written(each, copy, sheet.name)
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
        columns: Mapping[str, int] = {
            name: each.columns.get(name, HEADERS.index(name) + 1) for name in HEADERS
        }
        yield patch.SetCell(sheet, each.row, columns["状态"], DONE)
        yield patch.SetCell(
            sheet, each.row, columns["处理时间"], now.strftime("%Y-%m-%d %H:%M")
        )
        if by and not each.cells.get("处理人"):
            yield patch.SetCell(sheet, each.row, columns["处理人"], by)


def _not_written(conflict: Conflict, copy: Copy, sheet: str) -> Problem:
    place = Place(copy.raw.name, sheet, conflict.row)
    params = {
        "number": conflict.cells.get("编号", ""),
        "row": conflict.cells.get("行", ""),
        "choice": conflict.cells.get("选择", ""),
        "ours": Choice.OURS.value,
    }
    return Problem("conflict-not-written", place, params)


def _found(ops: Sequence[Op], view: KeyedBook) -> Iterator[Op]:
    """The changes with the keys that rows without id have in the workbook by now."""
    for op in ops:
        if isinstance(op, SetCell) and op.key[0] == ANONYMOUS:
            yield replace(op, key=_same_row(op, view) or op.key)
        elif isinstance(op, RemoveRow) and op.row.is_anonymous:
            found = _likest(op.row, view.rows(op.table))
            yield replace(op, row=replace(op.row, key=found)) if found else op
        else:
            yield op


def _same_row(op: SetCell, view: KeyedBook) -> RowKey | None:
    """The one row of the same group whose cell says what ours said."""
    rows = view.rows(op.table)
    if op.key in rows:
        return op.key
    return next(
        (
            row.key
            for row in rows.values()
            if row.is_anonymous
            and row.group == op.key[1]
            and row.values.get(op.field) == op.old
        ),
        None,
    )


def _likest(row: KeyedRow, rows: Mapping[RowKey, KeyedRow]) -> RowKey | None:
    """The row of the same group that is most like one."""
    if row.key in rows:
        return row.key
    same = [each for each in rows.values() if each.is_anonymous and each.group == row.group]
    scored = [(likeness(row.values, each.values), each.key) for each in same]
    best = max(scored, default=(0.0, row.key))
    return best[1] if best[0] >= LIKE_ENOUGH else None
