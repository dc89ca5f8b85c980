"""Documents past the gate before release: wraps a prepared template, keeps its contract.

The first document of a template is looked at whole, in every process, with the template's
relationships; of the others only what its renderer cannot vouch for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xl_addin.errors import RenderError
from xl_addin.quality.release import examine, unrelated_in_template
from xl_addin.renderers.base import Compiled, Made, TemplateVariable, Vouching


class GatedTemplate:
    """A template whose documents are whole, or none.

    Args:
        compiled: The prepared template.
        content: Its file.
    """

    def __init__(self, compiled: Compiled, content: bytes) -> None:
        self._compiled = compiled
        # Asking a protocol takes as long as a tenth of a document.
        self._vouching = compiled if isinstance(compiled, Vouching) else None
        self._content = content
        self._seen_whole = False

    @property
    def name(self) -> str:
        """See `Compiled.name`."""
        return self._compiled.name

    @property
    def variables(self) -> tuple[TemplateVariable, ...]:
        """See `Compiled.variables`."""
        return self._compiled.variables

    def render(self, context: Mapping[str, Any]) -> bytes:
        """See `Compiled.render`.

        Raises:
            RenderError: The document would be damaged; `fields` say where.
        """
        made = self._make(context)
        if made.doubtful is None or made.doubtful:
            damage = examine(
                made.content, parts=made.doubtful, printed=made.printed, harmless=made.harmless
            )
            if damage is None and not self._seen_whole:
                damage = unrelated_in_template(self._content)
            if damage is not None:
                raise RenderError(damage.code, entry=damage.entry, shown=damage.shown)
            self._seen_whole = True
        return made.content

    def _make(self, context: Mapping[str, Any]) -> Made:
        if self._vouching is not None:
            return self._vouching.make(context, whole=not self._seen_whole)
        return Made(self._compiled.render(context))
