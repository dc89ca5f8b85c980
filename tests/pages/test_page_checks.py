"""Seeded layout faults, each found on real pages and nowhere else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests import shipped
from tests.builders import book, docx, paragraph, save_xlsx
from tests.programs import require_program
from tests.seeded.commands import run
from xl_addin.pipeline.page_check import check_laid_out

_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="页数上限">'
    "<vt:i4>1</vt:i4></property></Properties>"
)
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_HEADING = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
_NEW_PAGE = "<w:pPr><w:pageBreakBefore/></w:pPr>"
_A4 = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:bottom="1440" w:left="1440" w:right="1440"/></w:sectPr>'
_FONT = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}"/></w:rPr>'


def _spacer(points: float) -> str:
    twips = round(points * 20)
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{twips}" '
        'w:lineRule="exact"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    )


def _row(lines: int, *, may_break: bool = True) -> str:
    fixed = (
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="300" w:lineRule="exact"/></w:pPr>'
    )
    content = "".join(paragraph(f"line {number}", fixed) for number in range(lines))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = "" if may_break else "<w:trPr><w:cantSplit/></w:trPr>"
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>"
        '<w:gridCol w:w="1000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        f'<w:tr>{properties}<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{content}</w:tc></w:tr></w:tbl>'
    )


def _text(words: str, font: str) -> str:
    return f"<w:p><w:r>{_FONT.format(font)}<w:t>{words}</w:t></w:r></w:p>"


FAULTS = {
    "more pages than the template allows": (["{{ role.name }}", _BREAK, "second"], "page-limit"),
    "an empty last page": (["{{ role.name }}", _BREAK, "<w:p/>"], "page-empty"),
    "a heading alone at the foot": (
        ["{{ role.name }}", paragraph("Duties", _HEADING), paragraph("text", _NEW_PAGE)],
        "heading-stranded",
    ),
    "one line of a row left behind": ([_spacer(672), _row(6)], "row-cut"),
    "one line of a row carried over": ([_spacer(635), _row(5)], "row-cut"),
    "a face that is not there": (
        [_text("岗位工作内容要求与考核办法", "方正姚体"), "{{ role.name }}"],
        "font-replaced",
    ),
}  # fmt: skip
SOUND = {
    "a heading that is kept with its text": [
        _spacer(675),
        paragraph("Duties", '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr>'),
        "{{ role.name }}",
    ],
    "a row that may not break": [_spacer(672), _row(6, may_break=False)],
    "a row cut in its middle": [_spacer(640), _row(6)],
    "formal faces that stand-ins are declared for": [
        _text("岗位工作内容", "仿宋_GB2312"),
        _text("岗位工作内容", "方正小标宋简体"),
    ],
}


@pytest.fixture(autouse=True)
def _programs() -> None:
    require_program("soffice", apt="libreoffice-writer")


def _template(*body: str, limit: bool = False) -> bytes:
    face = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{face}</w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    )
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(*body))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "[Content_Types].xml":
                content = content.replace(
                    "</Types>",
                    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
                    '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>',
                )
            if name == "word/_rels/document.xml.rels":
                content = (
                    content.replace("/>", "></Relationships>")
                    if "</" not in content
                    else content
                )
                content = content.replace(
                    "</Relationships>",
                    '<Relationship Id="styles1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
                )
            if name == "_rels/.rels":
                content = content.replace(
                    "</Relationships>",
                    '<Relationship Id="custom1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>',
                )
            if name == "word/document.xml":
                content = content.replace("<w:sectPr></w:sectPr>", _A4)
            target.writestr(name, content)
        target.writestr("word/styles.xml", styles)
        target.writestr(
            "docProps/custom.xml", _CUSTOM if limit else _CUSTOM.replace(">1<", ">9<")
        )
    return made.getvalue()


def _problems(folder: Path, template: bytes) -> list[tuple[str, str]]:
    (folder / "t.docx").write_bytes(template)
    workbook = save_xlsx(book(roles=["R7 Clerk"], on=["R7 D1"]), folder / "book.xlsx")
    found = check_laid_out(workbook, templates=["t"])
    assert {frozenset(["r7"])} >= {each.roles for each in found}
    assert all(each.place.file == "R7_Clerk_t.docx" for each in found)
    return [(each.code, each.severity.value) for each in found]


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    body, code = FAULTS[name]

    found = _problems(tmp_path, _template(*body, limit=code == "page-limit"))

    assert found == [(code, "warning")]


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_gives_no_warning(name: str, tmp_path: Path) -> None:
    assert _problems(tmp_path, _template(*SOUND[name])) == []


def test_the_command_says_role_and_page(tmp_path: Path) -> None:
    body, _ = FAULTS["a heading alone at the foot"]
    (tmp_path / "t.docx").write_bytes(_template(*body))
    sheets = book(roles=["R7 Clerk"], on=["R7 D1"], settings={"默认模板": "t"})
    workbook = save_xlsx(sheets, tmp_path / "book.xlsx")

    code, said = run("check", workbook, "--pages")

    assert code == 0
    (problem,) = [each for each in said["problems"] if each["code"] == "heading-stranded"]
    assert "R7" in problem["message"]
    assert "第 1 页" in problem["message"]
    assert "Duties" in problem["message"]


def test_what_is_shipped_has_no_fault() -> None:
    found = check_laid_out(shipped.WORKBOOK, roles=["OPS-02", "OPS-05", "PRE-04"])

    assert found == ()
