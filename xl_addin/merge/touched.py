"""Which roles and duties a side worked on elsewhere than in their own rows.

Whoever switches a duty on, words it for a role or gives a role new requirements has
worked on it: if the other side deleted it meanwhile, a person has to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xl_addin.merge.keyed import TOGGLES, KeyedBook, KeyedRow, RowKey
from xl_addin.merge.ops import AddRow, Op, SetCell


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of roles and duties, by table and key."""

    rows: frozenset[tuple[str, RowKey]] = frozenset()


def touched(ops: Iterable[Op], side: KeyedBook) -> Touched:
    """What one side's changes worked on."""
    return Touched(frozenset(_touched(ops, side)))


def _touched(ops: Iterable[Op], side: KeyedBook) -> Iterator[tuple[str, RowKey]]:
    for op in ops:
        if op.table == TOGGLES:
            # Taking a tick out of what another deletes contradicts nobody.
            if isinstance(op, SetCell) and op.new is not None:
                yield "duties", op.key
                yield "roles", (op.field,)
        elif op.table not in ("roles", "duties") and isinstance(op, AddRow | SetCell):
            rows = side.rows(op.table)
            row = op.row if isinstance(op, AddRow) else rows.get(op.key)
            if row is not None:
                yield from belongs_to(row)


def belongs_to(row: KeyedRow) -> Iterator[tuple[str, RowKey]]:
    """The role and the duty a row hangs on, by table and key."""
    for name, table in (("role", "roles"), ("duty", "duties")):
        value = row.values.get(name)
        if isinstance(value, str):
            yield table, (value,)
