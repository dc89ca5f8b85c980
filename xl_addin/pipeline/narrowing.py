"""A run narrowed to the roles whose cells have changed since the last one.

Of a workbook of thousands of roles a person changes a few cells and asks again. Where the
last run was asked for the same and left an imprint (`model.imprint`), only the changed
roles are read, checked and planned; the documents of the others stay in the report as
that run left them, their warnings as a number. Every doubt, and every error, sends the
run the whole way (`Widened`): narrowed or not, it gives the same documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xl_addin.errors import XlAddinError
from xl_addin.model.book import Role
from xl_addin.model.imprint import Imprint
from xl_addin.model.names import key
from xl_addin.outputs.base import Output
from xl_addin.outputs.folder import FolderOutput
from xl_addin.pipeline.freshness import FolderFiles
from xl_addin.pipeline.last_run import LastRun
from xl_addin.pipeline.load import Loaded, chosen_roles, uncollected, understood
from xl_addin.pipeline.naming import WHOLE_BOOK
from xl_addin.pipeline.narrowed_source import NarrowedBook, read_narrowed
from xl_addin.pipeline.plan import Plan
from xl_addin.pipeline.report import DocumentResult
from xl_addin.pipeline.snapshot import written_before
from xl_addin.pipeline.warnings_of_roles import Owners, witnesses
from xl_addin.problems import Problem
from xl_addin.reader.imprints import is_data
from xl_addin.stores.imprints import read_imprint
from xl_addin.stores.journal import CompleteRun, Journal
from xl_addin.stores.snapshot_format import WrittenSheet, is_written_by_us, looks_digest


class Widened(Exception):
    """More than single roles is concerned: the run goes the whole way."""


class Narrowing:
    """What a narrowed run knows of the rest.

    Args:
        last: The last run.
        since: The imprint it left.
        read: What has changed since.
        loaded: The same as it was understood.
        written: Sheets that have not changed, as the last snapshot holds them.

    Attributes:
        loaded: The workbook with the changed roles only.
        read: What was read of it.
        written: As above.
        journal: The journal of the last run's folder, as it was read.
        documents: Every document of the other roles.
    """

    def __init__(
        self,
        last: LastRun,
        since: Imprint,
        read: NarrowedBook,
        loaded: Loaded,
        written: Mapping[str, WrittenSheet],
    ) -> None:
        self.loaded = loaded
        self.read = read
        self.written = written
        self.journal = last.journal
        self._last = last
        self._since = since
        self._own = [each for each in last.entries if key(each.role) in read.roles]
        self._sheets = {**since.sheets, **read.sheets}
        self._owners = Owners(self._sheets, read.roles)
        self._others = dict(since.others)
        self.documents: tuple[DocumentResult, ...] = tuple(
            last.result(each) for each in last.entries if key(each.role) not in read.roles
        )

    @property
    def order(self) -> dict[tuple[str, str], int]:
        """Place of every document of the last run, by role id and template."""
        entries = enumerate(self._last.entries)
        return {(each.role, each.template): number for number, each in entries}

    @property
    def earlier_warnings(self) -> int:
        """Number of warnings that hold as before."""
        return self._last.run.warnings - sum(
            self._since.warnings.get(role, 0) for role in self.read.roles
        )

    def chosen(self, ids: Sequence[str] | None) -> tuple[Role, ...]:
        """The changed ones of the roles asked for.

        Raises:
            Widened: None of them was asked for.
            UsageError: One of them is 停用.
        """
        own = self.read.roles
        asked = None if ids is None else [each for each in ids if key(each) in own]
        chosen = chosen_roles(self.loaded.book, asked)
        if own and not chosen:
            # Nothing would be looked up in templates, so nothing could be compared.
            raise Widened
        return chosen

    def own(self, problems: Iterable[Problem], plan: Plan) -> list[Problem]:
        """Problems of the changed roles, if that is all that is new.

        Raises:
            Widened: Something else is new or gone, documents get other names, or anything
                is an error.
        """
        found = list(problems)
        if not self.read.roles:
            if any(each.is_error for each in found) or not self._counts_are_the_same:
                raise Widened
            return []
        planned = [(each.role_id, each.template, each.file_name) for each in plan.documents]
        if (
            any(each.is_error for each in found)
            or not self._others_hold(self._owners.others(found), plan)
            or not plan.template_hashes.items() <= self._last.template_hashes.items()
            or sorted(planned) != sorted((e.role, e.template, e.file) for e in self._own)
        ):
            raise Widened
        return [each for each in found if self._owners.of(each) is not None]

    def _others_hold(self, found: Mapping[str, Problem], plan: Plan) -> bool:
        """Whether the warnings of no one role are the same; notes by whom each holds now."""
        if not found.keys() <= self._since.others.keys():
            return False
        for name, roles in self._since.others.items():
            left = [role for role in roles if role not in self.read.roles]
            if name in found:
                self._others[name] = [
                    *left,
                    *witnesses(found[name], self.loaded.book, plan),
                ][: max(len(roles), 1)]
            elif left:
                self._others[name] = left
            else:
                return False
        return True

    @property
    def _counts_are_the_same(self) -> bool:
        """Whether no warning can be new or gone where no role's cells have changed."""
        return all(
            is_data(sheet.name) or is_written_by_us(sheet.name) for sheet in self.read.changed
        )

    def must_go_to(self, target: Output) -> None:
        """Make sure that documents go where the last run left the others.

        Raises:
            Widened: They do not.
        """
        folder = target.folder if isinstance(target, FolderOutput) else None
        if folder is None or folder.resolve() != self._last.folder.resolve():
            raise Widened

    def must_hold(self, journal: Journal, files: FolderFiles) -> None:
        """Make sure that the rest is as the last run left it, now that nobody else may act.

        Raises:
            Widened: It is not.
        """
        but = {entry.file for entry in self._own}
        if journal.last_run != self._last.run or not self._last.is_untouched(files, but):
            raise Widened

    def complete(self, workbook: str, problems: int) -> CompleteRun:
        """This run as the journal remembers it: as one of all roles.

        Args:
            workbook: Hash of the workbook.
            problems: How many the changed roles have.
        """
        return replace(
            self._last.run,
            asked=self._last.asked.digest(workbook, self._last.template_hashes),
            warnings=self.earlier_warnings + problems,
        )

    def imprint(self, asked: str, content: str, problems: Iterable[Problem]) -> Imprint:
        """What this run leaves.

        Args:
            asked: Hash of all it depends on, as the journal has it.
            content: Digest of its snapshot; '' if none was taken.
            problems: Those of the changed roles.
        """
        left = {
            role: count
            for role, count in self._since.warnings.items()
            if role not in self.read.roles
        }
        return replace(
            self._since,
            asked=asked,
            workbook=self.read.file_digest,
            content=content,
            parts=self.read.parts,
            sheets=self._sheets,
            warnings=left | self._owners.counts(problems),
            others=self._others,
        )


def narrow(last: LastRun, workbook: str) -> Narrowing | None:
    """Read what has changed for single roles; None where the whole must be read.

    Args:
        last: The last run.
        workbook: Hash of the workbook.
    """
    path = last.asked.workbook
    since = read_imprint(last.folder)
    if path is None or since is None or since.asked != last.run.asked:
        return None
    if not last.was_of(since.workbook) or last.run.warnings != since.count:
        return None
    if any(entry.role == WHOLE_BOOK for entry in last.entries):
        return None
    try:
        read = read_narrowed(path, since, last.asked.limits)
    except XlAddinError:
        # It is told by the run proper.
        return None
    if read is None or read.file_digest != workbook:
        return None
    with uncollected():
        loaded = understood(path, read.raw)
    loaded = replace(loaded, file_digest=read.file_digest, parts=read.parts)
    written = written_before(loaded, since.content)
    if written is None:
        return None
    changed = {sheet.name for sheet in read.changed}
    kept = {title: sheet for title, sheet in written.items() if title not in changed}
    looks = {sheet.name: looks_digest(sheet) for sheet in read.raw.sheets}
    if any(sheet.looks != looks[title] for title, sheet in kept.items()):
        return None
    return Narrowing(last, since, read, loaded, kept)
