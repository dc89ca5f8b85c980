"""Which renderer documents are made with; every process that renders unpickles this.

It stands by itself, so that such a process imports nothing of what plans and checks.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from xl_addin.model.document import FilterFile
from xl_addin.renderers.base import Renderer
from xl_addin.renderers.compression import DEFAULT_SETTING, compressor


@dataclass(frozen=True, slots=True)
class RendererChoice:
    """Makes the renderer documents are made with; equal choices are one, in every process.

    `XL_ADDIN_RENDERER=reference` in the environment chooses docxtpl itself.

    Attributes:
        compression: A setting of `renderers.compression`.
        filters: A company's own filters.
    """

    compression: str = DEFAULT_SETTING
    filters: FilterFile | None = None

    def __call__(self) -> Renderer:
        """The renderer."""
        # docxtpl takes 170 ms to import: only what renders may cost that.
        deflate = compressor(self.compression)
        if os.environ.get("XL_ADDIN_RENDERER") == "reference":
            from xl_addin.renderers.docxtpl_reference import DocxtplRenderer

            return DocxtplRenderer(deflate, self.filters)
        from xl_addin.renderers.compiled import CompiledRenderer

        return CompiledRenderer(deflate, self.filters)


default_renderer = RendererChoice()
