"""What a role's document holds, and why: duties chosen, worded and put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
