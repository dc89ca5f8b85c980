"""Quick code gives the bytes and the errors of the full code, or gives up."""

from __future__ import annotations

import copy
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup

from tests.builders import docx, rows
from tests.reading import paragraphs
from xl_addin import RenderError
from xl_addin.errors import DeadlineError
from xl_addin.model.document import TemplateFile
from xl_addin.renderers.base import Made
from xl_addin.renderers.compiled import CompiledRenderer, CompiledTemplate

_BODY = (
    "{{ name }}{{ role.name }}{{ role.note or '—' }}",
    "{% if role.note %}{{ 编号(1) }}{{ role.note }}{% endif %}",
    "{%p for line in role.text|lines %}",
    "{{ number(3) }}{{ line }}",
    "{%p endfor %}",
    "{%p for duty in duties %}",
    "{{ 编号(2) }}{{ duty.title }}{% if duty.tools %}（{{ duty.tools|lines|join('、') }}）{% endif %}",
    "{{ loop.index }}/{{ loop.length }}{% if loop.first %}first{% elif loop.last %}last{% endif %}",
    "{%p for point in duty.points %}",
    "{% if loop.length > 1 %}{{ 编号(3) }}{% endif %}{{ point }}{{ loop.revindex0 }}",
    "{%p else %}",
    "{{ 'none' }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "{{ count + 1 }}{{ count ~ '%' }}{{ count is defined }}{{ share if count > 1 else 0 }}",
)


@pytest.fixture(scope="module")
def template() -> CompiledTemplate:
    content = docx(
        *_BODY,
        rows(["{%tr for duty in duties %}"], ["{{ duty.title|upper }}"], ["{%tr endfor %}"]),
        header="{{ 编号(1) }}{{ role.name }}",
        footer="{{ 编号(3) }}{{ missing|default('—') }}",
        title="{{ role.name }} <{{ count }}>",
    )
    return compiled(content)


def compiled(content: bytes) -> CompiledTemplate:
    return CompiledRenderer().prepare(TemplateFile("t.docx", content))


def context() -> dict[str, Any]:
    return {
        "name": "R&D <lead>",
        "role": {"name": "Clerk", "note": "two\nlines", "text": "one\n\ntwo"},
        "duties": [
            {"title": "Filing", "tools": "pen\npaper", "points": ["a", "b", "c"]},
            {"title": "Copying", "tools": "", "points": []},
        ],
        "count": 3,
        "share": 2.50,
        "doc": {"language": "zh"},
    }


def outcome(template: CompiledTemplate, values: dict[str, Any]) -> tuple[Made | str, bool]:
    """What comes of it, and whether quick code made it."""
    chances = template._chances = 10
    try:
        made: Made | str = template.make(values)
    except RenderError as error:
        made = f"{error}"
    return made, template._chances > chances


def same(made: Made | str, other: Made | str) -> bool:
    """Compared here: pytest would spell out how two packages differ."""
    return made == other


def fully(template: CompiledTemplate, values: dict[str, Any]) -> Made | str:
    template._chances = 0
    try:
        return template.make(values)
    except RenderError as error:
        return f"{error}"


def test_a_usual_document_is_made_quickly(template: CompiledTemplate) -> None:
    made, quickly = outcome(template, context())

    assert quickly
    assert same(made, fully(template, context()))
    assert isinstance(made, Made)
    assert paragraphs(made.content)[:4] == [
        "R&D <lead>Clerktwo\nlines",
        "一、two\nlines",
        "1.one",
        "2.two",
    ]


@pytest.mark.parametrize("note", ["two\nlines", "", "<&> \"'\u00a0&copy"])
def test_a_document_to_be_looked_at_whole_is_too_and_tells_the_same(
    template: CompiledTemplate, note: str
) -> None:
    values = context()
    values["role"]["note"] = note
    template._chances = 10
    made = template.make(values, whole=True)

    assert template._chances > 10
    template._chances = 0
    full = template.make(values, whole=True)
    assert made.printed == full.printed
    assert made == full
    assert {"Clerk", "one", "two", "pen、paper", "（一）", "—"} <= set(made.printed)


class Table(dict[str, Any]):
    """A dict of another kind: a missing key has a value."""

    def __missing__(self, key: str) -> str:
        return f"no {key}"


class Row:
    """No dict, but with keys and attributes."""

    name = "attribute"

    def __str__(self) -> str:
        return "row"

    def __getitem__(self, key: object) -> str:
        if not isinstance(key, str):
            raise IndexError(key)
        return "key"


