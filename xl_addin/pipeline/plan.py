"""Which documents a run is asked for, and which of them nothing stands in the way of.

Planning names and hashes documents; their contexts are built when their turn comes, so
that a batch of ten thousand needs no more memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from xl_addin.context import BookContexts, ContextBuilder, untranslated
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.document import FilterFile, RenderTask, TemplateFile
from xl_addin.model.names import key
from xl_addin.model.selected import Selection
from xl_addin.model.template_paths import of_one_role
from xl_addin.pipeline.load import Loaded
from xl_addin.pipeline.naming import WHOLE_BOOK, name_documents
from xl_addin.pipeline.report import DocumentResult, Status
from xl_addin.pipeline.templates import Templates
from xl_addin.problems import Place, Problem, Severity
from xl_addin.renderers.base import RENDER_FORMAT
from xl_addin.renderers.compression import compressor
from xl_addin.sources import READABLE
from xl_addin.stores.journal import Entry


@dataclass(frozen=True, slots=True)
class Planned:
    """One document asked for, before it is made.

    Attributes:
        roles: Its role; of a document of all roles at once, those that are in it.
        template: Its template's name.
        file_name: Its own name; '' if a problem was found with it.
        context: Hash of its context.
        sections: Number of duty sections.
        for_book: Whether it is of all roles at once.
        left_out: Roles that errors keep out of it.
    """

    roles: tuple[Role, ...]
    template: str
    file_name: str
    context: str
    sections: int
    for_book: bool = False
    left_out: tuple[Role, ...] = ()

    @property
    def role_key(self) -> str:
        """Key of its one role, or `WHOLE_BOOK`."""
        return WHOLE_BOOK if self.for_book else self.roles[0].key

    @property
    def role_id(self) -> str:
        """Id of its one role as typed, or `WHOLE_BOOK`."""
        return WHOLE_BOOK if self.for_book else self.roles[0].id

    @property
    def concerned(self) -> frozenset[str] | None:
        """Keys of the roles a problem of it concerns; None, as for `Problem.roles`, all."""
        return None if self.for_book else frozenset([self.role_key])

    def result(
        self, status: Status, *, path: Path | None = None, why: str = ""
    ) -> DocumentResult:
        """What became of it."""
        return DocumentResult(
            self.role_id,
            "" if self.for_book else self.roles[0].name,
            self.template,
            status,
            self.file_name,
            path,
            self.sections,
            why,
            tuple(role.id for role in self.left_out),
        )


class Plan:
    """The documents of one run.

    Args:
        loaded: The workbook.
        roles: The roles asked for.
        templates: Their templates.
        language: `zh` or `en`.
        made_by: What bytes depend on besides context and template; see `engine`.

    Attributes:
        documents: Every document asked for, in the order asked for.
        impossible: Those asked for whose template is nowhere.
        problems: What stands in the way of their names, and texts without English.
        engine: `made_by`.
        templates: The templates' names.
        template_hashes: Hash of each.
        workbook: Id of the workbook.
        folder: The folder it lies in.
        file: Its file; None for one that lies nowhere.
    """

    def __init__(
        self,
        loaded: Loaded,
        roles: Sequence[Role],
        templates: Templates,
        language: str,
        made_by: str,
    ) -> None:
        self.language = language
        self.engine = made_by
        self.workbook = workbook_id(loaded.book)
        self.folder = loaded.folder
        self.file = loaded.file
        self.problems: list[Problem] = []
        self._book = loaded.book
        self._selected = loaded.selections
        self.templates = tuple(templates.files)
        self._files = templates.files
        self._contexts = ContextBuilder(loaded.book, language)
        self._books = BookContexts(self._contexts)
        self.template_hashes = template_hashes(templates.files)
        self._used: dict[str, frozenset[tuple[str, ...]]] = {}
        self.documents = tuple(self._plan(roles, templates))
        asked = {role.key: role for role in roles}
        self.impossible = tuple(
            DocumentResult(asked[role].id, asked[role].name, template, "withheld")
            for role, template in templates.missing
            if role in asked
        )
        self.problems.extend(_other_language(templates, language))

    def task(self, planned: Planned) -> RenderTask:
        """What a worker needs to make a document."""
        selections = self._selections(planned.roles)
        stem = self._files[planned.template].stem
        context = (
            self._books.build(selections, stem, fingerprint=planned.context)
            if planned.for_book
            else self._contexts.parts(selections[0], stem, fingerprint=planned.context)
        )
        return RenderTask(planned.role_key, planned.template, context, planned.file_name)

    def entry(self, planned: Planned, digest: str, size: int, mtime: int) -> Entry:
        """A document as the journal remembers it."""
        return Entry(
            file=planned.file_name,
            workbook=self.workbook,
            role=planned.role_id,
            template=planned.template,
            language=self.language,
            sections=planned.sections,
            context=planned.context,
            template_hash=self.template_hashes[planned.template],
            engine=self.engine,
            digest=digest,
            size=size,
            mtime=mtime,
        )

    def leaves(self, entry: Entry) -> bool:
        """Whether a document made earlier is not asked for now, and its role still has any."""
        if (key(entry.role), entry.template) in self.asked:
            return False
        role = self._book.roles.get(key(entry.role))
        return entry.role == WHOLE_BOOK or bool(role and role.active and role.generate)

    @cached_property
    def asked(self) -> set[tuple[str, str]]:
        """Role key and template of every document asked for."""
        return {(each.role_key, each.template) for each in self.documents}

    def without(self, planned: Planned, left_out: Collection[str]) -> Planned:
        """A document of all roles at once, without those of these keys."""
        kept = tuple(role for role in planned.roles if role.key not in left_out)
        gone = tuple(role for role in planned.roles if role.key in left_out)
        return replace(self._of_all(planned.template, kept, planned.file_name), left_out=gone)

    def _selections(self, roles: Iterable[Role]) -> list[Selection]:
        return [self._selected[role.key] for role in roles]

    def _of_all(self, template: str, roles: tuple[Role, ...], name: str) -> Planned:
        selections = self._selections(roles)
        context = self._books.digest(selections, self._files[template].stem)
        sections = sum(len(selection.sections) for selection in selections)
        return Planned(roles, template, name, context, sections, for_book=True)

    def _untranslated(self, selection: Selection, templates: Templates) -> Iterator[Problem]:
        for template in templates.by_role[selection.role.key]:
            used = self._used.get(template)
            if used is None:
                used = self._used[template] = frozenset(
                    of_one_role(variable.path, for_book=template in templates.for_book)
                    for variable in templates.names.get(template, ())
                ) - {()}
            yield from untranslated(self._book, selection, template, used)

    def _plan(self, roles: Sequence[Role], templates: Templates) -> Iterable[Planned]:
        naming = name_documents(self._book, roles, templates, self._contexts)
        self.problems.extend(naming.problems)
        for role in roles:
            selection = self._selected[role.key]
            if self.language == "en":
                self.problems.extend(self._untranslated(selection, templates))
            for template in templates.by_role[role.key]:
                if template in templates.for_book:
                    continue
                name = naming.names.get((role.key, template), "")
                context = self._contexts.digest(selection, templates.files[template].stem)
                yield Planned((role,), template, name, context, len(selection.sections))
        for template, own in templates.books(roles).items():
            yield self._of_all(template, own, naming.names.get((WHOLE_BOOK, template), ""))


def _other_language(templates: Templates, language: str) -> Iterator[Problem]:
    """A warning for each template whose own wording is in another language."""
    for template, own in templates.languages.items():
        if own != language:
            params = {"template": template, "own": own, "language": language}
            yield Problem(
                "template-other-language",
                Place(template),
                params,
                Severity.WARNING,
                frozenset(),
                template,
            )


def engine(compression: str, filters: FilterFile | None = None) -> str:
    """Renderer's format, compressor, filters: with context and template, all of a document.

    Args:
        compression: A setting of `renderers.compression`.
        filters: A company's own filters.
    """
    own = "" if filters is None else f" filters {filters.digest}"
    return f"{RENDER_FORMAT} {compressor(compression).name}{own}"


def workbook_id(book: DutyBook) -> str:
    """What tells the documents of two workbooks in one folder apart."""
    return book.settings.get("workbook_id", "").strip() or book.file


def are_two_workbooks(one: str, other: str) -> bool:
    """Whether two ids are surely those of two workbooks.

    The name of a file, which stands in where a workbook has no id, tells nothing: files
    are renamed, and given an id later.
    """
    named_by_file = any(each.lower().endswith(READABLE) for each in (one, other))
    return key(one) != key(other) and not named_by_file


def template_hashes(files: Mapping[str, TemplateFile]) -> dict[str, str]:
    """Hash of each template's bytes, by name."""
    return {name: file.digest for name, file in files.items()}
