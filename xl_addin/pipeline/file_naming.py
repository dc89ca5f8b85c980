"""What each document is called: the workbook's pattern filled with the role's values."""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.context import ContextBuilder
from xl_addin.model.book import DutyBook, Role, Table
from xl_addin.model.names import key, template_name
from xl_addin.model.schema import DEFAULT_FILE_NAME, ROLES
from xl_addin.outputs.file_names import UnknownPlaceholder, collision_key, file_name
from xl_addin.pipeline.templates import setting_place
from xl_addin.problems import Problem

# No column can have these names: they hold a sign no template name has.
_TEMPLATE = "{template}"
_LANGUAGE = "{language}"


class FileNaming:
    """Names the documents of one run, each name once.

    Args:
        book: The workbook.
        contexts: Gives the roles' values.
    """

    def __init__(self, book: DutyBook, contexts: ContextBuilder) -> None:
        self._book = book
        self._contexts = contexts
        self._taken: dict[str, tuple[Role, str]] = {}
        self._placeholders = _Placeholders(book.tables["roles"])
        self.problems: list[Problem] = []

    def name(self, role: Role, template: str, stem: str) -> str:
        """The file name of a role's document; '' after a problem was found with it."""
        name = self._fill(role, stem)
        if not name:
            return ""
        first = self._taken.setdefault(collision_key(name), (role, template))
        if first == (role, template):
            return name
        self.problems.append(_collision(self._book, role, first[0], name))
        return ""

    def _fill(self, role: Role, stem: str) -> str:
        own = role.record.text("file_name")
        pattern = own or self._book.settings.get("file_name", "").strip() or DEFAULT_FILE_NAME
        values = {
            **self._contexts.role_values(role),
            _TEMPLATE: stem,
            _LANGUAGE: self._contexts.language,
        }
        try:
            return file_name(pattern, _Values(values, self._placeholders))
        except UnknownPlaceholder as unknown:
            table = self._book.tables["roles"]
            place = (
                table.place(role.record, "file_name", self._book.file)
                if own
                else setting_place(self._book, "file_name")
            )
            params = {"placeholder": unknown.name, "pattern": pattern}
            self.problems.append(
                Problem("file-name-placeholder", place, params, roles=frozenset([role.key]))
            )
            return ""


class _Placeholders(dict[str, str]):
    """Placeholder → the value it stands for, whatever its width, case and spaces.

    Args:
        roles: The sheet of roles.
    """

    def __init__(self, roles: Table) -> None:
        super().__init__()
        self._known = {
            key(name): field.name
            for field in roles.fields
            for name in (field.name, field.chinese, field.header)
        }
        self._known |= {name: column.name for column in ROLES.columns for name in column.keys}
        self._known |= {key(name): _TEMPLATE for name in ("模板", "template")}
        self._known |= {key(name): _LANGUAGE for name in ("语言", "language")}

    def __missing__(self, placeholder: str) -> str:
        known = self._known.get(key(placeholder), "")
        self[placeholder] = known or self._known.get(key(template_name(placeholder)), "")
        return self[placeholder]


class _Values(dict[str, object]):
    """One role's values by placeholder."""

    def __init__(self, values: Mapping[str, object], placeholders: _Placeholders) -> None:
        super().__init__(values)
        self._placeholders = placeholders

    def __contains__(self, placeholder: object) -> bool:
        return super().__contains__(self._placeholders[str(placeholder)])

    def __getitem__(self, placeholder: str) -> object:
        return super().__getitem__(self._placeholders[placeholder])


def _collision(book: DutyBook, role: Role, other: Role, name: str) -> Problem:
    table = book.tables["roles"]
    return Problem(
        "file-name-twice",
        table.place(role.record, "id", book.file),
        {
            "name": name,
            "role": role.id,
            "other": other.id,
            "other_place": str(table.place(other.record, "id", book.file)),
        },
        roles=frozenset([role.key, other.key]),
    )
