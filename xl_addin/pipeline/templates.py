"""Which templates each role uses, where they lie, and what they need.

Precedence: the command line › the role › its department › the setting › the built-in
default. A workbook names templates by file name only; they are looked for in the
template folders, never elsewhere (`template_folders`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from xl_addin.context import is_for_book
from xl_addin.errors import TemplateError
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.document import TemplateFile
from xl_addin.model.names import key
from xl_addin.model.schema import DEFAULT_TEMPLATES
from xl_addin.package.limits import Limits
from xl_addin.pipeline.renderer_choice import RendererChoice
from xl_addin.pipeline.template_folders import (
    find_template,
    template_named,
    there_are,
    with_ending,
)
from xl_addin.pipeline.template_look import Look, Looked
from xl_addin.problems import Place, Problem
from xl_addin.renderers.base import Compiled, TemplateVariable

_SEPARATORS = re.compile(r"[、,，;；\n]+")


@dataclass(slots=True)
class Templates:
    """Templates of one run: prepared once each, by file name.

    Attributes:
        compiled: Usable templates.
        files: Their bytes, for workers.
        problems: What is wrong with the others, and with cells that name none.
        by_role: Names of each role's templates, by role key.
        names: What each readable template takes from its context.
        for_book: Those that are for all their roles at once, not for one.
        languages: What the wording of those that say so is in: `zh` or `en`.
        named: Those for every role, where the command line names them.
        missing: What roles name and no folder has: the role's key, and the name.
    """

    compiled: dict[str, Compiled] = field(default_factory=dict)
    files: dict[str, TemplateFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    by_role: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[TemplateVariable, ...]] = field(default_factory=dict)
    for_book: set[str] = field(default_factory=set)
    languages: dict[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    missing: list[tuple[str, str]] = field(default_factory=list)

    def of(self, book: DutyBook, role: Role) -> tuple[str, ...]:
        """Names of the templates of any role, asked for or not; found or not."""
        if role.key in self.by_role:
            return self.by_role[role.key]
        return self.named or tuple(map(with_ending, _chosen(book, role)[0]))

    @property
    def are_read(self) -> bool:
        """Whether all names that templates take are known."""
        return (
            bool(self.files) and self.names.keys() == self.compiled.keys() == self.files.keys()
        )

    @property
    def usable(self) -> tuple[TemplateFile, ...]:
        """The files of those that could be prepared."""
        return tuple(self.files[name] for name in self.compiled)

    def books(self, roles: Iterable[Role]) -> dict[str, tuple[Role, ...]]:
        """Templates that are for all roles at once, each with the roles that name it."""
        chosen: dict[str, list[Role]] = {}
        for role in roles:
            for template in self.by_role[role.key]:
                if template in self.for_book:
                    chosen.setdefault(template, []).append(role)
        return {template: tuple(roles) for template, roles in chosen.items()}


def gather(
    book: DutyBook,
    roles: Iterable[Role],
    folders: Sequence[Path],
    make_renderer: RendererChoice,
    *,
    named: Sequence[str | Path] | None = None,
    limits: Limits | None = None,
    allow_external: bool = False,
) -> Templates:
    """Find and prepare every template the roles use.

    Args:
        book: The workbook.
        roles: The roles documents are made for.
        folders: Where to look.
        make_renderer: Gives what prepares them; a company's own filters are part of it.
        named: Templates for every role, instead of the workbook's own.
        limits: What a template may hold, and what working on it may take.
        allow_external: Whether content from outside the template is only mentioned.

    Raises:
        UsageError: A template named on the command line does not exist.
    """
    result = Templates()
    if named:
        files = [template_named(name, folders) for name in named]
        for file in files:
            result.files[file.name] = file
        result.named = tuple(dict.fromkeys(file.name for file in files))
        result.by_role = {role.key: result.named for role in roles}
    else:
        for role in roles:
            result.by_role[role.key] = tuple(_own(book, role, folders, result))
    for file in result.files.values():
        look = Look(file, make_renderer, limits or Limits(), allow_external=allow_external)
        _note(look.taken(), file.name, result)
        if is_for_book((v.path[0] for v in result.names.get(file.name, ())), book):
            result.for_book.add(file.name)
    return result


def _note(looked: Looked, name: str, result: Templates) -> None:
    """Enter what one template comes to."""
    if looked.linted is not None:
        result.problems.extend(looked.linted.problems)
        result.names[name] = looked.linted.variables
        if looked.linted.language:
            result.languages[name] = looked.linted.language
    if looked.fault is not None:
        result.problems.append(problem_of(looked.fault, name))
    if looked.compiled is not None:
        result.compiled[name] = looked.compiled


def problem_of(error: TemplateError, template: str) -> Problem:
    """A template's fault as a problem of that template."""
    fields = dict(error.fields)
    place = Place(template, part=fields.pop("part", None), paragraph=fields.pop("paragraph", 0))
    return Problem(error.code, place, {**fields, "template": template}, template=template)


def _own(
    book: DutyBook, role: Role, folders: Sequence[Path], result: Templates
) -> Iterator[str]:
    names, place = _chosen(book, role)
    for shown in names:
        name = with_ending(shown)
        if name in result.files:
            yield name
            continue
        if PureWindowsPath(name).name != name:
            params = {"template": shown}
            roles = frozenset([role.key])
            result.missing.append((role.key, name))
            result.problems.append(Problem("template-outside", place, params, roles=roles))
            continue
        found = find_template(name, folders)
        if found is None:
            result.missing.append((role.key, name))
            result.problems.append(
                Problem(
                    "template-missing",
                    place,
                    {"template": shown, **there_are(name, folders)},
                    roles=frozenset([role.key]),
                )
            )
            continue
        result.files[name] = TemplateFile(name, found.read_bytes(), found)
        yield name


def _chosen(book: DutyBook, role: Role) -> tuple[list[str], Place]:
    """Template names by precedence, and the cell that gives them."""
    roles, departments = book.tables["roles"], book.tables["departments"]
    if own := _split(role.record.text("template")):
        return own, roles.place(role.record, "template", book.file)
    department = book.departments.get(key(role.record.text("department")))
    if department is not None and (own := _split(department.text("template"))):
        return own, departments.place(department, "template", book.file)
    if own := _split(book.settings.get("default_template", "")):
        return own, book.setting_place("default_template")
    return list(DEFAULT_TEMPLATES), Place(book.file)


def _split(text: str) -> list[str]:
    return [name.strip() for name in _SEPARATORS.split(text) if name.strip()]
