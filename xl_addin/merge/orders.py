"""The order of a table's rows, merged apart from what the rows say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_addin.merge.decisions import Action, Decision, Reason
from xl_addin.merge.keyed import KeyedRow, RowKey
from xl_addin.merge.ops import SetOrder

_MOST_NAMED = 5
Rows = Mapping[RowKey, KeyedRow]


def decide_order(
    table: str,
    base: Rows,
    rows: tuple[Rows, Rows],
    orders: tuple[SetOrder | None, SetOrder | None],
) -> Iterator[Decision]:
    """What becomes of the order of rows, where a side changed it.

    Moving rows loses nothing, so it never stops anybody: where both moved rows in
    different ways, each copy keeps its own order, and that is told.
    """
    ours, theirs = orders
    common = {key for key in base if key in rows[0] and key in rows[1]}
    mine, other = (tuple(key for key in side if key in common) for side in rows)
    before = tuple(key for key in base if key in common)
    moved = dict.fromkeys(key for each in orders if each for key in each.moved if key in base)
    shown = "、".join(base[key].shown for key in tuple(moved)[:_MOST_NAMED])
    sides = (tuple(base), tuple(rows[0]), tuple(rows[1]))

    def decision(action: Action, *ops: SetOrder) -> Decision:
        return Decision(table, (), "", action, Reason.ORDER, shown, *sides, ops=ops)

    new = [side.keys() - base.keys() for side in rows]
    if mine == other == before and (
        (ours is None and new[1] <= new[0]) or (theirs is None and new[0] <= new[1])
    ):
        # The other side has these new rows already, and a place for each of them.
        yield decision(Action.SAME)
    elif theirs is None or (other == before and mine != before):
        yield decision(Action.OURS)
    elif ours is None or (mine == before and other != before):
        yield decision(Action.THEIRS, SetOrder(table, theirs.keys, theirs.moved))
    elif mine == other:
        yield decision(Action.SAME)
    else:
        yield decision(Action.KEPT)
