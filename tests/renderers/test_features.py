"""Pictures, links, sub-documents and replaced parts: any renderer, chosen by itself."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib

import pytest
from docxtpl import DocxTemplate, InlineImage, RichText

from tests.builders import docx
from tests.reading import W, paragraphs, part
from xl_addin import EnvironmentFault, Link, Picture, RenderError, Replacement, SubDocument
from xl_addin.model.document import TemplateFile
from xl_addin.renderers.base import Renderer
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.docxtpl_reference import DocxtplRenderer


def png(shade: int) -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixel = zlib.compress(bytes([0, shade]))
    header = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", pixel), chunk(b"IEND", b""))
    )


@pytest.fixture(params=[CompiledRenderer, DocxtplRenderer])
def renderer(request: pytest.FixtureRequest) -> Renderer:
    return request.param()


def fill(renderer: Renderer, template: bytes, **context: object) -> bytes:
    return renderer.prepare(TemplateFile("t.docx", template)).render(context)


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_picture_of_each_document(renderer: Renderer) -> None:
    compiled = renderer.prepare(TemplateFile("t.docx", docx("{{ photo }}", "{{ name }}")))

    for shade, name in ((1, "A"), (2, "B")):
        made = compiled.render({"photo": Picture(png(shade), width=20), "name": name})
        media = [data for entry, data in entries(made).items() if "media" in entry]
        assert media == [png(shade)]
        assert paragraphs(made)[1] == name
        assert len(list(part(made).iter(f"{W}drawing"))) == 1


def test_a_document_without_picture_needs_no_docxtpl(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = CompiledRenderer().prepare(TemplateFile("t.docx", docx("{{ a }}")))
    monkeypatch.setattr(DocxTemplate, "render", None)

    assert paragraphs(compiled.render({"a": "x", "photo": Picture(png(1))})) == ["x"]
    with pytest.raises(TypeError):
        compiled.render({"a": Picture(png(1))})


@pytest.mark.parametrize("where", ["body", "header"])
def test_a_link_is_related_to_its_own_part(renderer: Renderer, where: str) -> None:
    tag = "{{r home }}"
    template = docx(tag) if where == "body" else docx("x", header=tag)

    made = fill(
        renderer, template, home=Link("here", "https://example.org/", (("bold", True),))
    )

    name = "document" if where == "body" else "header1"
    assert b"https://example.org/" in entries(made)[f"word/_rels/{name}.xml.rels"]
    assert paragraphs(made, f"word/{name}.xml") == ["here"]


def test_a_sub_document(renderer: Renderer) -> None:
    made = fill(
        renderer, docx("{{p annex }}", "{{ a }}"), annex=SubDocument(docx("1", "2")), a="x"
    )

    assert paragraphs(made) == ["1", "2", "x"]


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl.subdoc", None)

    with pytest.raises(EnvironmentFault) as caught:
        fill(CompiledRenderer(), docx("{{p annex }}"), annex=SubDocument(docx("1")))

    assert caught.value.fields == {"extra": "subdoc"}


def with_logo() -> bytes:
    return fill(CompiledRenderer(), docx("{{ '{{ a }}' }}", "{{ logo }}"), logo=Picture(png(1)))


def test_a_part_replaced_by_content(renderer: Renderer) -> None:
    made = fill(renderer, with_logo(), a="x", any=Replacement("content", png(1), png(9)))

    assert [data for name, data in entries(made).items() if "media" in name] == [png(9)]
    assert paragraphs(made)[0] == "x"


def test_a_part_replaced_by_name(renderer: Renderer) -> None:
    name = next(name for name in entries(with_logo()) if "media" in name)

    made = fill(renderer, with_logo(), a="x", any=Replacement("part", name, png(9)))

    assert entries(made)[name] == png(9)


def test_a_picture_replaced_by_its_name(renderer: Renderer) -> None:
    template = with_logo()
    drawn = next(e for e in part(template).iter() if e.tag.endswith("}cNvPr"))

    made = fill(
        renderer, template, a="x", any=Replacement("picture", drawn.get("name", ""), png(9))
    )

    assert [data for name, data in entries(made).items() if "media" in name] == [png(9)]


def test_docxtpls_own_image_is_bound_to_its_document(renderer: Renderer) -> None:
    image = InlineImage(None, io.BytesIO(png(3)))

    made = fill(renderer, docx("{{ photo }}"), photo=image)

    assert [data for name, data in entries(made).items() if "media" in name] == [png(3)]


def test_a_link_of_another_document_is_an_error(renderer: Renderer) -> None:
    other = DocxTemplate(io.BytesIO(docx("x")))
    rich = RichText("here", url_id=other.build_url_id("https://example.org/"))

    with pytest.raises(RenderError) as caught:
        fill(renderer, docx("{{r a }}"), a=rich)

    assert caught.value.code == "tag-bound-elsewhere"


def test_statements_beyond_bytes_go_to_docxtpl() -> None:
    compiled = CompiledRenderer().prepare(
        TemplateFile("t.docx", docx("{% block b %}{{ a }}{% endblock %}"))
    )

    assert [(route.way, route.reasons) for route in compiled.routes] == [
        ("fallback", ("reason-statement",))
    ]
    assert paragraphs(compiled.render({"a": "<x>"})) == ["<x>"]
