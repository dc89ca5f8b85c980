"""The changes that lead from one keyed book to another: `apply(diff(a, b), a) == b`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from xl_addin.merge.alignment import align
from xl_addin.merge.keyed import TOGGLES, KeyedBook, KeyedRow, KeyedTable, RowKey
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, SetOrder


def diff(before: KeyedBook, after: KeyedBook) -> tuple[Op, ...]:
    """Every change from one book to another, table by table.

    Rows without id are aligned first; toggles come last.
    """
    return tuple(changes(before, align(before, after)))


def changes(before: KeyedBook, after: KeyedBook) -> Iterator[Op]:
    """`diff` of books whose rows are aligned already."""
    for name in dict.fromkeys([*before.tables, *after.tables]):
        if name != TOGGLES:
            yield from _table(name, before.tables.get(name), after.tables.get(name))
    yield from _toggles(before, after)


def _table(name: str, before: KeyedTable | None, after: KeyedTable | None) -> Iterator[Op]:
    old = before.rows if before else {}
    new = after.rows if after else {}
    for key, row in old.items():
        if key not in new:
            yield RemoveRow(name, row)
        elif row.values != new[key].values:
            yield from row_changes(name, row, new[key])
    added = [row for key, row in new.items() if key not in old]
    for row in added:
        yield AddRow(name, row)
    order = tuple(new)
    kept = [key for key in old if key in new]
    if order != (*kept, *(row.key for row in added)):
        yield SetOrder(name, order, moved(kept, [key for key in new if key in old]))


def row_changes(table: str, before: KeyedRow, after: KeyedRow) -> Iterator[SetCell]:
    """The cells in which two states of a row differ."""
    for field in dict.fromkeys([*before.values, *after.values]):
        old, new = before.values.get(field), after.values.get(field)
        # 1 and True are equal in Python, but not in a sheet.
        if old != new or isinstance(old, bool) != isinstance(new, bool):
            cells = after.cells.get(field), before.cells.get(field)
            yield SetCell(table, before.key, field, old, new, *cells)


def moved(before: Sequence[RowKey], after: Sequence[RowKey]) -> tuple[RowKey, ...]:
    """The fewest rows whose moving makes one order the other."""
    place = {key: number for number, key in enumerate(before)}
    # The longest run that kept its order stays; patience sorting finds it.
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, key in enumerate(after):
        at = bisect_left(tails, place[key])
        previous.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place[key])
            ends.append(number)
        else:
            tails[at], ends[at] = place[key], number
    stayed: set[RowKey] = set()
    last = ends[-1] if ends else -1
    while last >= 0:
        stayed.add(after[last])
        last = previous[last]
    return tuple(key for key in after if key not in stayed)


def _toggles(before: KeyedBook, after: KeyedBook) -> Iterator[SetCell]:
    for role in dict.fromkeys([*before.toggles, *after.toggles]):
        old, new = before.toggles.get(role, {}), after.toggles.get(role, {})
        if old == new:
            continue
        for duty in dict.fromkeys([*old, *new]):
            if old.get(duty) != new.get(duty):
                yield SetCell(TOGGLES, (duty,), role, old.get(duty), new.get(duty))
