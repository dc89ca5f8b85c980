"""Which documents a change of the workbook changes, which of their sections, and why.

Takes two states of a workbook. Documents whose contexts and templates are equal are
equal, without being made; only the others are made twice and compared, so that what is
named is exactly what changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from xl_addin.errors import UsageError, XlAddinError
from xl_addin.merge.report import Line
from xl_addin.model.book import Role
from xl_addin.model.raw import RawBook
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import all_problems, prepare_templates
from xl_addin.pipeline.children import start_children
from xl_addin.pipeline.diff import diff_copies
from xl_addin.pipeline.impact_reasons import Reasons
from xl_addin.pipeline.keyed_copy import copy_of
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.plan import Plan, Planned, engine, workbook_id
from xl_addin.pipeline.render_worker import RenderWorker
from xl_addin.pipeline.renderer_choice import RendererChoice
from xl_addin.pipeline.settle import settle
from xl_addin.renderers.compression import DEFAULT_SETTING
from xl_addin.sources import WorkbookSource
from xl_addin.stores.snapshots import Snapshots

Document = tuple[str, str]
"""Role key and template name."""


class Effect(StrEnum):
    """What happens to a document."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Affected:
    """A document that changes.

    Attributes:
        role: Its role; None for a document of all roles at once.
        template: Its template.
        effect: What happens to it.
        file: Its name after the change; before it where it is gone.
        reasons: The differences it follows from.
        template_changed: Whether its template is another one.
        sections: Ids and titles of the duty sections concerned.
    """

    role: Role | None
    template: str
    effect: Effect
    file: str
    reasons: tuple[Line, ...]
    template_changed: bool
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change affects.

    Attributes:
        before: Name of the older state.
        after: Name of the newer.
        documents: The documents that change, in the order of the workbook.
        roles: How many roles have documents after the change.
        withheld: Documents that errors hold back, so that they stay as they are: role id, ''
            for one of all roles at once, and template.
    """

    before: str
    after: str
    documents: tuple[Affected, ...]
    roles: int
    withheld: tuple[tuple[str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {
            "before": self.before,
            "after": self.after,
            "documents": [
                {
                    "role": each.role.id if each.role else "",
                    "name": each.role.name if each.role else "",
                    "template": each.template,
                    "effect": each.effect.value,
                    "file": each.file,
                    "template_changed": each.template_changed,
                    "sections": list(each.sections),
                    "why": [_why(line) for line in each.reasons],
                }
                for each in self.documents
            ],
            "withheld": [list(each) for each in self.withheld],
        }


class _Stored:
    """A snapshot as a source, in the folder of its workbook."""

    def __init__(self, raw: RawBook, folder: Path) -> None:
        self._raw = raw
        self.folder: Path | None = folder

    def read(self) -> RawBook:
        return self._raw

    def fingerprint(self) -> str:
        return ""


def impact(
    before: Path,
    after: Path | None = None,
    *,
    since: str | None = None,
    template_folder: Path | None = None,
    limits: Limits | None = None,
) -> Impact:
    """Compare the documents two states of a workbook give.

    Args:
        before: The older workbook; with `since`, the workbook as it is now.
        after: The newer workbook.
        since: A revision in the store: the digest of a snapshot, or its beginning.
        template_folder: Where templates lie, instead of beside the workbook.
        limits: What files may hold, and what working on them may take.

    Raises:
        UsageError: There is nothing to compare with.
        WorkbookError: One cannot be read.
    """
    start_children()
    if after is not None:
        older, newer = load(before, limits), load(after, limits)
    else:
        newer = load(before, limits)
        older = load(_stored(newer, before, since), limits)
    return impact_of(older, newer, template_folder=template_folder, limits=limits)


def _stored(loaded: Loaded, path: Path, since: str | None) -> WorkbookSource:
    if since is None:
        raise UsageError("impact-needs-two")
    found = Snapshots(path.parent).find(workbook_id(loaded.book), since)
    raw = found.book() if found else None
    if raw is None:
        raise UsageError("revision-not-found", revision=since, file=path.name)
    return _Stored(raw, path.parent)


def impact_of(
    older: Loaded,
    newer: Loaded,
    *,
    template_folder: Path | None = None,
    limits: Limits | None = None,
) -> Impact:
    """`impact` of workbooks that have been read."""
    bounds = limits or Limits()
    old, new = (_State(each, template_folder, bounds) for each in (older, newer))
    found = diff_copies(copy_of(older.raw, older.path), copy_of(newer.raw, newer.path))
    reasons = Reasons(found.lines, older, newer)
    documents = tuple(_affected(old, new, reasons))
    roles = newer.book.roles
    withheld = tuple(
        (roles[key].id if key in roles else "", template)
        for key, template in sorted(new.withheld)
    )
    count = len({role.key for each in new.ready.values() for role in each.roles})
    return Impact(older.raw.name, newer.raw.name, documents, count, withheld)


class _State:
    """The documents one state of the workbook gives."""

    def __init__(self, loaded: Loaded, folder: Path | None, limits: Limits) -> None:
        renderer = RendererChoice()
        roles = loaded.book.document_roles()
        templates = prepare_templates(loaded, roles, None, folder, renderer, limits)
        made_by = engine(DEFAULT_SETTING)
        self.plan = Plan(loaded, roles, templates, loaded.language, made_by)
        problems = [*all_problems(loaded, templates), *self.plan.problems]
        settled = settle(self.plan, problems, strict=False)
        self.ready = {(each.role_key, each.template): each for each in settled.ready}
        self.withheld = {(each.role_key, each.template) for each in settled.withheld}
        self._render = RenderWorker(templates.files, renderer, limits)

    def content(self, planned: Planned) -> bytes | None:
        """The document; None if it cannot be made."""
        try:
            return self._render(self.plan.task(planned)).content
        except XlAddinError:
            return None

    def template_hash(self, planned: Planned) -> str:
        """Hash of a document's template."""
        return self.plan.template_hashes[planned.template]


def _affected(older: _State, newer: _State, reasons: Reasons) -> Iterator[Affected]:
    for document in dict.fromkeys([*newer.ready, *older.ready]):
        old, new = older.ready.get(document), newer.ready.get(document)
        if new is None and document in newer.withheld:
            continue
        effect = _effect(older, newer, old, new)
        if effect is None:
            continue
        shown = new or old
        assert shown is not None  # noqa: S101 - one of them named the document
        changed = bool(old and new and older.template_hash(old) != newer.template_hash(new))
        roles = {role.key for each in (old, new) if each for role in each.roles}
        lines = reasons.of(roles)
        yield Affected(
            None if shown.for_book else shown.roles[0],
            shown.template,
            effect,
            shown.file_name,
            lines,
            changed,
            () if shown.for_book else reasons.sections(document[0], lines),
        )


def _effect(
    older: _State, newer: _State, old: Planned | None, new: Planned | None
) -> Effect | None:
    if new is None:
        return Effect.GONE
    if old is None:
        return Effect.NEW
    same = (old.context, older.template_hash(old)) == (new.context, newer.template_hash(new))
    if not same and older.content(old) != newer.content(new):
        return Effect.CHANGED
    return None if old.file_name == new.file_name else Effect.NAME


def _why(line: Line) -> dict[str, str]:
    return {
        "change": line.change.value,
        "sheet": line.table,
        "row": line.row,
        "column": line.column,
        "old": line.old,
        "new": line.new,
    }
