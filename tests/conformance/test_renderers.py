"""What every renderer promises, run by each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from docxtpl import Listing, RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from tests.builders import docx, paragraph, rows
from tests.reading import W, paragraphs, part
from xl_addin.errors import RenderError, TemplateError
from xl_addin.model.document import TemplateFile
from xl_addin.pipeline.release import GatedTemplate
from xl_addin.renderers.base import Compiled, Renderer
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.docxtpl_reference import DocxtplRenderer

Fill = Callable[..., bytes]
LEGAL = st.text(
    st.characters(
        codec="utf-8",
        exclude_characters=[chr(code) for code in (*range(9), 11, 12, *range(14, 32))]
        + ["\ufffe", "\uffff"],
    ),
    max_size=40,
)


@pytest.fixture(params=[CompiledRenderer, DocxtplRenderer])
def renderer(request: pytest.FixtureRequest) -> Renderer:
    return request.param()


def prepare(renderer: Renderer, template: bytes) -> Compiled:
    return renderer.prepare(TemplateFile("t.docx", template))


def fill(renderer: Renderer, template: bytes, context: Mapping[str, Any]) -> bytes:
    return prepare(renderer, template).render(context)


def error(renderer: Renderer, template: bytes, context: Mapping[str, Any]) -> RenderError:
    with pytest.raises(RenderError) as caught:
        fill(renderer, template, context)
    return caught.value


def test_fills_every_part(renderer: Renderer) -> None:
    template = docx(
        "{{ a }}",
        header="{{ a }} H",
        footer="{{ a }} F",
        footnote="{{ a }} N",
        title="{{ a }} T",
    )

    made = fill(renderer, template, {"a": "R&D <lead>"})

    assert paragraphs(made)[0] == "R&D <lead>"
    assert paragraphs(made, "word/header1.xml") == ["R&D <lead> H"]
    assert paragraphs(made, "word/footer1.xml") == ["R&D <lead> F"]
    assert paragraphs(made, "word/footnotes.xml") == ["R&D <lead> N"]
    assert part(made, "docProps/core.xml")[0].text == "R&D <lead> T"


def test_footnotes_are_filled_once_however_many_sections(renderer: Renderer) -> None:
    template = docx("x", footnote="{{ a }}", sections=3)

    made = fill(renderer, template, {"a": "{{ 7 * 7 }}"})

    assert paragraphs(made, "word/footnotes.xml") == ["{{ 7 * 7 }}"]


def test_braces_in_data_stay_text(renderer: Renderer) -> None:
    made = fill(renderer, docx("{{ a }}{_{"), {"a": "{_{ {{ x }} {% y %} }_}"})

    assert paragraphs(made) == ["{_{ {{ x }} {% y %} }_}{{"]


def test_line_ends_and_tabs_are_breaks_and_tabs(renderer: Renderer) -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ a }}</w:t></w:r></w:p>"

    made = fill(renderer, docx(bold, "{{ b }}"), {"a": "1\n2\t3", "b": "4\n5"})

    assert paragraphs(made) == ["1\n2\t3", "4\n5"]
    assert len(part(made).findall(f".//{W}b")) == 3


def test_listings_split_paragraphs(renderer: Renderer) -> None:
    made = fill(renderer, docx("{{ a }}"), {"a": Listing("1\a2 & 3")})

    assert paragraphs(made) == ["1", "2 & 3"]


def test_rich_text_keeps_its_look(renderer: Renderer) -> None:
    rich = RichText("loud", bold=True)
    rich.add(" & quiet")

    made = fill(renderer, docx("{{r a }}", "{{ b }}"), {"a": rich, "b": "x"})

    assert paragraphs(made) == ["loud & quiet", "x"]
    assert len(part(made).findall(f".//{W}b")) == 1


def test_numbers_blanks_and_nothing_are_printed_as_excel_shows_them(renderer: Renderer) -> None:
    made = fill(
        renderer, docx("[{{ a }}]", "[{{ b }}]", "[{{ c }}]"), {"a": 3.0, "b": None, "c": ""}
    )

    assert paragraphs(made) == ["[3]", "[]", "[]"]


def test_true_is_not_one(renderer: Renderer) -> None:
    values = [1, True, 1.0, "1", "True"]

    made = fill(renderer, docx("{% for a in v %}{{ a }},{% endfor %}"), {"v": values})

    assert paragraphs(made) == ["1,True,1,1,True,"]


def test_numbering_counts_through_one_document(renderer: Renderer) -> None:
    template = docx(
        "{%p for a in v %}", "{{ number(1) }}{{ number(3) }}{{ 编号(3) }}", "{%p endfor %}"
    )
    compiled = prepare(renderer, template)

    for _ in range(2):
        made = compiled.render({"v": [1, 2], "doc": {"language": "zh"}})
        assert paragraphs(made) == ["一、1.2.", "二、1.2."]


def test_loops_know_their_place(renderer: Renderer) -> None:
    template = docx(
        "{% for a in v %}{{ loop.index }}/{{ loop.length }}{{ loop.first }}{{ loop.last }}"
        "{{ loop.previtem|default('-') }}{{ loop.nextitem|default('-') }}"
        "{{ loop.revindex }}{{ loop.cycle('x', 'y') }}{{ loop.changed(a) }};"
        "{% else %}none{% endfor %}"
    )
    compiled = prepare(renderer, template)

    assert paragraphs(compiled.render({"v": ["p", "q"]})) == [
        "1/2TrueFalse-q2xTrue;2/2FalseTruep-1yTrue;"
    ]
    assert paragraphs(compiled.render({"v": []})) == ["none"]
    assert paragraphs(compiled.render({"v": {"k": 1}})) == ["1/1TrueTrue--1xTrue;"]


def test_captured_text_is_printed_once_escaped(renderer: Renderer) -> None:
    template = docx(
        "{% macro m(x) %}‹{{ x }}›{% endmacro %}{% set s %}{{ a }}{% endset %}"
        "{% macro n() %}[{{ caller() }}]{% endmacro %}"
        "{{ m(a) }}{{ s }}{% filter trim %} {{ a }}b {% endfilter %}"
        "{% call n() %}{{ a }}{% endcall %}"
    )

    made = fill(renderer, template, {"a": "&"})

    assert paragraphs(made) == ["‹&›&&b[&]"]


def test_recursive_loops_descend(renderer: Renderer) -> None:
    template = docx(
        "{% for x in tree recursive %}{{ loop.depth }}{{ x.name }}{{ loop(x.below) }}{% endfor %}"
    )
    tree = [{"name": "<a>", "below": [{"name": "b", "below": []}]}]

    assert paragraphs(fill(renderer, template, {"tree": tree})) == ["1<a>2b"]


def test_keys_win_over_methods(renderer: Renderer) -> None:
    assert paragraphs(fill(renderer, docx("{{ a.items }}"), {"a": {"items": "9"}})) == ["9"]


def test_equal_contexts_give_equal_bytes(renderer: Renderer) -> None:
    template = docx("{{ a }}", header="{{ a }}", title="{{ a }}")
    context = {"a": "x\ny"}

    first = fill(renderer, template, context)

    assert first == prepare(renderer, template).render(dict(context))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_cell_emptied_by_a_condition_keeps_a_paragraph(renderer: Renderer) -> None:
    cell = "{%p if a %}"
    table = (
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
        + "".join(map(paragraph, (cell, "x", "{%p endif %}")))
        + "</w:tc></w:tr></w:tbl>"
    )
    compiled = prepare(renderer, docx(table))

    for shown in (True, False):
        made = part(compiled.render({"a": shown}))
        assert all(cell[-1].tag == f"{W}p" for cell in made.iter(f"{W}tc"))


def test_a_table_without_rows_goes(renderer: Renderer) -> None:
    table = rows(["{%tr for a in v %}"], ["{{ a }}"], ["{%tr endfor %}"])
    compiled = prepare(renderer, docx(table, "end"))

    assert paragraphs(compiled.render({"v": ["1", "2"]})) == ["1", "2", "end"]
    assert part(compiled.render({"v": []})).find(f".//{W}tbl") is None


def test_table_grids_follow_columns_made_by_loops(renderer: Renderer) -> None:
    table = rows(["{%tc for a in v %}", "{{ a }}", "{%tc endfor %}"])
    compiled = prepare(renderer, docx(table))

    for values in (["1"], ["1", "2", "3", "4"]):
        made = part(compiled.render({"v": values}))
        assert len(list(made.iter(f"{W}gridCol"))) == len(values)


def test_marks_are_unique_in_a_document(renderer: Renderer) -> None:
    marked = (
        '<w:p w14:paraId="0A0A0A0A" w14:textId="77777777" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        '<w:bookmarkStart w:id="4" w:name="m"/><w:r><w:t>{{ a }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="4"/></w:p>'
    )
    template = docx("{%p for a in v %}", marked, "{%p endfor %}")

    made = part(fill(renderer, template, {"v": ["1", "2"]}))

    ids = [
        each.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId")
        for each in made.iter(f"{W}p")
    ]
    assert ids == ["0A0A0A0A", None]
    assert [each.get(f"{W}id") for each in made.iter(f"{W}bookmarkStart")] == ["0"]
    assert len(list(made.iter(f"{W}bookmarkEnd"))) == 1


def test_an_unknown_name_is_an_error_with_its_place(renderer: Renderer) -> None:
    found = error(renderer, docx("x", "a {{ role.nmae }} b"), {"role": {"name": "y"}})

    assert found.code == "name-undefined"
    assert found.fields == {
        "part": "body",
        "paragraph": 2,
        "text": "a {{ role.nmae }} b",
        "name": "nmae",
    }


@pytest.mark.parametrize("where", ["header", "footer", "footnote", "title"])
def test_an_error_names_its_part(renderer: Renderer, where: str) -> None:
    found = error(renderer, docx("x", **{where: "{{ nobody }}"}), {})

    kind = {"footnote": "footnotes", "title": "properties"}.get(where, where)
    assert (found.code, found.fields["part"]) == ("name-undefined", kind)


@pytest.mark.parametrize("value", ["a\x0bb", "\ud800", "\uffff", RichText("a\x00b")])
def test_a_character_xml_cannot_hold_is_an_error(renderer: Renderer, value: object) -> None:
    found = error(renderer, docx("{{ a }}"), {"a": value})

    assert found.code == "text-illegal"
    assert found.fields["paragraph"] == 1


def test_a_printed_list_is_an_error(renderer: Renderer) -> None:
    assert error(renderer, docx("{{ a }}"), {"a": ["x"]}).code == "tag-prints-a-list"


def test_a_failing_tag_is_an_error(renderer: Renderer) -> None:
    found = error(renderer, docx("{{ 1 // a }}"), {"a": 0})

    assert found.code == "tag-failed"
    assert "ZeroDivisionError" in found.fields["cause"]


@pytest.mark.parametrize(
    "tag", ["{{ ''.__class__.__mro__ }}", "{{ a.__init__.__globals__ }}", "{{ v.append(1) }}"]
)
def test_templates_are_sandboxed(renderer: Renderer, tag: str) -> None:
    assert error(renderer, docx(tag), {"a": "x", "v": []}).code == "template-unsafe"


def test_a_condition_without_else_prints_nothing(renderer: Renderer) -> None:
    template = docx('{{ name }}{{ "!" if loud }}', "{{ purpose }}")
    gated = GatedTemplate(prepare(renderer, template), template)
    for loud in (False, True, False):
        for purpose in ("plain", "tabs\there", "lines\nhere"):
            made = gated.render({"name": "Clerk", "loud": loud, "purpose": purpose})
            assert paragraphs(made)[0] == ("Clerk!" if loud else "Clerk")


@pytest.mark.parametrize("text", ["a[b[0]]>3", "]]>", Markup("]]>")])
def test_the_end_of_a_section_in_unescaped_text_is_an_error(
    renderer: Renderer, text: str
) -> None:
    told = error(renderer, docx("{{ text|safe }}"), {"text": text})
    assert told.code == "document-malformed"


def test_unbalanced_markup_is_an_error(renderer: Renderer) -> None:
    found = error(renderer, docx("{{ a|safe }}"), {"a": "<w:b>"})

    assert found.code == "document-malformed"


def test_wrong_tags_are_an_error_when_prepared(renderer: Renderer) -> None:
    with pytest.raises(TemplateError) as caught:
        prepare(renderer, docx("x", "{% for a %}"))

    assert caught.value.code == "template-syntax"
    assert caught.value.fields["paragraph"] == 2


@pytest.mark.parametrize("content", [b"", b"PK", docx("x")[:200]])
def test_what_is_no_document_is_an_error(renderer: Renderer, content: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        prepare(renderer, content)

    assert caught.value.code == "template-damaged"


def test_variables_are_known_before_filling(renderer: Renderer) -> None:
    template = docx("{{ a.b }}", "{% for x in v %}{{ x.c }}{% endfor %}", header="{{ d }}")

    found = prepare(renderer, template).variables

    assert [(str(each), each.part, each.paragraph) for each in found] == [
        ("a.b", "body", 1),
        ("v", "body", 2),
        ("v[].c", "body", 2),
        ("d", "header", 1),
    ]


def test_without_core_properties_none_are_invented(renderer: Renderer) -> None:
    source, target = io.BytesIO(docx("{{ a }}")), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != "docProps/core.xml":
                text = old.read(name)
                if name == "_rels/.rels":
                    start = text.index(b'<Relationship Id="rId2"')
                    text = text[:start] + text[text.index(b"/>", start) + 2 :]
                new.writestr(name, text)

    with zipfile.ZipFile(io.BytesIO(fill(renderer, target.getvalue(), {"a": "x"}))) as made:
        assert "docProps/core.xml" not in made.namelist()


_PREPARED = {
    kind: prepare(kind(), docx("{{ a }}", header="{{ a }}", title="{{ a }}"))
    for kind in (CompiledRenderer, DocxtplRenderer)
}


@pytest.mark.parametrize("kind", [CompiledRenderer, DocxtplRenderer])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(text=LEGAL)
def test_any_legal_text_arrives(kind: type[Renderer], text: str) -> None:
    made = _PREPARED[kind].render({"a": text})

    assert paragraphs(made) == [text]
    assert paragraphs(made, "word/header1.xml") == [text]


_ROWS = {"rows": [{"id": "A-1", "指标": "质量"}], "row": {"id": "A-1"}, "texts": ["x", "y"]}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("rows", "tag-prints-rows"),
        ("rows|join('、')", "tag-prints-rows"),
        ("rows|顿号", "tag-prints-rows"),
        ("rows|listed(last='和')", "tag-prints-rows"),
        ("rows|map('string')|join", "tag-prints-a-row"),
        ("rows|list|string", "tag-prints-rows"),
        ("rows|safe", "tag-prints-rows"),
        ("rows|upper", "tag-prints-rows"),
        ("rows|pprint", "tag-prints-rows"),
        ("rows|replace('a', 'b')", "tag-prints-rows"),
        ("rows|分行|join", "tag-prints-rows"),
        ("'考核：' ~ rows", "tag-prints-rows"),
        ("'%s' % row", "tag-prints-rows"),
        ("'{}'.format(rows)", "tag-prints-rows"),
        ("'%s'|format(rows)", "tag-prints-rows"),
        ("rows|first", "tag-prints-a-row"),
        ("rows|first|date", "tag-prints-a-row"),
        ("row", "tag-prints-a-row"),
        ("row|join", "tag-prints-a-row"),
        ("row|顿号", "tag-prints-a-row"),
        ("row|money", "tag-prints-a-row"),
        ("row|numbered", "tag-prints-a-row"),
        ("[texts]|join", "tag-prints-a-list"),
        ("rows|map(attribute='id')", "tag-prints-a-list"),
        ("row.keys()", "tag-prints-a-list"),
    ],
)
def test_no_row_is_printed_whatever_it_goes_through(
    renderer: Renderer, tag: str, code: str
) -> None:
    found = error(renderer, docx("{{ texts|join }}", "{{ " + tag + " }}"), _ROWS)

    assert (found.code, found.fields["paragraph"]) == (code, 2)
    assert tag in found.fields["text"]


@pytest.mark.parametrize(
    "tag",
    [
        "rows|map(attribute='id')|join('、')",
        "rows|join('、', attribute='id')",
        "rows|map(attribute='id')|顿号",
        "row.values()|join",
        "'%(id)s' % row",
        "'{0[id]}'.format(row)",
        "'A' ~ '-' ~ rows|length",
    ],
)
def test_columns_of_rows_are_printed(renderer: Renderer, tag: str) -> None:
    made = fill(renderer, docx("{{ " + tag + " }}"), _ROWS)

    assert paragraphs(made)[0] in ("A-1", "A-1质量")
