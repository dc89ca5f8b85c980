"""What a copy says nothing about: a missing column, a toggle column or row it lost.

Silence is no deletion. Such parts are filled in from the base before two copies are
compared, so that a column dropped by accident never wipes the other side's; what was
filled in is told. A whole emptied table is not filled in: a person decides that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from xl_addin.merge.diff import changes
from xl_addin.merge.keyed import TOGGLES, Header, KeyedBook, KeyedRow, KeyedTable, Mark
from xl_addin.merge.ops import SetCell

# In a small workbook the last few ticks may well all be taken out on purpose.
_MARKS_OF_A_FILLED_SHEET = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """A copy with its silent parts filled in.

    Attributes:
        book: The copy.
        restored: What the filling in changed, by table and by column or role.
        emptied: Tables that had rows and have none.
    """

    book: KeyedBook
    restored: Mapping[tuple[str, str], tuple[SetCell, ...]]
    emptied: frozenset[str]


def heard(base: KeyedBook, side: KeyedBook) -> Heard:
    """A side, aligned to the base, with the base in place of its silence."""
    emptied = frozenset(
        name for name, table in base.tables.items() if table.rows and not side.rows(name)
    )
    if _has_no_marks(base, side):
        emptied |= {TOGGLES}
    tables = {
        name: base.tables[name] if name in emptied else _with_columns(base, table)
        for name, table in side.tables.items()
    }
    tables |= {name: base.tables[name] for name in emptied - tables.keys() - {TOGGLES}}
    filled = replace(side, tables=tables)
    toggles = base.toggles if TOGGLES in emptied else _with_toggles(base, filled)
    filled = replace(filled, toggles=toggles)
    restored: dict[tuple[str, str], tuple[SetCell, ...]] = {}
    for op in _restored(side, filled, emptied):
        spot = (op.table, op.field)
        restored[spot] = (*restored.get(spot, ()), op)
    return Heard(filled, restored, emptied)


def _has_no_marks(base: KeyedBook, side: KeyedBook) -> bool:
    if any(side.toggles.values()):
        return False
    return sum(map(len, base.toggles.values())) >= _MARKS_OF_A_FILLED_SHEET


def _with_columns(base: KeyedBook, table: KeyedTable) -> KeyedTable:
    before = base.tables.get(table.name)
    missing = before.headers.keys() - table.headers.keys() if before else frozenset[str]()
    if before is None or not missing:
        return table
    rows = {
        key: _with_values(before.rows.get(key), row, missing) for key, row in table.rows.items()
    }
    headers = {name: Header(before.headers[name].text) for name in missing}
    return replace(table, rows=rows, headers={**table.headers, **headers})


def _with_values(old: KeyedRow | None, row: KeyedRow, missing: Set[str]) -> KeyedRow:
    lost = [name for name in missing if old and name in old.values]
    if old is None or not lost:
        return row
    return replace(
        row,
        values={**row.values, **{name: old.values[name] for name in lost}},
        cells={**row.cells, **{name: old.cells.get(name) for name in lost}},
        active=old.active if "status" in lost else row.active,
    )


def _with_toggles(base: KeyedBook, side: KeyedBook) -> Mapping[str, Mapping[str, Mark]]:
    """The side's toggles, and the base's where the side has no cell for one."""
    filled = dict(side.toggles)
    roles, duties = side.rows("roles"), side.rows("duties")
    for role, row in base.toggles.items():
        if (role,) not in roles:
            continue
        lost = {
            duty: mark
            for duty, mark in row.items()
            if not side.knows_toggle(role, duty) and (duty,) in duties
        }
        if lost:
            filled[role] = {**filled.get(role, {}), **lost}
    return filled


def _restored(side: KeyedBook, filled: KeyedBook, emptied: frozenset[str]) -> Iterator[SetCell]:
    for op in changes(side, filled):
        if isinstance(op, SetCell) and op.table not in emptied:
            yield op
