"""Where a document comes from, and what has become of its source and of itself since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from xl_addin.context import BookContexts, ContextBuilder
from xl_addin.errors import EnvironmentFault, UsageError, XlAddinError
from xl_addin.model.book import Duty, DutyBook, Role
from xl_addin.model.names import key
from xl_addin.model.origin import joined_ids
from xl_addin.model.selected import Selection
from xl_addin.outputs.folder import content_digest
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import read_filters
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.template_folders import ENDING, find_again, template_folders
from xl_addin.problems import Place
from xl_addin.quality.origin import read_origin
from xl_addin.renderers.base import RENDER_FORMAT
from xl_addin.sources import WorkbookSource
from xl_addin.stores.journal import Journal


class Since(StrEnum):
    """Why the workbook would make another document today."""

    OTHER_WORKBOOK = "other-workbook"
    ROLE_GONE = "role-gone"
    CONTENT = "content"
    TEMPLATE_GONE = "template-gone"
    TEMPLATE = "template"
    ENGINE = "engine"
    FILTERS = "filters"


@dataclass(frozen=True, slots=True)
class DutySource:
    """The cells a duty of a document stands in today.

    Attributes:
        id: The duty's id.
        title: Its heading today; '' if the duty is gone.
        place: The cell of the heading; None if it is gone.
        toggle: The toggle cell of the document's role, if it is filled.
        overrides: Rows of 覆盖 that word or place it for the role.
    """

    id: str
    title: str = ""
    place: Place | None = None
    toggle: Place | None = None
    overrides: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of a document.

    Attributes:
        carried: What it says of its origin, by property.
        edited: Whether a person changed it; None if nothing tells.
        by_journal: Whether the journal beside it told, rather than the document itself.
        since: Why it is stale; empty if it is current, None without a workbook.
        role: The cell of the role's name today.
        sections: Its sections in order, each with its duties; of a document of several
            roles, its roles; empty without a workbook.
    """

    carried: Mapping[str, str]
    edited: bool | None
    by_journal: bool
    since: tuple[Since, ...] | None = None
    role: Place | None = None
    sections: tuple[tuple[DutySource, ...], ...] = ()


def trace(
    document: Path | str,
    *,
    workbook: Path | str | WorkbookSource | None = None,
    template_folder: Path | str | None = None,
    filters: Path | str | None = None,
    limits: Limits | None = None,
) -> Trace:
    """Tell a document's origin.

    Args:
        document: A .docx file.
        workbook: What it was made from, to compare it with.
        template_folder: Where templates lie, instead of beside the workbook.
        filters: The file of filters documents would be made with today.
        limits: What the workbook may hold.

    Raises:
        UsageError: There is no such file, or it is no Word document.
        WorkbookError: The workbook cannot be read at all.
    """
    path = Path(document)
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise UsageError("document-not-found", path=str(path)) from fault
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        raise EnvironmentFault("document-not-readable", path=str(path), cause=cause) from fault
    origin = read_origin(content)
    if origin is None:
        raise UsageError("document-damaged", path=str(path))
    written = _journal_digest(path)
    if written:
        edited: bool | None = content_digest(content) != written
    else:
        edited = not origin.untouched if origin.values else None
    if workbook is None or not origin.values:
        return Trace(origin.values, edited, bool(written))
    own = read_filters(filters)
    loaded = load(workbook, limits)
    folders = template_folders(
        loaded.folder, Path(template_folder) if template_folder else None
    )
    carried = origin.values
    chapters = joined_ids("roles", carried)
    roles = [loaded.book.roles.get(key(each)) for each in chapters or [carried.get("role", "")]]
    role = None if chapters else roles[0]
    return Trace(
        carried,
        edited,
        bool(written),
        tuple(_since(carried, loaded, roles, folders, "" if own is None else own.digest)),
        None if role is None else _place(loaded.book, "roles", role, "name"),
        tuple(
            _chapters(chapters, loaded.book)
            if chapters
            else _sections(carried, loaded.book, role)
        ),
    )


def _journal_digest(path: Path) -> str:
    """Hash of what was last written under this name, by the journal beside it; or ''."""
    try:
        entry = Journal(path.parent).entries.get(path.name)
    except XlAddinError:
        return ""
    return "" if entry is None else entry.digest


def _since(
    carried: Mapping[str, str],
    loaded: Loaded,
    roles: Sequence[Role | None],
    folders: tuple[Path, ...],
    filters: str,
) -> Iterator[Since]:
    stem, language = carried.get("template", ""), carried.get("language", "zh")
    if carried.get("workbook", "") != loaded.book.settings.get("workbook_id", "").strip():
        yield Since.OTHER_WORKBOOK
    selections = [loaded.selections[each.key] for each in roles if each and each.active]
    if len(selections) < len(roles):
        yield Since.ROLE_GONE
    elif _digest(loaded, selections, language, stem, carried) != carried.get("context"):
        yield Since.CONTENT
    template = find_again([stem + ENDING], folders).get(stem + ENDING)
    if template is None:
        yield Since.TEMPLATE_GONE
    elif template.digest != carried.get("template_hash"):
        yield Since.TEMPLATE
    if carried.get("format") != RENDER_FORMAT:
        yield Since.ENGINE
    if carried.get("filters", "") != filters:
        yield Since.FILTERS


def _digest(
    loaded: Loaded,
    selections: Sequence[Selection],
    language: str,
    stem: str,
    carried: Mapping[str, str],
) -> str:
    builder = ContextBuilder(loaded.book, language)
    if "roles" in carried:
        return BookContexts(builder).digest(selections, stem)
    return builder.digest(selections[0], stem)


def _chapters(shown: Iterable[str], book: DutyBook) -> Iterator[tuple[DutySource, ...]]:
    """Of a document of several roles: the cell of each role's name."""
    for each in shown:
        role = book.roles.get(key(each))
        if role is None:
            yield (DutySource(each),)
        else:
            yield (DutySource(role.id, role.name, _place(book, "roles", role, "name")),)


def _sections(
    carried: Mapping[str, str], book: DutyBook, role: Role | None
) -> Iterator[tuple[DutySource, ...]]:
    for section in joined_ids("duties", carried):
        # An id may hold a plus sign of its own.
        whole = [section] if key(section) in book.duties else section.split("+")
        yield tuple(_source(each, book, role) for each in whole)


def _source(shown: str, book: DutyBook, role: Role | None) -> DutySource:
    duty = book.duties.get(key(shown))
    if duty is None:
        return DutySource(shown)
    toggle = book.toggles.get(role.key, {}).get(duty.key) if role else None
    own = book.overrides.get(role.key, ()) if role else ()
    return DutySource(
        duty.id,
        duty.title,
        _place(book, "duties", duty, "title"),
        toggle.place if toggle else None,
        tuple(each.place for each in own if each.duty == duty.key),
    )


def _place(book: DutyBook, table: str, what: Duty | Role, column: str) -> Place:
    return book.tables[table].place(what.record, column, book.file)
