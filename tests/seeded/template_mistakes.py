"""Mistakes people make in a Word template, each with the one problem it must give."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.builders import docx, paragraph, rows
from tests.seeded.base import BODY

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class TemplateMistake:
    """Blocks put before the sound template's own, and what must be said about them.

    `where` is the part, the paragraph and, inside a table, `table.row.cell`.
    """

    name: str
    blocks: tuple[str, ...]
    code: str
    where: str
    tag: str
    warning: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def template(self) -> bytes:
        """The template with the mistake in it."""
        return with_parts(docx(*self.blocks, *BODY, **self.options), self.parts)


def with_parts(content: bytes, parts: Mapping[str, str]) -> bytes:
    """A package with further parts, or with text put before a part's closing tag."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    entries = {name: source.read(name).decode() for name in source.namelist()}
    for name, text in parts.items():
        start, mark, end = entries.get(name, "").rpartition("</")
        entries[name] = start + text + mark + end
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in entries.items():
            package.writestr(name, text)
    return target.getvalue()


def relationship(kind: str, target: str) -> str:
    """One relationship to something outside the package."""
    return (
        f'<Relationship Id="out1" Type="{_OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
    )


def runs(*texts: str) -> str:
    """A paragraph of several runs, as Word leaves it after editing."""
    inside = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    return f"<w:p>{inside}</w:p>"


def word_field(instruction: str) -> str:
    """A paragraph with a Word field."""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _m(
    name: str, blocks: str | tuple[str, ...], code: str, where: str, tag: str
) -> TemplateMistake:
    return TemplateMistake(
        name, (blocks,) if isinstance(blocks, str) else blocks, code, where, tag
    )


NAMES = [
    _m("name misspelt", "{{ role.nmae }}", "tag-unknown", "body 1", "role.nmae"),
    _m(
        "Chinese name misspelt", "{{ 岗位.岗位名程 }}", "tag-unknown", "body 1", "岗位.岗位名程"
    ),
    _m("root misspelt", "{{ rols.name }}", "tag-unknown", "body 1", "rols"),
    _m(
        "item misspelt",
        ("{%p for x in duties %}", "{{ x.titel }}", "{%p endfor %}"),
        "tag-unknown",
        "body 2",
        "duties[].titel",
    ),
    _m(
        "name in a cell",
        (rows(["a", "b"], ["c", "{{ role.nmae }}"]),),
        "tag-unknown",
        "body 4 1.2.2",
        "role.nmae",
    ),
    TemplateMistake(
        "name in a header",
        (),
        "tag-unknown",
        "header 1",
        "role.nmae",
        options={"header": "{{ role.nmae }}"},
    ),
    TemplateMistake(
        "name in a footnote",
        (),
        "tag-unknown",
        "footnotes 1",
        "role.nmae",
        options={"footnote": "{{ role.nmae }}"},
    ),
    TemplateMistake(
        "name in the title",
        (),
        "tag-unknown",
        "properties",
        "role.nmae",
        options={"title": "{{ role.nmae }}"},
    ),
    _m("filter misspelt", "{{ role.purpose|uper }}", "filter-unknown", "body 1", "uper"),
    _m(
        "filter of another tool",
        "{{ role.purpose|shuffle }}",
        "filter-unknown",
        "body 1",
        "shuffle",
    ),
    _m("test misspelt", "{{ 'a' if role.name is defind }}", "test-unknown", "body 1", "defind"),
    _m("function misspelt", "{{ nubmer(1) }}", "function-unknown", "body 1", "nubmer"),
    _m("list printed", "{{ duties }}", "tag-prints-rows", "body 1", "duties"),
    _m(
        "list of an item printed",
        ("{%p for x in duties %}", "{{ x.points }}", "{%p endfor %}"),
        "tag-prints-a-list",
        "body 2",
        "x.points",
    ),
]

