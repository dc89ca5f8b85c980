"""Rows of 覆盖 that contradict each other or do nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.checks.base import CheckInput
from xl_addin.model.book import DutyBook, Override
from xl_addin.model.names import key
from xl_addin.model.schema import OverrideField
from xl_addin.problems import Problem, Severity

_GROUP_TITLES = (OverrideField.GROUP_TITLE, OverrideField.ENGLISH_GROUP_TITLE)


def check(given: CheckInput) -> Iterator[Problem]:
    """Doubled, blank, unreadable and contradictory rows, role by role."""
    for role, overrides in given.book.overrides.items():
        yield from _doubled(role, overrides)
        yield from _unusable(role, overrides)
        yield from _group_titles(role, overrides, given.book)


def _doubled(role: str, overrides: Sequence[Override]) -> Iterator[Problem]:
    seen: dict[tuple[str, OverrideField], Override] = {}
    for override in overrides:
        first = seen.setdefault((override.duty, override.field), override)
        if first is not override:
            params = {"field": override.field.value, "other": str(first.place)}
            yield Problem("override-twice", override.place, params, roles=frozenset([role]))


def _unusable(role: str, overrides: Sequence[Override]) -> Iterator[Problem]:
    for override in overrides:
        params = {"field": override.field.value, "value": override.value}
        if not override.value.strip():
            yield Problem("override-blank", override.place, params, Severity.WARNING)
        elif override.field is OverrideField.ORDER and not _is_number(override.value):
            yield Problem("order-not-a-number", override.place, params, roles=frozenset([role]))


def _group_titles(
    role: str, overrides: Sequence[Override], book: DutyBook
) -> Iterator[Problem]:
    groups = {
        override.duty: key(override.value)
        for override in overrides
        if override.field is OverrideField.GROUP and override.value.strip()
    }
    titles: dict[tuple[str, OverrideField], Override] = {}
    for override in overrides:
        if override.field not in _GROUP_TITLES or not override.value.strip():
            continue
        group = groups.get(override.duty)
        if group is None:
            params = {"duty": book.duties[override.duty].id, "field": override.field.value}
            yield Problem("group-title-without-group", override.place, params, Severity.WARNING)
            continue
        first = titles.setdefault((group, override.field), override)
        if first.value != override.value:
            params = {"field": override.field.value, "other": str(first.place)}
            yield Problem(
                "group-titles-differ", override.place, params, roles=frozenset([role])
            )


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False
