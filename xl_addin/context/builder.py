"""Contexts of one workbook's documents, and digests of them without building them."""

from __future__ import annotations

import hashlib
from typing import Any

from xl_addin.context.sections import Sections
from xl_addin.context.values import DIGEST_BYTES, Rows, children, digest
from xl_addin.model.book import DutyBook, Role, Table
from xl_addin.model.context_parts import ContextParts
from xl_addin.model.names import key
from xl_addin.model.schema import DEPARTMENTS, ENGLISH, SETTING_NAMES
from xl_addin.model.selected import Selection


class ContextBuilder:
    """Makes the contexts of one workbook; what its roles share is made once.

    Contexts of one builder share parts: treat them as read-only.

    Args:
        book: The workbook.
        language: `zh` or `en`: which of two texts is printed where both exist.
    """

    def __init__(self, book: DutyBook, language: str = "zh") -> None:
        self.book = book
        self.language = language
        self._roles = Rows(book.tables["roles"], language)
        self._children = [(table, Rows(table, language)) for table in book.children.values()]
        self._sections = Sections(book, language)
        self._settings = self._all_settings()
        self._departments: dict[str, dict[str, Any]] = {}
        self._frame = digest(self._frame_values())

    def build(
        self, selection: Selection, template: str = "", *, fingerprint: str = ""
    ) -> dict[str, Any]:
        """The context of one role's document.

        Args:
            selection: The role's duty sections.
            template: The template's name without its ending.
            fingerprint: The context's `digest`, if that is known.
        """
        return self.parts(selection, template, fingerprint=fingerprint).whole()

    def parts(
        self, selection: Selection, template: str = "", *, fingerprint: str = ""
    ) -> ContextParts:
        """The same in parts; see `build`."""
        fingerprint = fingerprint or self.digest(selection, template)
        department = self._department(selection)
        return ContextParts(
            (self._roles.columns, self._roles.values(selection.role.record)),
            self._sections.values(selection),
            {
                "department": department,
                "部门": department,
                **self.frame(template, fingerprint),
            },
            [
                (
                    table.name,
                    table.chinese,
                    rows.columns,
                    rows.of(children(self.book, table, selection)),
                )
                for table, rows in self._children
            ],
        )

    def frame(self, template: str = "", fingerprint: str = "") -> dict[str, Any]:
        """What contexts of every document of the workbook have."""
        return {
            "settings": self._settings,
            "设置": self._settings,
            "doc": {
                "language": self.language,
                "template": template,
                "fingerprint": fingerprint,
            },
            "文档": {"语言": self.language, "模板": template, "指纹": fingerprint},
        }

    def digest(self, selection: Selection, template: str = "") -> str:
        """A hash of all that the context `build` would give follows from.

        Two contexts of one hash are equal, in any process and on any system.
        """
        made_from = hashlib.blake2b(self._frame, digest_size=DIGEST_BYTES)
        made_from.update(self._sections.digest(selection))
        own: list[Any] = [template, len(selection.sections)]
        own.append(self._roles.values(selection.role.record))
        own.append(list(self._department(selection).items()))
        for table, rows in self._children:
            own.append(rows.of(children(self.book, table, selection)))
        made_from.update(digest(own))
        return made_from.hexdigest()

    def role_values(self, role: Role) -> dict[str, Any]:
        """A role's values under both their names."""
        return self._roles.named(role.record)

    def _frame_values(self) -> list[Any]:
        """What every context of the workbook has in common: names, settings, language."""
        tables = [self.book.tables["roles"], *self.book.children.values()]
        names = [
            [table.name, table.chinese, [(field.name, field.chinese) for field in table.fields]]
            for table in tables
        ]
        return [
            self.language,
            names,
            list(self._sections.names.items()),
            list(self._settings.items()),
        ]

    def _all_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        for name, chinese in SETTING_NAMES.items():
            settings[name] = settings[chinese] = self._setting(name, chinese)
        for name in self.book.settings:
            settings.setdefault(name, self._setting(name, name))
        return settings

    def _setting(self, name: str, chinese: str) -> str:
        english = self.book.settings.get(ENGLISH + chinese, "")
        if self.language == "en" and english:
            return english
        return self.book.settings.get(name, "")

    def _department(self, selection: Selection) -> dict[str, Any]:
        name = key(selection.role.record.text("department"))
        if name not in self._departments:
            self._departments[name] = self._department_row(name)
        return self._departments[name]

    def _department_row(self, name: str) -> dict[str, Any]:
        record = self.book.departments.get(name)
        table = self.book.tables.get("departments", Table("departments", "部门"))
        if record is not None:
            return Rows(table, self.language).named(record)
        names = [(column.name, column.header) for column in DEPARTMENTS.columns]
        names += [(field.name, field.chinese) for field in table.fields]
        return {name: "" for pair in names for name in pair}