BRACES = [
    _m(
        "full-width braces",
        "｛｛ role.name ｝｝",
        "braces-full-width",
        "body 1",
        "｛｛ role.name ｝｝",
    ),
    _m(
        "full-width per cent",
        "{％ if role.name ％}",
        "braces-full-width",
        "body 1",
        "{％ if role.name ％}",
    ),
    _m("spaced braces", "{ { role.name } }", "braces-spaced", "body 1", "{ { role.name } }"),
    _m(
        "spaced per cent",
        "{ % if role.name % }",
        "braces-spaced",
        "body 1",
        "{ % if role.name % }",
    ),
    _m("never closed", "Dear {{ role.name", "tag-unclosed", "body 1", "{{ role.name"),
    _m("half closed", "{{ role.name }", "tag-unclosed", "body 1", "{{ role.name }"),
    _m(
        "statement half closed",
        "{% if role.name }x",
        "tag-unclosed",
        "body 1",
        "{% if role.name }x",
    ),
    _m("never opened", "role.name }}", "tag-unopened", "body 1", "role.name }}"),
    _m("half opened", "{ role.name }}", "tag-unopened", "body 1", "{ role.name }}"),
    _m(
        "over two paragraphs",
        ("{{ role.", "name }}"),
        "tag-over-paragraphs",
        "body 1",
        "{{ role.",
    ),
    _m(
        "Chinese comma", "{{ duties|join('a'，'b') }}", "punctuation-full-width", "body 1", "，"
    ),
    _m("Chinese brackets", "{{ number（1） }}", "punctuation-full-width", "body 1", "（"),
    _m("empty tag", "{{ }}", "template-syntax", "body 1", "{{ }}"),
    _m("two names", "{{ role name }}", "template-syntax", "body 1", "{{ role name }}"),
    _m(
        "Python's else if",
        "{% if role.name %}a{% else if role.id %}b{% endif %}",
        "template-syntax",
        "body 1",
        "else if",
    ),
    _m(
        "split tag misspelt",
        runs("{", "{ role.", "nmae }", "}"),
        "tag-unknown",
        "body 1",
        "role.nmae",
    ),
]

BLOCKS = [
    _m(
        "if never closed",
        "{% if role.name %}yes",
        "block-unclosed",
        "body 1",
        "{% if role.name %}",
    ),
    _m(
        "loop never closed",
        ("{%p for x in duties %}", "{{ x.title }}"),
        "block-unclosed",
        "body 1",
        "{%p for x in duties %}",
    ),
    _m("end too many", "{% endif %}", "block-unopened", "body 1", "{% endif %}"),
    _m("else alone", "{% else %}", "block-unopened", "body 1", "{% else %}"),
    _m(
        "crossed",
        ("{%p if role.name %}", "{%p for x in duties %}", "{%p endif %}", "{%p endfor %}"),
        "block-crossed",
        "body 3",
        "{%p endif %}",
    ),
    _m(
        "half in a cell",
        (rows(["{% if role.name %}a", "b{% endif %}"]),),
        "block-across",
        "body 2 1.1.2",
        "{% endif %}",
    ),
    _m(
        "row loop ended outside",
        (rows(["{%tr for x in kpis %}"], ["{{ x.period }}"]), "{%p endfor %}"),
        "block-across",
        "body 3",
        "{%p endfor %}",
    ),
    _m("statement misspelt", ("{%p fro x in duties %}",), "statement-unknown", "body 1", "fro"),
    _m(
        "end misspelt",
        ("{% if role.name %}a{% endfi %}",),
        "statement-unknown",
        "body 1",
        "endfi",
    ),
]

