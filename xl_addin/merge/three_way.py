"""Two copies and what both come from: every difference, and what becomes of it.

One side changed: take it. The same change: fine. Different lines of a list: both.
Anything else, and whatever one side deleted and the other worked on: a person decides.
Nothing disappears without a decision, and swapping the sides only swaps their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_addin.merge.cells import decide_cell
from xl_addin.merge.decisions import Action, Choice, Decision, Reason
from xl_addin.merge.diff import row_changes
from xl_addin.merge.hanging import OWNERS, hanging, taken
from xl_addin.merge.keyed import TOGGLES, KeyedBook, KeyedRow
from xl_addin.merge.ops import AddRow, Op, RemoveRow
from xl_addin.merge.orders import decide_order
from xl_addin.merge.rows import (
    decide_emptied,
    marks_of,
    renumbered,
    restored,
    taken_out,
    without_marks,
)
from xl_addin.merge.sides import OneSide, Spot, one_side
from xl_addin.merge.two_way import shown_duty


def decide(base: KeyedBook, ours: KeyedBook, theirs: KeyedBook) -> tuple[Decision, ...]:
    """Every difference between two copies and their base, and what becomes of it.

    The decisions' changes apply to `align(base, ours)`.
    """
    mine, other = (one_side(base, each) for each in (ours, theirs))
    return tuple(_ThreeWay(base, mine, other).decisions())


def _owners_first(spot: Spot) -> int:
    """Roles, then duties, then what may be decided with one of them."""
    return OWNERS.index(spot[0]) if spot[0] in OWNERS else len(OWNERS)


@dataclass(slots=True)
class _ThreeWay:
    base: KeyedBook
    ours: OneSide
    theirs: OneSide
    settled: set[Spot] = field(default_factory=set)
    """Rows decided as a whole, with the toggles that belong to them."""
    along: set[Spot] = field(default_factory=set)
    """Rows that are part of the question about a role or duty they hang on."""

    def decisions(self) -> Iterator[Decision]:
        closed = self.closed
        yield from self._emptied()
        yield from self._silent()
        spots = dict.fromkeys(
            spot
            for side in (self.ours, self.theirs)
            for changed in (side.removed, side.added, side.sets)
            for spot in changed
            if spot[0] not in closed
        )
        toggles = [spot for spot in spots if spot[0] == TOGGLES]
        for spot in sorted(spots, key=_owners_first):
            if spot[0] != TOGGLES and spot not in self.along:
                yield from self._row(spot)
        for spot in toggles:
            yield from self._marks(spot)
        for table in dict.fromkeys([*self.ours.orders, *self.theirs.orders]):
            if table not in closed:
                yield from decide_order(
                    table,
                    self.base.rows(table),
                    (self.ours.book.rows(table), self.theirs.book.rows(table)),
                    (self.ours.orders.get(table), self.theirs.orders.get(table)),
                )

    @property
    def closed(self) -> frozenset[str]:
        """Tables that are decided as a whole."""
        return self.ours.heard.emptied | self.theirs.heard.emptied

    def _emptied(self) -> Iterator[Decision]:
        """Tables one side has lost as a whole: nothing of them is decided by rows."""
        mine, other = self.ours.heard.emptied, self.theirs.heard.emptied
        for table in sorted(mine ^ other):
            yield decide_emptied(
                table,
                self.base,
                self.ours.book,
                self.theirs.book,
                ours_is_empty=table in mine,
            )
        for table in sorted(mine & other - {TOGGLES}):
            yield Decision(table, (), "", Action.SAME, Reason.SAME, "")

    def _silent(self) -> Iterator[Decision]:
        for mine, side in ((True, self.ours), (False, self.theirs)):
            for (table, name), ops in side.heard.restored.items():
                toggle = table == TOGGLES
                yield Decision(
                    table,
                    (),
                    name,
                    Action.THEIRS if mine else Action.OURS,
                    Reason.TOGGLE_MISSING if toggle else Reason.COLUMN_MISSING,
                    "",
                    ops=ops if mine else (),
                )

    def _row(self, spot: Spot) -> Iterator[Decision]:
        table, key = spot
        base = self.base.rows(table).get(key)
        mine = self.ours.book.rows(table).get(key)
        other = self.theirs.book.rows(table).get(key)
        if base is None:
            yield self._added(spot, mine, other)
        elif (decided := self._deleted(spot, base, mine, other)) is not None:
            yield decided
        else:
            sets = self.ours.sets.get(spot, {}), self.theirs.sets.get(spot, {})
            for name in dict.fromkeys([*sets[0], *sets[1]]):
                shown = (mine or base).shown
                yield decide_cell((*spot, name), shown, sets[0].get(name), sets[1].get(name))

    def _added(self, spot: Spot, mine: KeyedRow | None, other: KeyedRow | None) -> Decision:
        table, key = spot

        def decision(action: Action, reason: Reason, *ops: Op) -> Decision:
            shown = (mine or other).shown  # type: ignore[union-attr]
            return Decision(table, key, "", action, reason, shown, None, mine, other, ops)

        if other is None:
            return decision(Action.OURS, Reason.ONE_SIDE)
        if mine is None:
            return decision(Action.THEIRS, Reason.ONE_SIDE, AddRow(table, other))
        if mine.values == other.values:
            return decision(Action.SAME, Reason.SAME)
        self.settled.add(spot)
        books = (self.ours.book, self.theirs.book)
        taken = (*row_changes(table, mine, other), *marks_of(spot, *books))
        choices: dict[Choice, tuple[Op, ...]] = {Choice.OURS: (), Choice.THEIRS: taken}
        if table in ("roles", "duties"):
            choices[Choice.BOTH] = renumbered(spot, other, *books)
        return Decision(
            table,
            key,
            "",
            Action.CONFLICT,
            Reason.SAME_NEW_ID,
            mine.shown,
            None,
            mine,
            other,
            choices=choices,
        )

    def _deleted(
        self, spot: Spot, base: KeyedRow, mine: KeyedRow | None, other: KeyedRow | None
    ) -> Decision | None:
        """A decision on the row as a whole, if one side took it out."""
        gone = [taken_out(base, each) for each in (mine, other)]
        if not any(gone):
            return None
        table, key = spot
        worked = [
            bool(side.sets.get(spot)) or spot in side.touched.rows
            for side in (self.ours, self.theirs)
        ]
        if mine and other and (not (mine.active or other.active) or not worked[gone[0]]):
            # Only 停用, by both or where nobody works on it: a cell like any other.
            return None
        self.settled.add(spot)

        def decision(action: Action, reason: Reason, *ops: Op) -> Decision:
            return Decision(table, key, "", action, reason, base.shown, base, mine, other, ops)

        if all(gone):
            return decision(Action.SAME, Reason.DELETED_TWICE)
        ours_gone = gone[0]
        books = (self.ours.book, self.theirs.book)
        if not worked[ours_gone]:
            if ours_gone:
                return decision(Action.OURS, Reason.ONE_SIDE)
            ticks = without_marks(spot, self.ours.book)
            return decision(Action.THEIRS, Reason.ONE_SIDE, RemoveRow(table, base), *ticks)
        rows = hanging(spot, (self.ours, self.theirs), without=self.closed, ours_gone=ours_gone)
        rows = tuple(each for each in rows if each.spot not in self.along)
        self.along.update(each.spot for each in rows)
        back = restored(spot, mine, base, self.ours.book, self.base)
        choices: Mapping[Choice, tuple[Op, ...]] = {
            Choice.OURS: (),
            Choice.THEIRS: (*restored(spot, mine, other, *books), *taken(rows, "theirs")),
            Choice.BASE: (*back, *taken(rows, "base")),
        }
        return Decision(
            table,
            key,
            "",
            Action.CONFLICT,
            Reason.DELETED_EDITED,
            base.shown,
            base,
            mine,
            other,
            choices=choices,
            along=tuple((each.table, each.kept) for each in rows),
        )

    def _marks(self, spot: Spot) -> Iterator[Decision]:
        """Toggles of one duty, but those that were decided with a row."""
        duty = spot[1][0]
        if ("duties", (duty,)) in self.settled:
            return
        sets = self.ours.sets.get(spot, {}), self.theirs.sets.get(spot, {})
        for role in dict.fromkeys([*sets[0], *sets[1]]):
            if ("roles", (role,)) not in self.settled:
                shown = shown_duty(duty, self.ours.book, self.base, self.theirs.book)
                yield decide_cell((*spot, role), shown, sets[0].get(role), sets[1].get(role))
