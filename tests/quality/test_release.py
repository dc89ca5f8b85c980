"""The gate refuses every seeded damage, where it stands, and nothing that is whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docxtpl import RichText

from tests.builders import book, docx, save_xlsx
from tests.differential.family import pair
from tests.quality.damages import BODY, DAMAGES, PRINTED, Damage, sound
from tests.reading import documents
from xl_addin.errors import RenderError, TemplateError
from xl_addin.executors.serial import SerialExecutor
from xl_addin.model.document import TemplateFile
from xl_addin.package.limits import Limits
from xl_addin.pipeline.generate import generate
from xl_addin.pipeline.render_worker import prepared
from xl_addin.quality.release import examine
from xl_addin.renderers.base import Made
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.compiled.renderer import CompiledTemplate
from xl_addin.renderers.docxtpl_reference import DocxtplRenderer


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_each_damage_is_refused(damage: Damage) -> None:
    found = examine(damage.document(), printed=PRINTED)

    assert found is not None
    assert (found.code, found.entry) == (damage.code, damage.part)


def test_the_sound_document_passes() -> None:
    assert examine(sound(), printed=PRINTED) is None


def test_only_the_parts_asked_for_are_read() -> None:
    damaged = next(each for each in DAMAGES if each.name == "unclosed element").document()

    assert examine(damaged, parts=["word/header1.xml"]) is None
    assert examine(damaged, parts=[BODY]) is not None


def test_what_only_looks_like_a_tag_may_stay() -> None:
    template = docx("{_{ name }_} {% raw %}{% if x %}{% endraw %}", "{{ a }}{{ b }}")
    context = {"a": "{{ x", "b": "y }}"}

    for renderer in (CompiledRenderer(), DocxtplRenderer()):
        made = renderer.prepare(TemplateFile("t.docx", template)).make(context, whole=True)
        assert (
            examine(
                made.content, parts=made.doubtful, printed=made.printed, harmless=made.harmless
            )
            is None
        )


@pytest.mark.parametrize("start", [1, 31, 61])
def test_what_renderers_make_is_whole(start: int) -> None:
    """Whole, and with no more looked at than the renderer asks for."""
    refused = []
    for seed in range(start, start + 30):
        given = pair(Random(seed))
        file = TemplateFile("t.docx", given.template)
        for renderer in (CompiledRenderer(), DocxtplRenderer()):
            for whole in (True, False):
                try:
                    made = renderer.prepare(file).make(given.context, whole=whole)
                except TemplateError:
                    continue
                found = examine(
                    made.content,
                    parts=made.doubtful,
                    printed=made.printed,
                    harmless=made.harmless,
                )
                if found is not None:
                    refused.append((seed, type(renderer).__name__, whole, found))
    assert refused == []


def test_what_is_printed_beside_a_paragraph_is_refused() -> None:
    template = prepared(
        TemplateFile("t.docx", docx("{{p a }}", "x")), CompiledRenderer, Limits()
    )

    with pytest.raises(RenderError) as caught:
        template.render({"a": "lost"})

    assert caught.value.code == "release-text-stray"


def test_parts_that_are_proven_are_not_looked_at() -> None:
    template = CompiledRenderer().prepare(
        TemplateFile("t.docx", docx("{{ a }}", header="{{ b }}"))
    )

    plain = template.make({"a": "x", "b": "y"})
    rich = template.make({"a": RichText("loud"), "b": "y"})

    assert plain.doubtful == frozenset()
    assert (rich.doubtful, rich.printed) == (frozenset([BODY]), ("loud",))


def test_a_damaged_document_gets_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: a renderer that damages one role's document."""
    make = CompiledTemplate.make

    def damaged(self: CompiledTemplate, context: Any, *, whole: bool = False) -> Made:
        made = make(self, context, whole=whole)
        if context["role"]["id"] != "R2":
            return made
        return replace(made, content=made.content[:-30], doubtful=frozenset([BODY]))

    monkeypatch.setattr(CompiledTemplate, "make", damaged)
    path = save_xlsx(
        book(roles=["R1 Clerk", "R2 Lead", "R3 Chief"], on=["R1 D1", "R2 D1", "R3 D1"]),
        tmp_path / "book.xlsx",
    )
    (tmp_path / "t.docx").write_bytes(docx("{{ role.name }}"))

    report = generate(path, templates=["t"], output=tmp_path / "out", executor=SerialExecutor())

    assert [each.status for each in report.documents] == ["written", "failed", "written"]
    assert [problem.code for problem in report.late] == ["release-package"]
    assert len(documents(tmp_path / "out")) == 2
