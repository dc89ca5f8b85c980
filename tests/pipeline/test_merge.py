"""Merging files: where the result goes, what is refused, what generate says meanwhile."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table

from tests.builders import Sheets, book, save_xlsx
from tests.merge.books import said, view
from tests.merge.desks import Desk, edit, first_desk
from tests.merge.test_cases import choose
from xl_addin import check, generate
from xl_addin.errors import Busy, EnvironmentFault, UsageError, WorkbookError
from xl_addin.merge.conflict_sheet import open_conflicts
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.pipeline.keyed_copy import copy_from_bytes, read_copy
from xl_addin.pipeline.merge import merge
from xl_addin.pipeline.merge_record import holds
from xl_addin.pipeline.resolve import resolve
from xl_addin.pipeline.snapshot import snapshot
from xl_addin.pipeline.status import merge_command

CONFLICT = ("title", 1, 1, "数据"), ("title", 2, 1, "反馈")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    desk = first_desk()
    for name, what in zip(("base", "ours", "theirs"), (None, *CONFLICT), strict=True):
        copied = desk.copied()
        if what:
            edit(copied, what)
        if name == "theirs":
            edit(copied, ("tick", 0, 0, ""))
        save_xlsx(copied.sheets(), tmp_path / f"{name}.xlsx")
    return tmp_path


def save(desk: Desk, path: Path) -> Path:
    return save_xlsx(desk.sheets(), path)


def test_a_plan_writes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    merged = merge(folder / "ours.xlsx", [folder / "theirs.xlsx"], base=folder / "base.xlsx")
    assert merged.open == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_name_as_long_as_a_system_takes(folder: Path) -> None:
    # 254 bytes; Linux takes 255.
    ours = (folder / "ours.xlsx").rename(folder / f"{'岗' * 83}.xlsx")
    before = ours.read_bytes()
    theirs = folder / "theirs.xlsx"
    suggested = Path(shlex.split(merge_command(ours, theirs))[-1])

    with pytest.raises(EnvironmentFault) as told:
        merge(ours, [theirs], base=folder / "base.xlsx", output=folder / f"{'岗' * 84}.xlsx")
    assert told.value.code == "workbook-name-long"
    for output in (suggested, ours):
        merged = merge(ours, [theirs], base=folder / "base.xlsx", output=output)
        assert holds(output, theirs)

    assert merged.backup is not None
    assert merged.backup.read_bytes() == before


def test_generate_waits_until_hr_has_chosen(folder: Path) -> None:
    out = folder / "merged.xlsx"
    merged = merge(
        folder / "ours.xlsx", [folder / "theirs.xlsx"], base=folder / "base.xlsx", output=out
    )
    assert merged.path == out
    assert merged.record is not None
    record = json.loads(merged.record.read_text(encoding="utf-8"))
    assert len(record["merged"][0]["decisions"]) == 2

    refused = generate(out, output=MemoryOutput(), jobs=1)
    assert {each.status for each in refused.documents} == {"withheld"}
    assert [each.code for each in check(out) if each.code.startswith("conflict")] == [
        "conflict-open"
    ]

    out.write_bytes(choose(out.read_bytes(), read_copy(out), "对方"))
    assert resolve(out, by="王敏").done == 1
    assert read_copy(out).view.rows("duties")["d2",].values["title"] == "反馈2"
    made = generate(out, output=MemoryOutput(), jobs=1)
    assert "withheld" not in {each.status for each in made.documents}
    # The row stays as the record of who decided what.
    row = [cell.value for cell in load_workbook(out)["冲突"][2]]
    assert row[8:10] == ["对方", "王敏"]
    assert row[11] == "已处理"


def test_a_choice_that_is_not_offered_stays_open(folder: Path) -> None:
    out = folder / "merged.xlsx"
    paths = folder / "ours.xlsx", [folder / "theirs.xlsx"]
    merge(*paths, base=folder / "base.xlsx", output=out)
    out.write_bytes(choose(out.read_bytes(), read_copy(out), "两者"))
    found = resolve(out)
    assert (found.done, found.open) == (0, 1)
    assert [each.code for each in found.problems] == ["conflict-choice-unknown"]


def test_what_is_open_must_be_settled_before_the_next_merge(folder: Path) -> None:
    out = folder / "merged.xlsx"
    paths = folder / "ours.xlsx", [folder / "theirs.xlsx"]
    merge(*paths, base=folder / "base.xlsx", output=out)
    with pytest.raises(UsageError, match="merge-conflicts-open"):
        merge(out, [folder / "theirs.xlsx"], base=folder / "base.xlsx")


def test_the_result_never_replaces_a_stranger(folder: Path) -> None:
    with pytest.raises(Busy, match="workbook-exists"):
        merge(
            folder / "ours.xlsx",
            [folder / "theirs.xlsx"],
            base=folder / "base.xlsx",
            output=folder / "base.xlsx",
        )


def test_into_our_own_file_with_a_backup(folder: Path) -> None:
    ours = folder / "ours.xlsx"
    before = ours.read_bytes()
    merged = merge(ours, [folder / "theirs.xlsx"], base=folder / "base.xlsx", output=ours)
    assert merged.backup is not None
    assert merged.backup.read_bytes() == before
    assert read_copy(ours).view.toggles["r1"]["d1"] == "✓"


def test_the_base_is_found_among_the_snapshots(folder: Path) -> None:
    base = folder / "base.xlsx"
    assert snapshot(base) is not None
    base.unlink()
    merged = merge(folder / "ours.xlsx", [folder / "theirs.xlsx"])
    assert merged.steps[0].base.startswith("base.xlsx @ ")
    assert [each.reason for each in merged.steps[0].conflicts] == ["both-edited"]


def test_without_a_base_every_difference_is_asked(folder: Path) -> None:
    merged = merge(folder / "ours.xlsx", [folder / "theirs.xlsx"])
    assert merged.steps[0].base == ""
    assert {each.reason for each in merged.steps[0].decisions} == {"no-base"}
    assert merged.open == len(merged.steps[0].decisions) == 2


def test_three_copies_fold_in_one_call(folder: Path) -> None:
    third = first_desk()
    edit(third, ("rename", 2, 0, "渠道"))
    save(third, folder / "third.xlsx")
    merged = merge(
        folder / "ours.xlsx",
        [folder / "theirs.xlsx", folder / "third.xlsx"],
        base=folder / "base.xlsx",
        output=folder / "all.xlsx",
    )
    assert [step.theirs for step in merged.steps] == ["theirs.xlsx", "third.xlsx"]
    found = read_copy(folder / "all.xlsx").view
    assert found.toggles["r1"]["d1"] == "✓"
    assert found.rows("roles")["r3",].values["name"] == "渠道岗0"
    assert len(open_conflicts(read_copy(folder / "all.xlsx").raw)) == 1


def test_another_workbook_is_refused(folder: Path) -> None:
    other = first_desk()
    other.settings["工作簿编号"] = "W2"
    save(other, folder / "other.xlsx")
    with pytest.raises(UsageError, match="merge-other-workbook"):
        merge(folder / "ours.xlsx", [folder / "other.xlsx"], base=folder / "base.xlsx")


def test_an_id_that_stands_twice_is_refused(folder: Path) -> None:
    twice = first_desk()
    twice.duties.append(dict(twice.duties[0]))
    save(twice, folder / "twice.xlsx")
    with pytest.raises(WorkbookError, match="merge-twice") as fault:
        merge(folder / "ours.xlsx", [folder / "twice.xlsx"], base=folder / "base.xlsx")
    assert fault.value.fields["place"] == "职责!A6"
    assert fault.value.fields["other"] == "职责!A2"


def test_what_cannot_be_written_becomes_a_question(folder: Path) -> None:
    def merged_cells(workbook: Workbook) -> None:
        workbook["职责"].merge_cells("E2:E3")

    theirs = first_desk()
    edit(theirs, ("tick", 0, 0, ""))
    edit(theirs, ("summary", 0, 1, "活动"))
    save(theirs, folder / "theirs.xlsx")
    ours = save_xlsx(first_desk().sheets(), folder / "cells.xlsx", prepare=merged_cells)

    out = folder / "out.xlsx"
    merged = merge(ours, [folder / "theirs.xlsx"], base=folder / "base.xlsx", output=out)

    assert [(each.table, each.field) for each in merged.steps[0].refused] == [
        ("duties", "summary")
    ]
    (question,) = open_conflicts(read_copy(out).raw)
    assert question.cells["对方"] == "活动的概述0"
    assert "手工" in question.cells["原因"]
    # Everything else is written all the same.
    assert read_copy(out).view.toggles["r1"]["d1"] == "✓"


NEEDS = ["岗位编号", "类别", "要求"]


def test_every_value_of_a_column_that_finds_no_place_is_asked(tmp_path: Path) -> None:
    def blocked(workbook: Workbook) -> None:
        sheet = workbook["任职要求"]
        sheet["D2"] = "旁注"
        sheet.add_table(Table(displayName="T1", ref="A1:C2"))

    known = book(任职要求=[NEEDS, ["R1", "技能", "表格"]])
    rows = [
        ["R1", "技能", "表格", "甲"],
        ["R1", "证书", "会计证", "乙"],
        ["R1", "语言", "英语", "丙"],
    ]
    ours = save_xlsx(known, tmp_path / "ours.xlsx", prepare=blocked)
    theirs = save_xlsx(book(任职要求=[[*NEEDS, "来源"], *rows]), tmp_path / "theirs.xlsx")
    out = tmp_path / "out.xlsx"
    merge(ours, [theirs], base=ours, output=out)
    asked = [each.cells["对方"] for each in open_conflicts(read_copy(out).raw)]
    assert all(any(word in text for text in asked) for word in "甲乙丙")
    # What has a place is in it all the same.
    assert [cell.value for cell in load_workbook(out)["任职要求"]["C"]][2:] == [
        "会计证",
        "英语",
    ]


def test_every_row_of_a_sheet_that_cannot_be_added_is_asked(tmp_path: Path) -> None:
    # Our sheet of that name has no column of ids.
    ours = save_xlsx({**book(), "指标表": [["备注"], ["甲"]]}, tmp_path / "ours.xlsx")
    rows = [["岗位编号", "指标"], ["R1", "准时"], ["R1", "完整"]]
    theirs = save_xlsx({**book(), "指标表": rows}, tmp_path / "theirs.xlsx")
    base = save_xlsx(book(), tmp_path / "base.xlsx")
    out = tmp_path / "out.xlsx"
    merge(ours, [theirs], base=base, output=out)
    asked = [each.cells["对方"] for each in open_conflicts(read_copy(out).raw)]
    assert [text.split("：")[-1] for text in asked] == ["准时", "完整"]


def test_new_columns_come_in_the_order_of_their_copy(tmp_path: Path) -> None:
    heads = ["来源", "年限", "证号", "地点", "部门", "补充"]
    base = save_xlsx(book(任职要求=[NEEDS, ["R1", "技能", "表格"]]), tmp_path / "base.xlsx")
    rows = [[*NEEDS, *heads], ["R1", "技能", "表格", *"甲乙丙丁戊己"]]
    theirs = save_xlsx(book(任职要求=rows), tmp_path / "theirs.xlsx")
    out = tmp_path / "out.xlsx"
    merge(base, [theirs], base=base, output=out)
    found = load_workbook(out)["任职要求"].iter_rows(values_only=True)
    assert [list(row) for row in found] == rows


def test_a_new_title_reaches_the_toggles_too(folder: Path) -> None:
    out, base = folder / "out.xlsx", folder / "base.xlsx"
    merge(base, [folder / "theirs.xlsx"], base=base, output=out)
    toggles = load_workbook(out)["开关"]
    assert [cell.value for cell in toggles["B"]] == [
        "职责标题",
        "职责1",
        "反馈2",
        "职责3",
        "职责4",
    ]


@pytest.mark.parametrize("which", ["岗位", "职责"])
def test_a_row_comes_back_to_the_toggles_it_left_behind(which: str, tmp_path: Path) -> None:
    desk = first_desk()
    ours = desk.sheets()
    del ours[which][1]
    theirs = desk.copied()
    edit(theirs, ("rename", 0, 0, "数据") if which == "岗位" else ("title", 0, 0, "数据"))
    for pair in (("R1", "D2"), ("R1", "D4"), ("R2", "D1")):
        theirs.marks.pop(pair, None)
    theirs.marks["R1", "D1"] = 0.5
    paths = save_xlsx(ours, tmp_path / "ours.xlsx"), save(theirs, tmp_path / "theirs.xlsx")
    out = tmp_path / "out.xlsx"
    merge(paths[0], [paths[1]], base=save(desk, tmp_path / "base.xlsx"), output=out)
    out.write_bytes(choose(out.read_bytes(), read_copy(out), "对方"))
    assert resolve(out).open == 0
    assert read_copy(out).view.toggles == view(theirs.sheets()).toggles


def test_a_kept_role_keeps_its_details(tmp_path: Path) -> None:
    """The role of the shipped workbook, with rows in every sheet of details."""
    base = Path("workbooks/product_operations.xlsx")
    ours, theirs, out = (tmp_path / f"{name}.xlsx" for name in ("ours", "theirs", "out"))
    workbook = load_workbook(base)
    role = workbook["岗位"]["A2"].value
    workbook["岗位"]["B2"] = "另一个名称"
    workbook.save(ours)
    workbook = load_workbook(base)
    for sheet in workbook:
        heads = {cell.value: cell.column for row in sheet["1:3"] for cell in row}
        for row in range(sheet.max_row, 1, -1) if "岗位编号" in heads else ():
            if sheet.cell(row, heads["岗位编号"]).value == role:
                sheet.delete_rows(row)
    workbook.save(theirs)
    before = read_copy(ours).view

    for first, second, choice in ((ours, theirs, "我方"), (theirs, ours, "对方")):
        merged = merge(first, [second], base=base)
        assert merged.open == 1
        assert len(merged.steps[0].conflicts[0].along) > 10
        out.write_bytes(merged.content)
        out.write_bytes(choose(out.read_bytes(), read_copy(out), choice))
        assert resolve(out).open == 0
        found = said(read_copy(out).view, ordered=False)
        assert found == said(before, ordered=False)
        out.unlink()


def _with_toggles_inside(desk: Desk) -> Sheets:
    sheets = desk.sheets()
    toggles = {row[0]: row[2:] for row in sheets.pop("开关")}
    sheets["职责"] = [[*row, *toggles[row[0]]] for row in sheets["职责"]]
    return sheets


def _with_long_toggles(desk: Desk) -> Sheets:
    sheets = desk.sheets()
    rows = [
        [role, duty, "✓" if mark is True else mark] for (role, duty), mark in desk.marks.items()
    ]
    sheets["开关"] = [
        ["岗位编号", "职责编号", "值"],
        *([role, duty, "✓" if mark is True else mark] for role, duty, mark in rows),
    ]
    return sheets


@pytest.mark.parametrize("layout", [_with_toggles_inside, _with_long_toggles])
def test_toggles_in_any_layout(layout: object, tmp_path: Path) -> None:
    theirs = first_desk()
    for what in (
        ("tick", 0, 0, ""),
        ("untick", 0, 1, ""),
        ("add-duty", 3, 2, "新职责"),
        ("add-role", 1, 0, "新岗位"),
    ):
        edit(theirs, what)
    theirs.marks["R101", "D103"] = True
    theirs.marks["R101", "D1"] = 0.5
    paths = {}
    for name, desk in (("base", first_desk()), ("ours", first_desk()), ("theirs", theirs)):
        paths[name] = save_xlsx(layout(desk), tmp_path / f"{name}.xlsx")  # type: ignore[operator]

    out = tmp_path / "out.xlsx"
    merged = merge(paths["ours"], [paths["theirs"]], base=paths["base"], output=out)

    assert merged.open == 0
    assert (
        said(copy_from_bytes(out.read_bytes(), out).view)["toggles"]
        == (said(view(theirs.sheets()))["toggles"])
    )
