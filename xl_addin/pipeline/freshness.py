"""Which documents have to be made, and why; which are left as they stand.

Compares what a document would be made from with what the journal says it was made from,
and the file with what was written then.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from xl_addin.outputs.file_names import collision_key
from xl_addin.outputs.folder import content_digest
from xl_addin.pipeline.origins import Origins
from xl_addin.pipeline.plan import Plan, Planned, are_two_workbooks
from xl_addin.problems import Place, Problem, Severity
from xl_addin.stores.journal import Entry, Journal


class Why(StrEnum):
    """Why a document is made."""

    NEW = "new"
    MISSING = "missing"
    CONTENT = "content"
    TEMPLATE = "template"
    ENGINE = "engine"
    INTERRUPTED = "interrupted"
    EDITED = "edited"
    FORCED = "forced"
    OTHER_WORKBOOK = "other-workbook"
    OTHER_FILE = "other-file"
    OTHER_DOCUMENT = "other-document"


_OF_OTHERS = (Why.OTHER_WORKBOOK, Why.OTHER_FILE, Why.OTHER_DOCUMENT)
_TOLD_APART_BY = {"of_role": "{岗位编号}", "of_template": "{模板}"}


class FileState(StrEnum):
    """A file compared with what the journal says of it."""

    ABSENT = "absent"
    OURS = "ours"
    OLDER = "older"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Due:
    """A document to make, and why."""

    planned: Planned
    why: Why


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is to be done in a folder.

    Attributes:
        due: Documents to make.
        kept: Documents that are up to date.
        edited: Up-to-date documents that a person has changed since.
        blocked: Documents that would have to be made over what is not ours, not of this
            workbook or this file of it, or another document of it.
        problems: One for each of `edited` and `blocked`.
    """

    due: tuple[Due, ...]
    kept: tuple[Planned, ...]
    edited: tuple[Planned, ...]
    blocked: tuple[Planned, ...]
    problems: tuple[Problem, ...]


class FolderFiles:
    """What lies in a folder now, listed once.

    Args:
        folder: It need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stats: dict[str, os.stat_result] = {}
        try:
            with os.scandir(folder) as found:
                self._stats = {each.name: each.stat() for each in found if each.is_file()}
        except OSError:
            # A folder that is not there, or not readable, is refused when it is opened.
            self._stats = {}

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {collision_key(name): name for name in self._stats}

    def listed(self, name: str) -> str | None:
        """What a file is called in the listing: another spelling where case does not count."""
        if name in self._stats:
            return name
        other = self._by_key.get(collision_key(name))
        return other if other is not None and (self.folder / name).exists() else None

    def is_same(self, name: str, other: str) -> bool:
        """Whether two spellings are those of one file."""
        with contextlib.suppress(OSError):
            return (self.folder / name).samefile(self.folder / other)
        return False

    def entry(self, name: str, journal: Journal) -> Entry | None:
        """What the journal says of a file, maybe under another spelling."""
        return journal.entries.get(name) or journal.entries.get(self.listed(name) or "")

    def digest(self, name: str) -> str | None:
        """Hash of a file as it is now; None for one that cannot be read."""
        try:
            return content_digest((self.folder / name).read_bytes())
        except OSError:
            return None

    def is_newer(self, name: str) -> bool:
        """Whether a file has been put there, or written, since the folder was listed."""
        try:
            status = os.stat(os.path.join(self.folder, name))  # noqa: PTH116, PTH118 - asked of each document
        except OSError:
            return False
        listed = self._stats.get(self.listed(name) or "")
        mark = (status.st_size, status.st_mtime_ns)
        return listed is None or mark != (listed.st_size, listed.st_mtime_ns)

    def state(self, name: str, entry: Entry | None) -> FileState:
        """Whose a file is; contents are read only where size or time differ."""
        status = self._stats.get(self.listed(name) or "")
        if status is None:
            return FileState.ABSENT
        if entry is None:
            return FileState.FOREIGN
        if (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime):
            return FileState.OURS
        digest = self.digest(name)
        if digest == entry.digest:
            return FileState.OURS
        return FileState.OLDER if digest == entry.before else FileState.FOREIGN


def compare(
    plan: Plan,
    ready: Iterable[Planned],
    journal: Journal,
    files: FolderFiles,
    origins: Origins,
    *,
    whole: bool,
    force: bool,
    overwrite_edited: bool,
) -> Freshness:
    """Sort documents into those to make and those to leave.

    Args:
        plan: The run.
        ready: Documents nothing else stands in the way of.
        journal: What was made before.
        files: What lies in the folder.
        origins: Which file each was made from.
        whole: Whether all that the workbook wants is asked for: nothing else is kept.
        force: Make up-to-date documents too.
        overwrite_edited: Make documents over what a person changed or put there, and over
            those of other workbooks and files, and other ones of this.
    """
    due: list[Due] = []
    kept: list[Planned] = []
    edited: list[Planned] = []
    blocked: list[Planned] = []
    others: list[tuple[Planned, Entry]] = []
    for each in ready:
        entry = files.entry(each.file_name, journal)
        state = files.state(each.file_name, entry)
        why = _why(plan, each, entry, state)
        if entry is not None and (why or force or overwrite_edited):
            why = _why_not_ours(why, entry, state, origins)
            if not whole and why not in (Why.MISSING, *_OF_OTHERS) and plan.leaves(entry):
                why = Why.OTHER_DOCUMENT
        if why in _OF_OTHERS and entry is not None and not overwrite_edited:
            others.append((each, entry))
        elif state is FileState.FOREIGN and entry is not None and overwrite_edited:
            due.append(Due(each, why if why in _OF_OTHERS else Why.EDITED))
        elif state is FileState.FOREIGN and entry is not None:
            (blocked if why or force else edited).append(each)
        elif why or force:
            due.append(Due(each, why or Why.FORCED))
        else:
            kept.append(each)
    problems = [
        *(_problem("document-edited", each, Severity.WARNING) for each in edited),
        *(_problem("document-edited-outdated", each, Severity.ERROR) for each in blocked),
        *_of_others(plan, others, origins, files.folder),
    ]
    blocked += (each for each, _ in others)
    return Freshness(tuple(due), tuple(kept), tuple(edited), tuple(blocked), tuple(problems))


def _why(plan: Plan, each: Planned, entry: Entry | None, state: FileState) -> Why | None:
    if entry is None:
        return Why.NEW
    if state is FileState.ABSENT:
        return Why.MISSING
    if are_two_workbooks(entry.workbook, plan.workbook):
        return Why.OTHER_WORKBOOK
    if state is FileState.OLDER:
        return Why.INTERRUPTED
    if entry.context != each.context:
        return Why.CONTENT
    if entry.template_hash != plan.template_hashes[each.template]:
        return Why.TEMPLATE
    return None if entry.engine == plan.engine else Why.ENGINE


def _why_not_ours(
    why: Why | None, entry: Entry, state: FileState, origins: Origins
) -> Why | None:
    """Why a document is made that lies there, if it is another file's of this workbook."""
    if why is Why.OTHER_WORKBOOK or state is FileState.ABSENT:
        return why
    return Why.OTHER_FILE if origins.other(entry) else why


