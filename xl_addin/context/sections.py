"""Duty sections as templates get them: worded by the role, merged, numbered.

A section that shows a duty as every role would is made once and shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_addin.context.values import Rows, digest, shown
from xl_addin.model.book import Duty, DutyBook, Value
from xl_addin.model.cells import Percent
from xl_addin.model.numerals import chinese_numeral
from xl_addin.model.schema import DUTIES, WORDED
from xl_addin.model.selected import Part, Section, Selection

_ITEM_ENDS = {"zh": re.compile(r"[、；;\n]+"), "en": re.compile(r", |[、；;\n]+")}


class Sections:
    """The duty sections of one workbook's documents.

    Args:
        book: The workbook.
        language: `zh` or `en`.
    """

    def __init__(self, book: DutyBook, language: str) -> None:
        self.book = book
        self.language = language
        self.names = _names(book)
        self._rows = Rows(book.tables["duties"], language)
        self._shared: dict[str, dict[str, Any]] = {}
        self._digests: dict[str, bytes] = {}
        self._numbered: dict[tuple[str, int], dict[str, Any]] = {}
        self._bases: dict[str, dict[str, Any]] = {}
        self._sharing = frozenset(
            role
            for role, row in book.toggles.items()
            if any(toggle.share is not None for toggle in row.values())
        )

    def values(self, number: int, section: Section, selection: Selection) -> dict[str, Any]:
        """A section's values under both names; `number` counts from 1."""
        shared = self._shared_key(section, selection)
        if shared is None:
            return _numbered(self._unnumbered(section, selection), number)
        if (shared, number) not in self._numbered:
            if shared not in self._shared:
                self._shared[shared] = self._unnumbered(section, selection)
            self._numbered[shared, number] = _numbered(self._shared[shared], number)
        return self._numbered[shared, number]

    def digest(self, section: Section, selection: Selection) -> bytes:
        """A hash of all that a section's values but its number follow from."""
        shared = self._shared_key(section, selection)
        if shared is not None:
            return self._duty_digest(section.parts[0].duty)
        own: list[Any] = [section.title, section.english_title]
        for part in section.parts:
            own.append(self._duty_digest(part.duty).hex())
            own.append([part.values.get(each) for pair in WORDED.values() for each in pair])
            own.append(self._share(part.duty, selection))
        return digest(own)

    def _duty_digest(self, duty: Duty) -> bytes:
        if duty.key not in self._digests:
            self._digests[duty.key] = digest(self._rows.values(duty.record))
        return self._digests[duty.key]

    def _share(self, duty: Duty, selection: Selection) -> float | None:
        role = selection.role.key
        toggle = self.book.toggles[role].get(duty.key) if role in self._sharing else None
        return toggle.share if toggle else None

    def _shared_key(self, section: Section, selection: Selection) -> str | None:
        """The duty a section shows as every role would, or None if it is the role's own."""
        first = section.parts[0]
        if len(section.parts) > 1 or section.title or first.values:
            return None
        own_share = self._share(first.duty, selection) is not None
        return None if own_share else first.duty.key

    def _unnumbered(self, section: Section, selection: Selection) -> dict[str, Any]:
        members = [self._part(part, selection) for part in section.parts]
        named_members = [self._both_names(member) for member in members]
        if len(members) == 1 and not section.title:
            named = dict(named_members[0])
        else:
            joined = dict(members[0]) if len(members) == 1 else self._joined(members)
            if section.title:
                joined["title"] = self._section_title(section)
                joined["english_title"] = section.english_title or ""
            named = self._both_names(joined)
        summaries = [member["summary"] for member in members if member["summary"]]
        named["summaries"] = named["各段概述"] = summaries
        named["members"] = named["成员"] = named_members
        return named

    def _section_title(self, section: Section) -> str:
        if self.language == "en" and section.english_title:
            return section.english_title
        return section.title or ""

    def _part(self, part: Part, selection: Selection) -> dict[str, Any]:
        """One duty with the role's own wording, under English names."""
        base = self._base(part.duty)
        share = self._share(part.duty, selection)
        if not part.values and share is None:
            return base
        worded = _worded(part)
        values = {**part.duty.record.values, **worded}
        own = {
            field.name: shown(field, values, self.language)
            for field in self.book.tables["duties"].fields
            if field.name in worded or field.english in worded
        }
        return {**base, **own, "share": "" if share is None else str(Percent(share))}

    def _base(self, duty: Duty) -> dict[str, Any]:
        """A duty as every role would word it."""
        if duty.key not in self._bases:
            values = duty.record.values
            fields = self.book.tables["duties"].fields
            base = {field.name: shown(field, values, self.language) for field in fields}
            self._bases[duty.key] = {**base, "share": ""}
        return self._bases[duty.key]

    def _joined(self, members: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Several duties as one section."""
        joined: dict[str, Any] = {}
        for name in members[0]:
            values = [member[name] for member in members if member[name] not in ("", [])]
            if not values:
                joined[name] = members[0][name]
            elif name in ("points", "english_points"):
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
        return joined

    def _both_names(self, values: Mapping[str, Any]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for name, value in values.items():
            named[name] = named[self.names[name]] = value
        return named


def _worded(part: Part) -> dict[str, Value]:
    """A duty's values that a role words its own way."""
    values: dict[str, Value] = {}
    for name, (field, english_field) in WORDED.items():
        english = f"english_{name}"
        lines = name == "points"
        if own := part.values.get(field):
            values[name] = _lines(own) if lines else own
            # The workbook's English is that of the wording just replaced.
            values[english] = () if lines else ""
        if own := part.values.get(english_field):
            values[english] = _lines(own) if lines else own
    return values


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _names(book: DutyBook) -> dict[str, str]:
    """English name → Chinese name of all that a section says."""
    chinese = {column.name: column.header for column in DUTIES.columns}
    for field in book.tables["duties"].fields:
        chinese.setdefault(field.name, field.chinese)
    return {**chinese, "share": "工作占比"}


def _numbered(section: Mapping[str, Any], number: int) -> dict[str, Any]:
    numeral = chinese_numeral(number)
    return {
        **section,
        "number": number,
        "序号": number,
        "numeral": numeral,
        "中文序号": numeral,
    }


def _union(values: Iterable[Any], language: str) -> str:
    """Items of several cells, each once, in order: `A、B` and `B、C` give `A、B、C`."""
    items: dict[str, None] = {}
    for value in values:
        for item in _ITEM_ENDS[language].split(str(value)):
            if item.strip():
                items.setdefault(item.strip())
    return (", " if language == "en" else "、").join(items)
