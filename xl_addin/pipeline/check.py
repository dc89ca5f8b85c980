"""Everything that can be found wrong before a document is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_addin.checks import ALL, CheckInput
from xl_addin.context import ContextBuilder, available_names, book_names
from xl_addin.errors import UsageError
from xl_addin.model.book import Role
from xl_addin.model.document import FilterFile
from xl_addin.package.limits import Limits
from xl_addin.pipeline.children import end_reading, start_children
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.naming import name_documents
from xl_addin.pipeline.renderer_choice import RendererChoice, default_renderer
from xl_addin.pipeline.template_folders import template_folders, templates_in
from xl_addin.pipeline.templates import Templates, gather
from xl_addin.problems import Problem, in_reading_order
from xl_addin.sources import WorkbookSource


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a check looked at and what it found.

    Attributes:
        roles: Number of roles in force.
        duties: Number of duty sections in force.
        templates: Names of the templates compared.
        problems: Every problem, errors first, then in reading order.
        hidden_rows: Filled rows that are hidden in Excel but count, by sheet.
    """

    roles: int
    duties: int
    templates: tuple[str, ...]
    problems: tuple[Problem, ...]
    hidden_rows: Mapping[str, int]


def check(
    workbook: Path | str | WorkbookSource,
    *,
    templates: Sequence[str | Path] | None = None,
    template_folder: Path | str | None = None,
    limits: Limits | None = None,
    allow_external: bool = False,
    filters: Path | str | None = None,
) -> list[Problem]:
    """Check a workbook, and the workbook against its templates in both directions.

    Args:
        workbook: An .xlsx file, or any `WorkbookSource`.
        templates: Templates to check against instead of those the workbook names.
        template_folder: Check against every template in this folder.
        limits: What files may hold, and what working on them may take.
        allow_external: Only mention what templates would fetch from outside.
        filters: A Python file of the company's own filters.

    Returns:
        Every problem, errors first, then in reading order.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: A named template does not exist.
    """
    found = inspect(
        workbook,
        templates=templates,
        template_folder=template_folder,
        allow_external=allow_external,
        limits=limits,
        filters=filters,
    )
    return list(found.problems)


def inspect(
    workbook: Path | str | WorkbookSource,
    *,
    templates: Sequence[str | Path] | None = None,
    template_folder: Path | str | None = None,
    limits: Limits | None = None,
    allow_external: bool = False,
    filters: Path | str | None = None,
) -> Inspection:
    """`check`, with what was looked at."""
    start_children(to_read=isinstance(workbook, Path | str))
    loaded = load(workbook, limits)
    end_reading()
    book = loaded.book
    if templates is None and template_folder is not None:
        templates = sorted(templates_in(Path(template_folder)))
    roles = tuple(role for role in book.roles.values() if role.active)
    found = prepare_templates(
        loaded,
        roles,
        templates,
        template_folder,
        RendererChoice(filters=read_filters(filters)),
        limits,
        allow_external=allow_external,
    )
    builder = ContextBuilder(book, loaded.language)
    named = name_documents(book, (role for role in roles if role.generate), found, builder)
    problems = in_reading_order([*all_problems(loaded, found), *named.problems])
    return Inspection(
        roles=len(roles),
        duties=sum(duty.active for duty in book.duties.values()),
        templates=tuple(found.files),
        problems=problems,
        hidden_rows=loaded.book.hidden_rows,
    )


def prepare_templates(
    loaded: Loaded,
    roles: Iterable[Role],
    named: Sequence[str | Path] | None,
    folder: Path | str | None,
    make_renderer: RendererChoice | None = None,
    limits: Limits | None = None,
    *,
    allow_external: bool = False,
) -> Templates:
    """Templates of these roles, prepared."""
    folders = template_folders(loaded.folder, Path(folder) if folder else None)
    return gather(
        loaded.book,
        roles,
        folders,
        make_renderer or default_renderer,
        named=named,
        limits=limits,
        allow_external=allow_external,
    )


def read_filters(path: Path | str | None) -> FilterFile | None:
    """A company's own filters.

    Raises:
        UsageError: The file cannot be read.
    """
    if path is None:
        return None
    try:
        return FilterFile(Path(path).name, Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        cause = "" if isinstance(fault, FileNotFoundError) else type(fault).__name__
        raise UsageError("filters-not-found", path=str(path), cause=cause) from fault


def all_problems(
    loaded: Loaded, templates: Templates, *, are_all: bool = True
) -> tuple[Problem, ...]:
    """The reader's problems, the templates' and those every rule finds.

    Args:
        loaded: The workbook.
        templates: Templates of the roles.
        are_all: Whether what none of these templates prints is printed nowhere.
    """
    names = available_names(loaded.book)
    given = CheckInput(
        book=loaded.book,
        raw=loaded.raw,
        selections=loaded.selections,
        templates=templates.names,
        templates_are_read=are_all and templates.are_read,
        names=names,
        book_names=book_names(names),
        for_book=templates.for_book,
        problems=loaded.problems,
    )
    found = [problem for rule in ALL for problem in rule(given)]
    return in_reading_order([*loaded.problems, *templates.problems, *found])