ODD = [
    *(
        None,
        True,
        False,
        0,
        7,
        -1.50,
        10**30,
        "",
        " ",
        "\n",
        "a\tb",
        "a\r\nb",
        "\x01",
        "x" * 40_000,
    ),
    *("{{ name }}", "a < b & 'c'", Markup("<w:br/>"), Markup("a &amp; b"), [], [1], ["x"], {}),
    *(("a", "b"), {"name": "x"}, Table(), Table(name="x"), Row(), {1, 2}),
]
PLACES = [
    *(("name",), ("role",), ("role", "name"), ("role", "note"), ("role", "text"), ("duties",)),
    *(("duties", 0), ("duties", 1, "title"), ("duties", 0, "tools"), ("duties", 0, "points")),
    *(("duties", 0, "points", 1), ("count",), ("share",), ("missing",)),
]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_odd_values(template: CompiledTemplate, place: tuple[Any, ...]) -> None:
    for odd in ODD:
        values = context()
        put(values, place, odd)
        made, _ = outcome(template, copy.deepcopy(values))

        assert same(made, fully(template, values)), odd


@pytest.mark.parametrize("place", PLACES[:-1], ids=str)
def test_missing_names_and_keys(template: CompiledTemplate, place: tuple[Any, ...]) -> None:
    values = context()
    *above, last = place
    owner: Any = values
    for step in above:
        owner = owner[step]
    del owner[last]
    made, _ = outcome(template, copy.deepcopy(values))

    assert same(made, fully(template, values))


def put(values: Any, place: tuple[Any, ...], new: object) -> None:
    for step in place[:-1]:
        values = values[step]
    values[place[-1]] = new


def test_a_name_no_branch_asks_for_may_be_missing(template: CompiledTemplate) -> None:
    values = context() | {"count": 1}
    del values["share"]

    made, quickly = outcome(template, values)

    assert quickly
    assert same(made, fully(template, values))


@pytest.mark.parametrize("language", ["zh", "en", "fr"])
def test_many_points_in_several_parts(language: str) -> None:
    levels = "{{ number(0) }}{{ number(1) }}{{ number(2) }}{{ number(2) }}{{ number() }}"
    points = "{% for x in many %}{{ number(3) }} {% endfor %}"
    template = compiled(docx(levels, points, header=points + levels, title=levels + points))
    values = {"many": list(range(120)), "doc": {"language": language}}

    made, quickly = outcome(template, values)

    assert quickly
    assert same(made, fully(template, values))


def test_what_is_given_up_late_counts_anew() -> None:
    template = compiled(
        docx("{{ number(1) }}", "{{ number(1) }}", footer="{{ number(1) }}{{ odd }}")
    )

    made, quickly = outcome(template, {"odd": Markup("<w:br/>")})

    assert not quickly
    assert isinstance(made, Made)
    assert paragraphs(made.content)[:2] == ["一、", "二、"]


def test_parts_without_quick_code_count_on() -> None:
    plain, counted = "{{ number(1) }}", "{% set n = number(1) %}{{ n }}{{ number(3) }}"
    template = compiled(docx(plain, header=counted, footer=plain, title=counted))

    made, quickly = outcome(template, {})

    assert quickly
    assert same(made, fully(template, {}))


def test_what_is_used_up_by_asking_is_asked_once() -> None:
    template = compiled(docx("{% for x in many %}{{ x }}{% endfor %}", "{{ many|join }}"))

    def numbers() -> Iterator[int]:
        yield from (1, 2)

    made, quickly = outcome(template, {"many": numbers()})

    assert not quickly
    assert isinstance(made, Made)
    assert paragraphs(made.content) == ["12", ""]


def test_quick_code_is_left_where_it_never_serves() -> None:
    template = compiled(docx("{{ odd }}"))
    values = {"odd": "a\tb"}
    for _ in range(25):
        template.make(values)

    assert template._filled_quickly({"odd": "plain"}) is None
    made, _ = outcome(template, {"odd": "plain"})
    assert same(made, fully(template, {"odd": "plain"}))


def test_a_text_and_markup_that_equals_it(template: CompiledTemplate) -> None:
    values = context() | {"name": "a &amp; b"}
    first, _ = outcome(template, values)
    second, _ = outcome(template, values | {"name": Markup("a &amp; b")})

    assert isinstance(first, Made)
    assert isinstance(second, Made)
    assert paragraphs(first.content)[0].startswith("a &amp; bClerk")
    assert paragraphs(second.content)[0].startswith("a & bClerk")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer that interrupts")
def test_running_out_of_time_names_the_paragraph() -> None:
    template = compiled(
        docx("{{ a }}", "{% for x in many %}{% for y in many %}{{ y }}{% endfor %}{% endfor %}")
    )
    template.render({"a": "", "many": []})

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(DeadlineError) as raised:
            template.render({"a": "", "many": ["x"] * 9_000})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert raised.value.fields["paragraph"] == 2
