"""What a choice changes in the workbook as it stands by now.

Between a question and its answer a further copy may have been merged in, somebody may
have edited the cell, or another answer may concern it too. What came later is merged
with the choice, line by line; it is never written over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xl_addin.merge.alignment import LIKE_ENOUGH, likeness
from xl_addin.merge.cells import decide_cell
from xl_addin.merge.keyed import (
    ANONYMOUS,
    TOGGLES,
    KeyedBook,
    KeyedRow,
    KeyedTable,
    Mark,
    RowKey,
)
from xl_addin.merge.lines import merge_lines
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, at
from xl_addin.merge.option_sheet import HEADING, VALUES, WAS, option_sheet
from xl_addin.merge.option_sheet import TABLE as OPTIONS
from xl_addin.merge.values import Known
from xl_addin.pipeline.keyed_copy import Copy
from xl_addin.pipeline.merge_changes import WITH_STATUS


def with_lists(copy: Copy) -> KeyedBook:
    """A workbook's rows with the lists of 选项, for `changes_now`."""
    rows: dict[RowKey, KeyedRow] = {
        (name,): KeyedRow(
            (name,), each.header, {HEADING: each.header, VALUES: each.values}, each.cells
        )
        for name, each in option_sheet(copy.raw).lists.items()
    }
    lists = KeyedTable(OPTIONS, OPTIONS, rows)
    return replace(copy.view, tables={**copy.view.tables, OPTIONS: lists})


def changes_now(ops: Sequence[Op], view: KeyedBook) -> tuple[Op, ...] | None:
    """The changes of a choice.

    Args:
        ops: What it was to change when the question was asked.
        view: The workbook as it stands.

    Returns:
        None if a change would write over what came later.
    """
    now = [_now(op, view) for op in _found(ops, view)]
    return None if None in now else tuple(op for each in now if each for op in each)


def _now(op: Op, view: KeyedBook) -> tuple[Op, ...] | None:
    rows = view.rows(op.table)
    match op:
        case SetCell() if op.table == TOGGLES or op.key in rows:
            return _cell(op, view)
        case AddRow() if op.table == OPTIONS and op.key in rows:
            return _list(op, rows[op.key])
        case RemoveRow() if op.table not in WITH_STATUS and op.key in rows:
            return (op,) if rows[op.key].values == op.row.values else None
    return (op,)


def _cell(op: SetCell, view: KeyedBook) -> tuple[Op, ...] | None:
    if op.table == TOGGLES:
        here: Known | Mark = view.toggles.get(op.field, {}).get(op.key[0])
    else:
        here = view.rows(op.table)[op.key].values.get(op.field)
    if here == op.old:
        return (op,)
    found = decide_cell((op.table, op.key, op.field), "", replace(op, new=here), op)
    return None if found.is_conflict else tuple(found.ops)


def _list(op: AddRow, row: KeyedRow) -> tuple[Op, ...] | None:
    was, here, wanted = op.row.values.get(WAS), row.values[VALUES], op.row.values[VALUES]
    if was in (None, here):
        return (op,)
    assert isinstance(was, tuple)  # noqa: S101 - a list, as the next ones
    assert isinstance(here, tuple)  # noqa: S101
    assert isinstance(wanted, tuple)  # noqa: S101
    lines = merge_lines(was, here, wanted)
    if lines is None:
        return None
    values, cells = {**op.row.values, VALUES: lines}, {**op.row.cells, **row.cells}
    return (replace(op, row=replace(op.row, values=values, cells=cells)),)


def _found(ops: Sequence[Op], view: KeyedBook) -> Iterator[Op]:
    """The changes with the keys that lists and rows without id have by now."""
    for op in ops:
        if op.table == OPTIONS and isinstance(op, SetCell | AddRow):
            names = (name for name in op.key if (name,) in view.rows(OPTIONS))
            yield at(op, (next(names, op.key[0]),))
        elif isinstance(op, SetCell) and op.key[0] == ANONYMOUS:
            yield at(op, _same_row(op, view) or op.key)
        elif isinstance(op, RemoveRow) and op.row.is_anonymous:
            yield at(op, _likest(op.row, view.rows(op.table)) or op.key)
        else:
            yield op


def _same_row(op: SetCell, view: KeyedBook) -> RowKey | None:
    """The one row of the same group whose cell says what ours said."""
    rows = view.rows(op.table)
    if op.key in rows:
        return op.key
    found = [
        row.key
        for row in rows.values()
        if row.is_anonymous and row.group == op.key[1] and row.values.get(op.field) == op.old
    ]
    # Of several nobody can say which was asked about.
    return found[0] if len(found) == 1 else None


def _likest(row: KeyedRow, rows: Mapping[RowKey, KeyedRow]) -> RowKey | None:
    """The row of the same group that is most like one."""
    if row.key in rows:
        return row.key
    same = [each for each in rows.values() if each.is_anonymous and each.group == row.group]
    scored = [(likeness(row.values, each.values), each.key) for each in same]
    best = max(scored, default=(0.0, row.key))
    return best[1] if best[0] >= LIKE_ENOUGH else None
