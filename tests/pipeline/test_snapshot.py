"""Every run keeps what it was made from; a merge finds its base among those."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Sheets, book, docx, save_xlsx
from tests.reading import documents, paragraphs
from xl_addin import generate
from xl_addin.messages import sentence
from xl_addin.pipeline.check import check
from xl_addin.pipeline.common_base import common_base
from xl_addin.pipeline.load import load
from xl_addin.pipeline.snapshot import snapshot
from xl_addin.sources.memory import MemorySource
from xl_addin.stores.snapshots import Snapshots

ID = "w-1"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "xl_addin" / "snapshots"


def sheets(
    title: str = "Filing", *, on: tuple[str, ...] = ("R1 D1",), **settings: Any
) -> Sheets:
    return book(
        ["R1 Clerk", "R2 Cashier"],
        [f"D1 {title}", "D2 Posting"],
        on,
        settings={
            "工作簿编号": ID,
            "默认模板": "t.docx",
            "文件名": "{岗位编号}.docx",
            **settings,
        },
        人员=[["岗位编号", "姓名", "工号"], ["R1", "李建国", "0071"]],
    )


def save(folder: Path, content: Sheets, name: str = "book.xlsx") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "t.docx").write_bytes(
        docx("{{ role.name }}{% for d in duties %}{{ d.title }}{% endfor %}")
    )
    return save_xlsx(content, folder / name)


def kept(folder: Path) -> list[str]:
    return [each.digest for each in Snapshots(folder).all(ID)]


def test_a_run_keeps_what_it_was_made_from_and_a_second_one_nothing_new(tmp_path: Path) -> None:
    workbook = save(tmp_path / "w", sheets())
    generate(workbook)
    first = kept(workbook.parent)
    assert len(first) == 1
    assert Snapshots(workbook.parent).all(ID)[0].book() == load(workbook).raw

    generate(workbook)
    shutil.copy(save(tmp_path / "x", sheets("Archiving")), workbook)
    generate(workbook, dry_run=True)
    assert kept(workbook.parent) == first
    generate(workbook)
    assert len(kept(workbook.parent)) == 2
    assert snapshot(workbook).digest == kept(workbook.parent)[0]


def test_documents_are_the_same_with_and_without(tmp_path: Path) -> None:
    made = []
    for name, setting in (("on", "开"), ("off", "关")):
        workbook = save(tmp_path / name, sheets(快照=setting))
        # The setting is part of what documents carry of their origin, not of what they say.
        made.append(
            {
                file: paragraphs(content)
                for file, content in documents(generate(workbook).folder).items()
            }
        )
        assert bool(kept(workbook.parent)) is (name == "on")
    assert made[0] == made[1] != {}
    assert snapshot(workbook) is None


def test_rows_in_memory_have_no_history(own_folder: Path, tmp_path: Path) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(docx("{{ role.name }}"))
    assert generate(MemorySource(sheets()), output=tmp_path / "o", templates=[template]).done
    assert not own_folder.exists()


def test_a_snapshot_that_cannot_be_kept_is_a_warning_and_the_documents_are_there(
    tmp_path: Path, own_folder: Path
) -> None:
    workbook = save(tmp_path / "w", sheets())
    own_folder.parent.parent.mkdir()
    own_folder.parent.write_text("no folder")
    (workbook.parent / ".xl_addin").write_text("no folder")
    report = generate(workbook)

    assert report.with_status("written")
    assert [(each.code, each.is_error) for each in report.late] == [
        ("snapshot-not-kept", False)
    ]
    assert "Not a directory" in sentence("snapshot-not-kept", report.late[0].params, "en")


@pytest.mark.parametrize(
    ("setting", "gone"),
    [
        ("姓名", {"李建国"}),
        ("人员.工号", {"0071"}),
        ("人员", {"李建国", "0071"}),
        ("people.name， 工号", {"李建国", "0071"}),
        ("岗位编号", set()),
    ],
)
def test_columns_of_personal_data_can_be_left_out(
    tmp_path: Path, setting: str, gone: set[str]
) -> None:
    workbook = save(tmp_path / "w", sheets(快照不含=setting))
    rows = next(each for each in snapshot(workbook).book().sheets if each.name == "人员").rows
    assert {"R1", "李建国", "0071"} - set(rows[1]) == gone
    assert rows[0] == ["岗位编号", "姓名", "工号"]


def test_a_column_to_leave_out_that_does_not_exist_is_told(tmp_path: Path) -> None:
    workbook = save(tmp_path / "w", sheets(快照不含="姓名、姓各"))
    found = [each for each in check(workbook) if each.code == "snapshot-column-unknown"]
    assert [(each.params, each.place.sheet) for each in found] == [
        ({"item": "姓各", "guess": "姓名"}, "设置")
    ]


class TestCommonBase:
    """Three states of one workbook; who copied it when is known, and must be found."""

    def history(self, folder: Path) -> list[Sheets]:
        states = [sheets("Filing"), sheets("Archiving"), sheets("Archiving", on=("R2 D2",))]
        for state in states:
            snapshot(save(folder, state))
        return states

    def base(self, folder: Path, ours: Sheets, theirs: Sheets) -> int | None:
        """Which state is found, counted from 0."""
        books = [
            load(save(folder, each, f"{n}.xlsx")).book for n, each in enumerate([ours, theirs])
        ]
        store = Snapshots(folder)
        both_ways = [common_base(store, *books), common_base(store, *reversed(books))]
        assert both_ways[0] == both_ways[1]
        if both_ways[0] is None:
            return None
        oldest_first = [each.digest for each in reversed(store.all(ID))]
        return oldest_first.index(both_ways[0].snapshot.digest)

    def test_untouched_copies_of_the_last_state(self, tmp_path: Path) -> None:
        states = self.history(tmp_path)
        assert self.base(tmp_path, states[2], states[2]) == 2

    @pytest.mark.parametrize("copied", [0, 1, 2])
    def test_a_copy_taken_early_and_edited(self, tmp_path: Path, copied: int) -> None:
        states = self.history(tmp_path)
        theirs = {name: [list(row) for row in rows] for name, rows in states[copied].items()}
        theirs["职责"].append(["D3", "Auditing"])
        theirs["岗位"][1][1] = "Head clerk"
        assert self.base(tmp_path, states[2], theirs) == copied

    def test_both_edited_since_and_rows_reordered(self, tmp_path: Path) -> None:
        states = self.history(tmp_path)
        ours = sheets("Archiving", on=("R2 D2", "R1 D2"))
        theirs = sheets("Archiving", on=("R2 D2",))
        theirs["职责"][1:] = reversed(theirs["职责"][1:])
        assert states[2] != ours
        assert self.base(tmp_path, ours, theirs) == 2

    def test_a_copy_with_snapshots_of_its_own_is_no_base_of_the_other(
        self, tmp_path: Path
    ) -> None:
        states = self.history(tmp_path)
        theirs = sheets("Microfilm", on=("R2 D2",))
        snapshot(save(tmp_path, theirs, "copy.xlsx"))
        assert self.base(tmp_path, states[2], theirs) == 2

    def test_nothing_is_found_in_an_empty_store(self, tmp_path: Path) -> None:
        assert self.base(tmp_path, sheets(), sheets("Archiving")) is None