def _of_others(
    plan: Plan, others: Iterable[tuple[Planned, Entry]], origins: Origins, folder: Path
) -> Iterator[Problem]:
    """Name once for all documents of one owner that lie there and are not this workbook's."""
    of_workbooks: dict[str, list[Planned]] = {}
    of_files: dict[Path, list[Planned]] = {}
    of_this: dict[str, list[tuple[Planned, Entry]]] = {}
    for each, entry in others:
        if are_two_workbooks(entry.workbook, plan.workbook):
            of_workbooks.setdefault(entry.workbook, []).append(each)
        elif file := origins.other(entry):
            of_files.setdefault(file, []).append(each)
        else:
            of_this.setdefault(entry.template, []).append((each, entry))
    for workbook, documents in of_workbooks.items():
        owner = {"other": workbook, "other_file": file_called(plan, workbook)}
        yield _of_several("document-of-other-workbook", documents, owner, folder)
    for file, documents in of_files.items():
        yield _of_several("document-of-other-file", documents, _owner(plan, file), folder)
    for template, found in of_this.items():
        owner = {"role": found[0][1].role, "template": template} | _TOLD_APART_BY
        yield _of_several("document-of-other-role", [each for each, _ in found], owner, folder)


def _owner(plan: Plan, other: Path) -> dict[str, str]:
    # Few runs meet another file's documents.
    from xl_addin.pipeline.status import command_line, merge_command

    own = plan.file or Path()
    if other.parent == own.resolve().parent:
        other = own.with_name(other.name)
    return {
        "own": own.name,
        "other": other.name if other.parent == own.parent else str(other),
        "merge": merge_command(other, own),
        "command": command_line("copy", own, "--new-id"),
    }


def _of_several(
    code: str, documents: Sequence[Planned], owner: Mapping[str, str], folder: Path
) -> Problem:
    """What stands in the way of several documents, told by the first of them."""
    first, *rest = documents
    roles = [each.concerned for each in documents]
    return Problem(
        code,
        Place(folder.name),
        {"file": first.file_name, "count": len(documents) if rest else "", **owner},
        Severity.ERROR,
        None if None in roles else frozenset[str]().union(*filter(None, roles)),
    )


def file_called(plan: Plan, workbook: str) -> str:
    """What the file of a workbook was called last; '' if no snapshot within reach says."""
    # Few runs meet another workbook's documents.
    from xl_addin.stores.snapshots import Snapshots

    last = Snapshots(plan.folder).latest(workbook)
    return last.file if last else ""


def _problem(code: str, each: Planned, severity: Severity) -> Problem:
    return Problem(
        code,
        Place(each.file_name),
        {"file": each.file_name, "role": each.role_id or each.template},
        severity,
        each.concerned,
        each.template,
    )
