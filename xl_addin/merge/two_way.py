"""Two copies whose common base nobody kept: every difference is a person's to decide."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.merge.decisions import Action, Choice, Decision, Reason, Side
from xl_addin.merge.diff import diff
from xl_addin.merge.keyed import TOGGLES, KeyedBook
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, SetOrder


def decide_without_base(ours: KeyedBook, theirs: KeyedBook) -> tuple[Decision, ...]:
    """One open question for each difference; until it is answered, ours stays."""
    return tuple(_decisions(ours, theirs))


def _decisions(ours: KeyedBook, theirs: KeyedBook) -> Iterator[Decision]:
    for op in diff(ours, theirs):
        match op:
            case SetCell():
                yield _open(op, op.field, _shown(op, ours, theirs), op.old, op.new)
            case AddRow():
                yield _open(op, "", op.row.shown, None, op.row)
            case RemoveRow():
                yield _open(op, "", op.row.shown, op.row, None)
            case SetOrder():
                # Without a base nobody can say who moved a row.
                continue


def _open(
    op: SetCell | AddRow | RemoveRow, field: str, shown: str, mine: Side, other: Side
) -> Decision:
    choices: dict[Choice, tuple[Op, ...]] = {Choice.OURS: (), Choice.THEIRS: (op,)}
    return Decision(
        op.table,
        op.key,
        field,
        Action.CONFLICT,
        Reason.NO_BASE,
        shown,
        None,
        mine,
        other,
        choices=choices,
    )


def _shown(op: SetCell, ours: KeyedBook, theirs: KeyedBook) -> str:
    if op.table != TOGGLES:
        return ours.rows(op.table)[op.key].shown
    return shown_duty(op.key[0], ours, theirs)


def shown_duty(duty: str, *books: KeyedBook) -> str:
    """How a person knows the row of a toggle: the first book that has its duty names it."""
    rows = (book.rows("duties").get((duty,)) for book in books)
    return next((row.shown for row in rows if row), duty)
