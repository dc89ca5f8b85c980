"""Shares that should total 100 %: weights in 考核, shares of working time in 开关."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from xl_addin.checks.base import CheckInput
from xl_addin.model.records import Record, Value
from xl_addin.problems import Problem, Severity

_TOLERANCE = 0.0005
# Above which bare numbers are hundredths: fractions are not, or all are.
_LIMITS = (1, 0)


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning per role whose weights or shares do not add up, or are no percentages."""
    yield from _weights(given)
    yield from _shares(given)


def _weights(given: CheckInput) -> Iterator[Problem]:
    for role, records in given.book.child_rows.get("kpis", {}).items():
        if role not in given.selections or given.is_withheld(role):
            continue
        found = [_weight(record.value("weight")) for record in records]
        if not any(found):
            continue
        if None in found:
            yield from _unreadable(given, records)
            continue
        yield from _total(given, role, records, [each for each in found if each])


def _total(
    given: CheckInput, role: str, records: Sequence[Record], weights: Sequence[_Weight]
) -> Iterator[Problem]:
    table, file = given.book.children["kpis"], given.book.file
    # Beside 99 a bare 1 is 1 %; beside 0.25 a bare 20 is 20 % all the same.
    totals = [sum(each.share(limit) for each in weights) for limit in _LIMITS]
    total, limit = min(zip(totals, _LIMITS, strict=True), key=lambda each: abs(each[0] - 1))
    for code, in_hundreds in ("weights-in-hundreds", True), ("weights-unformatted", False):
        own = [
            (each, weight)
            for each in records
            if (weight := _weight(each.value("weight")))
            and weight.is_plain
            and (weight.number > limit) is in_hundreds
        ]
        if own:
            record, weight = own[0]
            places = [table.place(each, "weight", file) for each, _ in own]
            params = {
                "value": record.text("weight").strip(),
                "meant": _percent(weight.share(limit)),
            }
            yield Problem(
                code,
                places[0],
                params,
                Severity.WARNING,
                frozenset([role]),
                others=tuple(places[1:]),
            )
    if abs(total - 1) > _TOLERANCE:
        yield Problem(
            "weights-total",
            table.place(records[0], "weight", file),
            {"role": given.book.roles[role].id, "total": _percent(total)},
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


class _Weight(NamedTuple):
    """A weight, and whether it is a bare number rather than a percentage."""

    number: float
    is_plain: bool

    def share(self, limit: float) -> float:
        """What it is of 1, bare numbers above a limit being hundredths."""
        return self.number / 100 if self.is_plain and self.number > limit else self.number


@lru_cache(maxsize=1000, typed=True)
def _weight(value: Value) -> _Weight | tuple[()] | None:
    """A cell as a weight; () if it is blank, None if it is no number."""
    text = str(value).strip()
    if not text:
        return ()
    is_plain = not text.endswith(("%", "％"))
    try:
        number = float(text) if is_plain else float(text[:-1]) / 100
    except ValueError:
        return None
    return _Weight(number, is_plain) if isfinite(number) else None


def _percent(share: float) -> str:
    """A share as people write it, to the hundredth of a percent."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


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
                {"role": given.book.roles[role].id, "total": _percent(total)},
                Severity.WARNING,
                frozenset([role]),
            )
