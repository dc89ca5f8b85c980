"""What a merge gives: its decisions step by step, and where the result went."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.merge.decisions import Decision, conflicts
from xl_addin.merge.shown import Labels, side_text


@dataclass(frozen=True, slots=True)
class Step:
    """One copy merged into ours.

    Attributes:
        theirs: Name of its file.
        base: Name of what both come from; '' if nobody knows.
        decisions: Every difference and what became of it.
        labels: Names of tables and columns.
        refused: Decisions the workbook could not take.
    """

    theirs: str
    base: str
    decisions: tuple[Decision, ...]
    labels: Labels
    refused: tuple[Decision, ...] = ()

    @property
    def conflicts(self) -> tuple[Decision, ...]:
        """What a person has to decide."""
        return conflicts(self.decisions)


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge.

    Attributes:
        ours: Name of our file.
        steps: One for each other copy.
        content: The merged workbook.
        path: Where it was written; None if it was only planned.
        backup: What stood there before.
        record: The file that holds every decision.
    """

    ours: str
    steps: tuple[Step, ...]
    content: bytes = b""
    path: Path | None = None
    backup: Path | None = None
    record: Path | None = None

    @property
    def open(self) -> int:
        """How many questions are open in the merged workbook."""
        return sum(len(step.conflicts) + len(step.refused) for step in self.steps)


def decision_dict(decision: Decision, labels: Labels) -> dict[str, Any]:
    """JSON-able form of a decision."""
    sides = {"base": decision.base, "ours": decision.ours, "theirs": decision.theirs}
    return {
        "table": labels.table(decision.table),
        "row": decision.shown,
        "column": labels.column(decision.table, decision.field),
        "key": list(decision.key),
        "action": decision.action.value,
        "reason": decision.reason.value,
        **{name: side_text(side, decision.table, labels) for name, side in sides.items()},
    }


def step_dict(step: Step) -> dict[str, Any]:
    """JSON-able form of a step."""
    return {
        "theirs": step.theirs,
        "base": step.base,
        "decisions": [decision_dict(each, step.labels) for each in step.decisions],
        "not_written": [decision_dict(each, step.labels) for each in step.refused],
    }
