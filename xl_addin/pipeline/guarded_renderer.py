"""A renderer whose work is done where it can be killed.

Wraps any renderer; keeps the same contract. A template that never ends, or needs more
memory than it may, becomes a typed error that names it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xl_addin.errors import DeadlineError, TemplateError, WorkerDied
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import further, run_guarded
from xl_addin.model.document import TemplateFile
from xl_addin.package.limits import Limits
from xl_addin.pipeline.render_worker import prepared, rendered
from xl_addin.renderers.base import Renderer, TemplateVariable


class GuardedRenderer:
    """Prepares templates in the guarded child.

    Args:
        make_renderer: Importable function that gives the renderer proper.
        limits: What a template may hold, and what working on it may take.
    """

    def __init__(
        self, make_renderer: Callable[[], Renderer], limits: Limits | None = None
    ) -> None:
        self._make_renderer = make_renderer
        self._limits = limits or Limits()

    def prepare(self, template: TemplateFile) -> GuardedTemplate:
        """See `Renderer.prepare`."""
        limits = self._limits
        bounds = prepare_bounds(limits)
        try:
            variables = run_guarded(_variables, bounds, template, self._make_renderer, limits)
        except WorkerDied as fault:
            raise out_of_bounds(fault, TemplateError, template.name) from fault
        return GuardedTemplate(template.name, variables, template, self._make_renderer, limits)


@dataclass(frozen=True, slots=True)
class GuardedTemplate:
    """A template prepared in the guarded child; see `Compiled`."""

    name: str
    variables: tuple[TemplateVariable, ...]
    file: TemplateFile
    make_renderer: Callable[[], Renderer]
    limits: Limits

    def render(self, context: Mapping[str, Any]) -> bytes:
        """See `Compiled.render`."""
        try:
            return run_guarded(
                _render,
                render_bounds(self.limits),
                self.file,
                self.make_renderer,
                self.limits,
                context,
            )
        except WorkerDied as fault:
            raise out_of_bounds(fault, DeadlineError, self.name) from fault


def ready_further(
    jobs: int,
    files: Iterable[TemplateFile],
    make_renderer: Callable[[], Renderer],
    limits: Limits,
) -> None:
    """Have templates that are ready in the shared child made ready in the others of a batch.

    Args:
        jobs: Processes of the batch, the shared one included.
        files: The templates.
        make_renderer: Gives what prepares them.
        limits: What a template may hold, and what working on it may take.
    """
    files = tuple(files)
    for number in range(1, jobs):
        further(number).begin(_prepared, prepare_bounds(limits), files, make_renderer, limits)


def prepare_bounds(limits: Limits) -> Bounds:
    """What making a template ready may take."""
    return Bounds(limits.prepare_seconds, limits.memory_mb)


def render_bounds(limits: Limits) -> Bounds:
    """What making one document may take."""
    return Bounds(limits.render_seconds, limits.memory_mb)


def out_of_bounds(fault: WorkerDied, kind: type[TemplateError], template: str) -> TemplateError:
    """A template's error for a call that ended without result.

    The codes are `template-deadline`, `template-memory` and `template-died`.
    """
    reason = fault.code.removeprefix("worker-")
    return kind(f"template-{reason}", template=template, **fault.fields)


def _variables(
    file: TemplateFile, make_renderer: Callable[[], Renderer], limits: Limits
) -> tuple[TemplateVariable, ...]:
    return prepared(file, make_renderer, limits).variables


def _prepared(
    files: Iterable[TemplateFile], make_renderer: Callable[[], Renderer], limits: Limits
) -> None:
    for file in files:
        prepared(file, make_renderer, limits)
    # What was imported for it stays, and is not to be looked through after each chunk.
    gc.freeze()


def _render(
    file: TemplateFile,
    make_renderer: Callable[[], Renderer],
    limits: Limits,
    context: Mapping[str, Any],
) -> bytes:
    return rendered(prepared(file, make_renderer, limits), context)
