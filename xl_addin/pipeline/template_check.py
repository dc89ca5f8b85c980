"""One template looked through: by itself, and against a workbook down to a trial filling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from xl_addin.errors import TemplateError
from xl_addin.model.document import TemplateFile
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import inspect, read_filters
from xl_addin.pipeline.generate import generate
from xl_addin.pipeline.guarded_renderer import GuardedRenderer
from xl_addin.pipeline.renderer_choice import RendererChoice
from xl_addin.pipeline.template_folders import template_at
from xl_addin.pipeline.template_lint import lint
from xl_addin.pipeline.templates import problem_of
from xl_addin.problems import Problem, in_reading_order


def check_template(
    template: Path | str,
    *,
    workbook: Path | str | None = None,
    filters: Path | str | None = None,
    allow_external: bool = False,
    limits: Limits | None = None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with a template.

    Args:
        template: A .docx file.
        workbook: Whose names its tags must have; with it every role is filled in on trial.
        filters: A Python file of the company's own filters.
        allow_external: Only mention what it would fetch from outside.
        limits: What files may hold, and what working on them may take.

    Raises:
        UsageError: There is no such file.
        WorkbookError: The workbook cannot be read at all.
    """
    path = template_at(template)
    if workbook is None:
        found = _alone(path, filters, limits or Limits(), allow_external=allow_external)
        return in_reading_order(found)
    inspection = inspect(
        workbook,
        templates=[path],
        allow_external=allow_external,
        limits=limits,
        filters=filters,
    )
    found = [each for each in inspection.problems if each.template == path.name]
    if not any(problem.is_error for problem in found):
        found += _on_trial(path, workbook, filters, limits, allow_external=allow_external)
    return in_reading_order(found)


def _alone(
    path: Path, filters: Path | str | None, limits: Limits, *, allow_external: bool
) -> list[Problem]:
    file = TemplateFile(path.name, path.read_bytes(), path)
    own = read_filters(filters)
    try:
        found = list(lint(file, limits, own, allow_external=allow_external).problems)
        if not any(problem.is_error for problem in found):
            GuardedRenderer(RendererChoice(filters=own), limits).prepare(file)
    except TemplateError as error:
        return [problem_of(error, file.name)]
    return found


def _on_trial(
    path: Path,
    workbook: Path | str,
    filters: Path | str | None,
    limits: Limits | None,
    *,
    allow_external: bool,
) -> Iterable[Problem]:
    """What only filling shows, said once however many roles it concerns."""
    report = generate(
        workbook,
        templates=[path],
        output=MemoryOutput(),
        filters=filters,
        limits=limits,
        allow_external=allow_external,
    )
    said: dict[object, Problem] = {}
    for problem in report.late:
        first = said.setdefault((problem.code, problem.place), problem)
        roles = (first.roles or frozenset()) | (problem.roles or frozenset())
        said[problem.code, problem.place] = replace(first, roles=roles)
    return said.values()
