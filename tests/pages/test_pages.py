"""Every role × template as pages: counts, faces, fields, headings, nothing lost on the way."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import xl_addin
from tests import shipped
from tests.pages import office
from tests.programs import require_program
from tests.reading import paragraphs, styled

MOST_TABLE_PAGES = 2
FACES = {"FandolSong", "FandolHei", "FandolKai", "FandolFang", "LiberationSerif"}


def _fonts() -> Path:
    folder = office.fonts_folder()
    if folder is None:
        message = "the Fandol faces are missing; fetch them: tests/pages/get_fonts.sh"
        if os.environ.get("XL_ADDIN_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Document name → (.docx, .pdf) of every role and template."""
    require_program("soffice", apt="libreoffice-writer")
    require_program("pdftotext", apt="poppler-utils")
    fonts = _fonts()
    folder = tmp_path_factory.mktemp("pages")
    report = xl_addin.generate(
        shipped.WORKBOOK, output=folder, template_folder=shipped.TEMPLATES
    )
    documents = [each.path for each in report.documents if each.path]
    assert len(documents) == 26
    made = office.to_pdf(documents, folder / "pdf", fonts=fonts, deadline=280)
    return {
        document.stem: (document, pdf) for document, pdf in zip(documents, made, strict=True)
    }


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_only_the_designed_faces_are_used(pages: dict[str, tuple[Path, Path]]) -> None:
    for name, (_, pdf) in pages.items():
        assert office.faces(pdf) <= FACES, name
    formal = next(pdf for name, (_, pdf) in pages.items() if "job_content" in name)
    assert office.faces(formal) == FACES


def test_the_table_form_keeps_to_two_pages(pages: dict[str, tuple[Path, Path]]) -> None:
    counts = {
        name: office.page_count(pdf)
        for name, (_, pdf) in pages.items()
        if "job_description" in name
    }
    assert {name: n for name, n in counts.items() if n > MOST_TABLE_PAGES} == {}


def test_pages_say_their_number_and_the_total(pages: dict[str, tuple[Path, Path]]) -> None:
    for name, (_, pdf) in pages.items():
        texts = office.page_texts(pdf)
        for number, text in enumerate(texts, start=1):
            assert f"第{number}页共{len(texts)}页" in _compact(text), name


def test_no_duty_heading_is_stranded_at_the_foot(pages: dict[str, tuple[Path, Path]]) -> None:
    for name, (document, pdf) in pages.items():
        headings = {
            _compact(text)
            for style, text in styled(document.read_bytes())
            if style.startswith("Level")
        }
        for text in office.page_texts(pdf):
            lines = [_compact(line) for line in text.splitlines() if line.strip()]
            # The last line of a page is its number.
            assert lines[-2] not in headings, (name, lines[-2])


def test_the_last_page_holds_more_than_signatures(
    pages: dict[str, tuple[Path, Path]],
) -> None:
    for name, (_, pdf) in pages.items():
        last = office.page_texts(pdf)[-1]
        assert "签" in last, name
        assert len([line for line in last.splitlines() if line.strip()]) > 8, name


def test_all_text_reaches_the_page(pages: dict[str, tuple[Path, Path]]) -> None:
    for name, (document, pdf) in pages.items():
        printed = set(_compact("".join(office.page_texts(pdf))))
        for text in paragraphs(document.read_bytes()):
            for character in set(_compact(text)):
                assert character in printed, (name, character)