PLACES = [
    _m(
        "text beside a loop",
        ("Duties: {%p for x in duties %}", "{{ x.title }}", "{%p endfor %}"),
        "text-beside-tag",
        "body 1",
        "{%p for x in duties %}",
    ),
    _m(
        "two in one paragraph",
        "{%p if role.name %}{%p endif %}",
        "tags-in-one-place",
        "body 1",
        "{%p endif %}",
    ),
    _m(
        "text in a loop's row",
        (
            rows(
                ["{%tr for x in kpis %}", "note"],
                ["{{ x.period }}", ""],
                ["{%tr endfor %}", ""],
            ),
        ),
        "text-beside-tag",
        "body 1 1.1.1",
        "{%tr for x in kpis %}",
    ),
    _m(
        "two in one row",
        (rows(["{%tr for x in kpis %}", "{%tr endfor %}"]),),
        "tags-in-one-place",
        "body 2 1.1.2",
        "{%tr endfor %}",
    ),
    _m(
        "row tag outside a table",
        ("{%tr for x in kpis %}", "{%tr endfor %}"),
        "row-tag-outside",
        "body 1",
        "{%tr for x in kpis %}",
    ),
    _m(
        "cell tag outside a table",
        ("{%tc for x in kpis %}", "{%tc endfor %}"),
        "row-tag-outside",
        "body 1",
        "{%tc for x in kpis %}",
    ),
    _m(
        "rich text tag", "{{r role.name }}", "tag-needs-rich-text", "body 1", "{{r role.name }}"
    ),
    _m(
        "paragraph tag for a value",
        "{{p role.name }}",
        "tag-needs-rich-text",
        "body 1",
        "{{p role.name }}",
    ),
    TemplateMistake(
        "tag in a comment",
        (),
        "tag-never-filled",
        "comments",
        "{{ role.name }}",
        parts={
            "word/comments.xml": '<w:comments xmlns:w="http://schemas.openxmlformats.org/'
            f'wordprocessingml/2006/main"><w:comment w:id="1">{paragraph("{{ role.name }}")}'
            "</w:comment></w:comments>"
        },
    ),
    TemplateMistake(
        "tag in a chart",
        (),
        "tag-never-filled",
        "drawings",
        "{{ role.name }}",
        parts={
            "word/charts/chart1.xml": '<c:chart xmlns:c="http://schemas.openxmlformats.org/'
            'drawingml/2006/chart"><c:v>{{ role.name }}</c:v></c:chart>'
        },
    ),
    TemplateMistake(
        "cell left empty",
        (
            rows(["a", "{%p if role.grade %}"]).replace(
                "</w:tc></w:tr>",
                paragraph("{{ role.grade }}") + paragraph("{%p endif %}") + "</w:tc></w:tr>",
            ),
        ),
        "cell-may-be-empty",
        "body 2 1.1.2",
        "{%p if role.grade %}",
        warning=True,
    ),
    TemplateMistake(
        "table left empty",
        (rows(["{%tr for x in people %}"], ["{{ x.name }}"], ["{%tr endfor %}"]),),
        "table-may-be-empty",
        "body 1 1.1.1",
        "{%tr for x in people %}",
        warning=True,
    ),
]

UNSAFE = [
    _m("class of a value", "{{ role.__class__ }}", "template-unsafe", "body 1", "__class__"),
    _m("another file", "{% include 'x' %}", "template-unsafe", "body 1", "include"),
]

OUTSIDE = [
    TemplateMistake(
        "attached template",
        (),
        "external-template",
        "",
        "http://x.example/a.dotm",
        parts={
            "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats'
            f'.org/package/2006/relationships">{relationship("attachedTemplate", "http://x.example/a.dotm")}'
            "</Relationships>"
        },
    ),
    TemplateMistake(
        "linked picture",
        (),
        "external-relationship",
        "",
        "http://x.example/a.png",
        parts={"word/_rels/document.xml.rels": relationship("image", "http://x.example/a.png")},
    ),
    TemplateMistake(
        "linked object",
        (),
        "external-relationship",
        "",
        "file:///c:/a.xlsx",
        parts={"word/_rels/document.xml.rels": relationship("oleObject", "file:///c:/a.xlsx")},
    ),
    TemplateMistake(
        "part of another document",
        (),
        "external-relationship",
        "",
        "file:///c:/a.docx",
        parts={
            "word/_rels/document.xml.rels": relationship("subDocument", "file:///c:/a.docx")
        },
    ),
    _m(
        "DDEAUTO", word_field('DDEAUTO c:\\\\x.exe "/k"'), "external-field", "body 1", "DDEAUTO"
    ),
    _m("DDE", word_field("DDE Excel x"), "external-field", "body 1", "DDE"),
    _m(
        "INCLUDEPICTURE",
        word_field('INCLUDEPICTURE "http://x.example/a.png"'),
        "external-field",
        "body 1",
        "INCLUDEPICTURE",
    ),
    _m(
        "INCLUDETEXT",
        "<w:p><w:fldSimple w:instr=\" includetext 'x' \"/></w:p>",
        "external-field",
        "body 1",
        "includetext",
    ),
    _m(
        "LINK",
        word_field("LINK Excel.Sheet.12 c:\\\\a.xlsx"),
        "external-field",
        "body 1",
        "LINK",
    ),
]

TEMPLATE_MISTAKES = [*NAMES, *BRACES, *BLOCKS, *PLACES, *UNSAFE, *OUTSIDE]
