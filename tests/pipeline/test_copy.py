"""`xl-addin copy`: the id is all that changes, and a copy to merge has a base."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.builders import Sheets, book, save_xlsx
from tests.shipped import WORKBOOK
from xl_addin.errors import Busy, UsageError
from xl_addin.pipeline.common_base import common_base
from xl_addin.pipeline.copy import copy_workbook
from xl_addin.pipeline.load import load
from xl_addin.stores.snapshots import Snapshots


def sheets(**settings: str) -> Sheets:
    return book(["R1 Clerk", "R2 Cook"], ["D1 Filing"], settings=settings or {"公司名称": "C"})


def test_a_copy_of_its_own_differs_in_one_cell(tmp_path: Path) -> None:
    new = tmp_path / "2027.xlsx"
    made = copy_workbook(WORKBOOK, new, new_id=True)

    old, found = load(WORKBOOK), load(new)
    assert (
        found.book.settings["workbook_id"] == made.workbook != old.book.settings["workbook_id"]
    )
    differing = [
        (ours.name, number, column)
        for ours, theirs in zip(old.raw.sheets, found.raw.sheets, strict=True)
        for number, row in enumerate(ours.rows, start=1)
        for column in range(1, len(row) + 1)
        if ours.cell(number, column) != theirs.cell(number, column)
    ]
    place = old.book.setting_place("workbook_id")
    assert differing == [(place.sheet, place.row, place.column)]
    with zipfile.ZipFile(WORKBOOK) as before, zipfile.ZipFile(new) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert len(changed) == 1


def test_the_file_itself_can_get_the_new_id_and_is_kept_as_it_was(tmp_path: Path) -> None:
    path = save_xlsx(sheets(工作簿编号="w-1"), tmp_path / "a.xlsx")
    before = path.read_bytes()
    made = copy_workbook(path, new_id=True)
    assert load(path).book.settings["workbook_id"] == made.workbook != "w-1"
    assert made.backup is not None
    assert made.backup.read_bytes() == before


def test_a_workbook_without_an_id_gets_a_row_for_it(tmp_path: Path) -> None:
    path = save_xlsx(sheets(), tmp_path / "a.xlsx")
    made = copy_workbook(path, tmp_path / "b.xlsx", new_id=True)
    assert load(made.path).book.settings == {"company": "C", "workbook_id": made.workbook}


def test_a_copy_for_a_colleague_is_the_same_bytes_and_has_a_base(tmp_path: Path) -> None:
    path = save_xlsx(sheets(工作簿编号="w-1"), tmp_path / "a.xlsx")
    made = copy_workbook(path, tmp_path / "b.xlsx", new_id=False)
    assert made.path.read_bytes() == path.read_bytes()

    before = load(path)
    theirs = sheets(工作簿编号="w-1")
    theirs["岗位"][1][1] = "Head clerk"
    save_xlsx(theirs, made.path)
    base = common_base(Snapshots(tmp_path), before.book, load(made.path).book)
    assert base is not None
    assert base.raw == before.raw


def test_what_cannot_be_copied(tmp_path: Path) -> None:
    path = save_xlsx(sheets(工作簿编号="w-1"), tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match="copy-nothing-to-do"):
        copy_workbook(path, new_id=False)
    with pytest.raises(UsageError, match="copy-exists"):
        copy_workbook(path, path, new_id=True)
    bare = sheets()
    del bare["设置"]
    with pytest.raises(UsageError, match="copy-no-settings"):
        copy_workbook(save_xlsx(bare, tmp_path / "c.xlsx"), tmp_path / "d.xlsx", new_id=True)
    path.with_name(".~lock.a.xlsx#").write_text(
        "王芳,w,PC,01.01.2999 10:00,x;", encoding="utf-8"
    )
    with pytest.raises(Busy) as raised:
        copy_workbook(path, new_id=True)
    assert raised.value.fields["who"] == "王芳"
