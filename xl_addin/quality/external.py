"""Content a template would fetch, run or import when somebody opens its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_addin.problems import Place, Problem, Severity
from xl_addin.quality.parts import TemplatePackage, TemplatePart

CODES = frozenset(["external-template", "external-relationship", "external-field"])

_FIELD = re.compile(
    r"\s*(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)
# Letters given by their numbers: how a DDE field is hidden from a search.
_SPELT = re.compile(r"\s*QUOTE(\s+\d{2,3}){2,}", re.IGNORECASE)
_HARMLESS = ("hyperlink",)
_RUNS_OR_IMPORTS = ("aFChunk", "oleObject", "control", "vbaProject")


def check_external(
    package: TemplatePackage, template: str, *, allowed: bool
) -> Iterator[Problem]:
    """One problem for each such thing: an error, or where it is allowed a warning."""
    severity = Severity.WARNING if allowed else Severity.ERROR

    def problem(code: str, place: Place, **params: str) -> Problem:
        return Problem(code, place, params, severity, template=template)

    for _, relation in package.relationships:
        kind = relation.get("Type", "").rpartition("/")[2]
        outside = relation.get("TargetMode") == "External"
        target = relation.get("Target", "")
        if outside and kind == "attachedTemplate":
            yield problem("external-template", Place(template), target=target)
        elif kind in _RUNS_OR_IMPORTS or (outside and kind not in _HARMLESS):
            yield problem("external-relationship", Place(template), kind=kind, target=target)
    for part in package.filled:
        for place, instruction in _fields(part, template):
            yield problem("external-field", place, field=instruction)


def _fields(part: TemplatePart, template: str) -> Iterator[tuple[Place, str]]:
    cells = {paragraph.number: paragraph.cell for paragraph in part.paragraphs}
    for number, instruction in part.fields:
        if _FIELD.match(instruction) or _SPELT.match(instruction):
            shown = " ".join(instruction.split())[:60]
            place = Place(
                template, part=part.kind, paragraph=number, table_cell=cells.get(number)
            )
            yield place, shown
