"""The function executors run: one task to one document, templates prepared once a process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xl_addin.errors import RenderError
from xl_addin.model.document import RenderedDocument, RenderTask, TemplateFile
from xl_addin.renderers.base import Compiled, Renderer


class RenderWorker:
    """Picklable: a worker process gets the templates' bytes and prepares them itself.

    Args:
        files: Templates by name.
        make_renderer: Importable function that gives the renderer.
        prepared: Templates this process has prepared already.
    """

    def __init__(
        self,
        files: Mapping[str, TemplateFile],
        make_renderer: Callable[[], Renderer],
        prepared: Mapping[str, Compiled] | None = None,
    ) -> None:
        self._files = dict(files)
        self._make_renderer = make_renderer
        self._prepared: dict[str, Compiled] = dict(prepared or {})

    def __call__(self, task: RenderTask) -> RenderedDocument:
        """Make one document.

        Raises:
            RenderError: It cannot be made; `fields` name role and template.
        """
        compiled = self._prepared.get(task.template)
        if compiled is None:
            compiled = self._make_renderer().prepare(self._files[task.template])
            self._prepared[task.template] = compiled
        try:
            content = compiled.render(task.context)
        except RenderError as error:
            error.fields.update(role=task.role, template=task.template)
            raise
        return RenderedDocument(task.role, task.template, task.file_name, content)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_prepared": {}}
