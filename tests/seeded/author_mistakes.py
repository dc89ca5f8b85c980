"""What HR people get wrong when they change a template in Word: a second, larger table.

Written before `xl-addin template check` was. Each mistake is put before the sound
template's own text; `codes` are the answers that name it, `where` is the part, the
paragraph and, inside a table, `table.row.cell`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.builders import docx, paragraph, rows
from tests.seeded.base import BODY
from tests.seeded.template_mistakes import runs, with_parts

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class AuthorMistake:
    """One mistake; `codes` lists every answer that is right."""

    name: str
    blocks: tuple[str, ...]
    codes: tuple[str, ...]
    where: str
    options: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def template(self) -> bytes:
        """The template with the mistake in it."""
        return with_parts(docx(*self.blocks, *BODY, **self.options), self.parts)


def _m(
    name: str,
    blocks: str | tuple[str, ...],
    codes: str,
    where: str = "body 1",
    **options: str,
) -> AuthorMistake:
    given = (blocks,) if isinstance(blocks, str) else blocks
    return AuthorMistake(name, given, tuple(codes.split()), where, options)


def _loop(over: str, *inside: str, name: str = "x") -> tuple[str, ...]:
    return (f"{{%p for {name} in {over} %}}", *inside, "{%p endfor %}")


def _box(text: str) -> str:
    inside = paragraph(text)
    return f"<w:p><w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r></w:p>"


def _in_cell(*blocks: str) -> str:
    inside = "".join(blocks)
    return rows(["a", "@"]).replace(paragraph("@"), inside)


NAMES = [
    _m("footer", (), "tag-unknown", "footer 1", footer="{{ role.versoin }}"),
    _m("Chinese header", (), "tag-unknown", "header 1", header="{{ 设置.公司名 }}"),
    _m("footnote in Chinese", (), "tag-unknown", "footnotes 1", footnote="{{ 岗位.版号 }}"),
    _m("text box", _box("{{ role.nmae }}"), "tag-unknown", "body 2"),
    _m("capital letter", "{{ Role.name }}", "tag-unknown"),
    _m("capital step", "{{ role.Name }}", "tag-unknown"),
    _m("header with its unit", "{{ 岗位.编制人数（人） }}", "punctuation-full-width"),
    _m("singular list", _loop("duty", "{{ x.title }}"), "tag-unknown"),
    _m("Chinese list misspelt", _loop("职责清", "{{ x.title }}"), "tag-unknown"),
    _m("Chinese step misspelt", _loop("职责清单", "{{ x.职责标提 }}"), "tag-unknown", "body 2"),
    _m("loop name forgotten", _loop("duties", "{{ duty.title }}"), "tag-unknown", "body 2"),
    _m("loop name misspelt", _loop("duties", "{{ y.title }}"), "tag-unknown", "body 2"),
    _m(
        "loop left before use",
        (*_loop("duties", "{{ x.title }}"), "{{ x.title }}"),
        "tag-unknown",
        "body 4",
    ),
    _m("list's own column", "{{ duties.title }}", "tag-unknown"),
    _m("child column", _loop("kpis", "{{ x.indicater }}"), "tag-unknown", "body 2"),
    _m("child list", _loop("kpi", "{{ x.indicator }}"), "tag-unknown"),
    _m("unknown sheet", _loop("薪酬", "{{ x.金额 }}"), "tag-unknown"),
    _m("own sheet's column", _loop("培训", "{{ x.课时 }}"), "tag-unknown", "body 2"),
    _m("step too far", "{{ role.name.first }}", "tag-unknown"),
    _m("step into text", _loop("duties", "{{ x.title.zh }}"), "tag-unknown", "body 2"),
    _m("in a condition", "{% if role.grad %}x{% endif %}", "tag-unknown"),
    _m("in an elif", "{% if role.name %}x{% elif role.grad %}y{% endif %}", "tag-unknown"),
    _m("in a comparison", "{% if role.grad == 'A' %}x{% endif %}", "tag-unknown"),
    _m("in a filter's argument", "{{ role.grade or role.nmae }}", "tag-unknown"),
    _m("in a set", "{% set x = role.nmae %}{{ x }}", "tag-unknown"),
    _m(
        "in an inner loop",
        (
            "{%p for x in duties %}",
            "{%p for y in x.pionts %}",
            "{{ y }}",
            "{%p endfor %}",
            "{%p endfor %}",
        ),
        "tag-unknown",
        "body 2",
    ),
    _m("in an inner cell", rows(["a"], ["{{ role.nmae }}"]), "tag-unknown", "body 2 1.2.1"),
    _m(
        "in a row loop",
        rows(["{%tr for x in kpis %}"], ["{{ x.wieght }}"], ["{%tr endfor %}"]),
        "tag-unknown",
        "body 2 1.2.1",
    ),
    _m("merge field", "«岗位名称» {{ 岗位名称 }}", "tag-unknown"),
    _m("over several runs", runs("{{ ro", "le.", "titel }}"), "tag-unknown"),
    _m("list in a line", "{{ kpis }}", "tag-prints-rows"),
    _m("rows joined", "{{ kpis|join('、') }}", "tag-prints-rows"),
    _m("rows listed", "{{ kpis|sort(attribute='period')|顿号 }}", "tag-prints-rows"),
    _m("rows as text", "{{ kpis|list|string }}", "tag-prints-rows"),
    _m("rows behind a text", "{{ '：' ~ kpis }}", "tag-prints-rows"),
    _m("rows kept and joined", "{% set x = kpis|join %}{{ x }}", "tag-prints-rows"),
    _m("row of a list", _loop("duties", "{{ x }}"), "tag-prints-a-row", "body 2"),
    _m("first row of a list", "{{ kpis|first }}", "tag-prints-a-row"),
    _m("whole role", "{{ role }}", "tag-prints-a-row"),
    _m("whole role joined", "{{ 岗位|join('、') }}", "tag-prints-a-row"),
    _m("whole settings", "{{ 设置 }}", "tag-prints-a-row"),
    _m("filter for another language", "{{ role.purpose|大写字母 }}", "filter-unknown"),
    _m("filter with a space", "{{ role.purpose|line s }}", "template-syntax filter-unknown"),
    _m("test misspelt", "{% if role.name is emtpy %}x{% endif %}", "test-unknown"),
    _m("Excel function", "{{ IF(role.name) }}", "function-unknown"),
    _m("function in Chinese misspelt", "{{ 编好(1) }}", "function-unknown"),
]

SIGNS = [
    _m("one full-width brace", "{{ role.name ｝}", "braces-full-width tag-unclosed"),
    _m("full-width pipe", "{{ duties｜length }}", "punctuation-full-width"),
    _m("full-width equals", "{% if role.name ＝ 'x' %}x{% endif %}", "punctuation-full-width"),
    _m("full-width space", "{{　role.nmae　}}", "tag-unknown punctuation-full-width"),
    _m("Chinese full stop", "{{ role。name }}", "punctuation-full-width"),
    _m("three braces", "{{{ role.name }}}", "template-syntax"),
    _m("one equals", "{% if role.name = 'x' %}x{% endif %}", "template-syntax"),
    _m("quote not closed", "{{ role.name or '— }}", "template-syntax tag-unclosed"),
    _m("two dots", "{{ role..name }}", "template-syntax"),
    _m("dot at the end", "{{ role. }}", "template-syntax"),
    _m("bracket not closed", "{{ number(1 }}", "template-syntax"),
    _m("hyphen in a name", "{{ role.full-name }}", "tag-unknown"),
    _m("name with a space", "{{ role.job name }}", "template-syntax"),
    _m("closing per cent forgotten", "{% if role.name }}x{% endif %}", "tag-unclosed"),
    _m("value in a statement's braces", "{% role.name %}", "statement-unknown"),
    _m("statement in a value's braces", "{{ if role.name }}", "template-syntax"),
    _m("square brackets", "[[ role.name ]] {{ role.naem }}", "tag-unknown"),
    _m(
        "over two lines of a cell",
        _in_cell(paragraph("{{ role."), paragraph("name }}")),
        "tag-over-paragraphs",
        "body 2 1.1.2",
    ),
]

BLOCKS = [
    _m("if in Chinese", "{% 如果 role.name %}x{% endif %}", "statement-unknown"),
    _m("end in two words", "{% if role.name %}x{% end if %}", "statement-unknown"),
    _m(
        "for each",
        ("{%p foreach x in duties %}", "{{ x }}", "{%p endfor %}"),
        "statement-unknown",
    ),
    _m(
        "next",
        ("{%p for x in duties %}", "{{ x.title }}", "{%p next %}"),
        "statement-unknown",
        "body 3",
    ),
    _m(
        "in forgotten",
        ("{%p for x duties %}", "{{ x.title }}", "{%p endfor %}"),
        "template-syntax",
    ),
    _m("condition forgotten", "{% if %}x{% endif %}", "template-syntax"),
    _m(
        "wrong end",
        ("{%p for x in duties %}", "{{ x.title }}", "{%p endif %}"),
        "block-unopened block-crossed block-unclosed",
        "body 3",
    ),
    _m(
        "level without space",
        ("{%pfor x in duties %}", "{{ x.title }}", "{%p endfor %}"),
        "statement-unknown",
    ),
    _m(
        "level after a space",
        ("{% p for x in duties %}", "{{ x.title }}", "{%p endfor %}"),
        "statement-unknown",
    ),
    _m(
        "ended on another level",
        ("{%p if role.name %}", "x", "{% endif %}"),
        "block-across",
        "body 3",
    ),
    _m(
        "row loop in one cell",
        rows(["{%tr for x in kpis %}"], ["{{ x.period }}"], ["{% endfor %}"]),
        "block-across",
        "body 3 1.3.1",
    ),
    _m(
        "if over two cells",
        rows(["{% if role.name %}", "{% endif %}"]),
        "block-across",
        "body 2 1.1.2",
    ),
    _m(
        "if from text into a table",
        ("{% if role.name %}", rows(["{% endif %}"])),
        "block-across",
        "body 2 1.1.1",
    ),
    _m("end in the header", ("{%p if role.name %}",), "block-unclosed", header="{%p endif %}"),
    _m(
        "two elses",
        "{% if role.name %}a{% else %}b{% else %}c{% endif %}",
        "template-syntax block-unopened",
    ),
    _m(
        "end twice",
        (*_loop("duties", "{{ x.title }}"), "{%p endfor %}"),
        "block-unopened",
        "body 4",
    ),
    _m("start in a list's text", "a. {%p if role.name %}", "text-beside-tag block-unclosed"),
    _m(
        "full stop behind an end",
        ("{%p if role.name %}", "x", "{%p endif %}."),
        "text-beside-tag",
        "body 3",
    ),
    _m(
        "number before a row tag",
        rows(["1", "{%tr for x in kpis %}"], ["{{ x.period }}", ""], ["{%tr endfor %}", ""]),
        "text-beside-tag",
        "body 2 1.1.2",
    ),
    _m("tag of a cell in a paragraph", "{%tc if role.name %}x{%tc endif %}", "row-tag-outside"),
    _m("field tag", "{{p duties }}", "tag-needs-rich-text"),
    AuthorMistake(
        "tag in a comment of Word",
        (),
        ("tag-never-filled",),
        "comments",
        parts={
            "word/comments.xml": f'<w:comments {_W}><w:comment w:id="1">{paragraph("{{ role.id }}")}</w:comment></w:comments>'
        },
    ),
    AuthorMistake(
        "tag in a custom property",
        (),
        ("tag-never-filled",),
        "properties",
        parts={
            "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property>{{ role.id }}</property></Properties>'
        },
    ),
]

AUTHOR_MISTAKES = [*NAMES, *SIGNS, *BLOCKS]
