"""Shares that should total 100 %: weights in 考核, shares of working time in 开关."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.checks.base import CheckInput
from xl_addin.model.book import Record
from xl_addin.problems import Problem, Severity

_TOLERANCE = 0.0005


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning per role whose weights or shares do not add up."""
    yield from _weights(given)
    yield from _shares(given)


def _weights(given: CheckInput) -> Iterator[Problem]:
    table = given.book.children["kpis"]
    for role, records in given.book.child_rows.get("kpis", {}).items():
        weights = [
            _number(record.text("weight")) for record in records if record.text("weight")
        ]
        known = [weight for weight in weights if weight is not None]
        if role not in given.selections or not known:
            continue
        if len(known) < len(weights):
            yield from _unreadable(given, records)
            continue
        if abs(sum(known) - 1) > _TOLERANCE:
            yield Problem(
                "weights-total",
                table.place(records[0], "weight", given.book.file),
                {"role": given.book.roles[role].id, "total": f"{sum(known) * 100:.4g}%"},
                Severity.WARNING,
                frozenset([role]),
            )


def _unreadable(given: CheckInput, records: Sequence[Record]) -> Iterator[Problem]:
    table = given.book.children["kpis"]
    for record in records:
        shown = record.text("weight")
        if shown and _number(shown) is None:
            place = table.place(record, "weight", given.book.file)
            yield Problem("weight-not-a-number", place, {"value": shown}, Severity.WARNING)


def _number(text: str) -> float | None:
    try:
        return float(text[:-1]) / 100 if text.endswith(("%", "％")) else float(text)
    except ValueError:
        return None


def _shares(given: CheckInput) -> Iterator[Problem]:
    for role, selection in given.selections.items():
        shared = [
            decision.toggle
            for decision in selection.decisions
            if decision.included and decision.toggle and decision.toggle.share is not None
        ]
        total = sum(toggle.share or 0 for toggle in shared)
        if shared and abs(total - 1) > _TOLERANCE and not given.is_withheld(role):
            yield Problem(
                "shares-total",
                shared[0].place,
                {"role": given.book.roles[role].id, "total": f"{total * 100:.4g}%"},
                Severity.WARNING,
                frozenset([role]),
            )
