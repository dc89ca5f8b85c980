"""The lists of the sheet 选项 compared, and merged as lists.

A list that one side lacks says nothing, and none is ever asked about without a base: what
either side offers can be chosen from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from xl_addin.merge.cells import decide_cell
from xl_addin.merge.decisions import Action, Decision, Reason
from xl_addin.merge.keyed import KeyedRow, RowKey
from xl_addin.merge.lines import Lines, both_added
from xl_addin.merge.ops import AddRow, Op, SetCell
from xl_addin.merge.option_sheet import (
    HEADING,
    TABLE,
    VALUES,
    WAS,
    OptionList,
    OptionSheet,
    known_by,
)
from xl_addin.merge.report import Change, Line
from xl_addin.problems import Place


def decide_options(
    base: OptionSheet | None, ours: OptionSheet, theirs: OptionSheet
) -> Iterator[Decision]:
    """What becomes of every list in which the copies differ.

    Args:
        base: What both come from; None if nobody knows.
        ours: Our lists; without the sheet nothing can be taken.
        theirs: Theirs.
    """
    if not ours.sheet:
        return
    if base is not None:
        ours, theirs = known_by(base, ours, theirs)
    for name in dict.fromkeys([*ours.lists, *theirs.lists]):
        mine, other = ours.of(name), theirs.of(name)
        if base is not None:
            yield from _decisions(base.of(name), mine, other)
        elif other.column and not (mine.column and mine.values == other.values):
            lines = (*mine.values, *(v for v in other.values if v not in mine.values))
            yield _decision(mine, other, Action.LINES, Reason.NO_BASE, lines)


def _decisions(old: OptionList, mine: OptionList, other: OptionList) -> Iterator[Decision]:
    if mine.column and other.column:
        yield from _heading(old, mine, other)
        if mine.values != other.values:
            yield _three_way(old, mine, other)
        return
    kept, action = (mine, Action.OURS) if mine.column else (other, Action.THEIRS)
    if old.column and (kept.header, kept.values) != (old.header, old.values):
        yield _decision(mine, other, action, Reason.COLUMN_MISSING, kept.values)
    elif other.column and not old.column:
        yield _decision(mine, other, action, Reason.ONE_SIDE, kept.values)


def _heading(old: OptionList, mine: OptionList, other: OptionList) -> Iterator[Decision]:
    spot = TABLE, _key(mine, other, old), HEADING
    sets = [
        SetCell(*spot, old.header, each.header, each.header)
        if each.header not in ("", old.header)
        else None
        for each in (mine, other)
    ]
    if any(sets):
        yield decide_cell(spot, mine.shown, *sets)


def _three_way(old: OptionList, mine: OptionList, other: OptionList) -> Decision:
    if not old.values and mine.values and other.values:
        lines = tuple(both_added(mine.values, other.values))
        return _decision(mine, other, Action.LINES, Reason.LINES, lines)
    spot = TABLE, _key(mine, other, old), ""
    sets = (
        SetCell(*spot, old.values, each.values) if each.values != old.values else None
        for each in (mine, other)
    )
    found = decide_cell(spot, mine.shown, *sets)
    return replace(
        found,
        ops=tuple(_whole(op, mine, other, old) for op in found.ops),
        choices={
            choice: tuple(_whole(op, mine, other, old) for op in ops)
            for choice, ops in (found.choices or {}).items()
        }
        or None,
    )


def _decision(
    mine: OptionList, other: OptionList, action: Action, reason: Reason, lines: Lines
) -> Decision:
    op = _op(lines, mine, other)
    ops = () if lines == mine.values and mine.column else (op,)
    shown = mine.shown if mine.column else other.shown
    sides = mine.values, other.values
    return Decision(TABLE, op.key, "", action, reason, shown, None, *sides, ops)


def _whole(op: Op, *lists: OptionList) -> AddRow:
    assert isinstance(op, SetCell)  # noqa: S101 - a cell's decision changes cells
    assert isinstance(op.new, tuple)  # noqa: S101 - of lists
    return _op(op.new, *lists)


def _op(lines: Lines, *lists: OptionList) -> AddRow:
    """A list as a row of its own: a change of a list names all it holds from then on."""
    header = next((each.header for each in lists if each.column), "")
    known = {text: cell for each in reversed(lists) for text, cell in each.cells.items()}
    cells = {line: known[line] for line in lines if line in known}
    values = {VALUES: lines, WAS: lists[0].values}
    return AddRow(TABLE, KeyedRow(_key(*lists), header, values, cells))


def _key(mine: OptionList, *others: OptionList) -> RowKey:
    """The names our list may have by the time a change of it is written: ours comes first."""
    names = (mine.name, *(each.name for each in others if each.column and mine.column))
    return tuple(dict.fromkeys(names))


def option_lines(before: OptionSheet, after: OptionSheet) -> Iterator[Line]:
    """What differs between the lists of two workbooks, value by value."""
    (known,) = known_by(before, after)
    for name in dict.fromkeys([*before.lists, *known.lists]):
        old, new = before.of(name), known.of(name)
        sides = (before, old), (after, new)
        if old.header != new.header:
            rows = before.header_row, after.header_row
            yield _line(sides, HEADING, (old.header, new.header), rows)
        matcher = SequenceMatcher(None, old.values, new.values, autojunk=False)
        for kind, i, j, m, n in matcher.get_opcodes():
            pairs = zip_longest(range(i, j), range(m, n)) if kind != "equal" else ()
            for gone, come in pairs:
                was, at = ("", 0) if gone is None else (old.values[gone], old.rows[gone])
                now, to = ("", 0) if come is None else (new.values[come], new.rows[come])
                yield _line(sides, "", (was, now), (at, to))


def _line(
    sides: tuple[tuple[OptionSheet, OptionList], tuple[OptionSheet, OptionList]],
    column: str,
    texts: tuple[str, str],
    rows: tuple[int, int],
) -> Line:
    old, new = texts
    both = Change.RENAMED if column else Change.CHANGED
    kind = both if old and new else Change.ADDED if new else Change.REMOVED
    sheet, known = sides[1 if new else 0]
    place = Place(sheet.file, sheet.sheet, rows[1 if new else 0], known.column)
    op = _op(sides[1][1].values, sides[1][1], sides[0][1])
    return Line(kind, sheet.sheet, known.shown, column, old, new, place, op)
