"""`generate --pdf`: a PDF beside every document, made again only where it has to be."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from tests import shipped
from tests.batches import save_batch, sheets_of
from tests.builders import save_xlsx
from tests.pages import office
from tests.programs import require_program
from tests.seeded.commands import run


@pytest.fixture(autouse=True)
def _programs() -> None:
    for program in ("soffice", "pdftotext"):
        require_program(program, apt="libreoffice-writer poppler-utils")


def _names(paths: list[str]) -> list[str]:
    return sorted(Path(path).name for path in paths)


def test_pdfs_follow_their_documents(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 3)
    out = tmp_path / "out"
    command = ("generate", workbook, "-t", "t", "-o", out, "--pdf")

    code, first = run(*command)

    assert code == 0
    assert _names(first["pdf"]["made"]) == ["R00.pdf", "R01.pdf", "R02.pdf"]
    assert "Clerk R01 V1" in office.page_texts(out / "R01.pdf")[0]
    assert list((out / ".xl_addin").glob("pdf-*")) == []

    # One role changes, one PDF is gone, one is somebody else's now.
    sheets = sheets_of(3)
    sheets["岗位"][1][1] = "Chief"
    save_xlsx(sheets, workbook)
    (out / "R01.pdf").unlink()
    (out / "R02.pdf").write_bytes(b"%PDF of a person")

    code, second = run(*command)

    assert code == 1
    assert _names(second["pdf"]["made"]) == ["R00.pdf", "R01.pdf"]
    assert [each["code"] for each in second["pdf"]["problems"]] == ["pdf-not-ours"]
    assert (out / "R02.pdf").read_bytes() == b"%PDF of a person"
    assert "Chief V1" in office.page_texts(out / "R00.pdf")[0]

    code, third = run(*command, "--overwrite-edited")

    assert code == 0
    assert _names(third["pdf"]["made"]) == ["R02.pdf"]
    assert _names(third["pdf"]["unchanged"]) == ["R00.pdf", "R01.pdf"]


def test_an_outdated_pdf_is_named_and_goes_with_its_document(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 3)
    out = tmp_path / "out"
    command = ("generate", workbook, "-t", "t", "-o", out)
    assert run(*command, "--pdf")[0] == 0
    (out / "R01.pdf").write_bytes(b"%PDF of a person")
    sheets = sheets_of(3)
    sheets["岗位"][1][1] = "Chief"
    save_xlsx(sheets, workbook)
    for _ in range(2):
        assert _names(run(*command)[1]["outdated_pdfs"]) == ["R00.pdf"]
    assert "outdated_pdfs" not in run(*command, "--pdf")[1]
    assert "outdated_pdfs" not in run(*command)[1]

    save_xlsx(sheets_of(1, version="V2"), workbook)
    _, pruned = run(*command, "--prune")

    assert [each["action"] for each in pruned["stale"]] == ["deleted", "deleted"]
    assert sorted(each.name for each in out.glob("*.pdf")) == ["R00.pdf", "R01.pdf"]
    assert (out / "R01.pdf").read_bytes() == b"%PDF of a person"


def test_pdfs_in_a_copied_folder_are_known_again(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path / "first", 2)
    assert run("generate", workbook, "-t", "t", "-o", workbook.parent / "out", "--pdf")[0] == 0
    # All its files get a time of their own.
    shutil.copytree(workbook.parent, tmp_path / "copy", copy_function=shutil.copyfile)
    copy = tmp_path / "copy" / workbook.name
    command = ("generate", copy, "-t", "t", "-o", copy.parent / "out")
    (copy.parent / "out" / "R01.pdf").write_bytes(b"%PDF of a person")

    code, said = run(*command, "--pdf")

    assert code == 1
    assert _names(said["pdf"]["unchanged"]) == ["R00.pdf"]
    assert [each["code"] for each in said["pdf"]["problems"]] == ["pdf-not-ours"]
    save_xlsx(sheets_of(2, version="V2"), copy)
    assert _names(run(*command)[1]["outdated_pdfs"]) == ["R00.pdf"]


@pytest.mark.parametrize("away", ["--prune", "--archive"])
def test_a_pdf_whose_document_was_deleted_by_hand_is_put_away(
    tmp_path: Path, away: str
) -> None:
    for version in ("V1", "V2"):
        sheets = sheets_of(2, version)
        sheets["设置"][1][1] = "{岗位编号}_{版本}"
        workbook = save_batch(tmp_path, 1)
        save_xlsx(sheets, workbook)
        command = ("generate", workbook, "-t", "t", "-o", tmp_path / "out")
        if version == "V1":
            run(*command, "--pdf")
            for document in (tmp_path / "out").glob("*.docx"):
                document.unlink()
            (tmp_path / "out" / "R01_V1.pdf").write_bytes(b"%PDF of a person")

    for more, action in (
        ((), "listed"),
        ((away,), "deleted" if away == "--prune" else "archived"),
    ):
        (stale,) = run(*command, *more)[1]["stale"]
        assert (stale["file_name"], stale["action"]) == ("R00_V1.pdf", action)

    assert [each.name for each in (tmp_path / "out").glob("*.pdf")] == ["R01_V1.pdf"]
    assert (tmp_path / "out" / "历史版本" / "R00_V1.pdf").exists() == (away == "--archive")
    assert run(*command)[1]["stale"] == []


def test_the_pdf_of_an_old_version_is_archived_with_it(tmp_path: Path) -> None:
    for version in ("V1", "V2"):
        sheets = sheets_of(1, version)
        sheets["设置"][1][1] = "{岗位编号}_{版本}"
        workbook = save_batch(tmp_path, 1)
        save_xlsx(sheets, workbook)
        run("generate", workbook, "-t", "t", "-o", tmp_path / "out", "--pdf", "--archive")
    kept = sorted(each.name for each in (tmp_path / "out" / "历史版本").iterdir())
    assert kept == ["R00_V1.docx", "R00_V1.pdf"]


def test_the_contents_of_a_handbook_name_their_pages(tmp_path: Path) -> None:
    roles = ("--role", "OPS-01", "--role", "OPS-02")
    command = ("generate", shipped.WORKBOOK, "-t", "handbook", "-o", tmp_path, *roles, "--pdf")

    code, said = run(*command)

    assert (code, said["pdf"]["problems"]) == (0, [])
    (pdf,) = tmp_path.glob("*.pdf")
    pages = [page.replace("\u2003", "") for page in office.page_texts(pdf)]
    contents = next(page for page in pages if "目录" in page.replace(" ", "")[:40])
    assert "…" not in contents
    for name in ("产品运营专员", "产品运营经理"):
        line = next(line for line in contents.splitlines() if name in line)
        number = int(re.findall(r"\d+", line)[-1])
        assert name in pages[number - 1]
    assert _names(run(*command)[1]["pdf"]["unchanged"]) == [pdf.name]


def test_contents_name_the_numbers_that_pages_print_where_these_restart(
    tmp_path: Path,
) -> None:
    template = tmp_path / "handbook.docx"
    shutil.copyfile(shipped.TEMPLATES / "handbook.docx", template)
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"]
    # Chapters begin on odd pages: of these sections only.
    before, odd, after = body.partition(b'<w:type w:val="oddPage"/>')
    after = after.replace(b"<w:cols", b'<w:pgNumType w:start="11"/><w:cols', 1)
    parts["word/document.xml"] = before + odd + after
    with zipfile.ZipFile(template, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    roles = ("--role", "OPS-01", "--role", "OPS-02")

    code, said = run(
        *("generate", shipped.WORKBOOK, "-t", template, "-o", tmp_path / "out"), *roles, "--pdf"
    )

    assert (code, said["pdf"]["problems"]) == (0, [])
    contents, *pages = office.page_texts(next((tmp_path / "out").glob("*.pdf")))[1:]
    for chapter in ("第一章", "第二章", "附录"):
        line = next(line for line in contents.splitlines() if chapter in line)
        page = next(page for page in pages if chapter in page)
        printed = re.search(r"第\s*(\d+)\s*页", page)
        assert printed is not None
        assert re.findall(r"\d+", line)[-1] == printed[1]
    assert contents.count(".11\n") == 3


def test_a_pdf_without_page_numbers_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = ("--role", "OPS-01")
    command = ("generate", shipped.WORKBOOK, "-t", "handbook", "-o", tmp_path, *roles, "--pdf")
    with monkeypatch.context() as bare:
        bare.setitem(sys.modules, "pdfplumber", None)
        for _ in range(2):
            (told,) = run(*command)[1]["pdf"]["problems"]
            assert told["code"] == "page-numbers-not-filled"
            assert "pip install xl-addin[pages]" in told["cure"]
            assert "LibreOffice" not in told["cure"]
    assert "outdated_pdfs" not in run(*command[:-1])[1]

    _, said = run(*command)

    assert (len(said["pdf"]["made"]), said["pdf"]["problems"]) == (1, [])
    assert "…" not in office.page_texts(next(tmp_path.glob("*.pdf")))[1]


def test_a_missing_program_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = save_batch(tmp_path, 1)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("XL_ADDIN_SOFFICE", "/nonexistent/soffice")

    code, said = run("generate", workbook, "-t", "t", "-o", tmp_path / "out", "--pdf")

    assert code == 3
    assert said["error"]["code"] == "pdf-program-missing"
    assert not (tmp_path / "out").exists()
