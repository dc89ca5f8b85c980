"""What single changes of a merge ask of a workbook's cells; neighbour: `merge_writing`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from xl_addin.errors import EditRefused
from xl_addin.merge.keyed import TOGGLES
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell
from xl_addin.merge.option_sheet import TABLE as OPTIONS
from xl_addin.merge.values import Known, is_fault, writable
from xl_addin.model.cells import CellError, CellValue, Uncached
from xl_addin.package import patch
from xl_addin.package.patch import Edit, Value
from xl_addin.problems import column_letters

WITH_STATUS = ("roles", "duties")
"""Tables whose rows are set 停用 instead of being taken out."""


def belonging(out: Set[int], changes: Sequence[Op]) -> set[int]:
    """Toggles of rows that were refused: without their row they would mean nothing."""
    rows = {
        (op.table, op.row.key[0])
        for op in map(changes.__getitem__, out)
        if isinstance(op, AddRow)
    }
    return {
        number
        for number, op in enumerate(changes if rows else ())
        if isinstance(op, SetCell)
        and op.table == TOGGLES
        and {("duties", op.key[0]), ("roles", op.field)} & rows
    }


def toggles_of(changes: Sequence[Op]) -> dict[int, SetCell]:
    """Toggles by number, but those of rows that go: 停用 rows keep their ticks, in case they return."""
    gone = {
        (op.table, op.key[0])
        for op in changes
        if isinstance(op, RemoveRow) and op.table in WITH_STATUS
    }
    return {
        number: op
        for number, op in enumerate(changes)
        if op.table == TOGGLES
        and isinstance(op, SetCell)
        and ("duties", op.key[0]) not in gone
        and ("roles", op.field) not in gone
    }


def fields_of(op: Op) -> Iterator[str]:
    """Columns a change needs a sheet to have."""
    if op.table in (TOGGLES, OPTIONS):
        return
    match op:
        case SetCell():
            if op.new is not None:
                yield op.field
        case AddRow():
            yield from op.row.values
        case RemoveRow():
            if op.table in WITH_STATUS:
                yield "status"


def cell_value(value: Known | float, typed: CellValue) -> Value:
    """What to write; an error of Excel's is nobody's wording and leaves the cell blank."""
    if isinstance(value, float):
        return value
    if value is None or is_fault(value):
        return None
    given = writable(value, typed)
    return None if isinstance(given, CellError | Uncached) else given


def is_meant(edit: Edit, fault: EditRefused) -> bool:
    """Whether a refusal is about that edit."""
    sheet, cell = fault.fields.get("sheet"), fault.fields.get("cell")
    if isinstance(edit, patch.SetCell):
        at = f"{column_letters(edit.column)}{edit.row}"
        return (edit.sheet, at) == (sheet, cell) or (
            edit.sheet == sheet
            and (cell is None or fault.fields.get("value") == str(edit.value)[:40])
        )
    if isinstance(edit, patch.AppendRow | patch.AppendColumn):
        return edit.sheet == sheet
    return edit.name == sheet
