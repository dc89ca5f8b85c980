"""Rows that hang on a role or duty, decided together with it.

Whoever deletes a role deletes its requirements, indicators and wordings too. While the
other side worked on that role, one question is asked about all of them: were they taken
away at once, a role that is kept would come back bare.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal

from xl_addin.merge.diff import row_changes
from xl_addin.merge.keyed import TOGGLES, KeyedRow
from xl_addin.merge.ops import AddRow, Op, RemoveRow
from xl_addin.merge.sides import OneSide, Spot
from xl_addin.merge.touched import belongs_to

OWNERS = ("roles", "duties")
"""Tables whose rows others hang on."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A row that one side took away or wrote, with a role or duty the other deleted.

    Attributes:
        spot: Its table and key.
        base: As the base has it; None if it is new.
        ours: As ours has it.
        theirs: As theirs has it; one of the two is None.
    """

    spot: Spot
    base: KeyedRow | None
    ours: KeyedRow | None
    theirs: KeyedRow | None

    @property
    def table(self) -> str:
        """Its table."""
        return self.spot[0]

    @property
    def kept(self) -> KeyedRow:
        """The row on the side that has it."""
        row = self.ours or self.theirs
        assert row is not None  # noqa: S101 - deleted on both sides it hangs on nothing
        return row


def hanging(
    owner: Spot, sides: tuple[OneSide, OneSide], *, without: Set[str], ours_gone: bool
) -> tuple[Hanging, ...]:
    """The rows that are decided with a role or duty.

    Args:
        owner: The role or duty that one side took out.
        sides: Ours and theirs.
        without: Tables that are decided as a whole.
        ours_gone: Whether ours is the side that took it out.
    """
    deleter, keeper = sides if ours_gone else sides[::-1]
    found = []
    for spot, base in _candidates(owner, deleter, keeper).items():
        table, key = spot
        kept = keeper.book.rows(table).get(key)
        if table in without or table in (*OWNERS, TOGGLES) or kept is None:
            continue
        if owner in belongs_to(base or kept):
            pair = (None, kept) if ours_gone else (kept, None)
            found.append(Hanging(spot, base, *pair))
    return tuple(found)


def _candidates(owner: Spot, deleter: OneSide, keeper: OneSide) -> dict[Spot, KeyedRow | None]:
    rows: dict[Spot, KeyedRow | None] = dict(deleter.removed)
    if owner in deleter.removed:
        # 停用 is no reason to take away what the other side wrote since.
        rows |= dict.fromkeys(spot for spot in keeper.added if spot not in deleter.added)
    return rows


def taken(rows: tuple[Hanging, ...], side: Literal["base", "theirs"]) -> Iterator[Op]:
    """What makes ours have the rows as another copy has them."""
    for each in rows:
        wanted = each.base if side == "base" else each.theirs
        if each.ours is None:
            if wanted is not None:
                yield AddRow(each.table, wanted)
        elif wanted is None:
            yield RemoveRow(each.table, each.ours)
        else:
            yield from row_changes(each.table, each.ours, wanted)
