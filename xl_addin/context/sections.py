"""Duty sections as templates get them: worded by the role, merged, numbered.

A section that shows a duty as every role would is made once and shared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_addin.context.values import Rows, digest, shown
from xl_addin.model.book import Duty, DutyBook, Field
from xl_addin.model.cells import Percent
from xl_addin.model.records import Value
from xl_addin.model.schema import DUTIES, WORDED
from xl_addin.model.selected import Part, Section, Selection

_WORDS = {
    field: name
    for own, pair in WORDED.items()
    for field, name in zip(pair, (own, f"english_{own}"), strict=True)
}
"""What a role may word its own way, in order → the column of 职责 it stands for."""
_OF_LINES = ("points", "english_points")
_ITEM_ENDS = {"zh": re.compile(r"[、；;\n]+"), "en": re.compile(r", |[、；;\n]+")}

_Shares = Mapping[str, float]
"""Of one role: key of a duty → the share of its working time, where it has one."""


class Sections:
    """The duty sections of one workbook's documents.

    Args:
        book: The workbook.
        language: `zh` or `en`.
    """

    def __init__(self, book: DutyBook, language: str) -> None:
        self.language = language
        self.names = _names(book)
        self._rows = Rows(book.tables["duties"], language)
        self._fields = book.tables["duties"].fields
        self._showing: dict[str, list[Field]] = defaultdict(list)
        for field in self._fields:
            for name in filter(None, (field.name, field.english)):
                self._showing[name].append(field)
        self._shared: dict[str, dict[str, Any]] = {}
        self._digests: dict[str, bytes] = {}
        self._bases: dict[str, dict[str, Any]] = {}
        self._shares = {
            role: {duty: each.share for duty, each in row.items() if each.share is not None}
            for role, row in book.toggles.items()
        }

    def values(self, selection: Selection) -> list[dict[str, Any]]:
        """The values of a role's sections under both names, without their numbers."""
        shares = self._shares.get(selection.role.key, {})
        return [
            self._as_everywhere(section.parts[0])
            if _is_everywhere(section, shares)
            else self._own(section, shares)
            for section in selection.sections
        ]

    def digest(self, selection: Selection) -> bytes:
        """A hash of all that they follow from."""
        shares = self._shares.get(selection.role.key, {})
        return b"".join(
            [
                self._duty_digest(section.parts[0].duty)
                if _is_everywhere(section, shares)
                else self._own_digest(section, shares)
                for section in selection.sections
            ]
        )

    def _own_digest(self, section: Section, shares: _Shares) -> bytes:
        own: list[Any] = [section.title, section.english_title]
        for part in section.parts:
            own.append(self._duty_digest(part.duty).hex())
            own.append([part.values.get(field) for field in _WORDS])
            own.append(shares.get(part.duty.key))
        return digest(own)

    def _duty_digest(self, duty: Duty) -> bytes:
        if duty.key not in self._digests:
            self._digests[duty.key] = digest(self._rows.values(duty.record))
        return self._digests[duty.key]

    def _as_everywhere(self, part: Part) -> dict[str, Any]:
        name = part.duty.key
        if name not in self._shared:
            self._shared[name] = self._own(Section((part,)), {})
        return self._shared[name]

    def _own(self, section: Section, shares: _Shares) -> dict[str, Any]:
        members = [self._part(part, shares) for part in section.parts]
        named = dict(members[0]) if len(members) == 1 else self._joined(members)
        if section.title:
            named |= self._both_names(
                {
                    "title": self._section_title(section),
                    "english_title": section.english_title or "",
                }
            )
        summaries = [member["summary"] for member in members if member["summary"]]
        named["summaries"] = named["各段概述"] = summaries
        named["members"] = named["成员"] = members
        return named

    def _section_title(self, section: Section) -> str:
        if self.language == "en" and section.english_title:
            return section.english_title
        return section.title or ""

    def _part(self, part: Part, shares: _Shares) -> dict[str, Any]:
        """One duty with the role's own wording, under both names."""
        base = self._base(part.duty)
        share = shares.get(part.duty.key)
        if not part.values and share is None:
            return base
        own = self._wording_shown(part)
        if share is not None:
            own["share"] = str(Percent(share))
        return base | self._both_names(own)

    def _wording_shown(self, part: Part) -> dict[str, Any]:
        """What the role words its own way, under English names."""
        worded, record = _worded(part), part.duty.record
        own: dict[str, Any] = {}
        for name in worded:
            for field in self._showing.get(name, ()):
                values = {
                    each: worded[each] if each in worded else record.value(each)
                    for each in (field.name, field.english)
                    if each
                }
                own[field.name] = shown(field, values, self.language)
        return own

    def _base(self, duty: Duty) -> dict[str, Any]:
        """A duty as every role would word it, under both names."""
        if duty.key not in self._bases:
            values = duty.record.values
            base = {field.name: shown(field, values, self.language) for field in self._fields}
            self._bases[duty.key] = self._both_names({**base, "share": ""})
        return self._bases[duty.key]

    def _joined(self, members: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Several duties as one section."""
        joined: dict[str, Any] = {}
        for name in (*(field.name for field in self._fields), "share"):
            values = [member[name] for member in members if member[name] not in ("", [])]
            if not values:
                joined[name] = members[0][name]
            elif name in _OF_LINES:
                joined[name] = [line for lines in values for line in lines]
            elif name == "id":
                joined[name] = "+".join(values)
            elif name in ("summary", "english_summary"):
                joined[name] = "\n".join(values)
            elif name in ("title", "english_title"):
                english = name == "english_title" or self.language == "en"
                joined[name] = (", " if english else "、").join(values)
            elif name == "share":
                total = sum(float(value.rstrip("%")) for value in values) / 100
                joined[name] = str(Percent(round(total, 12)))
            else:
                english = name.startswith("english_")
                joined[name] = _union(values, "en" if english else self.language)
        return self._both_names(joined)

    def _both_names(self, values: Mapping[str, Any]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for name, value in values.items():
            named[name] = named[self.names[name]] = value
        return named


def _is_everywhere(section: Section, shares: _Shares) -> bool:
    """Whether a section shows a duty as every role would."""
    first = section.parts[0]
    own = first.values or section.title or len(section.parts) > 1
    return not own and first.duty.key not in shares


def _worded(part: Part) -> dict[str, Value]:
    """A duty's values that a role words its own way."""
    values: dict[str, Value] = {}
    for field, own in part.values.items():
        if own and (name := _WORDS.get(field)):
            values[name] = _lines(own) if name in _OF_LINES else own
    for name in WORDED:
        if name in values:
            # The workbook's English is that of the wording just replaced.
            values.setdefault(f"english_{name}", () if name in _OF_LINES else "")
    return values


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _names(book: DutyBook) -> dict[str, str]:
    """English name → Chinese name of all that a section says."""
    chinese = {column.name: column.header for column in DUTIES.columns}
    for field in book.tables["duties"].fields:
        chinese.setdefault(field.name, field.chinese)
    return {**chinese, "share": "工作占比"}


def _union(values: Iterable[Any], language: str) -> str:
    """Items of several cells, each once, in order: `A、B` and `B、C` give `A、B、C`."""
    items: dict[str, None] = {}
    for value in values:
        for item in _ITEM_ENDS[language].split(str(value)):
            if item.strip():
                items.setdefault(item.strip())
    return (", " if language == "en" else "、").join(items)
