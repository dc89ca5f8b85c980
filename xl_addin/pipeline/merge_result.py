"""What a merge gives: its decisions step by step, and where the result went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.merge.decisions import Action, Decision, Reason, conflicts
from xl_addin.merge.shown import Labels, along_text, brief_sides, side_text
from xl_addin.problems import Problem


@dataclass(frozen=True, slots=True)
class Step:
    """One copy merged into ours.

    Attributes:
        theirs: Name of its file.
        base: Name of what both come from; '' if nobody knows.
        decisions: Every difference and what became of it.
        labels: Names of tables and columns.
        refused: Decisions the workbook could not take.
        left: A warning for each sheet of which changes were not taken.
    """

    theirs: str
    base: str
    decisions: tuple[Decision, ...]
    labels: Labels
    refused: tuple[Decision, ...] = ()
    left: tuple[Problem, ...] = ()

    @property
    def conflicts(self) -> tuple[Decision, ...]:
        """What a person has to decide."""
        return conflicts(self.decisions)

    def counts(self) -> dict[str, int]:
        """How many decisions of each kind there are."""
        counts = dict.fromkeys((each.value for each in Action), 0)
        for each in self.decisions:
            counts[each.action.value] += 1
        return counts

    def shown(
        self, decisions: Sequence[Decision] | None = None, *, brief: bool = False
    ) -> list[dict[str, Any]]:
        """Decisions in the words of the sheet; all of them if none are given.

        That new rows stand between others is no decision anybody looks for.

        Args:
            decisions: Which.
            brief: Of whole rows only what differs.
        """
        every = [
            each for each in self.decisions if each.reason is not Reason.ORDER or each.shown
        ]
        chosen = every if decisions is None else decisions
        return [decision_dict(each, self.labels, brief=brief) for each in chosen]

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {
            "theirs": self.theirs,
            "base": self.base,
            "decisions": self.shown(),
            "not_written": self.shown(self.refused),
            "left": [
                {
                    "code": each.code,
                    "sheet": each.place.sheet,
                    "address": each.place.address,
                    "count": each.params["count"],
                }
                for each in self.left
            ],
        }


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
    def left(self) -> tuple[Problem, ...]:
        """A warning for each sheet of a copy whose changes were not taken."""
        return tuple(problem for step in self.steps for problem in step.left)

    @property
    def open(self) -> int:
        """How many questions are open in the merged workbook."""
        return sum(len(step.conflicts) + len(step.refused) for step in self.steps)

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        paths = {"path": self.path, "backup": self.backup, "record": self.record}
        return {
            "ours": self.ours,
            "open": self.open,
            **{name: str(path) if path else None for name, path in paths.items()},
            "merged": [step.as_dict() for step in self.steps],
        }


def decision_dict(decision: Decision, labels: Labels, *, brief: bool = False) -> dict[str, Any]:
    """JSON-able form of a decision."""
    sides = decision.base, decision.ours, decision.theirs
    full = (side_text(each, decision.table, labels) for each in sides)
    base, ours, theirs = brief_sides(decision, labels) if brief else full
    return {
        "table": labels.table(decision.table),
        "row": decision.shown,
        "column": labels.column(decision.table, decision.field),
        "key": list(decision.key),
        "action": decision.action.value,
        "reason": decision.reason.value,
        "base": base,
        "ours": ours,
        "theirs": theirs,
        "along": [
            {
                "table": labels.table(table),
                "row": row.shown,
                "key": list(row.key),
                "text": side_text(row, table, labels),
            }
            for table, row in decision.along
        ],
        "along_text": along_text(decision, labels),
    }
