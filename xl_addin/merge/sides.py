"""One copy against the base: what it changed, found again by what it changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_addin.merge.alignment import align
from xl_addin.merge.diff import changes
from xl_addin.merge.guards import Heard, heard
from xl_addin.merge.keyed import KeyedBook, KeyedRow, RowKey
from xl_addin.merge.ops import AddRow, RemoveRow, SetCell, SetOrder
from xl_addin.merge.touched import Touched, touched

Spot = tuple[str, RowKey]
"""A row: its table and its key."""


@dataclass(slots=True)
class OneSide:
    """A copy's changes.

    Attributes:
        heard: The copy, aligned to the base, with the base in place of its silence.
        sets: Changed cells by row and column.
        added: New rows.
        removed: Rows it no longer has, as the base has them.
        orders: New orders of rows, by table.
        touched: Roles and duties it worked on.
    """

    heard: Heard
    sets: dict[Spot, dict[str, SetCell]] = field(default_factory=dict)
    added: dict[Spot, KeyedRow] = field(default_factory=dict)
    removed: dict[Spot, KeyedRow] = field(default_factory=dict)
    orders: dict[str, SetOrder] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)

    @property
    def book(self) -> KeyedBook:
        """The copy itself."""
        return self.heard.book


def one_side(base: KeyedBook, copy: KeyedBook) -> OneSide:
    """What a copy changed."""
    side = OneSide(heard(base, align(base, copy)))
    found = tuple(changes(base, side.book))
    for op in found:
        match op:
            case SetCell():
                side.sets.setdefault((op.table, op.key), {})[op.field] = op
            case AddRow():
                side.added[op.table, op.key] = op.row
            case RemoveRow():
                side.removed[op.table, op.key] = op.row
            case SetOrder():
                side.orders[op.table] = op
    side.touched = touched(found, side.book)
    return side
