"""What `xl-addin status` knows: copies by their ids, and what to do about them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders import Sheets, book, save_xlsx
from xl_addin.cli.command_line import cli
from xl_addin.pipeline.copies import Kind
from xl_addin.pipeline.load import load
from xl_addin.pipeline.snapshot import snapshot
from xl_addin.pipeline.status import command_line, status


def sheets(workbook: str = "w-1", roles: tuple[str, ...] = ("R1 Clerk", "R2 Cook")) -> Sheets:
    return book(roles, ["D1 Filing", "D2 Cooking"], settings={"工作簿编号": workbook})


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return save_xlsx(sheets(), tmp_path / "岗位职责.xlsx")


CONFLICTS = {
    "岗位职责 (Li's conflicted copy 2026-11-20).xlsx": "Dropbox",
    "岗位职责 (李 的冲突副本 2026-11-20).xlsx": "Dropbox",
    "岗位职责 (conflicted copy 2026-11-20 101530).xlsx": "Nextcloud",
    "岗位职责.sync-conflict-20261120-101530-ABCDEF7.xlsx": "Syncthing",
    "岗位职责-副本.xlsx": "WPS",
    "岗位职责 - 副本 (2).xlsx": "WPS",
    "岗位职责-DESKTOP-4F2K9QA.xlsx": "OneDrive",
    "岗位职责-HR07-2.xlsx": "OneDrive",
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_copy_is_found_and_named_with_its_command(workbook: Path, name: str) -> None:
    save_xlsx(sheets(roles=("R1 Clerk", "R9 New")), workbook.with_name(name))
    found = status(workbook)

    (copy,) = found.copies
    assert (copy.path.name, copy.kind, copy.program) == (name, Kind.CONFLICT, CONFLICTS[name])
    words = shlex.split(found.merge_command)
    assert words[:4] == ["xl-addin", "merge", str(workbook), str(workbook.with_name(name))]
    # From the copy's side the original is the other one.
    (original,) = status(workbook.with_name(name)).copies
    assert original.path == workbook


def test_one_command_merges_all_copies(workbook: Path) -> None:
    names = ["岗位职责-副本.xlsx", "岗位职责-HR07.xlsx"]
    for name, role in zip(names, ("R8 Eight", "R9 Nine"), strict=True):
        save_xlsx(sheets(roles=("R1 Clerk", "R2 Cook", role)), workbook.with_name(name))
    snapshot(workbook)
    words = shlex.split(status(workbook).merge_command)
    done = CliRunner().invoke(cli, words[1:])

    assert done.exit_code == 0, done.output
    merged = load(Path(words[-1])).book
    assert {role.id for role in merged.roles.values()} == {"R1", "R2", "R8", "R9"}


def test_names_are_only_hints(workbook: Path) -> None:
    save_xlsx(sheets("another"), workbook.with_name("岗位职责-副本.xlsx"))
    save_xlsx(sheets(" W－1"), workbook.with_name("给王总.xlsx"))
    workbook.with_name("岗位职责-副本 (3).xlsx").write_text("no workbook")
    workbook.with_name("~$给王总.xlsx").write_bytes(b"x")
    assert [(each.path.name, each.kind) for each in status(workbook).copies] == [
        ("给王总.xlsx", Kind.COPY)
    ]


def test_without_an_id_mostly_the_same_rows_make_it_the_same(workbook: Path) -> None:
    save_xlsx(sheets(""), workbook)
    save_xlsx(
        sheets("w-1", roles=("R1 Clerk", "R2 Cook", "R3 New")), workbook.with_name("a.xlsx")
    )
    save_xlsx(sheets("", roles=("X1 Clerk", "X2 Cook", "X3 New")), workbook.with_name("b.xlsx"))
    assert [each.path.name for each in status(workbook).copies] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("name", "other", "newer"),
    [
        ("2026年岗位职责.xlsx", "2025年岗位职责.xlsx", "2026年岗位职责"),
        ("岗位职责2025.xlsx", "岗位职责-2026.xlsx", "岗位职责-2026"),
        ("岗位职责.xlsx", "岗位职责（2027）.xlsx", "岗位职责（2027）"),
    ],
)
def test_last_years_workbook_is_asked_about(
    tmp_path: Path, name: str, other: str, newer: str
) -> None:
    path = save_xlsx(sheets(), tmp_path / name)
    save_xlsx(sheets(), tmp_path / other)
    found = status(path)

    assert found.to_merge == ()
    (copy,) = found.other_years
    words = shlex.split(found.new_id_command(copy))
    assert words == ["xl-addin", "copy", str(tmp_path / f"{newer}.xlsx"), "--new-id"]


def test_what_is_kept_of_it_and_whether_it_has_changed(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status(workbook).changed is None
    kept = snapshot(workbook)
    assert (status(workbook).snapshots, status(workbook).changed) == ((kept,), False)
    save_xlsx(sheets(roles=("R1 Clerk",)), workbook)
    assert status(workbook).changed is True


def test_who_has_it_open_is_told_even_if_it_cannot_be_read(workbook: Path) -> None:
    workbook.unlink()
    note = workbook.with_name(f".~lock.{workbook.name}#")
    note.write_text("王芳,w,PC,24.11.2026 16:05,x;", encoding="utf-8")
    found = status(workbook)
    assert [each.name for each in found.openers] == ["王芳"]
    assert found.fault is not None
    assert found.fault.code == "workbook-not-found"


@pytest.mark.parametrize(
    "word", ["plain.xlsx", "two words.xlsx", "it's", 'a"b', "$HOME", "岗位.xlsx"]
)
def test_a_command_can_be_typed_as_it_is_shown(word: str) -> None:
    assert shlex.split(command_line("merge", word)) == ["xl-addin", "merge", word]
