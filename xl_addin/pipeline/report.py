"""What a run did, as data; the doors word it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from xl_addin.problems import Problem

Status = Literal["written", "unchanged", "planned", "withheld", "failed"]


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document of a run.

    Attributes:
        role: Role id as typed.
        name: Role name.
        template: Template name.
        status: What became of it.
        file_name: Its name; '' for a withheld one that has none.
        path: The file, if it was written to a folder.
        sections: Number of duty sections.
    """

    role: str
    name: str
    template: str
    status: Status
    file_name: str = ""
    path: Path | None = None
    sections: int = 0

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
    """

    documents: tuple[DocumentResult, ...]
    problems: tuple[Problem, ...]
    late: tuple[Problem, ...] = ()
    folder: Path | None = None
    seconds: float = 0.0
    hidden_rows: dict[str, int] = field(default_factory=dict)

    def with_status(self, *statuses: Status) -> Sequence[DocumentResult]:
        """The documents of these statuses."""
        return [document for document in self.documents if document.status in statuses]

    @property
    def done(self) -> Sequence[DocumentResult]:
        """Documents that are in the output, or would be after a dry run."""
        return self.with_status("written", "unchanged", "planned")

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some withheld or failed, 2 none for bad input."""
        if len(self.done) == len(self.documents) and self.documents:
            return 0
        return 1 if self.done else 2
