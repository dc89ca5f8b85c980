"""What each document is called, and what stands in the way of its name.

Used by `check`, so that a bad name is known early, and by `generate`.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xl_addin.context import ContextBuilder
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.names import key, template_name
from xl_addin.model.schema import DEFAULT_BOOK_FILE_NAME, DEFAULT_FILE_NAME, ROLES
from xl_addin.outputs.file_names import UnknownPlaceholder, collision_key, file_name, uses
from xl_addin.pipeline.templates import Templates
from xl_addin.problems import Place, Problem

_TEMPLATE = "模板"
_MOST_ID_BYTES = 100

WHOLE_BOOK = ""
"""In place of a role's key or id: the document is of all roles at once."""


@dataclass(slots=True)
class Naming:
    """Names of documents; those with a problem have none.

    Attributes:
        names: By role key, '' for a document of all roles at once, and template.
        problems: What is wrong with the others.
    """

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def name_documents(
    book: DutyBook, roles: Iterable[Role], templates: Templates, builder: ContextBuilder
) -> Naming:
    """Name every document of these roles, those of one role and those of all at once.

    Two documents that some file system would take for one get no name, and a problem
    that names both rows; also where one of them is of a role that is not asked for now.
    """
    naming = Naming()
    taken: dict[str, Role] = {}
    chosen = tuple(roles)
    patterns = _Patterns(book, builder)
    for role in chosen:
        given = builder.role_values(role)
        mine: dict[str, list[str]] = {}
        for template in templates.by_role[role.key]:
            if template in templates.for_book:
                continue
            try:
                name = patterns.name(role, given, template)
            except UnknownPlaceholder as unknown:
                naming.problems.append(_unknown(book, role, unknown.name))
                break
            mine.setdefault(collision_key(name), []).append(template)
            naming.names[role.key, template] = name
        naming.problems.extend(_collisions(book, role, mine, taken, naming.names))
    naming.problems.extend(_with_others(chosen, taken, templates, patterns, naming.names))
    _name_books(book, templates.books(chosen), templates, builder, naming)
    return naming


class _Patterns:
    """Fills the patterns of roles' file names."""

    def __init__(self, book: DutyBook, builder: ContextBuilder) -> None:
        self.book = book
        self.builder = builder
        self._columns = _columns(book)
        self._language = _language(builder)
        self._ids = _ByKey(
            {}, {name: field for name, field in self._columns.items() if field == "id"}
        )

    def name(self, role: Role, given: Mapping[str, object], template: str) -> str:
        """The name of one document.

        Args:
            role: The role.
            given: Its values by template name.
            template: The template's name.

        Raises:
            UnknownPlaceholder: The pattern names a value that does not exist.
        """
        values = _ByKey(self._language | _named(Path(template).stem), self._columns, given)
        return file_name(_pattern(self.book, role), values)

    def tells_ids(self, role: Role) -> bool:
        """Whether its names hold its id, which no other role has."""
        return uses(_pattern(self.book, role), self._ids)


def _with_others(
    chosen: Sequence[Role],
    taken: Mapping[str, Role],
    templates: Templates,
    patterns: _Patterns,
    names: dict[tuple[str, str], str],
) -> Iterator[Problem]:
    """Documents that a role that is not asked for has under the same name."""
    book, asked = patterns.book, {role.key for role in chosen}
    for role in book.document_roles():
        if role.key in asked or patterns.tells_ids(role):
            continue
        given = patterns.builder.role_values(role)
        for template in templates.of(book, role):
            with contextlib.suppress(UnknownPlaceholder):
                name = patterns.name(role, given, template)
                shared = collision_key(name)
                if (own := taken.get(shared)) is None:
                    continue
                yield _twice(book, own, role, name)
                for each in templates.by_role[own.key]:
                    if collision_key(names.get((own.key, each), "")) == shared:
                        del names[own.key, each]


def _name_books(
    book: DutyBook,
    books: Mapping[str, tuple[Role, ...]],
    templates: Templates,
    builder: ContextBuilder,
    naming: Naming,
) -> None:
    """Name documents of all roles at once, by the setting 汇总文件名."""
    pattern = book.settings.get("book_file_name", "").strip() or DEFAULT_BOOK_FILE_NAME
    place = book.setting_place("book_file_name")
    taken = {collision_key(name) for name in naming.names.values()}
    for template, roles in books.items():
        values = _book_values(book, roles, builder) | _named(templates.files[template].stem)
        try:
            name = file_name(pattern, _ByKey(values))
        except UnknownPlaceholder as unknown:
            params = {"placeholder": unknown.name, "pattern": pattern}
            problem = Problem("file-name-placeholder", place, params, template=template)
            naming.problems.append(problem)
            continue
        if collision_key(name) in taken:
            params = {"name": name, "template": template, "placeholder": f"{{{_TEMPLATE}}}"}
            naming.problems.append(
                Problem("book-file-name-taken", place, params, template=template)
            )
            continue
        taken.add(collision_key(name))
        naming.names[WHOLE_BOOK, template] = name


