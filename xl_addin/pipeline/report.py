"""What a run did, as data; the doors word it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from xl_addin.problems import Problem

Status = Literal["written", "unchanged", "edited", "planned", "withheld", "failed"]


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document of a run.

    Attributes:
        role: Role id as typed; '' for a document of all roles at once.
        name: Role name; '' where its cells were not read again, or there is no one role.
        template: Template name.
        status: What became of it.
        file_name: Its name; '' for a withheld one that has none.
        path: The file, if it was written to a folder.
        sections: Number of duty sections.
        why: Why it was made: `new`, `missing`, `content`, `template`, `engine`,
            `interrupted`, `edited`, `other-workbook`, `other-file` or `forced`; '' if it
            was not.
        left_out: Ids of the roles that errors keep out of a document of all roles.
    """

    role: str
    name: str
    template: str
    status: Status
    file_name: str = ""
    path: Path | None = None
    sections: int = 0
    why: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a summary calls it: its role, or its template where it is of all roles."""
        return f"{self.role} {self.name}".strip() or self.template

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {
            "role": self.role,
            "name": self.name,
            "template": self.template,
            "status": self.status,
            "file_name": self.file_name,
            "path": str(self.path) if self.path else None,
            "sections": self.sections,
            "why": self.why,
            "left_out": list(self.left_out),
        }


class StaleReason(StrEnum):
    """Why a document is no longer one of this workbook's."""

    ROLE_GONE = "role-gone"
    ROLE_DISABLED = "role-disabled"
    ROLE_OFF = "role-off"
    SUPERSEDED = "superseded"
    NOT_ASKED = "not-asked"
    BOOK_NOT_ASKED = "book-not-asked"


class Action(StrEnum):
    """What was done with it; by a dry run, what would be."""

    LISTED = "listed"
    TO_DELETE = "to-delete"
    TO_ARCHIVE = "to-archive"
    DELETED = "deleted"
    ARCHIVED = "archived"
    EDITED = "edited"
    IN_USE = "in-use"


@dataclass(frozen=True, slots=True)
class StaleDocument:
    """A document of an earlier run.

    Attributes:
        file_name: Its name inside the folder.
        role: Role id as typed.
        template: Template name.
        reason: Why it is stale.
        action: What was done with it; `edited` and `in-use`: kept, because a
            person changed it or has it open.
        edited: Whether a person changed it; what takes its place lacks that.
    """

    file_name: str
    role: str
    template: str
    reason: StaleReason
    action: Action = Action.LISTED
    edited: bool = False

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {
            "file_name": self.file_name,
            "role": self.role,
            "template": self.template,
            "reason": self.reason.value,
            "action": self.action.value,
            "edited": self.edited,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run.

    Attributes:
        documents: Every document that was asked for, whatever became of it.
        problems: Everything found wrong, errors first.
        late: Those of them that came up only while documents were being made.
        folder: The output folder, if there is one.
        seconds: How long it took.
        hidden_rows: Filled rows that are hidden in Excel but count, by sheet.
        stale: Documents of earlier runs that nobody asks for any more.
        repeated: Whether nothing at all has changed since the last run, so that the
            workbook was not read again.
        earlier_warnings: Number of warnings an earlier run showed of what has not changed
            since; they hold as before.
        blocked: Whether documents were withheld for what lies in the folder in their place.
    """

    documents: tuple[DocumentResult, ...]
    problems: tuple[Problem, ...]
    late: tuple[Problem, ...] = ()
    folder: Path | None = None
    seconds: float = 0.0
    hidden_rows: dict[str, int] = field(default_factory=dict)
    stale: tuple[StaleDocument, ...] = ()
    repeated: bool = False
    earlier_warnings: int = 0
    blocked: bool = False

    def with_status(self, *statuses: Status) -> Sequence[DocumentResult]:
        """The documents of these statuses."""
        return [document for document in self.documents if document.status in statuses]

    @property
    def done(self) -> Sequence[DocumentResult]:
        """Documents that are in the output, or would be after a dry run."""
        return self.with_status("written", "unchanged", "edited", "planned")

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some withheld, failed or not whole, 2 none for bad input."""
        if len(self.done) == len(self.documents) and self.documents:
            return int(any(document.left_out for document in self.documents))
        return 1 if self.done or self.blocked else 2
