"""The laws of diff and merge, over random books with every kind of edit."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.merge.books import merged, said, view
from tests.merge.desks import KINDS, WORDS, Edit, edit, first_desk
from xl_addin.merge.alignment import align
from xl_addin.merge.decisions import Action, Choice, Decision, Reason, mirrored, seen
from xl_addin.merge.diff import diff
from xl_addin.merge.keyed import KeyedBook, KeyedRow, RowKey
from xl_addin.merge.ops import apply
from xl_addin.merge.three_way import decide
from xl_addin.merge.touched import belongs_to

EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.integers(0, 12), st.integers(0, 12), st.sampled_from(WORDS)
    ),
    max_size=14,
)
MANY = settings(max_examples=150, deadline=None)


def edited(edits: list[Edit]) -> KeyedBook:
    desk = first_desk()
    for each in edits:
        edit(desk, each)
    return view(desk.sheets())


BASE = view(first_desk().sheets())


@MANY
@given(EDITS, EDITS)
def test_a_diff_applied_gives_the_other_book(one: list[Edit], other: list[Edit]) -> None:
    a, b = edited(one), edited(other)
    assert said(apply(diff(a, b), a, b)) == said(b)
    assert diff(a, a) == ()


@MANY
@given(st.integers(0, 12))
def test_notation_is_no_difference(spelling: int) -> None:
    assert diff(BASE, edited([("spelling", spelling, 0, "")])) == ()


@MANY
@given(EDITS)
def test_what_only_one_side_changed_is_what_is_merged(edits: list[Edit]) -> None:
    book = edited(edits)
    for ours, theirs in ((book, BASE), (BASE, book)):
        decisions, result = merged(BASE, ours, theirs)
        if not emptied(decisions):
            assert said(result) == said(book)
            assert not any(each.is_conflict for each in decisions)


@MANY
@given(EDITS)
def test_two_equal_copies_merge_to_themselves(edits: list[Edit]) -> None:
    book = edited(edits)
    decisions, result = merged(BASE, book, book)
    assert said(result) == said(book)
    assert {each.action for each in decisions} <= {Action.SAME}


@MANY
@given(EDITS, EDITS)
def test_the_sides_have_equal_rights(one: list[Edit], other: list[Edit]) -> None:
    ours, theirs = edited(one), edited(other)
    assert mirrored(decide(BASE, ours, theirs)) == seen(decide(BASE, theirs, ours))


@MANY
@given(EDITS, EDITS)
@example([("add-duty", 0, 3, "数据")], [("drop-duty", 0, 3, ""), ("add-duty", 0, 0, "数据")])
def test_merging_the_same_again_changes_nothing(one: list[Edit], other: list[Edit]) -> None:
    ours, theirs = edited(one), edited(other)
    _, once = merged(BASE, ours, theirs)
    _, twice = merged(BASE, once, theirs)
    assert said(twice) == said(once)


@MANY
@given(EDITS, EDITS)
@example([("drop-duty", 0, 0, "")], [("tick", 1, 0, "")])
def test_nothing_disappears_undecided(one: list[Edit], other: list[Edit]) -> None:
    ours, theirs = edited(one), edited(other)
    decisions, result = merged(BASE, ours, theirs)
    closed = {each.table for each in emptied(decisions)}
    decided = {(each.table, each.key, each.field) for each in decisions}
    rows = {(each.table, each.key) for each in decisions if not each.field}
    rows |= {(table, row.key) for each in decisions for table, row in each.along}
    for side in (ours, theirs):
        for op in diff(BASE, side):
            if not hasattr(op, "key") or op.table in closed:
                continue
            field = getattr(op, "field", "")
            settled = {(op.table, op.key)}
            if op.table == "toggles":
                settled = {("duties", op.key), ("roles", (field,))}
            assert (op.table, op.key, field) in decided or settled & rows, op
    for name, table in {**ours.tables, **theirs.tables}.items():
        for key in {**BASE.rows(name), **table.rows}:
            kept = key in result.rows(name)
            assert kept or (name, key) in rows or name in closed or key[0] == "~"


@MANY
@given(EDITS, EDITS)
def test_every_value_is_in_the_result_or_in_a_decision(
    one: list[Edit], other: list[Edit]
) -> None:
    ours, theirs = edited(one), edited(other)
    decisions, result = merged(BASE, ours, theirs)
    known = values(result) | {text for each in decisions for text in recorded(each)}
    if not emptied(decisions):
        for side in (ours, theirs):
            assert values(side) - values(BASE) <= known


@MANY
@given(EDITS, EDITS)
@example([("drop-role", 0, 0, "")], [("rename", 0, 0, "数据"), ("need-add", 0, 0, "用户")])
@example([("drop-duty", 0, 0, "")], [("title", 0, 0, "数据"), ("override-edit", 0, 0, "用户")])
@example(
    [("title", 0, 0, "数据"), ("retire-duty", 0, 0, ""), ("drop-role", 0, 0, "")],
    [("retire-duty", 0, 0, "")],
)
def test_what_hangs_on_a_deleted_row_is_decided_with_it(
    one: list[Edit], other: list[Edit]
) -> None:
    ours, theirs = edited(one), edited(other)
    for mine, its in ((ours, theirs), (theirs, ours)):
        _check_what_hangs(mine, its)


def _check_what_hangs(ours: KeyedBook, theirs: KeyedBook) -> None:
    decisions, result = merged(BASE, ours, theirs)
    closed = {each.table for each in emptied(decisions)}
    asked = [each for each in decisions if each.reason is Reason.DELETED_EDITED]
    asked = [each for each in asked if each.table in ("roles", "duties")]
    sides = align(BASE, ours), align(BASE, theirs)

    def after(*, keep: bool) -> KeyedBook:
        choices = (
            each.resolved(Choice.OURS if keep is _is_kept(each.ours) else Choice.THEIRS)
            for each in asked
        )
        return apply([op for chosen in choices for op in chosen], result, theirs)

    kept, gone = after(keep=True), after(keep=False)
    for each in asked:
        owner = (each.table, each.key)
        rows = _hanging(sides[0 if _is_kept(each.ours) else 1], owner, closed)
        assert rows <= _hanging(kept, owner, closed)
        if _is_kept(each.ours):
            assert rows <= _hanging(result, owner, closed)
        along = {(table, row.key) for table, row in each.along}
        assert not along & _hanging(gone, owner, closed)


def _is_kept(side: object) -> bool:
    return isinstance(side, KeyedRow) and side.active


def _hanging(
    book: KeyedBook, owner: tuple[str, RowKey], closed: set[str]
) -> set[tuple[str, RowKey]]:
    return {
        (table, row.key)
        for table in book.tables.keys() - {"roles", "duties", "toggles"} - closed
        for row in book.rows(table).values()
        if owner in belongs_to(row)
    }


def emptied(decisions: tuple[Decision, ...]) -> list[Decision]:
    """Decisions on a table as a whole; its rows are then decided with it."""
    reasons = (Reason.SHEET_EMPTIED, Reason.SAME)
    return [each for each in decisions if not each.key and each.reason in reasons]


def values(book: KeyedBook) -> set[str]:
    """Every value a book holds, lists line by line."""
    found = {
        (name, line)
        for name, table in book.tables.items()
        for row in table.rows.values()
        for value in row.values.values()
        for line in str("\n".join(value) if isinstance(value, tuple) else value).split("\n")
    }
    return {f"{name}:{line}" for name, line in found}


def recorded(decision: Decision) -> set[str]:
    """Every value a decision shows."""
    found: set[str] = set()
    sides = [(decision.table, s) for s in (decision.base, decision.ours, decision.theirs)]
    for table, side in [*sides, *decision.along]:
        for value in side.values.values() if isinstance(side, KeyedRow) else [side]:
            text = "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
            found |= {f"{table}:{line}" for line in text.split("\n")}
    return found


def test_the_result_stands_on_ours() -> None:
    ours = edited([("tick", 0, 0, ""), ("need-edit", 0, 0, "数据")])
    assert set(align(BASE, ours).rows("qualifications")) == set(BASE.rows("qualifications"))
