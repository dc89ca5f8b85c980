"""Every role × template as pages: counts, faces, fields, headings, nothing lost on the way."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

import xl_addin
from tests import shipped
from tests.pages import office
from tests.programs import require_program
from tests.reading import W, paragraphs, part, styled, text_of

# A face of the design → the one that stands for it here; see `pages/fonts.py`.
STAND_INS = {
    "方正小标宋简体": "FandolSong",
    "宋体": "FandolSong",
    "黑体": "FandolHei",
    "楷体_GB2312": "FandolKai",
    "仿宋_GB2312": "FandolFang",
    "Times New Roman": "LiberationSerif",
    "Arial": "LiberationSans",
}
CHINESE, LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[!-~]")


@dataclass(frozen=True)
class Pages:
    """One document and its pages."""

    template: str
    document: Path
    pdf: Path

    @property
    def name(self) -> str:
        return self.document.name

    @property
    def content(self) -> bytes:
        return self.document.read_bytes()


def _require_fonts() -> None:
    if office.fonts_folder() is None:
        message = "the Fandol faces are missing; fetch them: tests/pages/get_fonts.sh"
        if os.environ.get("XL_ADDIN_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Pages]:
    """Every role and template, and a comparison of three roles."""
    require_program("soffice", apt="libreoffice-writer")
    require_program("pdftotext", apt="poppler-utils")
    _require_fonts()
    folder = tmp_path_factory.mktemp("pages")
    made: list[tuple[str, Path]] = []
    for roles, language, templates in (
        (None, "zh", (*shipped.NAMES, shipped.NOTICE, *shipped.BOOK)),
        (None, "en", (shipped.ENGLISH,)),
        (["OPS-01", "OPS-02", "OPS-03"], "zh", ("role_comparison.docx",)),
    ):
        report = xl_addin.generate(
            shipped.WORKBOOK,
            output=folder,
            roles=roles,
            language=language,
            templates=templates,
            template_folder=shipped.TEMPLATES,
        )
        made += [(each.template, each.path) for each in report.documents if each.path]
    assert len(made) == 13 * 4 + 3 + 1
    pdfs = office.to_pdf([path for _, path in made], folder / "pdf")
    return [Pages(name, path, pdf) for (name, path), pdf in zip(made, pdfs, strict=True)]


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _faces_wanted(content: bytes) -> set[str]:
    """The stand-ins of all faces that letters of a document's text are set in."""
    styles = {
        style.get(f"{W}styleId", ""): style
        for style in part(content, "word/styles.xml").iter(f"{W}style")
    }

    def face(name: str, slot: str) -> str:
        fonts = styles[name].find(f"{W}rPr/{W}rFonts")
        if fonts is not None and fonts.get(W + slot):
            return fonts.get(W + slot, "")
        based = styles[name].find(f"{W}basedOn")
        assert based is not None, name
        return face(based.get(f"{W}val", ""), slot)

    wanted = set()
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = [n for n in package.namelist() if re.match(r"word/(document|header|footer)", n)]
    for name in names:
        for paragraph in part(content, name).iter(f"{W}p"):
            found = paragraph.find(f"{W}pPr/{W}pStyle")
            style = "Normal" if found is None else found.get(f"{W}val", "")
            for letters, slot in ((CHINESE, "eastAsia"), (LATIN, "ascii")):
                if letters.search(text_of(paragraph)):
                    wanted.add(STAND_INS[face(style, slot)])
    return wanted


def test_only_the_designed_faces_are_used(pages: list[Pages]) -> None:
    for each in pages:
        assert office.faces(each.pdf) == _faces_wanted(each.content), each.name


def _page_limit(template: str) -> int | None:
    with zipfile.ZipFile(shipped.TEMPLATES / template) as package:
        if "docProps/custom.xml" not in package.namelist():
            return None
        text = package.read("docProps/custom.xml").decode()
    found = re.search(r'name="页数上限"><vt:i4>(\d+)<', text)
    return int(found[1]) if found else None


def test_documents_keep_to_the_limit_their_template_states(pages: list[Pages]) -> None:
    limits = {template: _page_limit(template) for template in shipped.ALL}
    assert limits["job_description.docx"] == 2
    assert limits[shipped.NOTICE] == 1
    for each in pages:
        limit = limits[each.template]
        assert limit is None or office.page_count(each.pdf) <= limit, each.name


def test_pages_say_their_number_and_the_total(pages: list[Pages]) -> None:
    for each in pages:
        if each.template in (shipped.NOTICE, "handbook.docx"):
            continue
        texts = office.page_texts(each.pdf)
        form = "Page{}of{}" if each.template == shipped.ENGLISH else "第{}页共{}页"
        for number, text in enumerate(texts, start=1):
            assert form.format(number, len(texts)) in _compact(text), each.name


def _handbook(pages: list[Pages]) -> Iterator[tuple[int, str]]:
    """(number on the page, its text) of the handbook's pages but the cover."""
    (handbook,) = (each for each in pages if each.template == "handbook.docx")
    for text in office.page_texts(handbook.pdf)[1:]:
        if not text.strip():
            # The blank page before an odd one.
            continue
        found = re.search(r"第(\d+)页共\d+页", _compact(text))
        assert found is not None
        yield int(found[1]), text


def test_the_cover_has_no_header_and_no_number(pages: list[Pages]) -> None:
    (handbook,) = (each for each in pages if each.template == "handbook.docx")
    lines = [line.strip() for line in office.page_texts(handbook.pdf)[0].splitlines()]
    assert [_compact(line) for line in lines if line] == [
        "示例科技有限公司",
        "岗位手册",
        "收录13个岗位，按部门排列",
        "版本：V1.0生效日期：2025年2月1日",
    ]


def test_chapters_of_the_handbook_begin_on_odd_pages(pages: list[Pages]) -> None:
    begins: list[int] = []
    numbers: list[int] = []
    for number, text in _handbook(pages):
        numbers.append(number)
        heads = [_compact(line) for line in text.splitlines() if line.strip()][1:3]
        if number > 2 and any(re.match("第[一二三四五六七八九十]+章", line) for line in heads):
            begins.append(number)
    assert len(begins) == 13
    assert all(number % 2 for number in begins)
    assert numbers == sorted(set(numbers))


def test_no_heading_is_stranded_at_the_foot(pages: list[Pages]) -> None:
    for each in pages:
        headings = {
            _compact(text)
            for style, text in styled(each.content)
            if style.startswith(shipped.HEADINGS)
        }
        for text in office.page_texts(each.pdf):
            lines = [_compact(line) for line in text.splitlines() if line.strip()]
            # The last line of a page is its number.
            assert len(lines) < 2 or lines[-2] not in headings, (each.name, lines[-2])


def test_the_last_page_holds_more_than_signatures(pages: list[Pages]) -> None:
    for each in pages:
        last = office.page_texts(each.pdf)[-1]
        if each.template in (*shipped.NAMES, shipped.ENGLISH, "handbook.docx"):
            assert "签" in last or "Signature" in last, each.name
        assert len([line for line in last.splitlines() if line.strip()]) > 6, each.name


def test_all_text_reaches_the_page(pages: list[Pages]) -> None:
    for each in pages:
        printed = set(_compact("".join(office.page_texts(each.pdf))))
        for text in paragraphs(each.content):
            # In the contents table a page number is still to come.
            for character in set(_compact(text)) - {"…"}:
                assert character in printed, (each.name, character)
