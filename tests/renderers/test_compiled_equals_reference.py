"""The shipped templates: both renderers make the same documents, part by part."""

from __future__ import annotations

import pytest

import xl_addin
from tests import shipped
from tests.canonical import difference
from xl_addin.model.document import TemplateFile
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.docxtpl_reference import DocxtplRenderer


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", (*shipped.NAMES, shipped.NOTICE, shipped.ENGLISH))
def test_every_role(name: str, language: str) -> None:
    file = TemplateFile(name, (shipped.TEMPLATES / name).read_bytes())
    compiled, reference = CompiledRenderer().prepare(file), DocxtplRenderer().prepare(file)
    contexts = xl_addin.contexts(shipped.WORKBOOK, language=language)

    assert compiled.variables == reference.variables
    assert {route.way for route in compiled.routes} == {"compiled", "pass-through"}
    for role, context in contexts.items():
        assert difference(compiled.render(context), reference.render(context)) == "", role


@pytest.mark.parametrize("roles", [None, ["OPS-01"], ["OPS-01", "OPS-02", "OPS-07"]])
@pytest.mark.parametrize("name", shipped.BOOK)
def test_all_roles(name: str, roles: list[str] | None) -> None:
    file = TemplateFile(name, (shipped.TEMPLATES / name).read_bytes())
    compiled, reference = CompiledRenderer().prepare(file), DocxtplRenderer().prepare(file)
    context = xl_addin.book_context(shipped.WORKBOOK, roles=roles)

    assert compiled.variables == reference.variables
    assert {route.way for route in compiled.routes} <= {"compiled", "pass-through", "careful"}
    assert difference(compiled.render(context), reference.render(context)) == ""
