"""From a selection to the plain context a template is filled with.

Takes a `DutyBook` and a `Selection`, gives a JSON-able dict under the names of
`docs/reference/template-names.md`: each value under its English and its Chinese name.
Equal input gives an equal context: no clock, no cell address, no order but the sheet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xl_addin.model.book import DutyBook, Field, Record, Table, Value
from xl_addin.model.cells import Percent
from xl_addin.model.dates import CalendarDate
from xl_addin.model.document import Part, Section, Selection
from xl_addin.model.names import key, template_name
from xl_addin.model.numerals import chinese_numeral
from xl_addin.model.schema import (
    DEPARTMENTS,
    DUTIES,
    SETTING_NAMES,
    OverrideField,
)
from xl_addin.problems import Problem, Severity

_WORDED: dict[str, OverrideField] = {
    "title": OverrideField.TITLE,
    "english_title": OverrideField.ENGLISH_TITLE,
    "summary": OverrideField.SUMMARY,
    "english_summary": OverrideField.ENGLISH_SUMMARY,
    "points": OverrideField.POINTS,
    "english_points": OverrideField.ENGLISH_POINTS,
    "kpis": OverrideField.KPIS,
    "deliverables": OverrideField.DELIVERABLES,
    "partners": OverrideField.PARTNERS,
    "tools": OverrideField.TOOLS,
}
_ITEM_ENDS = {"zh": re.compile(r"[、；;\n]+"), "en": re.compile(r", |[、；;\n]+")}
LANGUAGES = ("zh", "en")


def build_context(
    book: DutyBook, selection: Selection, *, template: str = "", language: str = "zh"
) -> dict[str, Any]:
    """The context of one role's document.

    Args:
        book: The workbook.
        selection: The role's duty sections.
        template: The template's name without its ending.
        language: `zh` or `en`: which of two texts is printed where both exist.
    """
    return _Builder(book, selection, language).build(template)


def untranslated(book: DutyBook, selection: Selection) -> Iterator[Problem]:
    """A warning for each text of a role that has an English column left blank."""
    yield from _Builder(book, selection, "en").untranslated()


class _Builder:
    def __init__(self, book: DutyBook, selection: Selection, language: str) -> None:
        self.book = book
        self.selection = selection
        self.language = language

    def build(self, template: str) -> dict[str, Any]:
        roles = self.book.tables["roles"]
        role = self._row(roles, self.selection.role.record)
        duties = [
            self._section(number, section)
            for number, section in enumerate(self.selection.sections, start=1)
        ]
        settings = self._settings()
        department = self._department()
        document = {"language": self.language, "template": template}
        context: dict[str, Any] = {
            "role": role,
            "岗位": role,
            "duties": duties,
            "职责清单": duties,
            "settings": settings,
            "设置": settings,
            "department": department,
            "部门": department,
            "doc": document,
            "文档": {"语言": self.language, "模板": template},
        }
        for table in self.book.children.values():
            rows = [self._row(table, record) for record in self._children(table)]
            context[table.name] = context[table.chinese] = rows
        return context

    def untranslated(self) -> Iterator[Problem]:
        tables = [(self.book.tables["roles"], [self.selection.role.record])]
        tables += [
            (table, list(self._children(table))) for table in self.book.children.values()
        ]
        duties = [part.duty.record for s in self.selection.sections for part in s.parts]
        tables.append((self.book.tables["duties"], duties))
        for table, records in tables:
            for record in records:
                yield from self._untranslated(table, record)

    def _untranslated(self, table: Table, record: Record) -> Iterator[Problem]:
        for field in table.fields:
            english = table.field(field.english) if field.english else None
            if (
                english
                and english.column
                and record.text(field.name)
                and not record.text(english.name)
            ):
                yield Problem(
                    "text-untranslated",
                    table.place(record, english.name, self.book.file),
                    {"header": english.header, "text": record.text(field.name)[:20]},
                    Severity.WARNING,
                )

    def _children(self, table: Table) -> Sequence[Record]:
        return self.book.child_rows.get(table.name, {}).get(self.selection.role.key, ())

    def _row(self, table: Table, record: Record) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for field in table.fields:
            row[field.name] = row[field.chinese] = self._shown(field, record.values)
        return row

    def _shown(self, field: Field, values: Mapping[str, Value]) -> Any:
        value = values.get(field.name, "")
        if self.language == "en" and field.english and values.get(field.english):
            value = values[field.english]
        return self._plain(value)

    def _plain(self, value: Value) -> Any:
        if isinstance(value, CalendarDate):
            return value.text(self.language)
        if isinstance(value, tuple):
            return list(value)
        if isinstance(value, Percent):
            return str(value)
        if isinstance(value, bool):
            return ("是" if value else "否") if self.language == "zh" else ("No", "Yes")[value]
        return value

    def _settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        for name, chinese in SETTING_NAMES.items():
            settings[name] = settings[chinese] = self.book.settings.get(name, "")
        for name, value in self.book.settings.items():
            settings.setdefault(name, value)
        return settings

    def _department(self) -> dict[str, Any]:
        record = self.book.departments.get(key(self.selection.role.record.text("department")))
        table = self.book.tables.get("departments", Table("departments", "部门"))
        if record is not None:
            return self._row(table, record)
        names = [(column.name, column.header) for column in DEPARTMENTS.columns]
        names += [(field.name, field.chinese) for field in table.fields]
        return {name: "" for pair in names for name in pair}

    def _section(self, number: int, section: Section) -> dict[str, Any]:
        members = [self._part(part) for part in section.parts]
        joined = dict(members[0]) if len(members) == 1 else self._joined(members)
        if section.title:
            joined["title"] = self._section_title(section)
            joined["english_title"] = section.english_title or ""
        summaries = [member["summary"] for member in members if member["summary"]]
        named = self._both_names(joined)
        named |= {
            "number": number,
            "序号": number,
            "numeral": chinese_numeral(number),
            "中文序号": chinese_numeral(number),
            "summaries": summaries,
            "各段概述": summaries,
        }
        named["members"] = named["成员"] = [self._both_names(member) for member in members]
        return named

    def _section_title(self, section: Section) -> str:
        if self.language == "en" and section.english_title:
            return section.english_title
        return section.title or ""

    def _part(self, part: Part) -> dict[str, Any]:
        """One duty with the role's own wording, under English names."""
        table = self.book.tables["duties"]
        values = dict(part.duty.record.values)
        for name, field in _WORDED.items():
            if own := part.values.get(field):
                lines = tuple(line for line in own.split("\n") if line.strip())
                values[name] = lines if name.endswith("points") else own
                # The workbook's English is that of the wording just replaced.
                english = _WORDED.get(f"english_{name}")
                if english and english not in part.values:
                    values[f"english_{name}"] = () if name == "points" else ""
        shown = {field.name: self._shown(field, values) for field in table.fields}
        toggle = self.book.toggles.get(self.selection.role.key, {}).get(part.duty.key)
        share = toggle.share if toggle else None
        shown["share"] = "" if share is None else str(Percent(share))
        return shown

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
                joined[name] = _union(values, self.language)
        return joined

    def _both_names(self, values: Mapping[str, Any]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        chinese = {field.name: field.chinese for field in self.book.tables["duties"].fields}
        chinese |= {column.name: column.header for column in DUTIES.columns}
        chinese["share"] = "工作占比"
        for name, value in values.items():
            named[name] = named[chinese.get(name, template_name(name))] = value
        return named


def _union(values: Iterable[Any], language: str) -> str:
    """Items of several cells, each once, in order: `A、B` and `B、C` give `A、B、C`."""
    items: dict[str, None] = {}
    for value in values:
        for item in _ITEM_ENDS[language].split(str(value)):
            if item.strip():
                items.setdefault(item.strip())
    return (", " if language == "en" else "、").join(items)


def available_names(book: DutyBook) -> dict[str, Any]:
    """Every name a context of this workbook has, nested; list items under `[]`."""

    def names(table: Table) -> dict[str, Any]:
        return {name: {} for field in table.fields for name in (field.name, field.chinese)}

    role = names(book.tables["roles"])
    part = names(book.tables["duties"])
    for lines in ("points", "english_points"):
        chinese = DUTIES.column(lines).header
        part[lines] = part[chinese] = {"[]": {}}
    part |= {"share": {}, "工作占比": {}}
    duty = dict(part)
    duty |= dict.fromkeys(("number", "序号", "numeral", "中文序号"), {})
    duty |= dict.fromkeys(("summaries", "各段概述"), {"[]": {}})
    duty |= dict.fromkeys(("members", "成员"), {"[]": part})
    settings: dict[str, Any] = {name: {} for pair in SETTING_NAMES.items() for name in pair}
    settings |= {name: {} for name in book.settings}
    department = names(book.tables["departments"])
    available: dict[str, Any] = {
        "doc": {"language": {}, "template": {}},
        "文档": {"语言": {}, "模板": {}},
    }
    available |= dict.fromkeys(("role", "岗位"), role)
    available |= dict.fromkeys(("duties", "职责清单"), {"[]": duty})
    available |= dict.fromkeys(("settings", "设置"), settings)
    available |= dict.fromkeys(("department", "部门"), department)
    for table in book.children.values():
        available |= dict.fromkeys((table.name, table.chinese), {"[]": names(table)})
    return available
