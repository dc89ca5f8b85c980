"""Rows of 覆盖 that contradict each other or do nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.checks.base import CheckInput
from xl_addin.model.book import DutyBook, Override
from xl_addin.model.names import key
from xl_addin.model.schema import OverrideField
from xl_addin.problems import Problem, Severity

_GROUP_TITLES = (OverrideField.GROUP_TITLE, OverrideField.ENGLISH_GROUP_TITLE)
_GROUPING = (OverrideField.GROUP, *_GROUP_TITLES)


def check(given: CheckInput) -> Iterator[Problem]:
    """Doubled, blank, unreadable, idle and contradictory rows, role by role."""
    sheet = given.book.tables["overrides"].sheet
    own = (p for p in given.problems if p.code == "merged-cells" and p.place.sheet == sheet)
    merged = frozenset[str]().union(*(problem.roles or () for problem in own))
    for role, overrides in given.book.overrides.items():
        # One for all the problems of a role, of which there may be many.
        roles = frozenset([role])
        yield from _doubled(roles, overrides)
        yield from _unusable(roles, overrides, is_merged=role in merged)
        is_withheld = given.is_withheld(role)
        if any(override.field in _GROUPING for override in overrides):
            yield from _group_titles(roles, overrides, given.book)
            if not is_withheld:
                yield from _lonely(roles, overrides, given.book)
        if role in given.selections and not is_withheld:
            yield from _idle(roles, overrides, given.book)


def _doubled(roles: frozenset[str], overrides: Sequence[Override]) -> Iterator[Problem]:
    seen: dict[tuple[str, OverrideField], Override] = {}
    for override in overrides:
        first = seen.setdefault((override.duty, override.field), override)
        if first is not override:
            params = {"field": override.field.value, "other": str(first.place)}
            yield Problem("override-twice", override.place, params, roles=roles)


def _unusable(
    roles: frozenset[str], overrides: Sequence[Override], *, is_merged: bool
) -> Iterator[Problem]:
    for override in overrides:
        if not override.value.strip():
            if is_merged:
                # What merging blanked is not blank for its row's sake.
                continue
            params = {"field": override.field.value, "value": override.value}
            yield Problem("override-blank", override.place, params, Severity.WARNING, roles)
        elif override.field is OverrideField.ORDER and not _is_number(override.value):
            params = {"field": override.field.value, "value": override.value}
            yield Problem("order-not-a-number", override.place, params, roles=roles)


def _group_titles(
    roles: frozenset[str], overrides: Sequence[Override], book: DutyBook
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
            yield Problem(
                "group-title-without-group", override.place, params, Severity.WARNING, roles
            )
            continue
        first = titles.setdefault((group, override.field), override)
        if first.value != override.value:
            params = {"field": override.field.value, "other": str(first.place)}
            yield Problem("group-titles-differ", override.place, params, roles=roles)


def _lonely(
    roles: frozenset[str], overrides: Sequence[Override], book: DutyBook
) -> Iterator[Problem]:
    """A merged section that only one duty was ever put into."""
    members: dict[str, list[Override]] = {}
    for override in overrides:
        if override.field is OverrideField.GROUP and override.value.strip():
            members.setdefault(key(override.value), []).append(override)
    for rows in members.values():
        if len({row.duty for row in rows}) == 1:
            params = {"duty": book.duties[rows[0].duty].id, "group": rows[0].value.strip()}
            yield Problem("group-of-one", rows[0].place, params, Severity.WARNING, roles)


def _idle(
    roles: frozenset[str], overrides: Sequence[Override], book: DutyBook
) -> Iterator[Problem]:
    """Wording of a duty the role does not have; groups may wait for their toggles."""
    (role,) = roles
    for override in overrides:
        if override.field in _GROUPING or not override.value.strip():
            continue
        duty = book.duties[override.duty]
        if duty.active and not book.is_on(role, override.duty):
            params = {
                "role": book.roles[role].id,
                "duty": duty.id,
                "field": override.field.value,
            }
            yield Problem("override-unused", override.place, params, Severity.WARNING, roles)


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False
