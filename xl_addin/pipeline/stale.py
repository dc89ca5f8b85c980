"""Documents made earlier that nobody asks for any more; put away when that is wanted.

Only documents the journal knows are ever touched, and of those none is deleted that a
person has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.filesystem import free, make_folder, remove
from xl_addin.filesystem import replace as rename
from xl_addin.model.book import DutyBook
from xl_addin.model.names import key
from xl_addin.outputs.file_names import collision_key
from xl_addin.pipeline.folder_run import FolderRun
from xl_addin.pipeline.freshness import FileState, FolderFiles
from xl_addin.pipeline.naming import WHOLE_BOOK
from xl_addin.pipeline.origins import Origins
from xl_addin.pipeline.plan import Plan, Planned
from xl_addin.pipeline.report import Action, StaleDocument, StaleReason
from xl_addin.stores.journal import Entry, Journal
from xl_addin.stores.side_files import SideFiles

ARCHIVE = "历史版本"
_NUMBERED = "{stem} ({number})"


def stale_documents(
    plan: Plan,
    book: DutyBook,
    journal: Journal,
    files: FolderFiles,
    origins: Origins | None,
    *,
    done: Iterable[Planned],
    whole: bool,
) -> tuple[StaleDocument, ...]:
    """Documents of this workbook that nobody asks for any more.

    Args:
        plan: The run.
        book: The workbook.
        journal: What was made before.
        files: What lies in the folder.
        origins: Which file each was made from: another file's are asked for there; None
            where they count as this one's.
        done: Documents that are in the folder after this run: only those supersede.
        whole: Whether every role and template was asked for, so that what is not in the
            plan is not wanted.
    """
    delivered = {(each.role_key, each.template) for each in done}
    unclear = frozenset(key(each.role) for each in plan.impossible)
    judge = _Judge(plan, book, delivered, unclear, whole)
    sides = SideFiles(files.folder)
    return tuple(
        StaleDocument(left, entry.role, entry.template, reason)
        for entry in unplanned(plan, journal, files)
        if (left := left_of(entry, files, sides)) is not None
        and (reason := judge.reason(entry)) is not None
        and not (origins and origins.other(entry))
    )


def unplanned(plan: Plan, journal: Journal, files: FolderFiles) -> list[Entry]:
    """What was made earlier of this workbook and is called by no name of the plan."""
    spelt = _Spellings(plan, files)
    return [
        entry
        for entry in journal.entries.values()
        if entry.workbook == plan.workbook and spelt.planned(entry.file) is None
    ]


def respelt(plan: Plan, journal: Journal, files: FolderFiles) -> list[str]:
    """What the journal calls files that it knows by the plan's names for them as well."""
    spelt = _Spellings(plan, files)
    planned = ((file, spelt.planned(file)) for file in journal.entries)
    return [file for file, name in planned if name != file and name in journal.entries]


class _Spellings:
    """Tells which planned document a file is, where case does not count too."""

    def __init__(self, plan: Plan, files: FolderFiles) -> None:
        self._names = {each.file_name for each in plan.documents}
        self._files = files

    def planned(self, file: str) -> str | None:
        """The plan's name for a file; None for one that is not in the plan."""
        if file in self._names:
            return file
        name = self._by_key.get(collision_key(file))
        return name if name is not None and self._files.is_same(file, name) else None

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {collision_key(name): name for name in self._names}


def left_of(entry: Entry, files: FolderFiles, sides: SideFiles) -> str | None:
    """What lies there of a document: itself, or of one deleted by hand our PDF; None: nothing."""
    if files.state(entry.file, entry) is not FileState.ABSENT:
        return entry.file
    pdf = (files.folder / entry.file).with_suffix(".pdf")
    return pdf.name if sides.is_ours(pdf) else None


@dataclass(frozen=True, slots=True)
class _Judge:
    plan: Plan
    book: DutyBook
    done: set[tuple[str, str]]
    unclear: frozenset[str]
    whole: bool

    def reason(self, entry: Entry) -> StaleReason | None:
        document = (key(entry.role), entry.template)
        not_wanted = (
            self.whole
            and document not in self.plan.asked
            and entry.language == self.plan.language
        )
        if entry.role == WHOLE_BOOK:
            return StaleReason.BOOK_NOT_ASKED if not_wanted else None
        role = self.book.roles.get(key(entry.role))
        if role is None:
            return StaleReason.ROLE_GONE
        if not role.active:
            return StaleReason.ROLE_DISABLED
        if document in self.done and entry.language == self.plan.language:
            return StaleReason.SUPERSEDED
        if not not_wanted or role.key in self.unclear:
            # Which templates a role wants that names one that is nowhere, nobody knows.
            return None
        return StaleReason.NOT_ASKED if role.generate else StaleReason.ROLE_OFF


def decide(
    stale: Iterable[StaleDocument],
    journal: Journal,
    files: FolderFiles,
    *,
    prune: bool,
    archive: bool,
) -> tuple[StaleDocument, ...]:
    """What is to be done with each: superseded ones archived, the others deleted."""

    def decided(each: StaleDocument) -> StaleDocument:
        entry = journal.entries.get(each.file_name)
        edited = entry is not None and files.state(each.file_name, entry) is FileState.FOREIGN
        if archive and each.reason is StaleReason.SUPERSEDED:
            action = Action.TO_ARCHIVE
        elif not prune:
            action = Action.LISTED
        else:
            action = Action.EDITED if edited else Action.TO_DELETE
        return replace(each, action=action, edited=edited)

    return tuple(map(decided, stale))


def put_away(decided: Sequence[StaleDocument], run: FolderRun) -> tuple[StaleDocument, ...]:
    """Do what was decided.

    Raises:
        EnvironmentFault: A file can neither be moved nor deleted.
    """
    if not decided:
        return ()
    done = tuple(_put_away(decided, run.folder))
    run.journal.forget(_gone(done))
    return done


def _put_away(decided: Iterable[StaleDocument], folder: Path) -> Iterator[StaleDocument]:
    sides = SideFiles(folder)
    for each in decided:
        path = folder / each.file_name
        try:
            if each.action is Action.TO_ARCHIVE:
                make_folder(folder / ARCHIVE)
                target = free(folder / ARCHIVE / each.file_name, _NUMBERED)
                _with_pdf(path, sides, target)
                # A PDF without its document has been moved already.
                if path.exists():
                    rename(path, target)
                yield replace(each, action=Action.ARCHIVED)
            elif each.action is Action.TO_DELETE:
                _with_pdf(path, sides)
                remove(path)
                yield replace(each, action=Action.DELETED)
            else:
                yield each
        except PermissionError:
            yield replace(each, action=Action.IN_USE)
        except OSError as fault:
            cause = fault.strerror or type(fault).__name__
            raise EnvironmentFault("file-not-put-away", path=str(path), cause=cause) from fault


def _with_pdf(document: Path, sides: SideFiles, target: Path | None = None) -> None:
    """Put away our PDF of a document that is about to be: deleted, or moved beside `target`."""
    pdf = document.with_suffix(".pdf")
    if not sides.is_ours(pdf):
        return
    if target is None:
        remove(pdf)
    else:
        rename(pdf, free(target.with_suffix(".pdf"), _NUMBERED))
    sides.forget(pdf.name)


def _gone(done: Iterable[StaleDocument]) -> list[str]:
    return [each.file_name for each in done if each.action in (Action.DELETED, Action.ARCHIVED)]