def _book_values(
    book: DutyBook, roles: Iterable[Role], builder: ContextBuilder
) -> dict[str, object]:
    """What 汇总文件名 may name: settings, and the ids of the roles unless they are all."""
    chosen = {role.key: role.id for role in roles}
    everyone = all(role.key in chosen for role in book.document_roles())
    ids = "" if everyone else _together(list(chosen.values()))
    settings = builder.frame()["settings"]
    values: dict[str, object] = {key(name): value for name, value in settings.items()}
    values |= dict.fromkeys(ROLES.column("id").keys, ids)
    return values | _language(builder)


def _together(ids: Sequence[str]) -> str:
    """Ids in a file name: if all would not fit, what still tells them from any others."""
    together = "+".join(ids)
    if len(together.encode()) <= _MOST_ID_BYTES:
        return together
    digest = hashlib.blake2b(together.encode(), digest_size=4).hexdigest()
    return f"{ids[0]}…{ids[-1]}_{len(ids)}_{digest}"


def _columns(book: DutyBook) -> dict[str, str]:
    """What a pattern may name, by key: fields of a role, under every name they have."""
    columns = {
        key(name): field.name
        for field in book.tables["roles"].fields
        for name in (field.name, field.chinese, field.header)
    }
    return columns | {name: column.name for column in ROLES.columns for name in column.keys}


def _language(builder: ContextBuilder) -> dict[str, object]:
    return {key(name): builder.language for name in ("语言", "language")}


def _named(stem: str) -> dict[str, object]:
    return {key(name): stem for name in (_TEMPLATE, "template")}


def _pattern(book: DutyBook, role: Role) -> str:
    own = role.record.text("file_name")
    return own or book.settings.get("file_name", "").strip() or DEFAULT_FILE_NAME


def _pattern_place(book: DutyBook, role: Role) -> Place:
    if role.record.text("file_name"):
        return book.tables["roles"].place(role.record, "file_name", book.file)
    return book.setting_place("file_name")


class _ByKey(dict[str, object]):
    """Placeholders are found whatever their width, case and spaces.

    Args:
        own: Values by key.
        fields: Keys of a role's values → their template names.
        given: A role's values by template name.
    """

    def __init__(
        self,
        own: Mapping[str, object],
        fields: Mapping[str, str] = {},
        given: Mapping[str, object] = {},
    ) -> None:
        super().__init__(own)
        self._fields = fields
        self._given = given

    def __contains__(self, name: object) -> bool:
        return self._has(self._key(name))

    def __getitem__(self, name: str) -> object:
        known = self._key(name)
        if super().__contains__(known):
            return super().__getitem__(known)
        return self._given[self._fields[known]]

    def _has(self, known: str) -> bool:
        return super().__contains__(known) or known in self._fields

    def _key(self, name: object) -> str:
        shown = key(str(name))
        return shown if self._has(shown) else key(template_name(str(name)))


def _unknown(book: DutyBook, role: Role, placeholder: str) -> Problem:
    return Problem(
        "file-name-placeholder",
        _pattern_place(book, role),
        {"placeholder": placeholder, "pattern": _pattern(book, role)},
        roles=frozenset([role.key]),
    )


def _collisions(
    book: DutyBook,
    role: Role,
    mine: Mapping[str, list[str]],
    taken: dict[str, Role],
    names: dict[tuple[str, str], str],
) -> Iterator[Problem]:
    for shared, templates in mine.items():
        name = names[role.key, templates[0]]
        other = taken.setdefault(shared, role)
        if other is not role:
            yield _twice(book, role, other, name)
        elif len(templates) > 1:
            yield Problem(
                "file-name-shared",
                _pattern_place(book, role),
                {"count": len(templates), "name": name, "placeholder": f"{{{_TEMPLATE}}}"},
                roles=frozenset([role.key]),
            )
        else:
            continue
        for template in templates:
            del names[role.key, template]


def _twice(book: DutyBook, role: Role, other: Role, name: str) -> Problem:
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
