"""Five people, five copies, 200 edits in turn, merged every ten: nothing anybody did is lost.

Everything is real: copies saved as .xlsx by another program, merged into the shared
workbook inside its package, conflicts chosen at random in the sheet 冲突 and carried out.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import save_xlsx
from tests.merge.desks import KINDS, WORDS, desk_of, edit, first_desk
from xl_addin.merge.conflict_sheet import (
    CHOICES,
    find_conflict_sheet,
    open_conflicts,
    read_conflicts,
)
from xl_addin.merge.decisions import Choice
from xl_addin.merge.diff import diff
from xl_addin.merge.keyed import TOGGLES, KeyedBook
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell
from xl_addin.merge.values import plain_text
from xl_addin.package.patch import SetCell as Write
from xl_addin.package.patch import patch_workbook
from xl_addin.pipeline.keyed_copy import copy_from_bytes
from xl_addin.pipeline.merge import merge
from xl_addin.pipeline.resolve import resolve

PEOPLE = ("王敏", "李强", "周洁", "陈立", "赵静")
ROUNDS, EVERY = 200, 10
TITLES = {"overrides": "覆盖", "qualifications": "任职要求", "toggles": "开关"}


@pytest.mark.timeout(900)
def test_every_edit_is_in_the_workbook_or_in_a_recorded_decision(tmp_path: Path) -> None:
    chance = random.Random(6)
    shared = save_xlsx(first_desk(4, 8).sheets(), tmp_path / "职责.xlsx")
    edits = conflicts = 0
    for _ in range(ROUNDS // EVERY):
        base = tmp_path / "base.xlsx"
        base.write_bytes(shared.read_bytes())
        before = copy_from_bytes(base.read_bytes(), base)
        desks = {name: desk_of(before.raw) for name in PEOPLE}
        for turn in range(EVERY):
            name = PEOPLE[turn % len(PEOPLE)]
            what = (chance.choice(KINDS), chance.randrange(13), chance.randrange(13))
            edit(desks[name], (*what, chance.choice(WORDS)), fresh=chance.choice(("", name)))
        copies = [save_xlsx(desks[n].sheets(), tmp_path / f"{n}.xlsx") for n in PEOPLE]
        views = [copy_from_bytes(path.read_bytes(), path).view for path in copies]

        merged = merge(shared, copies, base=base, output=shared)
        assert all(not step.refused for step in merged.steps)
        conflicts += merged.open
        decide_at_random(shared, chance)

        assert merged.record is not None
        record = json.loads(merged.record.read_text(encoding="utf-8"))
        after = copy_from_bytes(shared.read_bytes(), shared)
        assert open_conflicts(after.raw) == ()
        for view in views:
            for op in diff(before.view, view):
                edits += 1
                assert is_kept(op, after.view) or is_recorded(op, record), op
    assert edits > ROUNDS / 2
    assert conflicts > 5


def decide_at_random(path: Path, chance: random.Random) -> None:
    """Choose in every open row, as HR would, and carry it out."""
    copy = copy_from_bytes(path.read_bytes(), path)
    sheet = find_conflict_sheet(copy.raw)
    if sheet is None:
        return
    writes = []
    for each in read_conflicts(sheet):
        if each.is_open:
            offered = [choice for choice in Choice if each.ops(choice) is not None]
            word = CHOICES[chance.choice(offered)]
            writes.append(Write(sheet.name, each.row, each.columns["选择"], word))
    path.write_bytes(patch_workbook(path.read_bytes(), writes))
    found = resolve(path, by=chance.choice(PEOPLE))
    assert (found.open, found.problems) == (0, ())


def is_kept(op: Op, view: KeyedBook) -> bool:
    """Whether the workbook says what an edit said."""
    match op:
        case SetCell() if op.table == TOGGLES:
            rows = view.rows("roles").get((op.field,)), view.rows("duties").get(op.key)
            # A row that is 停用 keeps its ticks, which then count for nothing.
            off = op.new is None and not all(row and row.active for row in rows)
            return off or view.toggles.get(op.field, {}).get(op.key[0]) == op.new
        case SetCell():
            row = view.rows(op.table).get(op.key)
            rows = view.rows(op.table).values() if op.key[0] == "~" else filter(None, [row])
            return any(says(row.values.get(op.field), op) for row in rows)
        case AddRow():
            rows = view.rows(op.table).values()
            return any(op.row.values.items() <= row.values.items() for row in rows)
        case RemoveRow():
            row = view.rows(op.table).get(op.key)
            return row is None or not row.active
    return True


def says(value: object, op: SetCell) -> bool:
    """Whether a cell says what an edit said; of a list, the lines that the edit added."""
    lines = [
        set(each) if isinstance(each, tuple) else set() for each in (value, op.new, op.old)
    ]
    return value == op.new or (bool(lines[1]) and lines[1] - lines[2] <= lines[0])


def is_recorded(op: Op, record: object) -> bool:
    """Whether a conflict of this merge, in its file, shows what an edit said.

    What was decided without asking must stand in the workbook itself.
    """
    for decision in decisions(record):
        if decision["action"] != "conflict":
            continue
        same_row = decision["key"] == list(getattr(op, "key", ()))
        if isinstance(op, SetCell) and op.table == TOGGLES:
            # A toggle goes with its duty or its role where that was decided as a whole.
            same_row = same_row or decision["key"] == [op.field]
        if not decision["key"] and decision["reason"] == "sheet-emptied":
            # Decided as a whole; everything the sheet said is in the record.
            same_row = same_row or decision["table"] in (op.table, TITLES.get(op.table))
        if not same_row:
            continue
        if isinstance(op, RemoveRow) or op.table == TOGGLES:
            return True
        said = "\n".join(decision[side] for side in ("base", "ours", "theirs"))
        values = [op.new] if isinstance(op, SetCell) else list(op.row.values.values())
        texts = [line for value in values for line in plain_text(value).split("\n")]
        if all(text.casefold() in said.casefold() for text in texts):
            return True
    return False


def decisions(record: object) -> Iterator[dict[str, list[str] | str]]:
    """Every decision of a record."""
    for step in record["merged"]:  # type: ignore[index]
        for each in step["decisions"]:
            yield each
            for row in each["along"]:
                sides = {"base": "", "ours": row["text"], "theirs": ""}
                yield {**each, **row, **sides}
