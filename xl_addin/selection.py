"""Which duty sections a role's document holds, in which order, and why.

Takes a `DutyBook` and one of its roles, gives a `Selection`. A merged section stands
where the first of all its members would, switched on or not, so that a toggle never
moves any other section.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from xl_addin.model.book import Duty, DutyBook, Override, Role
from xl_addin.model.document import Decision, Part, Reason, Section, Selection
from xl_addin.model.names import key
from xl_addin.model.schema import OverrideField

_Words = Mapping[OverrideField, str]


def select(book: DutyBook, role: Role) -> Selection:
    """The sections of one role and the reason for every duty of the workbook."""
    words = _words(book.overrides.get(role.key, ()))
    toggles = book.toggles.get(role.key, {})
    decisions = []
    for duty in book.duties.values():
        toggle = toggles.get(duty.key)
        own = words.get(duty.key, {})
        decisions.append(
            Decision(
                duty=duty,
                reason=_reason(duty, None if toggle is None else toggle.on),
                toggle=toggle,
                overridden=tuple(own),
                group=key(own[OverrideField.GROUP]) if OverrideField.GROUP in own else None,
            )
        )
    return Selection(role, tuple(_sections(decisions, words)), tuple(decisions))


def _words(overrides: Sequence[Override]) -> dict[str, dict[OverrideField, str]]:
    """Filled overrides of one role: duty key → field → value."""
    words: dict[str, dict[OverrideField, str]] = defaultdict(dict)
    for override in overrides:
        if override.value.strip():
            words[override.duty].setdefault(override.field, override.value)
    return dict(words)


def _reason(duty: Duty, on: bool | None) -> Reason:  # noqa: FBT001
    if not duty.active:
        return Reason.DISABLED
    if on is None:
        return Reason.BLANK
    return Reason.ON if on else Reason.OFF


def _sections(decisions: Sequence[Decision], words: Mapping[str, _Words]) -> list[Section]:
    positions = _positions(decisions, words)
    groups: dict[str, list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda each: positions[each.duty.key]):
        # A duty that is not merged is a group of its own; '' cannot be a group's key.
        groups[decision.group or f"\0{decision.duty.key}"].append(decision)
    sections = []
    for members in groups.values():
        parts = tuple(
            Part(member.duty, words.get(member.duty.key, {}))
            for member in members
            if member.included
        )
        if parts:
            sections.append(
                Section(
                    parts,
                    _group_word(members, words, OverrideField.GROUP_TITLE),
                    _group_word(members, words, OverrideField.ENGLISH_GROUP_TITLE),
                )
            )
    return sections


def _positions(
    decisions: Sequence[Decision], words: Mapping[str, _Words]
) -> dict[str, tuple[float, int]]:
    """Sort key of each duty: its 排序 (the role's own if given), then its row."""
    positions: dict[str, tuple[float, int]] = {}
    last = 0.0
    for row, decision in enumerate(decisions):
        duty = decision.duty
        # A duty without 排序 stays behind the row above it.
        last = last if duty.order is None else duty.order
        own = order_of(words.get(duty.key, {}).get(OverrideField.ORDER, ""))
        positions[duty.key] = (last if own is None else own, row)
    return positions


def order_of(text: str) -> float | None:
    """The number an override of 排序 gives, or None if it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _group_word(
    members: Sequence[Decision], words: Mapping[str, _Words], field: OverrideField
) -> str | None:
    if members[0].group is None:
        return None
    return next(
        (own[field] for m in members if field in (own := words.get(m.duty.key, {}))), None
    )
