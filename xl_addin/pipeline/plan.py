"""Which documents a run is asked for, and which of them nothing stands in the way of.

Planning names and hashes documents; their contexts are built when their turn comes, so
that a batch of ten thousand needs no more memory than one of ten.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_addin.context import ContextBuilder, untranslated
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.document import RenderTask, TemplateFile
from xl_addin.pipeline.load import Loaded
from xl_addin.pipeline.naming import name_documents
from xl_addin.pipeline.report import DocumentResult, Status
from xl_addin.pipeline.templates import Templates
from xl_addin.problems import Problem
from xl_addin.renderers.base import RENDER_FORMAT
from xl_addin.renderers.compression import compressor
from xl_addin.stores.journal import Entry


@dataclass(frozen=True, slots=True)
class Planned:
    """One document asked for, before it is made.

    Attributes:
        role: Its role.
        template: Its template's name.
        file_name: Its own name; '' if a problem was found with it.
        context: Hash of its context.
        sections: Number of duty sections.
    """

    role: Role
    template: str
    file_name: str
    context: str
    sections: int

    def result(
        self, status: Status, *, path: Path | None = None, why: str = ""
    ) -> DocumentResult:
        """What became of it."""
        return DocumentResult(
            self.role.id,
            self.role.name,
            self.template,
            status,
            self.file_name,
            path,
            self.sections,
            why,
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
        problems: What stands in the way of their names, and texts without English.
        engine: `made_by`.
        templates: The templates' names.
        template_hashes: Hash of each.
        workbook: Id of the workbook.
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
        self.problems: list[Problem] = []
        self._loaded = loaded
        self.templates = tuple(templates.files)
        self._files = templates.files
        self._contexts = ContextBuilder(loaded.book, language)
        self.template_hashes = template_hashes(templates.files)
        self.documents = tuple(self._plan(roles, templates))

    def task(self, planned: Planned) -> RenderTask:
        """What a worker needs to make a document."""
        selection = self._loaded.selections[planned.role.key]
        stem = self._files[planned.template].stem
        context = self._contexts.build(selection, stem)
        return RenderTask(planned.role.key, planned.template, context, planned.file_name)

    def entry(self, planned: Planned, digest: str, size: int, mtime: int) -> Entry:
        """A document as the journal remembers it."""
        return Entry(
            file=planned.file_name,
            workbook=self.workbook,
            role=planned.role.id,
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

    def _plan(self, roles: Sequence[Role], templates: Templates) -> Iterable[Planned]:
        naming = name_documents(self._loaded.book, roles, templates, self._contexts)
        self.problems.extend(naming.problems)
        for role in roles:
            selection = self._loaded.selections[role.key]
            if self.language == "en":
                self.problems.extend(untranslated(self._loaded.book, selection))
            for template in templates.by_role[role.key]:
                name = naming.names.get((role.key, template), "")
                context = self._contexts.digest(selection, templates.files[template].stem)
                yield Planned(role, template, name, context, len(selection.sections))


def engine(compression: str) -> str:
    """The renderer's format and the compressor: with context and template, all of a document.

    Args:
        compression: A setting of `renderers.compression`.
    """
    return f"{RENDER_FORMAT} {compressor(compression).name}"


def workbook_id(book: DutyBook) -> str:
    """What tells the documents of two workbooks in one folder apart."""
    return book.settings.get("workbook_id", "").strip() or book.file


def template_hashes(files: Mapping[str, TemplateFile]) -> dict[str, str]:
    """Hash of each template's bytes, by name."""
    return {
        name: hashlib.blake2b(file.content, digest_size=16).hexdigest()
        for name, file in files.items()
    }


def settle(
    documents: Sequence[Planned], problems: Sequence[Problem], *, strict: bool
) -> tuple[list[Planned], list[Planned]]:
    """Documents that errors withhold, and the others."""
    errors = [problem for problem in problems if problem.is_error]
    if strict and errors:
        return list(documents), []
    everywhere = [problem for problem in errors if problem.roles is None]
    by_role: dict[str, list[Problem]] = defaultdict(list)
    for problem in errors:
        for role in problem.roles or ():
            by_role[role].append(problem)
    withheld: list[Planned] = []
    ready: list[Planned] = []
    for each in documents:
        role = each.role.key
        stands_in_the_way = any(
            problem.concerns(role, each.template)
            for problem in (*everywhere, *by_role.get(role, ()))
        )
        (withheld if stands_in_the_way or not each.file_name else ready).append(each)
    return withheld, ready
