"""Shares that should total 100 %: weights in 考核, shares of working time in 开关."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from xl_addin.checks.base import CheckInput
from xl_addin.model.book import Record, Value
from xl_addin.problems import Problem, Severity

_TOLERANCE = 0.0005


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning per role whose weights or shares do not add up."""
    yield from _weights(given)
    yield from _shares(given)


def _weights(given: CheckInput) -> Iterator[Problem]:
    table = given.book.children["kpis"]
    for role, records in given.book.child_rows.get("kpis", {}).items():
        if role not in given.selections or given.is_withheld(role):
            continue
        weights = [_weight(record.value("weight")) for record in records]
        known = [weight for weight in weights if type(weight) is float]
        if not known:
            continue
        if None in weights:
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
        if _weight(record.value("weight")) is None:
            shown = record.text("weight")
            place = table.place(record, "weight", given.book.file)
            yield Problem("weight-not-a-number", place, {"value": shown}, Severity.WARNING)


@lru_cache(maxsize=1000, typed=True)
def _weight(value: Value) -> float | str | None:
    """A cell as a share; '' if it is blank, None if it is no number."""
    text = str(value)
    if not text:
        return ""
    try:
        return float(text[:-1]) / 100 if text.endswith(("%", "％")) else float(text)
    except ValueError:
        return None


def _shares(given: CheckInput) -> Iterator[Problem]:
    for role, selection in given.selections.items():
        toggles = given.book.toggles.get(role, {})
        if all(toggle.share is None for toggle in toggles.values()):
            continue
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
