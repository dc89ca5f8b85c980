"""What the buttons of roles and ids plan, before any cell is touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.builders import Sheets, book
from xl_addin.pipeline.add_role import add_role, copy_role
from xl_addin.pipeline.change_ids import change_ids
from xl_addin.pipeline.edit_plan import CopyColumn, CopyRow, Plan, Write
from xl_addin.pipeline.give_ids import give_ids
from xl_addin.pipeline.load import Loaded, load
from xl_addin.reader.book import read_book
from xl_addin.sources.memory import MemorySource


def _load(sheets: Sheets) -> Loaded:
    return load(MemorySource(sheets))


def _carried_out(sheets: Sheets, plan: Plan) -> Sheets:
    """The sheets after a plan: values only."""
    cells: dict[str, dict[tuple[int, int], Any]] = {
        name: {(r, c): cell for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1)}
        for name, rows in sheets.items()
    }
    for step in plan.steps:
        own = cells[step.sheet]
        if isinstance(step, Write):
            own[step.row, step.column] = step.text or None
        elif isinstance(step, CopyRow) and step.keep:
            own |= {(step.to, c): v for (r, c), v in list(own.items()) if r == step.row}
        elif isinstance(step, CopyColumn) and step.keep:
            own |= {(r, step.to): v for (r, c), v in list(own.items()) if c == step.column}
    return {name: _rows(own) for name, own in cells.items()}


def _rows(cells: Mapping[tuple[int, int], Any]) -> list[list[Any]]:
    height, width = (max(place[axis] for place in cells) for axis in (0, 1))
    return [[cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, height + 1)]


def _codes(sheets: Sheets) -> list[str]:
    return [problem.code for problem in read_book(MemorySource(sheets).read())[1]]


def test_an_id_of_the_log_is_not_given_again() -> None:
    sheets = book(roles=["R1 Clerk"], 生成日志=[["时间", "岗位编号"], ["2025-01-01", "R7"]])

    assert add_role(_load(sheets), "New").id == "R8"


def test_the_log_keeps_the_ids_it_was_written_with() -> None:
    sheets = book(roles=["R1 Clerk"], 生成日志=[["时间", "岗位编号"], ["2025-01-01", "R1"]])
    sheets["岗位"][1][0] = "X1"

    changed = change_ids(_load(sheets))

    assert [(each.old, each.new) for each in changed.renamings] == [("R1", "X1")]
    assert changed.plan.counted(Write) == {"开关": 1}


def test_the_manner_of_the_selected_role_is_followed() -> None:
    loaded = _load(book(roles=["OPS-1 甲", "OPS-2 乙", "PRE-1 丙"]))

    assert add_role(loaded, "New").id == "OPS-3"
    assert add_role(loaded, "New", loaded.book.roles["pre-1"]).id == "PRE-2"


def test_hundreds_of_roles_are_renamed_at_once() -> None:
    sheets = book(
        roles=[f"R{n} 岗位{n}" for n in range(300)],
        on=[f"R{n} D1" for n in range(300)],
        任职要求=[["岗位编号", "要求"], *([f"R{n}", "本科"] for n in range(300))],
    )
    sheets["开关"].insert(0, [None, None, *(f"岗位{n}" for n in range(300))])
    for number, row in enumerate(sheets["岗位"][1:]):
        row[0] = f"新-{number:04}"

    changed = change_ids(_load(sheets))

    assert len(changed.renamings) == 300
    after = _carried_out(sheets, changed.plan)
    assert [row[0] for row in after["任职要求"][1:]] == [row[0] for row in sheets["岗位"][1:]]
    assert _codes(after) == []


def test_a_copy_stands_behind_everything_and_reads_clean() -> None:
    sheets = book(
        roles=["R1 Clerk", "R2 Lead"],
        duties=["D1 Filing", "D2 Planning"],
        on=["R2 D1", "R1 D2"],
        overrides=[["R2", "D1", "标题", "Other"]],
        任职要求=[["岗位编号", "要求"], ["R2", "A"], ["R1", "B"]],
    )
    sheets["开关"][0].append("备注")
    sheets["开关"][1].append("看这里")
    loaded = _load(sheets)

    after = _carried_out(sheets, copy_role(loaded, loaded.book.roles["r2"], "Lead 2").plan)

    assert after["岗位"][3] == ["R3", "Lead 2"]
    assert [row[5] for row in after["开关"]] == ["R3", "✓", None]
    assert after["任职要求"][3] == ["R3", "A"]
    assert after["覆盖"][2] == ["R3", "D1", "标题", "Other"]
    assert _codes(after) == []


def test_a_row_that_was_renumbered_is_no_new_row() -> None:
    sheets = book(roles=["R1 Clerk", "R2 Lead"], on=["R1 D1", "R2 D1"])
    sheets["岗位"][2][0] = "X2"

    given = give_ids(_load(sheets))

    assert given.plan.steps == []
    assert [(each.old, each.new) for each in change_ids(_load(sheets)).renamings] == [
        ("R2", "X2")
    ]


def test_a_total_under_the_table_gets_no_id() -> None:
    sheets = book(roles=["R1 Clerk"])
    sheets["岗位"].append([None, "合计"])

    given = give_ids(_load(sheets))

    assert (given.plan.steps, given.nameless) == ([], ())


def test_a_new_row_looks_like_the_last_role_not_like_a_note_under_it() -> None:
    sheets = book(roles=["R1 Clerk"])
    sheets["岗位"].append(["填表人：周敏"])

    (row, *_) = add_role(_load(sheets), "New").plan.steps

    assert isinstance(row, CopyRow)
    assert (row.sheet, row.row, row.to) == ("岗位", 2, 4)
