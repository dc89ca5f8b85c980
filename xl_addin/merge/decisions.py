"""What a merge decides: a list that can be looked at before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from xl_addin.merge.keyed import KeyedRow, Mark, RowKey
from xl_addin.merge.ops import Op
from xl_addin.merge.values import Known


class Action(StrEnum):
    """What becomes of one difference."""

    OURS = "ours"  # only we changed it, or deleted it
    THEIRS = "theirs"  # only they did
    SAME = "same"  # both did the same
    LINES = "lines"  # both changed a list, in different lines
    KEPT = "kept"  # ours stays, because theirs says nothing that can be taken
    CONFLICT = "conflict"  # a person has to choose


class Reason(StrEnum):
    """Why it was decided so; the wording is the catalogue's."""

    ONE_SIDE = "one-side"
    SAME = "same"
    LINES = "lines"
    BOTH_EDITED = "both-edited"
    DELETED_EDITED = "deleted-edited"
    DELETED_TWICE = "deleted-twice"
    SAME_NEW_ID = "same-new-id"
    SHEET_EMPTIED = "sheet-emptied"
    COLUMN_MISSING = "column-missing"
    TOGGLE_MISSING = "toggle-missing"
    ERROR_CELL = "error-cell"
    ORDER = "order"
    NO_BASE = "no-base"


class Choice(StrEnum):
    """What a person can choose where both sides differ."""

    OURS = "ours"
    THEIRS = "theirs"
    BASE = "base"
    BOTH = "both"


Side = Known | Mark | KeyedRow | tuple[RowKey, ...]
"""What stands on one side: a value, a mark, a row, an order of rows, or nothing."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One difference and what becomes of it.

    Attributes:
        table: English template name of the table.
        key: The row; empty for the table as a whole.
        field: The column; '' for the row as a whole.
        action: What was decided.
        reason: Why.
        shown: How a person knows the row.
        base: What the base says.
        ours: What our copy says.
        theirs: What theirs says.
        ops: What has to be changed in our copy at once.
        choices: For a conflict, what each choice changes in our copy.
        along: Rows that are decided with it, with their tables, where somebody has them.
    """

    table: str
    key: RowKey
    field: str
    action: Action
    reason: Reason
    shown: str
    base: Side = None
    ours: Side = None
    theirs: Side = None
    ops: tuple[Op, ...] = ()
    choices: Mapping[Choice, tuple[Op, ...]] | None = None
    along: tuple[tuple[str, KeyedRow], ...] = ()

    @property
    def is_conflict(self) -> bool:
        """Whether a person has to choose."""
        return self.action is Action.CONFLICT

    def resolved(self, choice: Choice) -> tuple[Op, ...]:
        """What a choice changes; what it does not offer changes nothing."""
        return (self.choices or {}).get(choice, ())


_MIRROR = {Action.OURS: Action.THEIRS, Action.THEIRS: Action.OURS}


def mirrored(decisions: Iterable[Decision]) -> set[tuple[object, ...]]:
    """Decisions as the other side would see them, for comparing."""
    return {
        _seen(replace(each, action=_MIRROR.get(each.action, each.action)), swap=True)
        for each in decisions
    }


def seen(decisions: Iterable[Decision]) -> set[tuple[object, ...]]:
    """Decisions without what our side has to do, for comparing."""
    return {_seen(each, swap=False) for each in decisions}


def _seen(each: Decision, *, swap: bool) -> tuple[object, ...]:
    sides = (each.theirs, each.ours) if swap else (each.ours, each.theirs)
    return each.table, each.key, each.field, each.action, each.reason, *map(_plain, sides)


def _plain(side: Side) -> object:
    return tuple(sorted(map(repr, side.values.items()))) if isinstance(side, KeyedRow) else side


def conflicts(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those a person has to decide."""
    return tuple(each for each in decisions if each.is_conflict)


def all_ops(decisions: Iterable[Decision]) -> Iterator[Op]:
    """Everything that has to be changed in our copy at once."""
    for each in decisions:
        yield from each.ops
