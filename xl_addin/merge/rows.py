"""Whole rows: taken out, restored, numbered anew; and the toggles that go with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xl_addin.merge.decisions import Action, Choice, Decision, Reason
from xl_addin.merge.diff import row_changes
from xl_addin.merge.keyed import TOGGLES, KeyedBook, KeyedRow, Mark, RowKey
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell
from xl_addin.merge.values import plain_text

Spot = tuple[str, RowKey]


def taken_out(base: KeyedRow, row: KeyedRow | None) -> bool:
    """Whether a side deleted a row, or did nothing to it but setting it 停用."""
    if row is None:
        return True
    if row.active or not base.active:
        return False
    return all(change.field == "status" for change in row_changes("", base, row))


def marks(book: KeyedBook, spot: Spot) -> dict[tuple[str, str], Mark]:
    """The toggles of one duty or role: (duty, role) → mark."""
    table, (name, *_) = spot
    if table == "duties":
        return {(name, role): row[name] for role, row in book.toggles.items() if name in row}
    if table == "roles":
        return {(duty, name): mark for duty, mark in book.toggles.get(name, {}).items()}
    return {}


def marks_of(spot: Spot, ours: KeyedBook, theirs: KeyedBook) -> Iterator[SetCell]:
    """What gives ours the toggles that a row has in theirs."""
    mine, other = marks(ours, spot), marks(theirs, spot)
    for duty, role in dict.fromkeys([*mine, *other]):
        old, new = mine.get((duty, role)), other.get((duty, role))
        if old != new:
            yield SetCell(TOGGLES, (duty,), role, old, new)


def without_marks(spot: Spot, book: KeyedBook) -> Iterator[SetCell]:
    """What takes every toggle of a row out."""
    for (duty, role), mark in marks(book, spot).items():
        yield SetCell(TOGGLES, (duty,), role, mark, None)


def restored(
    spot: Spot,
    mine: KeyedRow | None,
    other: KeyedRow | None,
    ours: KeyedBook,
    theirs: KeyedBook,
) -> tuple[Op, ...]:
    """What gives ours a row, and its toggles, as they are in theirs."""
    table, _ = spot
    if other is None:
        assert mine is not None  # noqa: S101 - deleted on both sides is no conflict
        return (RemoveRow(table, mine), *without_marks(spot, ours))
    if mine is None:
        return (AddRow(table, other), *marks_of(spot, ours, theirs))
    return (*row_changes(table, mine, other), *marks_of(spot, ours, theirs))


def renumbered(
    spot: Spot, other: KeyedRow, ours: KeyedBook, theirs: KeyedBook
) -> tuple[Op, ...]:
    """What adds their row to ours under an id of its own, with its toggles."""
    table, (name, *_) = spot
    taken = {*ours.rows(table), *theirs.rows(table)}
    number = next(n for n in range(2, 10_000) if (f"{name}-{n}",) not in taken)
    new = f"{name}-{number}"
    shown = f"{other.cells.get('id', name)}-{number}"
    row = replace(
        other,
        key=(new,),
        values={**other.values, "id": new},
        cells={**other.cells, "id": shown},
        place=0,
    )
    ticks = (
        SetCell(
            TOGGLES,
            (new if table == "duties" else duty,),
            new if table == "roles" else role,
            None,
            mark,
        )
        for (duty, role), mark in marks(theirs, spot).items()
    )
    return (AddRow(table, row), *ticks)


def decide_emptied(
    table: str, base: KeyedBook, ours: KeyedBook, theirs: KeyedBook, *, ours_is_empty: bool
) -> Decision:
    """A table that one side has lost as a whole; both books have it filled in.

    Until a person decides, ours stays as it is. Emptying takes away only what the base
    had: what the other side wrote since, the emptier never saw.
    """
    full = theirs if ours_is_empty else ours
    if table == TOGGLES:
        taken: tuple[Op, ...] = tuple(_emptied_marks(base, full, restore=ours_is_empty))
    elif ours_is_empty:
        taken = tuple(AddRow(table, row) for row in theirs.rows(table).values())
    else:
        before = base.rows(table)
        taken = tuple(
            RemoveRow(table, row)
            for key, row in ours.rows(table).items()
            if key in before and before[key].values == row.values
        )
    text = _contents(table, full)
    return Decision(
        table,
        (),
        "",
        Action.CONFLICT,
        Reason.SHEET_EMPTIED,
        "",
        ours=None if ours_is_empty else text,
        theirs=text if ours_is_empty else None,
        choices={Choice.OURS: (), Choice.THEIRS: taken},
    )


def _emptied_marks(base: KeyedBook, full: KeyedBook, *, restore: bool) -> Iterator[SetCell]:
    for role, row in full.toggles.items():
        for duty, mark in row.items():
            if restore:
                yield SetCell(TOGGLES, (duty,), role, None, mark)
            elif base.toggles.get(role, {}).get(duty) == mark:
                yield SetCell(TOGGLES, (duty,), role, mark, None)


def _contents(table: str, book: KeyedBook) -> str:
    """Everything a table says, for the record."""
    if table == TOGGLES:
        marks = (
            (duty, role, mark)
            for role, row in book.toggles.items()
            for duty, mark in row.items()
        )
        return "\n".join(f"{duty} × {role} = {mark}" for duty, role, mark in marks)
    rows = book.rows(table).values()
    return "\n".join("；".join(map(plain_text, row.values.values())) for row in rows)
