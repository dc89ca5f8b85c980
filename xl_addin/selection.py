"""Which duty sections a role's document holds, in which order, and why.

Takes a `DutyBook` and one of its roles, gives a `Selection`. A merged section stands
where the first of all its members would, switched on or not, so that a toggle never
moves any other section.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from xl_addin.model.book import Duty, DutyBook, Override, Role, Toggle
from xl_addin.model.names import key
from xl_addin.model.schema import OverrideField
from xl_addin.model.selected import Decision, Part, Reason, Section, Selection

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
        self._active = {name for name, duty in book.duties.items() if duty.active}
        self._plain = {name: Section((Part(duty, {}),)) for name, duty in book.duties.items()}
        # One bound method for the selections of all roles.
        self._decide = self.decisions

    def select(self, role: Role) -> Selection:
        """The sections of one role and the reason for every duty of the workbook."""
        words = _words(self._book.overrides.get(role.key, ()))
        toggles = self._book.toggles.get(role.key, {})
        on = {name for name, toggle in toggles.items() if toggle.on} & self._active
        return Selection(role, tuple(self._sections(words, on)), self._decide)

    def decisions(self, role: Role) -> tuple[Decision, ...]:
        """The reason for every duty of the workbook."""
        words = _words(self._book.overrides.get(role.key, ()))
        groups = _groups(words)
        toggles = self._book.toggles.get(role.key, {})
        return tuple(
            Decision(
                duty,
                _reason(duty, toggles.get(name)),
                toggles.get(name),
                tuple(words.get(name, ())),
                groups.get(name),
            )
            for name, duty in self._book.duties.items()
        )

    def _sections(self, words: Mapping[str, _Words], on: Collection[str]) -> list[Section]:
        groups = _groups(words)
        ordered = self._ordered(words)
        if not groups:
            return [self._own(duty, words) for duty in ordered if duty.key in on]
        together: dict[str, list[Duty]] = defaultdict(list)
        for duty in ordered:
            # A duty that is not merged is a group of its own; '' cannot be a group's key.
            together[groups.get(duty.key) or f"\0{duty.key}"].append(duty)
        found = []
        for members in together.values():
            included = [duty for duty in members if duty.key in on]
            if included and groups.get(members[0].key) is None:
                found.append(self._own(members[0], words))
            elif included:
                found.append(_merged(members, included, words))
        return found

    def _own(self, duty: Duty, words: Mapping[str, _Words]) -> Section:
        """The section of a duty that is not merged."""
        own = words.get(duty.key)
        return self._plain[duty.key] if own is None else Section((Part(duty, own),))

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


def _groups(words: Mapping[str, _Words]) -> dict[str, str]:
    """Duties a role merges: duty key → key of the merged section."""
    group = OverrideField.GROUP
    return {name: key(own[group]) for name, own in words.items() if group in own}


def _merged(
    members: Sequence[Duty], included: Sequence[Duty], words: Mapping[str, _Words]
) -> Section:
    return Section(
        tuple(Part(duty, words.get(duty.key, {})) for duty in included),
        _group_word(members, words, OverrideField.GROUP_TITLE),
        _group_word(members, words, OverrideField.ENGLISH_GROUP_TITLE),
    )


def _reason(duty: Duty, toggle: Toggle | None) -> Reason:
    if not duty.active:
        return Reason.DISABLED
    if toggle is None:
        return Reason.BLANK
    return Reason.ON if toggle.on else Reason.OFF


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
    members: Sequence[Duty], words: Mapping[str, _Words], field: OverrideField
) -> str | None:
    return next((own[field] for m in members if field in (own := words.get(m.key, {}))), None)
