"""Which duty sections a role's document holds, in which order, and why.

Takes a `DutyBook` and one of its roles, gives a `Selection`. A merged section stands
where the first of all its members would, switched on or not, so that a toggle never
moves any other section.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from xl_addin.model.book import Duty, DutyBook, Override, Role, Toggle
from xl_addin.model.document import Decision, Part, Reason, Section, Selection
from xl_addin.model.names import key
from xl_addin.model.schema import OverrideField

_Words = Mapping[OverrideField, str]


def select(book: DutyBook, role: Role) -> Selection:
    """The sections of one role and the reason for every duty of the workbook."""
    return Selector(book).select(role)


class Selector:
    """Selects for the roles of one workbook; what they have in common is worked out once.

    Args:
        book: The workbook.
    """

    def __init__(self, book: DutyBook) -> None:
        self._book = book
        self._positions = _positions(book.duties.values())
        self._in_order = sorted(
            book.duties.values(), key=lambda each: self._positions[each.key]
        )
        self._untouched = {
            name: Decision(duty, _reason(duty, None)) for name, duty in book.duties.items()
        }
        self._plain = {name: Section((Part(duty, {}),)) for name, duty in book.duties.items()}

    def select(self, role: Role) -> Selection:
        """The sections of one role and the reason for every duty of the workbook."""
        words = _words(self._book.overrides.get(role.key, ()))
        toggles = self._book.toggles.get(role.key, {})
        decisions = {
            name: self._decide(duty, toggles.get(name), words.get(name))
            for name, duty in self._book.duties.items()
        }
        sections = tuple(self._sections(decisions, words))
        return Selection(role, sections, tuple(decisions.values()))

    def _decide(self, duty: Duty, toggle: Toggle | None, own: _Words | None) -> Decision:
        if own is None:
            if toggle is None:
                return self._untouched[duty.key]
            return Decision(duty, _reason(duty, toggle.on), toggle)
        group = own.get(OverrideField.GROUP)
        return Decision(
            duty,
            _reason(duty, None if toggle is None else toggle.on),
            toggle,
            tuple(own),
            None if group is None else key(group),
        )

    def _sections(
        self, decisions: Mapping[str, Decision], words: Mapping[str, _Words]
    ) -> list[Section]:
        groups: dict[str, list[Decision]] = defaultdict(list)
        for duty in self._ordered(words):
            decision = decisions[duty.key]
            # A duty that is not merged is a group of its own; '' cannot be a group's key.
            groups[decision.group or f"\0{duty.key}"].append(decision)
        return [
            self._section(members, words)
            for members in groups.values()
            if any(member.included for member in members)
        ]

    def _section(self, members: Sequence[Decision], words: Mapping[str, _Words]) -> Section:
        first = members[0]
        if first.group is None:
            own = words.get(first.duty.key)
            return (
                self._plain[first.duty.key]
                if own is None
                else Section((Part(first.duty, own),))
            )
        return Section(
            tuple(
                Part(member.duty, words.get(member.duty.key, {}))
                for member in members
                if member.included
            ),
            _group_word(members, words, OverrideField.GROUP_TITLE),
            _group_word(members, words, OverrideField.ENGLISH_GROUP_TITLE),
        )

    def _ordered(self, words: Mapping[str, _Words]) -> Sequence[Duty]:
        """The duties in their order for a role that words some of them its own way."""
        own = {
            name: (order, self._positions[name][1])
            for name, fields in words.items()
            if name in self._positions
            and (order := order_of(fields.get(OverrideField.ORDER, ""))) is not None
        }
        if not own:
            return self._in_order
        positions = {**self._positions, **own}
        return sorted(self._book.duties.values(), key=lambda each: positions[each.key])


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


def _positions(duties: Iterable[Duty]) -> dict[str, tuple[float, int]]:
    """Sort key of each duty: its 排序, then its row."""
    positions: dict[str, tuple[float, int]] = {}
    last = 0.0
    for row, duty in enumerate(duties):
        # A duty without 排序 stays behind the row above it.
        last = last if duty.order is None else duty.order
        positions[duty.key] = (last, row)
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
    return next(
        (own[field] for m in members if field in (own := words.get(m.duty.key, {}))), None
    )
