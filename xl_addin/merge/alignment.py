"""Finds again the rows that have no id: a role's requirements, indicators, revisions ….

A row that says the same has the same key already. What is left is paired by role and
likeness, so that a row somebody reworded is an edit and not one row gone and another new.
Depends on the base and one side only: two sides never influence each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from xl_addin.merge.keyed import KeyedBook, KeyedRow, KeyedTable, RowKey
from xl_addin.merge.values import Known, plain_text

# Half of two rows' filled cells the same: one row edited rather than two rows.
LIKE_ENOUGH = 0.5
_TEXT_LIKE_ENOUGH = 0.6
_MOST_PAIRS = 40_000


def align(base: KeyedBook, side: KeyedBook) -> KeyedBook:
    """The side with the base's keys on rows that are the base's."""
    tables = {name: _aligned(base.tables.get(name), each) for name, each in side.tables.items()}
    return replace(side, tables=tables)


def _aligned(base: KeyedTable | None, side: KeyedTable) -> KeyedTable:
    if base is None:
        return side
    gone = _by_group(row for name, row in base.rows.items() if name not in side.rows)
    if not gone:
        return side
    # A new row that meanwhile got its id has left the group of rows without one.
    named = _ids_allowed(side)
    new = _by_group(
        (row for name, row in side.rows.items() if name not in base.rows), also=named
    )
    keys: dict[RowKey, RowKey] = {}
    for group, before in gone.items():
        for old, found in pairs(before, new.get(group, ())):
            keys[found.key] = old.key
    if not keys:
        return side
    rows = {
        keys.get(name, name): replace(row, key=keys.get(name, name))
        for name, row in side.rows.items()
    }
    return replace(side, rows=rows)


def _ids_allowed(side: KeyedTable) -> bool:
    return side.name in ("roles", "duties")


def _by_group(rows: Iterable[KeyedRow], *, also: bool = False) -> dict[str, list[KeyedRow]]:
    groups: dict[str, list[KeyedRow]] = defaultdict(list)
    for row in rows:
        if row.is_anonymous or also:
            groups[row.group].append(row)
    return groups


def pairs(
    before: Sequence[KeyedRow], after: Sequence[KeyedRow]
) -> list[tuple[KeyedRow, KeyedRow]]:
    """Rows that are most likely the same, likest first, each at most once."""
    if len(before) * len(after) > _MOST_PAIRS:
        # Too many to compare each with each: near ones only.
        near = [(i, j) for i in range(len(before)) for j in range(i - 50, i + 51)]
        places = [(i, j) for i, j in near if 0 <= j < len(after)]
    else:
        places = [(i, j) for i in range(len(before)) for j in range(len(after))]
    scored = sorted(
        (-score, abs(i - j), i, j)
        for i, j in places
        if (score := likeness(before[i].values, after[j].values)) >= LIKE_ENOUGH
    )
    used_before: set[int] = set()
    used_after: set[int] = set()
    found = []
    for _, _, i, j in scored:
        if i not in used_before and j not in used_after:
            used_before.add(i)
            used_after.add(j)
            found.append((before[i], after[j]))
    return found


def likeness(one: Mapping[str, Known], other: Mapping[str, Known]) -> float:
    """How much of two rows is the same, from 0 to 1; ids do not count."""
    names = (one.keys() | other.keys()) - {"role", "id"}
    if not names:
        return 0.0
    return sum(_alike(one.get(name), other.get(name)) for name in names) / len(names)


def _alike(one: Known, other: Known) -> float:
    if one == other:
        return 1.0
    if one is None or other is None:
        return 0.0
    matcher = SequenceMatcher(None, plain_text(one), plain_text(other), autojunk=False)
    if matcher.real_quick_ratio() < _TEXT_LIKE_ENOUGH:
        return 0.0
    if matcher.quick_ratio() < _TEXT_LIKE_ENOUGH:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _TEXT_LIKE_ENOUGH else 0.0
