"""Everything that can be found wrong with a template before it is filled.

Takes the package and a Jinja environment (for the filters, tests and functions there
are), gives problems and the syntax trees from which the pipeline reads variables. One
mistake gives one problem: a part with broken braces or blocks is not parsed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, nodes
from lxml import etree

from xl_addin.errors import TemplateError
from xl_addin.model.document import TemplateFile
from xl_addin.problems import Place, Problem, Severity
from xl_addin.quality.blocks import check_blocks
from xl_addin.quality.emptiness import check_emptiness
from xl_addin.quality.expressions import check_tree, check_words, parse
from xl_addin.quality.external import check_external
from xl_addin.quality.levels import check_levels
from xl_addin.quality.parts import TemplatePackage, TemplatePart, read_parts
from xl_addin.quality.tags import Finding, Tag, find_tags, in_reading_order, shortened

_WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WARNINGS = frozenset(["cell-may-be-empty", "table-may-be-empty", "template-without-tags"])


@dataclass(frozen=True, slots=True)
class PartTree:
    """The expressions of one part.

    Attributes:
        part: Its kind.
        tree: Jinja's syntax tree; line numbers count `tags` from 1.
        tags: Its tags in reading order.
        unknown: Names that are called as functions and are none.
    """

    part: str
    tree: nodes.Template
    tags: tuple[Tag, ...]
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class LintResult:
    """What was found, and what names can be read from."""

    problems: tuple[Problem, ...] = ()
    trees: tuple[PartTree, ...] = ()


def lint_template(
    template: TemplateFile, environment: Environment, *, allow_external: bool = False
) -> LintResult:
    """Look through a template.

    Args:
        template: The package.
        environment: What filters, tests and functions there are.
        allow_external: Whether external content is only mentioned.

    Raises:
        TemplateError: A part is not well-formed.
    """
    try:
        package = read_parts(template.content)
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as fault:
        cause = type(fault).__name__
        raise TemplateError("template-damaged", template=template.name, cause=cause) from fault
    linter = _Linter(template.name, environment)
    problems = list(check_external(package, template.name, allowed=allow_external))
    trees: list[PartTree] = []
    for part in package.filled:
        problems.extend(linter.part(part, trees))
    problems.extend(linter.unfilled(package))
    if not linter.has_tags and not problems:
        place = Place(template.name)
        problems.append(
            Problem(
                "template-without-tags", place, {}, Severity.WARNING, template=template.name
            )
        )
    return LintResult(tuple(problems), tuple(trees))


class _Linter:
    def __init__(self, template: str, environment: Environment) -> None:
        self.template = template
        self.environment = environment
        self.has_tags = False

    def part(self, part: TemplatePart, trees: list[PartTree]) -> Iterator[Problem]:
        found, findings = find_tags(part.paragraphs)
        tags = tuple(in_reading_order(found))
        self.has_tags = self.has_tags or bool(tags)
        findings += check_words(tags)
        if not findings:
            findings = [*check_levels(found, part.paragraphs), *check_blocks(tags)]
        if not findings and tags:
            findings = list(self._expressions(part, tags, trees))
        if not findings:
            findings = list(check_emptiness(tags, part.paragraphs))
        for finding in findings:
            yield self._problem(part, finding)

    def _expressions(
        self, part: TemplatePart, tags: Sequence[Tag], trees: list[PartTree]
    ) -> Iterator[Finding]:
        tree, fault = parse(tags, self.environment)
        if tree is None:
            if fault is not None:
                yield fault
            return
        findings = list(check_tree(tree, tags, self.environment))
        unknown = {f.params["name"] for f in findings if f.code == "function-unknown"}
        trees.append(PartTree(part.kind, tree, tuple(tags), frozenset(unknown)))
        yield from findings

    def unfilled(self, package: TemplatePackage) -> Iterator[Problem]:
        for part in package.unfilled:
            for paragraph in part.paragraphs:
                if tag := _WHOLE_TAG.search(paragraph.text):
                    finding = Finding("tag-never-filled", paragraph, shortened(tag.group()))
                    yield self._problem(part, finding)
                    self.has_tags = True

    def _problem(self, part: TemplatePart, finding: Finding) -> Problem:
        paragraph = finding.paragraph
        return Problem(
            finding.code,
            Place(
                self.template,
                part=part.kind,
                paragraph=paragraph.number or None,
                table_cell=paragraph.cell,
            ),
            {"tag": finding.tag, "text": finding.tag, **finding.params},
            Severity.WARNING if finding.code in _WARNINGS else Severity.ERROR,
            template=self.template,
        )
