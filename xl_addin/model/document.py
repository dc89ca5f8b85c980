"""From a role to its document: selection, task, document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from xl_addin.model.book import Duty, Role, Toggle
from xl_addin.model.schema import OverrideField


class Reason(StrEnum):
    """Why a role has a duty or has not."""

    ON = "on"
    OFF = "off"
    BLANK = "blank"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Decision:
    """One duty for one role: whether it is in, and why.

    Attributes:
        duty: The duty.
        reason: What decided.
        toggle: The toggle cell, where one is filled.
        overridden: Fields the role words or places in its own way.
        group: Key of the merged section it belongs to, if any.
    """

    duty: Duty
    reason: Reason
    toggle: Toggle | None = None
    overridden: tuple[OverrideField, ...] = ()
    group: str | None = None

    @property
    def included(self) -> bool:
        """Whether the duty is printed."""
        return self.reason is Reason.ON


@dataclass(frozen=True, slots=True)
class Part:
    """One duty as a role words it: a whole section or part of a merged one."""

    duty: Duty
    values: Mapping[OverrideField, str]

    def title(self) -> str:
        """The role's own heading, or the duty's."""
        return self.values.get(OverrideField.TITLE) or self.duty.title


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the document.

    Attributes:
        parts: The duties under it, in order; never empty.
        title: Heading of a merged section that has its own; None otherwise.
        english_title: Its English.
    """

    parts: tuple[Part, ...]
    title: str | None = None
    english_title: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What a role's document holds, and the reason for every duty of the workbook.

    Attributes:
        role: The role.
        sections: Its duty sections.
        decide: Gives the reasons when somebody asks for them.
    """

    role: Role
    sections: tuple[Section, ...]
    decide: Callable[[Role], tuple[Decision, ...]] = field(repr=False, compare=False)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The reason for every duty of the workbook; worked out each time."""
        return self.decide(self.role)


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
        context: Plain JSON-able values.
        file_name: Name of the document inside the output.
    """

    role: str
    template: str
    context: Mapping[str, Any]
    file_name: str


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished document, not yet delivered."""

    role: str
    template: str
    file_name: str
    content: bytes
