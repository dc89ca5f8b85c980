"""A rerun makes only what is missing or changed, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shlex import split

import pytest

from tests.batches import leftovers, make, save_batch, save_other, sheets_of, statuses
from tests.builders import Sheets, book, docx, save_xlsx
from tests.reading import documents, paragraphs
from xl_addin import generate
from xl_addin.pipeline.copy import copy_workbook
from xl_addin.pipeline.folder_job import Upkeep
from xl_addin.pipeline.merge import merge


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    return save_batch(tmp_path, 4)


def test_unchanged_is_left_alone_and_unread(batch: Path, tmp_path: Path) -> None:
    first = make(batch, tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.docx")}
    again = make(batch, tmp_path / "out")

    assert set(statuses(first).values()) == {"written new"}
    assert set(statuses(again).values()) == {"unchanged"}
    assert again.repeated
    assert again.exit_code == 0
    assert [each.path for each in again.documents] == [each.path for each in first.documents]
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_what_the_last_run_warned_of_still_holds(batch: Path, tmp_path: Path) -> None:
    first = make(batch, tmp_path / "out")
    again = make(batch, tmp_path / "out")
    read = make(batch, tmp_path / "out", reread=True)
    assert again.problems == ()
    assert again.earlier_warnings == len(first.problems) == len(read.problems)
    assert not read.repeated


def test_one_toggle_makes_one_document(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    sheets = sheets_of(4)
    sheets["开关"][2][3] = "✓"  # D2 of R01
    save_xlsx(sheets, batch)

    report = make(batch, tmp_path / "out")

    assert statuses(report) == {
        "R00": "unchanged",
        "R01": "written content",
        "R02": "unchanged",
        "R03": "unchanged",
    }
    assert paragraphs((tmp_path / "out" / "R01.docx").read_bytes())[1:] == [
        "Filing",
        "Planning",
    ]


def test_a_duty_of_some_roles_makes_theirs(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    sheets = sheets_of(4)
    sheets["职责"][2][1] = "Planning ahead"
    save_xlsx(sheets, batch)
    made = statuses(make(batch, tmp_path / "out"))
    assert made == {
        "R00": "written content",
        "R01": "unchanged",
        "R02": "written content",
        "R03": "unchanged",
    }


def test_a_missing_document_is_made_again(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    before = documents(tmp_path / "out")
    (tmp_path / "out" / "R02.docx").unlink()
    assert statuses(make(batch, tmp_path / "out"))["R02"] == "written missing"
    assert documents(tmp_path / "out") == before


def test_a_changed_template_makes_all(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    (tmp_path / "t.docx").write_bytes(docx("{{ role.name }}!"))
    made = statuses(make(batch, tmp_path / "out"))
    assert set(made.values()) == {"written template"}


def test_another_engine_makes_all(
    batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(batch, tmp_path / "out")
    for module in ("generation", "last_run"):
        monkeypatch.setattr(f"xl_addin.pipeline.{module}.engine", lambda *_: "another")
    made = statuses(make(batch, tmp_path / "out"))
    # The bytes are the same, so the files are left as they were.
    assert set(made.values()) == {"unchanged engine"}
    assert set(statuses(make(batch, tmp_path / "out")).values()) == {"unchanged"}


def test_force_makes_all(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    made = statuses(make(batch, tmp_path / "out", force=True))
    assert set(made.values()) == {"unchanged forced"}


def test_what_is_saved_during_the_run_is_kept_and_named(batch: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    make(batch, out)
    save_xlsx(sheets_of(5, version="V2"), batch)

    def meanwhile(made: int, _: int) -> None:
        if made == 1:
            (out / "R02.docx").write_bytes(b"by hand")
            (out / "R04.docx").write_bytes(b"put there")
            os.utime(out / "R03.docx", (1, 1))

    report = generate(batch, output=out, templates=["t"], on_progress=meanwhile)

    assert statuses(report) == {
        "R00": "written content",
        "R01": "written content",
        "R02": "failed",
        "R03": "written content",
        "R04": "failed",
    }
    assert [p.code for p in report.problems if p.is_error] == ["document-saved-meanwhile"] * 2
    assert report.exit_code == 1
    assert (out / "R02.docx").read_bytes() == b"by hand"
    assert (out / "R04.docx").read_bytes() == b"put there"
    again = make(batch, out)
    assert (statuses(again)["R02"], statuses(again)["R03"]) == ("withheld", "unchanged")
    assert (out / "R02.docx").read_bytes() == b"by hand"
    assert leftovers(out) == []


def test_a_copied_folder_is_known_again(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.docx"):
        os.utime(path, (1, 1))
    assert set(statuses(make(batch, tmp_path / "out")).values()) == {"unchanged"}


def test_a_dry_run_says_what_would_be_made(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    (tmp_path / "out" / "R02.docx").unlink()
    planned = generate(batch, output=tmp_path / "out", templates=["t"], dry_run=True)
    assert statuses(planned)["R02"] == "planned missing"
    assert statuses(planned)["R01"] == "unchanged"
    assert not (tmp_path / "out" / "R02.docx").exists()


def test_several_processes_make_the_same_folder(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "one")
    report = make(batch, tmp_path / "two", jobs=2)
    assert set(statuses(report).values()) == {"written new"}
    assert documents(tmp_path / "two") == documents(tmp_path / "one")
    assert leftovers(tmp_path / "two") == []


def test_the_journal_holds_no_cell_text(batch: Path, tmp_path: Path) -> None:
    make(batch, tmp_path / "out")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "out" / ".xl_addin").iterdir())
    for text in ("Clerk", "Filing", "Planning"):
        assert text.encode() not in kept


class TestEditedByHand:
    @pytest.fixture
    def edited(self, batch: Path, tmp_path: Path) -> Path:
        make(batch, tmp_path / "out")
        path = tmp_path / "out" / "R01.docx"
        path.write_bytes(path.read_bytes() + b"by hand")
        return path

    def test_kept_and_named_while_its_content_stands(self, batch: Path, edited: Path) -> None:
        content = edited.read_bytes()
        report = make(batch, edited.parent)
        assert statuses(report)["R01"] == "edited"
        assert [(p.code, p.place.file) for p in report.problems if p.roles] == [
            ("document-edited", "R01.docx")
        ]
        assert report.exit_code == 0
        assert edited.read_bytes() == content

    def test_withheld_and_named_when_it_is_out_of_date(self, batch: Path, edited: Path) -> None:
        content = edited.read_bytes()
        save_xlsx(sheets_of(4, version="V2"), batch)
        report = make(batch, edited.parent)
        assert statuses(report) == {
            "R00": "written content",
            "R01": "withheld",
            "R02": "written content",
            "R03": "written content",
        }
        assert [p.code for p in report.problems if p.is_error] == ["document-edited-outdated"]
        assert report.exit_code == 1
        assert edited.read_bytes() == content

    def test_strict_makes_nothing_beside_it(self, batch: Path, edited: Path) -> None:
        save_xlsx(sheets_of(4, version="V2"), batch)
        before = documents(edited.parent)
        report = generate(batch, output=edited.parent, templates=["t"], strict=True)
        assert set(statuses(report).values()) == {"withheld"}
        assert documents(edited.parent) == before

    def test_overwritten_when_asked(self, batch: Path, edited: Path) -> None:
        report = make(batch, edited.parent, overwrite_edited=True)
        assert statuses(report)["R01"] == "written edited"
        assert paragraphs(edited.read_bytes()) == ["Clerk R01 V1", "Filing"]


class TestNotMadeHere:
    def test_left_alone_and_named(self, batch: Path, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "R01.docx").write_bytes(b"somebody's")
        report = make(batch, tmp_path / "out")
        assert statuses(report)["R01"] == "failed"
        assert [p.code for p in report.late] == ["file-not-ours"]
        assert report.exit_code == 1
        assert (tmp_path / "out" / "R01.docx").read_bytes() == b"somebody's"

    def test_taken_over_where_the_bytes_are_the_same(self, batch: Path, tmp_path: Path) -> None:
        make(batch, tmp_path / "out")
        for path in (tmp_path / "out" / ".xl_addin").iterdir():
            path.unlink()
        assert set(statuses(make(batch, tmp_path / "out")).values()) == {"unchanged new"}

    def test_overwritten_when_asked(self, batch: Path, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "R01.docx").write_bytes(b"somebody's")
        report = generate(
            batch,
            output=tmp_path / "out",
            templates=["t"],
            upkeep=Upkeep(overwrite_edited=True),
        )
        assert set(statuses(report).values()) == {"written new"}


class TestOfAnotherWorkbook:
    @pytest.fixture
    def other(self, batch: Path, tmp_path: Path) -> Path:
        """Another workbook of the folder, whose documents are called the same."""
        make(batch, tmp_path / "out")
        return save_other(tmp_path / "other.xlsx", "another")

    def test_left_alone_and_named(self, other: Path, tmp_path: Path) -> None:
        before = documents(tmp_path / "out")
        for upkeep in ({}, {"force": True}, {"prune": True}):
            report = make(other, tmp_path / "out", **upkeep)
            assert set(statuses(report).values()) == {"withheld"}
            found = [p for p in report.problems if p.is_error]
            assert [p.code for p in found] == ["document-of-other-workbook"]
            (problem,) = found
            assert (problem.place.file, problem.params["file"]) == ("out", "R00.docx")
            assert problem.params["count"] == 4
            assert problem.roles == {"r00", "r01", "r02", "r03"}
            assert problem.params["other"] == "batch"
            assert problem.params["other_file"] == "book.xlsx"
            assert report.exit_code == 1
            assert documents(tmp_path / "out") == before

    def test_a_dry_run_says_so(self, other: Path, tmp_path: Path) -> None:
        planned = generate(other, output=tmp_path / "out", templates=["t"], dry_run=True)
        assert set(statuses(planned).values()) == {"withheld"}
        assert planned.exit_code == 1

    def test_the_first_workbook_goes_on_as_before(
        self, batch: Path, other: Path, tmp_path: Path
    ) -> None:
        make(other, tmp_path / "out")
        assert set(statuses(make(batch, tmp_path / "out")).values()) == {"unchanged"}

    def test_only_what_lies_there_stands_in_the_way(self, other: Path, tmp_path: Path) -> None:
        (tmp_path / "out" / "R02.docx").unlink()
        report = make(other, tmp_path / "out")
        assert statuses(report) == {
            "R00": "withheld",
            "R01": "withheld",
            "R02": "written missing",
            "R03": "withheld",
        }
        assert report.exit_code == 1

    def test_changed_by_hand_it_is_still_the_other_s(self, other: Path, tmp_path: Path) -> None:
        (tmp_path / "out" / "R01.docx").write_bytes(b"by hand")
        codes = [p.code for p in make(other, tmp_path / "out").problems if p.is_error]
        assert codes == ["document-of-other-workbook"]
        assert (tmp_path / "out" / "R01.docx").read_bytes() == b"by hand"

    def test_overwritten_when_asked(self, other: Path, tmp_path: Path) -> None:
        report = make(other, tmp_path / "out", overwrite_edited=True)
        assert set(statuses(report).values()) == {"written other-workbook"}
        assert set(statuses(make(other, tmp_path / "out")).values()) == {"unchanged"}

    @pytest.mark.parametrize(
        ("first", "second"), [("", ""), ("", "batch"), ("batch", ""), ("batch", "BATCH")]
    )
    def test_renamed_or_given_an_id_it_is_no_other(
        self, first: str, second: str, batch: Path, tmp_path: Path
    ) -> None:
        make(save_other(batch, first), tmp_path / "out")
        batch.unlink()
        report = make(save_other(tmp_path / "renamed.xlsx", second), tmp_path / "out")
        assert "document-of-other-workbook" not in {p.code for p in report.problems}
        assert report.exit_code == 0


class TestAnotherOneOfThisWorkbook:
    """Documents that a pattern of file names gives one name, made one after the other."""

    @pytest.fixture
    def alike(self, tmp_path: Path) -> Path:
        """Two roles whose ids a file name cannot tell apart."""
        return save_xlsx(self._of("R/0", "R_0", "R_1"), save_batch(tmp_path, 3))

    @pytest.fixture
    def other_template(self, batch: Path, tmp_path: Path) -> str:
        make(batch, tmp_path / "out")
        (tmp_path / "u.docx").write_bytes(docx("{{ role.name }}"))
        return "u"

    @staticmethod
    def _of(*ids: str) -> Sheets:
        names = [{"岗位编号": each, "岗位名称": "Clerk"} for each in ids]
        on = [f"{each} D1" for each in ids]
        settings = {"文件名": "{岗位编号}", "默认模板": "t"}
        return book(roles=names, duties=["D1 Filing"], on=on, settings=settings)

    def test_another_role_s_is_left_alone_and_named(self, alike: Path, tmp_path: Path) -> None:
        first = generate(alike, output=tmp_path / "out", roles=["R/0"])
        assert set(statuses(first).values()) == {"written new"}
        before = documents(tmp_path / "out")
        report = generate(alike, output=tmp_path / "out", roles=["R_0"])
        (problem,) = (each for each in report.problems if each.is_error)
        assert (problem.code, problem.params["role"]) == ("document-of-other-role", "R/0")
        assert report.exit_code == 1
        assert documents(tmp_path / "out") == before

    def test_of_a_role_that_is_gone_it_is_free(self, alike: Path, tmp_path: Path) -> None:
        generate(alike, output=tmp_path / "out", roles=["R/0"])
        save_xlsx(self._of("R_0"), alike)
        report = generate(alike, output=tmp_path / "out", roles=["R_0"])
        assert statuses(report) == {"R_0": "written content"}

    def test_another_template_s_is_left_alone_and_named(
        self, batch: Path, other_template: str, tmp_path: Path
    ) -> None:
        before = documents(tmp_path / "out")
        report = generate(batch, output=tmp_path / "out", templates=[other_template])
        found = [(p.code, p.params["count"]) for p in report.problems if p.is_error]
        assert found == [("document-of-other-role", 4)]
        assert documents(tmp_path / "out") == before

    def test_overwritten_when_asked(
        self, batch: Path, other_template: str, tmp_path: Path
    ) -> None:
        report = generate(
            batch,
            output=tmp_path / "out",
            templates=[other_template],
            upkeep=Upkeep(overwrite_edited=True),
        )
        assert set(statuses(report).values()) == {"written other-document"}

    def test_one_that_gets_another_name_gives_its_own_away(
        self, batch: Path, tmp_path: Path
    ) -> None:
        sheets = sheets_of(2)
        sheets["设置"][1][1] = "{岗位名称}"
        make(save_xlsx(sheets, batch), tmp_path / "out")
        first, second = sheets["岗位"][1:]
        first[1], second[1] = second[1], first[1]
        report = make(save_xlsx(sheets, batch), tmp_path / "out")
        assert set(statuses(report).values()) == {"written content"}

    def test_another_template_of_the_workbook_takes_its_place(
        self, batch: Path, other_template: str, tmp_path: Path
    ) -> None:
        sheets = sheets_of(4)
        sheets["设置"].append(["默认模板", other_template])
        report = generate(save_xlsx(sheets, batch), output=tmp_path / "out")
        assert set(statuses(report).values()) == {"written content"}


class TestOfAnotherFile:
    """Two files of one 工作簿编号 in a folder, as copies by e-mail are."""

    @pytest.fixture
    def copy(self, batch: Path, tmp_path: Path) -> Path:
        """A copy with other content, lying beside the file that documents were made from."""
        make(batch, tmp_path / "out")
        return save_xlsx(sheets_of(3, version="V2"), tmp_path / "book (1).xlsx")

    def test_left_alone_and_named(self, copy: Path, tmp_path: Path) -> None:
        before = documents(tmp_path / "out")
        for upkeep in ({}, {"force": True}, {"prune": True}):
            report = make(copy, tmp_path / "out", **upkeep)
            assert set(statuses(report).values()) == {"withheld"}
            found = [p for p in report.problems if p.is_error]
            assert [(p.code, p.params["count"]) for p in found] == [
                ("document-of-other-file", 3)
            ]
            assert {(p.params["own"], p.params["other"]) for p in found} == {
                ("book (1).xlsx", "book.xlsx")
            }
            assert (report.exit_code, report.stale) == (1, ())
            assert documents(tmp_path / "out") == before

    def test_the_file_itself_goes_on_as_before(
        self, batch: Path, copy: Path, tmp_path: Path
    ) -> None:
        make(copy, tmp_path / "out")
        assert set(statuses(make(batch, tmp_path / "out")).values()) == {"unchanged"}
        save_xlsx(sheets_of(4, version="V3"), batch)
        assert set(statuses(make(batch, tmp_path / "out")).values()) == {"written content"}

    def test_every_cure_that_is_named_is_one(self, copy: Path, tmp_path: Path) -> None:
        problem = next(p for p in make(copy, tmp_path / "out").problems if p.is_error)
        merging, renewing = (split(problem.params[name]) for name in ("merge", "command"))
        assert run_command(merging[1:]).returncode in (0, 1)
        assert Path(merging[-1]).exists()
        assert run_command(renewing[1:]).returncode == 0
        assert make(copy, tmp_path / "its own").exit_code == 0

    def test_moved_away_it_leaves_its_documents(
        self, batch: Path, copy: Path, tmp_path: Path
    ) -> None:
        batch.unlink()
        report = make(copy, tmp_path / "out")
        assert set(statuses(report).values()) == {"written content"}
        assert [each.file_name for each in report.stale] == ["R03.docx"]

    def test_a_copy_that_says_the_same_changes_nothing(
        self, batch: Path, tmp_path: Path
    ) -> None:
        make(batch, tmp_path / "out")
        copy = save_xlsx(sheets_of(4), tmp_path / "book (1).xlsx")
        report = make(copy, tmp_path / "out", reread=True)
        assert set(statuses(report).values()) == {"unchanged"}

    def test_taken_over_when_asked(self, batch: Path, copy: Path, tmp_path: Path) -> None:
        save_xlsx(sheets_of(4), copy)
        report = make(copy, tmp_path / "out", overwrite_edited=True)
        assert set(statuses(report).values()) == {"unchanged other-file"}
        save_xlsx(sheets_of(4, version="V2"), batch)
        codes = {p.code for p in make(batch, tmp_path / "out").problems if p.is_error}
        assert codes == {"document-of-other-file"}
        save_xlsx(sheets_of(4, version="V3"), copy)
        assert set(statuses(make(copy, tmp_path / "out")).values()) == {"written content"}

    def test_a_file_with_an_id_of_its_own_has_left_them(
        self, batch: Path, copy: Path, tmp_path: Path
    ) -> None:
        copy_workbook(batch, new_id=True)
        assert set(statuses(make(copy, tmp_path / "out")).values()) == {"written content"}

    def test_files_without_ids_are_told_apart_too(self, batch: Path, tmp_path: Path) -> None:
        sheets = sheets_of(4)
        del sheets["设置"][2]
        make(save_xlsx(sheets, batch), tmp_path / "out")
        sheets["岗位"][1][1] = "Chief"
        report = make(save_xlsx(sheets, tmp_path / "copy of book.xlsx"), tmp_path / "out")
        codes = [p.code for p in report.problems if p.is_error]
        assert codes == ["document-of-other-file"]

    @pytest.fixture
    def merged(self, batch: Path, tmp_path: Path) -> Path:
        """The merge of the file that documents were made from with an edited copy."""
        make(batch, tmp_path / "out")
        save_xlsx(sheets_of(4, version="V2"), tmp_path / "colleague.xlsx")
        result = tmp_path / "book_merged.xlsx"
        merge(batch, [tmp_path / "colleague.xlsx"], base=batch, output=result)
        return result

    def test_a_merge_takes_the_place_of_what_was_merged(
        self, batch: Path, merged: Path, tmp_path: Path
    ) -> None:
        report = make(merged, tmp_path / "out")
        assert set(statuses(report).values()) == {"written content"}
        codes = [p.code for p in make(batch, tmp_path / "out").problems if p.is_error]
        assert codes == ["document-of-other-file"]

    def test_not_of_a_file_that_was_edited_since(
        self, batch: Path, merged: Path, tmp_path: Path
    ) -> None:
        save_xlsx(sheets_of(4, version="V3"), batch)
        report = make(merged, tmp_path / "out")
        assert set(statuses(report).values()) == {"withheld"}
        (problem,) = (each for each in report.problems if each.is_error)
        assert run_command(split(problem.params["merge"])[1:]).returncode in (0, 1)
        assert (tmp_path / "book_merged2.xlsx").exists()

    def test_nor_of_a_merge_that_was_undone(self, batch: Path, tmp_path: Path) -> None:
        colleague = save_xlsx(sheets_of(4, version="V2"), tmp_path / "colleague.xlsx")
        make(colleague, tmp_path / "out")
        before = batch.read_bytes()
        merge(batch, [colleague], base=batch, output=batch)
        batch.write_bytes(before)
        report = make(batch, tmp_path / "out")
        assert set(statuses(report).values()) == {"withheld"}

    def test_documents_a_merge_leaves_as_they_are_become_its_own(
        self, batch: Path, tmp_path: Path
    ) -> None:
        make(batch, tmp_path / "out")
        copy = tmp_path / "colleague.xlsx"
        copy.write_bytes(batch.read_bytes())
        result = tmp_path / "book_merged.xlsx"
        merge(batch, [copy], base=batch, output=result)
        report = make(result, tmp_path / "out", reread=True)
        assert set(statuses(report).values()) == {"unchanged"}
        save_xlsx(sheets_of(4, version="V3"), batch)
        codes = [p.code for p in make(batch, tmp_path / "out").problems if p.is_error]
        assert codes == ["document-of-other-file"]

    @pytest.mark.parametrize("content", ["", "{}", '{"result": "book_merged.xlsx"}', "[1]"])
    def test_a_damaged_record_of_a_merge_tells_nothing(
        self, content: str, merged: Path, tmp_path: Path
    ) -> None:
        for record in (tmp_path / ".xl_addin" / "merges").iterdir():
            record.write_text(content, encoding="utf-8")
        assert set(statuses(make(merged, tmp_path / "out")).values()) == {"withheld"}

    def test_a_file_of_another_folder_is_named_with_it(
        self, batch: Path, copy: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "mails").mkdir()
        mailed = copy.rename(tmp_path / "mails" / "book.xlsx")
        report = generate(
            mailed, output=tmp_path / "out", templates=["t"], template_folder=tmp_path
        )
        others = {p.params["other"] for p in report.problems if p.is_error}
        assert others == {str(batch)}

    def test_the_copy_a_program_saves_to_work_on_is_the_file(
        self, batch: Path, tmp_path: Path
    ) -> None:
        make(batch, tmp_path / "out")
        saved = save_xlsx(sheets_of(4, version="V2"), tmp_path / "~xl_addin_book.xlsx")
        assert set(statuses(make(saved, tmp_path / "out")).values()) == {"written content"}
        saved.unlink()
        save_xlsx(sheets_of(4, version="V3"), batch)
        assert set(statuses(make(batch, tmp_path / "out")).values()) == {"written content"}

    def test_documents_of_earlier_versions_are_the_first_one_s(
        self, batch: Path, copy: Path, tmp_path: Path
    ) -> None:
        journal = tmp_path / "out" / ".xl_addin" / "journal.jsonl"
        lines = journal.read_text(encoding="utf-8").replace(',"origin":"../book.xlsx"', "")
        assert "origin" not in lines
        journal.write_text(lines, encoding="utf-8")
        make(batch, tmp_path / "out", reread=True)
        assert set(statuses(make(copy, tmp_path / "out")).values()) == {"withheld"}


def run_command(arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a command that a message names."""
    command = [sys.executable, "-m", "xl_addin", *arguments]
    return subprocess.run(command, check=False, capture_output=True)
