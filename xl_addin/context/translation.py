"""Texts an English document would have to print in Chinese.

Only what a template takes counts. Names of people stand as typed unless a column holds
their English; a text without Chinese characters needs none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from xl_addin.context.values import children
from xl_addin.model.book import DutyBook, Field, Table
from xl_addin.model.names import key
from xl_addin.model.records import Record
from xl_addin.model.schema import ENGLISH, SETTING_NAMES, WORDED, OverrideField
from xl_addin.model.selected import Part, Section, Selection
from xl_addin.model.template_paths import Path
from xl_addin.problems import Place, Problem

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PEOPLE = frozenset(["prepared_by", "reviewed_by", "approved_by", "editor", "head"])
_OPAQUE = frozenset(["id", "role", "duty"])
_SHOWN = 20


def untranslated(
    book: DutyBook, selection: Selection, template: str, used: Collection[Path]
) -> Iterator[Problem]:
    """An error for each text of a role that a template would print in Chinese.

    Args:
        book: The workbook.
        selection: The role's duty sections.
        template: Name of the template.
        used: Names it takes, as those of one role's context.
    """
    return _Finder(book, selection, template, used).find()


@dataclass(frozen=True, slots=True)
class _Finder:
    book: DutyBook
    selection: Selection
    template: str
    used: Collection[Path]

    def find(self) -> Iterator[Problem]:
        role = self.selection.role.record
        yield from self._records(self.book.tables["roles"], [role], ("role",), ("岗位",))
        department = self.book.departments.get(key(role.text("department")))
        if department is not None:
            table = self.book.tables["departments"]
            yield from self._records(table, [department], ("department",), ("部门",))
        for table in self.book.children.values():
            rows = children(self.book, table, self.selection)
            yield from self._records(table, rows, (table.name, "[]"), (table.chinese, "[]"))
        for section in self.selection.sections:
            yield from self._section(section)
        yield from self._settings()

    def _records(
        self, table: Table, records: Iterable[Record], english: Path, chinese: Path
    ) -> Iterator[Problem]:
        fields = [
            field
            for field in table.fields
            if (*english, field.name) in self.used or (*chinese, field.chinese) in self.used
        ]
        for record in records:
            for field in fields:
                yield from self._value(table, record, field)

    def _value(self, table: Table, record: Record, field: Field) -> Iterator[Problem]:
        text = record.text(field.name)
        partner = table.field(field.english) if field.english else None
        column = partner.column if partner else 0
        if field.name in _OPAQUE or not _CHINESE.search(text):
            return
        if column and partner and not record.text(partner.name):
            place = table.place(record, partner.name, self.book.file)
            yield self._problem("text-untranslated", place, header=partner.header, text=text)
        elif not column and field.name not in _PEOPLE and table.name != "people":
            place = Place(self.book.file, table.sheet, table.header_row, field.column or None)
            header = partner.chinese if partner else f"{ENGLISH}{field.chinese}"
            yield self._problem("column-untranslated", place, header=header, text=text)

    def _section(self, section: Section) -> Iterator[Problem]:
        own_title = section.title is not None and _CHINESE.search(section.title)
        if own_title and not section.english_title and self._uses("title"):
            duties = {part.duty.key for part in section.parts}
            yield from self._override(
                duties, OverrideField.GROUP_TITLE, OverrideField.ENGLISH_GROUP_TITLE
            )
        for part in section.parts:
            yield from self._part(part, titled=section.title is None)

    def _part(self, part: Part, *, titled: bool) -> Iterator[Problem]:
        table = self.book.tables["duties"]
        for field in table.fields:
            if not self._uses(field.name, field.chinese, titled=titled):
                continue
            worded, english = WORDED.get(field.name, (None, None))
            own = part.values.get(worded, "") if worded else ""
            if worded and english and own:
                if _CHINESE.search(own) and english not in part.values:
                    yield from self._override({part.duty.key}, worded, english)
            elif english is None or english not in part.values:
                yield from self._value(table, part.duty.record, field)

    def _uses(self, *names: str, titled: bool = True) -> bool:
        """Whether a value of duties is taken; of a merged one's title, by `members`."""
        wanted = {*names}
        if "summary" in wanted:
            wanted |= {"summaries", "各段概述"}
        if "title" in wanted:
            wanted.add("职责标题")
        return any(
            path[0] in ("duties", "职责清单")
            and not wanted.isdisjoint(path[2:])
            and (titled or "title" not in wanted or len(path) > 3)
            for path in self.used
        )

    def _override(
        self, duties: Collection[str], field: OverrideField, english: OverrideField
    ) -> Iterator[Problem]:
        for each in self.book.overrides.get(self.selection.role.key, ()):
            if each.duty in duties and each.field is field and each.value.strip():
                params = {"field": english.value, "text": each.value}
                yield self._problem("override-untranslated", each.place, **params)
                return

    def _settings(self) -> Iterator[Problem]:
        names = {path[1] for path in self.used if path[0] in ("settings", "设置") and path[1:]}
        for name, text in self.book.settings.items():
            chinese = SETTING_NAMES.get(name, name)
            english = f"{ENGLISH}{chinese}"
            if names.isdisjoint((name, chinese)) or not _CHINESE.search(text):
                continue
            if not self.book.settings.get(english):
                place = self.book.setting_place(name)
                yield self._problem("setting-untranslated", place, setting=english, text=text)

    def _problem(self, code: str, place: Place, **params: Any) -> Problem:
        params["text"] = params["text"].replace("\n", " ")[:_SHOWN]
        roles = frozenset([self.selection.role.key])
        return Problem(code, place, params, roles=roles, template=self.template)
