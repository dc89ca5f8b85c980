"""Patterns that cannot match are left out; what comes out is docxtpl's own patching."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from docxtpl import DocxTemplate

from tests.builders import docx, rows
from xl_addin.renderers.word_document import WordDocument

_TEMPLATES = sorted((Path(__file__).parents[2] / "word_templates").rglob("*.docx"))
_TAGS = (
    *("{% colspan n %}", "{% cellbg c %}", "{%- if a %}", "{% endif -%}", "{{- a -}}"),
    *("{% vm %}", "{% hm %}", "{{r a }}", "{%r if a %}", "{%p if a %}", "{{p a }}"),
    *("{%tr for a in b %}", "{%tc if a %}", "{{tc a }}", "{#p a #}", "{#tr a #}", "{#tc a #}"),
    *("{# a #}", "{{ a }}", "colspan", "{%  cellbg", "{_{ a }_}", "a & b {{ a|e }} tr tc"),
)


def _same(content: bytes) -> None:
    document = WordDocument(content)
    document.init_docx()
    xml = document.get_xml()
    assert document.patch_xml(xml) == DocxTemplate.patch_xml(document, xml)


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: path.stem)
def test_shipped_templates_are_patched_as_docxtpl_does(path: Path) -> None:
    _same(path.read_bytes())


@pytest.mark.parametrize("tag", _TAGS)
def test_each_kind_of_tag_is(tag: str) -> None:
    _same(docx(tag, f"before {tag} after", rows([tag, "x"], [f"a {tag}", tag])))


def test_any_two_of_them_are() -> None:
    for one, other in itertools.combinations(_TAGS, 2):
        _same(docx(one, f"{other} {one}", rows([one, other])))


@pytest.mark.parametrize(
    "pieces",
    [
        ("{", "{ a }}"),
        ("{{ a }", "}"),
        ("{", "% if a %", "}", "x", "{% endif %}"),
        ("{{", " a ", "}}"),
        ("{", "# a #", "}"),
        ("{% v", "m %}", "x"),
        ("{% ", "hm", " %}"),
    ],
)
def test_tags_that_word_has_cut_into_runs_are(pieces: tuple[str, ...]) -> None:
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in pieces)
    cell = f"<w:tc><w:tcPr><w:tcW w:w='1'/></w:tcPr><w:p>{runs}</w:p></w:tc>"
    xml = f"<w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p>{runs}</w:p></w:body>"
    document = WordDocument(docx())
    assert document.patch_xml(xml) == DocxTemplate.patch_xml(document, xml)
