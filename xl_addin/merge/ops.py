"""Changes of a keyed book as plain values, and their application in memory.

A change names what it changes by table, row key and column; toggles are the table
`toggles`, keyed by duty, with a role as column.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xl_addin.merge.keyed import TOGGLES, Header, KeyedBook, KeyedRow, KeyedTable, Mark, RowKey
from xl_addin.merge.values import Known
from xl_addin.model.cells import CellValue


@dataclass(frozen=True, slots=True)
class SetCell:
    """One cell says something else.

    Attributes:
        table: English template name of the table.
        key: The row.
        field: The column.
        old: What it said, in comparable form.
        new: What it says now.
        typed: `new` as it stands in a cell.
        was: `old` as it stood in one, for going back.
    """

    table: str
    key: RowKey
    field: str
    old: Known | Mark
    new: Known | Mark
    typed: CellValue = dataclasses.field(default=None, compare=False)
    was: CellValue = dataclasses.field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AddRow:
    """A row is new."""

    table: str
    row: KeyedRow

    @property
    def key(self) -> RowKey:
        """Its key."""
        return self.row.key


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """A row is gone."""

    table: str
    row: KeyedRow

    @property
    def key(self) -> RowKey:
        """Its key."""
        return self.row.key


@dataclass(frozen=True, slots=True)
class SetOrder:
    """Rows stand in another order; `moved` are those that changed their place."""

    table: str
    keys: tuple[RowKey, ...]
    moved: tuple[RowKey, ...] = ()


Op = SetCell | AddRow | RemoveRow | SetOrder


def at(op: SetCell | AddRow | RemoveRow, key: RowKey) -> SetCell | AddRow | RemoveRow:
    """The same change of the row that has another key."""
    if isinstance(op, SetCell):
        return replace(op, key=key)
    return replace(op, row=replace(op.row, key=key))


def apply(ops: Iterable[Op], book: KeyedBook, layout: KeyedBook | None = None) -> KeyedBook:
    """A book with changes made.

    Args:
        ops: The changes.
        book: The book; it stays as it is.
        layout: A book whose headings new tables and columns take.
    """
    tables: dict[str, dict[RowKey, KeyedRow]] = {}
    toggles = {role: dict(row) for role, row in book.toggles.items()}
    orders: list[SetOrder] = []
    for op in ops:
        if op.table == TOGGLES:
            assert isinstance(op, SetCell)  # noqa: S101 - toggles have no other changes
            _set_toggle(toggles, op)
            continue
        rows = tables.setdefault(op.table, dict(book.rows(op.table)))
        match op:
            case SetCell():
                if op.key in rows:
                    rows[op.key] = _changed(rows[op.key], op)
            case AddRow():
                rows[op.key] = op.row
            case RemoveRow():
                rows.pop(op.key, None)
            case SetOrder():
                orders.append(op)
    for order in orders:
        tables[order.table] = _ordered(tables[order.table], order.keys)
    changed = {name: _table(name, rows, book, layout) for name, rows in tables.items()}
    filled = {role: row for role, row in toggles.items() if row}
    return replace(book, tables={**book.tables, **changed}, toggles=filled)


def _set_toggle(toggles: dict[str, dict[str, Mark]], op: SetCell) -> None:
    row = toggles.setdefault(op.field, {})
    if op.new is None:
        row.pop(op.key[0], None)
    else:
        assert isinstance(op.new, str | float)  # noqa: S101 - a mark
        row[op.key[0]] = op.new


def _changed(row: KeyedRow, op: SetCell) -> KeyedRow:
    values, cells = dict(row.values), dict(row.cells)
    if op.new is None:
        values.pop(op.field, None)
        cells.pop(op.field, None)
    else:
        assert not isinstance(op.new, float)  # noqa: S101 - shares are toggles
        values[op.field] = op.new
        cells[op.field] = op.typed
    return replace(row, values=values, cells=cells)


def _ordered(rows: Mapping[RowKey, KeyedRow], keys: Iterable[RowKey]) -> dict[RowKey, KeyedRow]:
    """Rows in the order of the keys; others stay behind the row they stand behind."""
    wanted = [name for name in keys if name in rows]
    known = set(wanted)
    behind: dict[RowKey | None, list[RowKey]] = {}
    last: RowKey | None = None
    for name in rows:
        if name in known:
            last = name
        else:
            behind.setdefault(last, []).append(name)
    ordered = behind.get(None, [])
    for name in wanted:
        ordered = [*ordered, name, *behind.get(name, [])] if name in behind else ordered
        if name not in behind:
            ordered.append(name)
    return {name: rows[name] for name in ordered}


def _table(
    name: str, rows: Mapping[RowKey, KeyedRow], book: KeyedBook, layout: KeyedBook | None
) -> KeyedTable:
    own = book.tables.get(name)
    other = layout.tables.get(name) if layout else None
    table = own or other or KeyedTable(name, name, {})
    headers: dict[str, Header] = dict(own.headers) if own else {}
    for field_name, header in (other.headers if other else {}).items():
        headers.setdefault(field_name, Header(header.text))
    return replace(table, rows=rows, headers=headers, sheet=own.sheet if own else "")
