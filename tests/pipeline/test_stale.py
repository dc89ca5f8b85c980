"""Documents nobody asks for any more: listed, deleted or archived, never somebody's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batches import make, save_batch, sheets_of, strip
from tests.builders import save_xlsx
from xl_addin import Report, generate
from xl_addin.pipeline.folder_job import Upkeep


def names(folder: Path) -> list[str]:
    return strip(path.name for path in folder.glob("*.docx"))


def stale(report: Report) -> list[tuple[str, str, str]]:
    return [(each.file_name, each.reason, each.action) for each in report.stale]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Three documents, then a workbook that lacks the third role."""
    make(save_batch(tmp_path, 3), tmp_path / "out")
    save_xlsx(sheets_of(2), tmp_path / "book.xlsx")
    return tmp_path / "out"


@pytest.fixture
def versioned(tmp_path: Path) -> Path:
    """Two documents of V1 whose name holds the version, then a workbook at V2."""
    for version in ("V1", "V2"):
        sheets = sheets_of(2, version)
        sheets["设置"][1][1] = "{岗位编号}_{版本}"
        save_batch(tmp_path, 2)
        save_xlsx(sheets, tmp_path / "book.xlsx")
        if version == "V1":
            make(tmp_path / "book.xlsx", tmp_path / "out")
    return tmp_path / "out"


def test_a_role_that_is_gone_is_listed_and_its_document_stays(out: Path) -> None:
    for _ in range(2):
        report = make(out.parent / "book.xlsx", out)
        assert stale(report) == [("R02.docx", "role-gone", "listed")]
        assert names(out) == ["R00", "R01", "R02"]


def test_prune_deletes_it(out: Path) -> None:
    (out / "notes.docx").write_bytes(b"somebody's own")
    report = make(out.parent / "book.xlsx", out, prune=True)
    assert stale(report) == [("R02.docx", "role-gone", "deleted")]
    assert names(out) == ["R00", "R01", "notes"]
    assert make(out.parent / "book.xlsx", out).stale == ()


def test_prune_keeps_what_a_person_changed(out: Path) -> None:
    (out / "R02.docx").write_bytes(b"by hand")
    report = make(out.parent / "book.xlsx", out, prune=True)
    assert stale(report) == [("R02.docx", "role-gone", "edited")]
    assert (out / "R02.docx").read_bytes() == b"by hand"


def test_an_older_version_is_superseded_and_archived(versioned: Path) -> None:
    report = make(versioned.parent / "book.xlsx", versioned, archive=True)
    assert stale(report) == [
        ("R00_V1.docx", "superseded", "archived"),
        ("R01_V1.docx", "superseded", "archived"),
    ]
    assert names(versioned) == ["R00_V2", "R01_V2"]
    assert names(versioned / "历史版本") == ["R00_V1", "R01_V1"]


def test_two_archived_versions_of_one_name_are_both_kept(versioned: Path) -> None:
    (versioned / "历史版本").mkdir()
    (versioned / "历史版本" / "R00_V1.docx").write_bytes(b"older still")
    make(versioned.parent / "book.xlsx", versioned, archive=True)
    assert names(versioned / "历史版本") == ["R00_V1", "R00_V1 (2)", "R01_V1"]
    assert (versioned / "历史版本" / "R00_V1.docx").read_bytes() == b"older still"


def test_a_withheld_document_supersedes_nothing(versioned: Path) -> None:
    sheets = sheets_of(2, "V2")
    sheets["设置"][1][1] = "{岗位编号}_{版本}"
    sheets["开关"][1][2] = "x"  # D1 of R00
    save_xlsx(sheets, versioned.parent / "book.xlsx")
    report = make(versioned.parent / "book.xlsx", versioned, archive=True, prune=True)
    assert stale(report) == [("R01_V1.docx", "superseded", "archived")]
    assert names(versioned) == ["R00_V1", "R01_V2"]


def test_a_run_for_one_role_says_nothing_of_the_others(out: Path) -> None:
    save_xlsx(sheets_of(3), out.parent / "book.xlsx")
    report = generate(
        out.parent / "book.xlsx",
        output=out,
        roles=["R00"],
        templates=["t"],
        upkeep=Upkeep(prune=True),
    )
    assert report.stale == ()
    assert names(out) == ["R00", "R01", "R02"]


def test_another_workbook_of_the_folder_keeps_its_documents(out: Path) -> None:
    sheets = sheets_of(1)
    sheets["设置"][1][1] = "other_{岗位编号}"
    sheets["设置"][2][1] = "another"
    save_xlsx(sheets, out.parent / "other.xlsx")
    report = make(out.parent / "other.xlsx", out, prune=True)
    assert report.stale == ()
    assert names(out) == ["R00", "R01", "R02", "other_R00"]
