"""One cell, three ways: the heart of every merge."""

from __future__ import annotations

from xl_addin.merge.decisions import Action, Choice, Decision, Reason
from xl_addin.merge.keyed import Mark, RowKey
from xl_addin.merge.lines import merge_lines
from xl_addin.merge.ops import SetCell
from xl_addin.merge.values import Known, is_fault
from xl_addin.model.cells import CellError, CellValue, Uncached

State = Known | Mark


def decide_cell(
    spot: tuple[str, RowKey, str], shown: str, ours: SetCell | None, theirs: SetCell | None
) -> Decision:
    """What becomes of a cell that at least one side changed.

    Args:
        spot: Table, row and column.
        shown: How a person knows the row.
        ours: Our change, if we made one.
        theirs: Theirs.
    """
    change = ours or theirs
    assert change is not None  # noqa: S101 - somebody changed it
    base = change.old
    mine = ours.new if ours else base
    other = theirs.new if theirs else base
    given = (*spot,)

    def decision(action: Action, reason: Reason, *ops: SetCell) -> Decision:
        return Decision(*given, action, reason, shown, base, mine, other, ops)

    if ours and theirs and mine == other:
        return decision(Action.SAME, Reason.SAME)
    if not (ours and theirs) and (_is_error(mine) or _is_error(other)):
        return decision(Action.KEPT, Reason.ERROR_CELL)
    if ours is None:
        return decision(Action.THEIRS, Reason.ONE_SIDE, change)
    if theirs is None:
        return decision(Action.OURS, Reason.ONE_SIDE)
    lines = _merged(base, mine, other)
    if lines is not None:
        merged = SetCell(*spot, mine, lines, _typed(lines))
        return decision(Action.LINES, Reason.LINES, *([merged] if lines != mine else []))
    return Decision(
        *given,
        Action.CONFLICT,
        Reason.BOTH_EDITED,
        shown,
        base,
        mine,
        other,
        choices=cell_choices(ours, theirs),
    )


def cell_choices(ours: SetCell, theirs: SetCell) -> dict[Choice, tuple[SetCell, ...]]:
    """What each choice between two values of one cell changes in ours."""
    spot = (ours.table, ours.key, ours.field)
    choices: dict[Choice, tuple[SetCell, ...]] = {
        Choice.OURS: (),
        Choice.THEIRS: (SetCell(*spot, ours.new, theirs.new, theirs.typed),),
        Choice.BASE: (SetCell(*spot, ours.new, ours.old, ours.was),),
    }
    if isinstance(ours.new, tuple) and isinstance(theirs.new, tuple):
        lines = (*ours.new, *(line for line in theirs.new if line not in ours.new))
        choices[Choice.BOTH] = (SetCell(*spot, ours.new, lines, _typed(lines)),)
    return choices


def _is_error(value: State) -> bool:
    return isinstance(value, CellError | Uncached) and is_fault(value)


def _merged(base: State, ours: State, theirs: State) -> Known:
    """The three as lists of lines merged, if that is what they are."""
    if isinstance(base, tuple) and isinstance(ours, tuple) and isinstance(theirs, tuple):
        return merge_lines(base, ours, theirs)
    texts = (base, ours, theirs)
    if not (isinstance(base, str) and "\n" in base):
        return None
    if not (isinstance(ours, str) and isinstance(theirs, str)):
        return None
    lines = merge_lines(*(tuple(str(text).split("\n")) for text in texts))
    return None if lines is None else "\n".join(lines)


def _typed(value: Known) -> CellValue:
    return "\n".join(value) if isinstance(value, tuple) else str(value)
