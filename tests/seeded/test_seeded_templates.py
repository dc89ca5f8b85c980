"""Each seeded mistake of a template gives its one problem, by paragraph or cell and tag."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import docx, paragraph, rows
from tests.seeded.base import BODY, save
from tests.seeded.commands import run, run_process
from tests.seeded.template_mistakes import (
    OUTSIDE,
    TEMPLATE_MISTAKES,
    TemplateMistake,
    relationship,
    runs,
    with_parts,
    word_field,
)

_IN_A_PROCESS = TEMPLATE_MISTAKES[::20]

_HYPERLINK = {"word/_rels/document.xml.rels": relationship("hyperlink", "http://x.example/")}
SOUND = {
    "split tag": docx(runs("{", "{ role.", "name }", "}"), *BODY),
    "smart quotes, which are mended": docx("{{ role.name or “-” }}", *BODY),
    "braces of text": docx("{ and } and 100 %", *BODY),
    "comment": docx("{# note #}", "{#p note #}", *BODY),
    "literal braces": docx("{_{ name }_}", *BODY),
    "block over paragraphs": docx(
        "{%p if role.name %}", "x", "{%p else %}", "y", "{%p endif %}", *BODY
    ),
    "if in a line": docx("a{% if role.name %}b{% else %}c{% endif %}", *BODY),
    "if over two paragraphs": docx("a {% if role.name %}", "b {% endif %}", *BODY),
    "cell loop": docx(
        rows(["{%tc for x in kpis %}", "{{ x.period }}", "{%tc endfor %}"]), *BODY
    ),
    "columns of rows": docx(
        "{{ kpis|map(attribute='period')|join('、') }}",
        "{{ kpis|join('、', attribute='period') }}",
        "{{ kpis|map(attribute='period')|顿号 }}",
        *BODY,
    ),
    "texts of an item": docx(
        "{%p for x in duties %}", "{{ x.points|join('、') }}", "{%p endfor %}", *BODY
    ),
    "coloured cell": docx(rows(["{% cellbg role.grade %}x"]), *BODY),
    "trimmed tag": docx("{{- role.name -}}", *BODY),
    "own macro": docx("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(role.name) }}", *BODY),
    "text box": docx(
        "<w:p><w:r><w:pict><w:txbxContent>"
        + paragraph("{{ role.name }}")
        + "</w:txbxContent></w:pict></w:r></w:p>",
        *BODY,
    ),
    "link to a page": with_parts(docx(*BODY), _HYPERLINK),
    "page number field": docx(word_field(" PAGE "), *BODY),
}


def _place(problem: dict[str, Any]) -> str:
    cell = ".".join(map(str, problem["table_cell"] or ()))
    number = str(problem["paragraph"] or "")
    return " ".join(part for part in (problem["part"], number, cell) if part)


def _expect(problems: list[dict[str, Any]], mistake: TemplateMistake) -> None:
    assert [(each["code"], _place(each)) for each in problems] == [
        (mistake.code, mistake.where)
    ]
    (problem,) = problems
    assert problem["severity"] == ("warning" if mistake.warning else "error")
    assert problem["file"] == problem["template"] == "t.docx"
    assert mistake.tag in problem["message"]
    assert problem["cure"]


@pytest.mark.parametrize("mistake", TEMPLATE_MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_gives_its_one_problem(mistake: TemplateMistake, tmp_path: Path) -> None:
    code, result = run("check", save(tmp_path, template=mistake.template()))

    _expect(result["problems"], mistake)
    assert code == (0 if mistake.warning else 1)


@pytest.mark.parametrize("mistake", _IN_A_PROCESS, ids=lambda mistake: mistake.name)
def test_a_process_of_its_own_says_the_same(mistake: TemplateMistake, tmp_path: Path) -> None:
    code, result, errors = run_process("generate", save(tmp_path, template=mistake.template()))

    _expect(result["problems"], mistake)
    assert errors == ""
    assert code == (0 if mistake.warning else 2)


@pytest.mark.parametrize("template", SOUND.values(), ids=SOUND)
def test_what_is_allowed_gives_no_problem(template: bytes, tmp_path: Path) -> None:
    code, result = run("generate", save(tmp_path, template=template))

    assert result["problems"] == []
    assert code == 0


def test_a_template_without_any_tag_is_mentioned(tmp_path: Path) -> None:
    path = save(tmp_path, template=docx("Dear all"))

    code, result = run("check", path)

    assert [each["code"] for each in result["problems"]] == ["template-without-tags"]
    assert code == 0


@pytest.mark.parametrize("mistake", OUTSIDE, ids=lambda mistake: mistake.name)
def test_external_content_passes_where_it_is_allowed(
    mistake: TemplateMistake, tmp_path: Path
) -> None:
    path = save(tmp_path, template=mistake.template())

    code, result = run("generate", path, "--allow-external")

    assert [(each["code"], each["severity"]) for each in result["problems"]] == [
        (mistake.code, "warning")
    ]
    assert code == 0
