"""What a document is made of and becomes: template, filters, task, document.

These travel to the processes that make documents; those know nothing of a workbook, so
this imports nothing of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.model.context_parts import ContextParts


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template's bytes and the name its documents carry.

    Attributes:
        name: File name without its folder.
        content: The .docx package.
        path: Where it was read, if it was a file.
    """

    name: str
    content: bytes
    path: Path | None = None

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def digest(self) -> str:
        """Hash of its bytes."""
        return hashlib.blake2b(self.content, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class FilterFile:
    """A Python file whose functions templates may use as filters.

    Attributes:
        name: Its path, for messages.
        source: Its text.
    """

    name: str
    source: str

    @property
    def digest(self) -> str:
        """Hash of its text."""
        return hashlib.blake2b(self.source.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class RenderTask:
    """One document to make; picklable, so any executor can run it.

    Attributes:
        role: Role key.
        template: Template name, resolved by the worker's own prepared set.
        context: Plain JSON-able values, or the parts of them.
        file_name: Name of the document inside the output.
    """

    role: str
    template: str
    context: Mapping[str, Any] | ContextParts
    file_name: str


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished document, not yet delivered."""

    role: str
    template: str
    file_name: str
    content: bytes
