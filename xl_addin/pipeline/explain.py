"""How the documents of a template are made, part by part, and why."""

from __future__ import annotations

from pathlib import Path

from xl_addin.errors import TemplateError, WorkerDied
from xl_addin.executors.guarded import run_guarded
from xl_addin.model.document import TemplateFile
from xl_addin.package.gate import verify
from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Kind
from xl_addin.pipeline.guarded_renderer import out_of_bounds, prepare_bounds
from xl_addin.pipeline.template_folders import template_at
from xl_addin.renderers.routes import Route


def explain(template: Path | str) -> tuple[Route, ...]:
    """The way of each part of a template.

    Raises:
        UsageError: There is no such file.
        TemplateError: It cannot be used.
    """
    path = template_at(template)
    limits = Limits()
    file = TemplateFile(path.name, path.read_bytes(), path)
    try:
        return run_guarded(_routes, prepare_bounds(limits), file, limits)
    except WorkerDied as fault:
        raise out_of_bounds(fault, TemplateError, path.name) from fault


def _routes(file: TemplateFile, limits: Limits) -> tuple[Route, ...]:
    from xl_addin.renderers.compiled import CompiledRenderer

    verify(file.content, Kind.TEMPLATE, file=file.name, limits=limits)
    return CompiledRenderer().prepare(file).routes
