"""Which templates each role uses, where they lie, and what they need.

Precedence: the command line › the role › its department › the setting › the built-in
default. A workbook names templates by file name only; they are looked for in the
template folders, never elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from xl_addin.context import is_for_book
from xl_addin.errors import TemplateError, UsageError
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.document import FilterFile, TemplateFile
from xl_addin.model.names import key, nearest
from xl_addin.model.schema import DEFAULT_TEMPLATES
from xl_addin.package.limits import Limits
from xl_addin.pipeline.template_lint import lint
from xl_addin.problems import Place, Problem
from xl_addin.renderers.base import Compiled, Renderer, TemplateVariable

# Installed, the shipped templates lie in the package; in a checkout, beside it.
_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "shipped" / "word_templates", _PACKAGE.parent / "word_templates")
_SEPARATORS = re.compile(r"[、,，;；\n]+")
ENDING = ".docx"


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
    """

    compiled: dict[str, Compiled] = field(default_factory=dict)
    files: dict[str, TemplateFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    by_role: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[TemplateVariable, ...]] = field(default_factory=dict)
    for_book: set[str] = field(default_factory=set)
    languages: dict[str, str] = field(default_factory=dict)

    @property
    def are_read(self) -> bool:
        """Whether all names that templates take are known."""
        return (
            bool(self.files) and self.names.keys() == self.compiled.keys() == self.files.keys()
        )

    def books(self, roles: Iterable[Role]) -> dict[str, tuple[Role, ...]]:
        """Templates that are for all roles at once, each with the roles that name it."""
        chosen: dict[str, list[Role]] = {}
        for role in roles:
            for template in self.by_role[role.key]:
                if template in self.for_book:
                    chosen.setdefault(template, []).append(role)
        return {template: tuple(roles) for template, roles in chosen.items()}


def template_folders(workbook_folder: Path, given: Path | None = None) -> tuple[Path, ...]:
    """Where templates are looked for, first match wins."""
    beside = (
        workbook_folder / "word_templates",
        workbook_folder,
        workbook_folder.parent / "word_templates",
        *SHIPPED,
    )
    return (given,) if given else beside


def gather(
    book: DutyBook,
    roles: Iterable[Role],
    folders: Sequence[Path],
    renderer: Renderer,
    *,
    named: Sequence[str | Path] | None = None,
    limits: Limits | None = None,
    allow_external: bool = False,
    filters: FilterFile | None = None,
) -> Templates:
    """Find and prepare every template the roles use.

    Args:
        book: The workbook.
        roles: The roles documents are made for.
        folders: Where to look.
        renderer: What prepares them.
        named: Templates for every role, instead of the workbook's own.
        limits: What a template may hold, and what working on it may take.
        allow_external: Whether content from outside the template is only mentioned.
        filters: A company's own filters.

    Raises:
        UsageError: A template named on the command line does not exist.
    """
    result = Templates()
    if named:
        files = [_named(name, folders) for name in named]
        for file in files:
            result.files[file.name] = file
        names = tuple(dict.fromkeys(file.name for file in files))
        result.by_role = {role.key: names for role in roles}
    else:
        for role in roles:
            result.by_role[role.key] = tuple(_own(book, role, folders, result))
    for file in result.files.values():
        linted = _linted(
            file, result, limits or Limits(), filters, allow_external=allow_external
        )
        if is_for_book((v.path[0] for v in result.names.get(file.name, ())), book):
            result.for_book.add(file.name)
        if linted:
            _prepare(file, renderer, result)
    return result


def _linted(
    file: TemplateFile,
    result: Templates,
    limits: Limits,
    filters: FilterFile | None,
    *,
    allow_external: bool,
) -> bool:
    """Look through a template; whether it has no fault of its own."""
    try:
        linted = lint(file, limits, filters, allow_external=allow_external)
    except TemplateError as error:
        result.problems.append(problem_of(error, file.name))
        return False
    result.problems.extend(linted.problems)
    result.names[file.name] = linted.variables
    if linted.language:
        result.languages[file.name] = linted.language
    return not any(problem.is_error for problem in linted.problems)


def _prepare(file: TemplateFile, renderer: Renderer, result: Templates) -> None:
    try:
        result.compiled[file.name] = renderer.prepare(file)
    except TemplateError as error:
        result.problems.append(problem_of(error, file.name))


def find_again(
    names: Iterable[str], folders: Sequence[Path], *, named: Sequence[str | Path] | None = None
) -> dict[str, TemplateFile]:
    """Templates an earlier run used, by name, as they are now; those still there.

    Args:
        names: Their file names.
        folders: Where to look.
        named: Templates named for every role, instead of `names`.

    Raises:
        UsageError: One of `named` does not exist.
    """
    if named:
        return {file.name: file for file in (_named(name, folders) for name in named)}
    found = {name: path for name in names if (path := _find(name, folders)) is not None}
    return {name: TemplateFile(name, path.read_bytes(), path) for name, path in found.items()}


def problem_of(error: TemplateError, template: str) -> Problem:
    """A template's fault as a problem of that template."""
    fields = dict(error.fields)
    place = Place(template, part=fields.pop("part", None), paragraph=fields.pop("paragraph", 0))
    return Problem(error.code, place, {**fields, "template": template}, template=template)


def _named(name: str | Path, folders: Sequence[Path]) -> TemplateFile:
    path = Path(name)
    if path.suffix.lower() != ENDING:
        path = path.with_name(path.name + ENDING)
    found = path if path.is_file() else _find(path.name, folders)
    if found is None:
        known = sorted({each.name for folder in folders for each in folder.glob(f"*{ENDING}")})
        raise UsageError(
            "template-not-found",
            template=str(name),
            guess=nearest(path.name, known) or "",
            folders="、".join(str(folder) for folder in folders),
        )
    return TemplateFile(found.name, found.read_bytes(), found)


def _own(
    book: DutyBook, role: Role, folders: Sequence[Path], result: Templates
) -> Iterator[str]:
    names, place = _chosen(book, role)
    for shown in names:
        name = shown if shown.lower().endswith(ENDING) else shown + ENDING
        if name in result.files:
            yield name
            continue
        if PureWindowsPath(name).name != name:
            params = {"template": shown}
            roles = frozenset([role.key])
            result.problems.append(Problem("template-outside", place, params, roles=roles))
            continue
        found = _find(name, folders)
        if found is None:
            known = sorted({p.name for folder in folders for p in folder.glob(f"*{ENDING}")})
            result.problems.append(
                Problem(
                    "template-missing",
                    place,
                    {"template": shown, "guess": nearest(name, known) or ""},
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


def _find(name: str, folders: Sequence[Path]) -> Path | None:
    if Path(name).name != name:
        return None
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
