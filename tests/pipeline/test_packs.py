"""`--merge` and `--zip`: documents put together, read back, and never over a person's file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests import shipped
from tests.batches import save_batch
from tests.builders import book, docx, save_xlsx
from tests.pages import office
from tests.programs import require_program
from tests.reading import documents, paragraphs, part
from tests.seeded.commands import run
from xl_addin.errors import UsageError
from xl_addin.outputs.merged import merged
from xl_addin.pages.libreoffice import LibreOfficePdf
from xl_addin.quality.origin import read_origin


def _run(workbook: Path, folder: Path, *more: object) -> tuple[int, dict[str, object]]:
    return run("generate", workbook, "-t", "t", "-o", folder / "out", *more)


def test_a_zip_holds_every_document_and_the_same_bytes_twice(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 3)

    code, said = _run(workbook, tmp_path, "--zip", tmp_path / "send.zip")
    first = (tmp_path / "send.zip").read_bytes()
    _run(workbook, tmp_path, "--zip", tmp_path / "send.zip", "--force")

    assert code == 0
    assert said["packs"] == [str(tmp_path / "send.zip")]
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    assert held == documents(tmp_path / "out")
    assert (tmp_path / "send.zip").read_bytes() == first


def test_a_file_of_a_person_is_not_replaced(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 1)
    (tmp_path / "send.zip").write_bytes(b"mine")

    code, said = _run(workbook, tmp_path, "--zip", tmp_path / "send.zip")

    assert code == 2
    assert said["error"]["code"] == "pack-not-ours"  # type: ignore[index]
    assert (tmp_path / "send.zip").read_bytes() == b"mine"
    code, _ = _run(workbook, tmp_path, "--zip", tmp_path / "send.zip", "--overwrite-edited")
    assert code == 0
    assert zipfile.is_zipfile(tmp_path / "send.zip")


def test_merged_documents_keep_their_words_and_headers(tmp_path: Path) -> None:
    template = docx("{{ role.name }}", "{{ number(1) }}", header="{{ role.id }}")
    (tmp_path / "t.docx").write_bytes(template)
    sheets = book(roles=["R1 Clerk", "R2 Lead"], on=["R1 D1", "R2 D1"])
    workbook = save_xlsx(sheets, tmp_path / "book.xlsx")

    code, _ = _run(workbook, tmp_path, "--merge", tmp_path / "all.docx")

    assert code == 0
    content = (tmp_path / "all.docx").read_bytes()
    words = [word for word in paragraphs(content) if word]
    assert words[0] == "目录"
    assert words[-4:] == ["Clerk", "一、", "Lead", "一、"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        headers = [n for n in package.namelist() if n.startswith("word/header")]
    assert [paragraphs(content, name) for name in sorted(headers)] == [["R1"], ["R2"]]


def test_a_merged_document_is_no_one_s_own(tmp_path: Path) -> None:
    folder, target = tmp_path / "out", tmp_path / "all.docx"
    code, _ = run(
        *("generate", shipped.WORKBOOK, "-t", "job_content", "-o", folder),
        *("--role", "OPS-01", "--role", "OPS-02", "--merge", target),
    )
    assert code == 0
    first = next(path for path in sorted(folder.glob("*.docx")))
    origins = [read_origin(path.read_bytes()) for path in (first, target)]
    assert [bool(origin and origin.values) for origin in origins] == [True, False]
    said = list(part(target.read_bytes(), "docProps/core.xml").itertext())
    assert not any(name in text for text in said for name in ("产品运营专员", "OPS-01"))
    assert any("周敏" in text for text in said)


def test_the_contents_name_the_pages_the_documents_begin_on(tmp_path: Path) -> None:
    require_program("soffice", apt="libreoffice-writer")
    target = tmp_path / "all.docx"

    code, _ = run(
        *("generate", shipped.WORKBOOK, "-t", "job_description", "-o", tmp_path / "out"),
        *("--role", "OPS-01", "--role", "OPS-02", "--role", "PRE-02", "--merge", target),
    )

    assert code == 0
    (made,) = LibreOfficePdf(1).make([target], tmp_path)
    assert made.pdf is not None
    pages = office.page_texts(made.pdf)
    listed = [line.split() for line in pages[0].splitlines() if "…" in line or "..." in line]
    assert len(listed) == 3
    for entry in listed:
        number = int(entry[-1].lstrip(".…"))
        title = entry[0].split(".")[0].split("…")[0]
        assert f"{title}岗位说明书" in pages[number - 1].replace(" ", "")


def test_documents_with_parts_of_their_own_are_not_merged() -> None:
    one, other = docx("a", footnote="first"), docx("a", footnote="second")

    with pytest.raises(UsageError) as told:
        merged([("A", one), ("B", other)], "Contents")

    assert told.value.code == "merge-parts-differ"
    assert told.value.fields["part"] == "word/footnotes.xml"


def test_a_document_of_all_roles_gets_its_page_numbers(tmp_path: Path) -> None:
    require_program("soffice", apt="libreoffice-writer")
    target = tmp_path / "handbook.docx"
    code, said = run(
        "generate",
        shipped.WORKBOOK,
        *("-t", "handbook", "--templates", shipped.TEMPLATES),
        *("--role", "OPS-01", "--role", "OPS-04", "--role", "OPS-05"),
        *("-o", tmp_path / "out", "--merge", target),
    )

    assert code == 0
    assert said["packs"] == [str(target)]
    (made,) = documents(tmp_path / "out").values()
    entries = [line for line in paragraphs(target.read_bytes()) if "\t" in line][:7]
    unfilled = [line for line in paragraphs(made) if "\t" in line][:7]
    assert [line.split("\t")[0] for line in entries] == [
        *("产品运营部", "第一章　产品运营专员"),
        *("用户运营部", "第二章　用户运营"),
        *("数据与增长部", "第三章　数据运营"),
        "附录　岗位一览",
    ]
    assert {line.split("\t")[1] for line in unfilled} == {"…"}
    numbers = [int(line.split("\t")[1]) for line in entries]
    assert numbers == sorted(numbers)
    chapters = numbers[1:6:2]
    assert chapters[0] == 3
    assert all(number % 2 for number in chapters)
    (pdf,) = LibreOfficePdf().make([target], tmp_path)
    assert pdf.pdf is not None
    for number, title in zip(chapters, ("第一章", "第二章", "第三章"), strict=True):
        text = "".join(office.page_texts(pdf.pdf)[number - 1].split())
        assert title in text
        assert f"第{number}页" in text
