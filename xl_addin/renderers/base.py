"""The contract every renderer keeps; neighbours: one module a kind of renderer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from xl_addin.model.document import TemplateFile

RENDER_FORMAT = "2"
"""Changes whenever an equal template and context would give other bytes than before."""


@dataclass(frozen=True, slots=True)
class TemplateVariable:
    """A name a template uses and nothing in it defines.

    Attributes:
        path: Steps from the context, `[]` for an item of a list: `("duties", "[]", "title")`.
        part: Part of the document (body, header …).
        paragraph: Paragraph of that part counted from 1; 0 where the part has none.
        guarded: Whether the template itself allows for its absence (`is defined`, `default`).
        printed: Whether a tag prints it as it is, or as a filter makes text of it.
        joined: Whether a filter makes text of its items, each as it is.
        table_cell: Table, row and cell its paragraph stands in, if it is in a table.
        tag: The tag as typed, where it is known.
    """

    path: tuple[str, ...]
    part: str
    paragraph: int
    guarded: bool = False
    printed: bool = False
    table_cell: tuple[int, int, int] | None = None
    tag: str = ""
    joined: bool = False

    def __str__(self) -> str:
        return ".".join(self.path).replace(".[]", "[]")


class Compiled(Protocol):
    """A template made ready to be filled many times."""

    @property
    def name(self) -> str:
        """The template's file name."""
        ...

    @property
    def variables(self) -> tuple[TemplateVariable, ...]:
        """Every name the template takes from its context, in document order."""
        ...

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished .docx; equal bytes for an equal context.

        Raises:
            RenderError: The context lacks a name, or a value cannot stand in a document.
        """
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document, and what is not proven about it.

    Attributes:
        content: The .docx.
        doubtful: Names of the parts that must be looked at before it is released; None
            for the whole package.
        printed: What the template printed into those parts, a line each.
        harmless: What may stand there although it looks like a tag.
    """

    content: bytes
    doubtful: frozenset[str] | None = None
    printed: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


@runtime_checkable
class Vouching(Compiled, Protocol):
    """A template that says what is proven about its documents."""

    def make(self, context: Mapping[str, Any], *, whole: bool = False) -> Made:
        """`Compiled.render`, with what is left to be looked at.

        Args:
            context: Values by template name.
            whole: Vouch for nothing, and tell all that was printed.
        """
        ...


class Renderer(Protocol):
    """Makes templates ready."""

    def prepare(self, template: TemplateFile) -> Compiled:
        """Read, check and compile a template.

        Raises:
            TemplateError: It is no usable template; `fields` name part and paragraph.
        """
        ...
