"""The functions executors run: one task to one document, templates prepared once a process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xl_addin.errors import RenderError, TemplateError, XlAddinError
from xl_addin.model.context_parts import ContextParts
from xl_addin.model.document import RenderedDocument, RenderTask, TemplateFile
from xl_addin.outputs.base import Staged
from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Kind
from xl_addin.renderers.base import Compiled, Renderer

_TEMPLATES_KEPT = 32


class RenderWorker:
    """Picklable: a worker process gets the templates' bytes and prepares them itself.

    Args:
        files: Templates by name.
        make_renderer: Importable function that gives the renderer.
        limits: What a template may hold.
    """

    def __init__(
        self,
        files: Mapping[str, TemplateFile],
        make_renderer: Callable[[], Renderer],
        limits: Limits | None = None,
    ) -> None:
        self._files = dict(files)
        self._make_renderer = make_renderer
        self._limits = limits or Limits()

    def __call__(self, task: RenderTask) -> RenderedDocument:
        """Make one document.

        Raises:
            RenderError: It cannot be made; `fields` name role and template.
        """
        compiled = prepared(self._files[task.template], self._make_renderer, self._limits)
        parts = task.context
        context = parts.whole() if isinstance(parts, ContextParts) else parts
        try:
            content = rendered(compiled, context)
        except RenderError as error:
            error.fields.update(role=task.role, template=task.template)
            raise
        return RenderedDocument(task.role, task.template, task.file_name, content)


@dataclass(frozen=True, slots=True)
class StagingWorker:
    """Renders a document and writes it where it was rendered, so that no bytes travel.

    Attributes:
        render: Makes the document.
        stage: Writes it; see `StagingOutput.stager`.
    """

    render: RenderWorker
    stage: Callable[[RenderedDocument], Staged]

    def __call__(self, task: RenderTask) -> Staged:
        """Make and stage one document.

        Raises:
            RenderError: It cannot be made.
            EnvironmentFault: It cannot be written.
        """
        return self.stage(self.render(task))


@lru_cache(maxsize=1)
def let_pass(file: TemplateFile, limits: Limits) -> None:
    """Let a template pass the gate, once if it is looked through and then made ready.

    Raises:
        TemplateError: It is no template that may be parsed.
    """
    # Whoever only sends templates to a worker needs nothing that can read a zip.
    from xl_addin.package.gate import verify

    verify(file.content, Kind.TEMPLATE, file=file.name, limits=limits)


@lru_cache(maxsize=_TEMPLATES_KEPT)
def prepared(
    file: TemplateFile, make_renderer: Callable[[], Renderer], limits: Limits
) -> Compiled:
    """The template examined and made ready, once a process; its documents pass the gate.

    Raises:
        TemplateError: It is no usable template.
    """
    let_pass(file, limits)
    try:
        compiled = make_renderer().prepare(file)
    except (XlAddinError, MemoryError, TimeoutError):
        raise
    except Exception as fault:
        # What a library makes of a damaged package is anything; the file is the cause.
        cause = f"{type(fault).__name__}: {fault}"
        raise TemplateError("template-damaged", template=file.name, cause=cause) from fault
    # lxml and docxtpl are here by now, so the gate's import costs nothing more.
    from xl_addin.pipeline.release import GatedTemplate

    return GatedTemplate(compiled, file.content)


def rendered(compiled: Compiled, context: Mapping[str, Any]) -> bytes:
    """One document.

    Raises:
        RenderError: It cannot be made.
    """
    try:
        return compiled.render(context)
    except (XlAddinError, MemoryError, TimeoutError):
        raise
    except Exception as fault:
        cause = f"{type(fault).__name__}: {fault}"
        raise RenderError("template-damaged", template=compiled.name, cause=cause) from fault
