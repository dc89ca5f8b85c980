"""Looks through a template where it can be killed: problems, and the names it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xl_addin.errors import TemplateError, WorkerDied
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import run_guarded
from xl_addin.model.document import FilterFile, TemplateFile
from xl_addin.model.languages import DOCUMENT_LANGUAGES
from xl_addin.package.limits import Limits
from xl_addin.pipeline.guarded_renderer import out_of_bounds
from xl_addin.pipeline.render_worker import let_pass
from xl_addin.problems import Problem
from xl_addin.renderers.base import TemplateVariable

if TYPE_CHECKING:
    from xl_addin.quality import PartTree


_CORE = "docProps/core.xml"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


@dataclass(frozen=True, slots=True)
class Linted:
    """What is known of a template without filling it.

    Attributes:
        problems: What is wrong with it.
        variables: Names it takes, with the place and text of their tags.
        language: What its own wording is in, as its properties say: `zh`, `en` or ''.
    """

    problems: tuple[Problem, ...] = ()
    variables: tuple[TemplateVariable, ...] = ()
    language: str = ""


def lint(
    template: TemplateFile,
    limits: Limits,
    filters: FilterFile | None = None,
    *,
    allow_external: bool = False,
) -> Linted:
    """Look through a template in the guarded child, once the gate has let it pass.

    Args:
        template: The template.
        limits: What it may hold, and what looking through it may take.
        filters: A company's own filters.
        allow_external: Only mention what it would fetch from outside.

    Raises:
        TemplateError: It is no usable package, or took more than it may.
    """
    bounds = Bounds(limits.prepare_seconds, limits.memory_mb)
    try:
        return run_guarded(
            _lint, bounds, template, limits, filters, allow_external=allow_external
        )
    except WorkerDied as fault:
        raise out_of_bounds(fault, TemplateError, template.name) from fault


def _lint(
    template: TemplateFile,
    limits: Limits,
    filters: FilterFile | None,
    *,
    allow_external: bool,
) -> Linted:
    from xl_addin.quality import lint_template
    from xl_addin.renderers.jinja_env import make_environment

    let_pass(template, limits)
    environment = make_environment(filters=filters)
    result = lint_template(template, environment, allow_external=allow_external)
    known = frozenset(str(name) for name in environment.globals)
    variables = tuple(_variables(result.trees, known))
    return Linted(result.problems, variables, _language(template.content))


def _language(content: bytes) -> str:
    import io
    import zipfile

    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if _CORE not in package.namelist():
            return ""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(package.read(_CORE), parser)
    stated = (root.findtext(_LANGUAGE) or "").strip().lower().partition("-")[0]
    return stated if stated in DOCUMENT_LANGUAGES.values() else ""


def _variables(
    trees: tuple[PartTree, ...], known: frozenset[str]
) -> Iterator[TemplateVariable]:
    from xl_addin.renderers.variables import find_variables

    for part in trees:
        for variable in find_variables(part.tree, part.part, known | part.unknown):
            if any(step.startswith("__") for step in variable.path):
                continue
            # Line 1 of a source stands before its first paragraph; here it holds a tag.
            tag = part.tags[variable.paragraph]
            yield replace(
                variable,
                paragraph=tag.paragraph.number,
                table_cell=tag.paragraph.cell,
                tag=tag.text,
            )
