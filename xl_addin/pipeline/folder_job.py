"""A run into a folder: what is due is made, what is edited is kept, what is stale put away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xl_addin.outputs.folder import FolderOutput
from xl_addin.pipeline.delivery import Delivered
from xl_addin.pipeline.folder_run import FolderRun
from xl_addin.pipeline.freshness import Due, FileState, FolderFiles, Freshness, compare
from xl_addin.pipeline.last_run import Asked
from xl_addin.pipeline.origins import Origins
from xl_addin.pipeline.plan import Planned
from xl_addin.pipeline.report import Action, DocumentResult, Report, StaleDocument, Status
from xl_addin.pipeline.run import Run
from xl_addin.pipeline.run_notes import RunNotes
from xl_addin.pipeline.stale import (
    decide,
    left_of,
    put_away,
    respelt,
    stale_documents,
    unplanned,
)
from xl_addin.stores.journal import CompleteRun, Journal
from xl_addin.stores.side_files import SideFiles

if TYPE_CHECKING:
    from xl_addin.pipeline.narrowing import Narrowing

Make = Callable[[Sequence[Due], FolderRun], Delivered]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How a folder's earlier documents are treated.

    Attributes:
        force: Make every document, up to date or not.
        overwrite_edited: Make documents over what a person changed or put there, and over
            those of other workbooks and files, and other ones of this.
        prune: Delete documents nobody asks for any more, unless a person changed them.
        archive: Move superseded versions to 历史版本.
        break_lock: Take the folder from a run that cannot be shown to be alive.
        durable: Each document has reached the disk before it gets its name.
        reread: Read the workbook even where nothing has changed since the last run.
    """

    force: bool = False
    overwrite_edited: bool = False
    prune: bool = False
    archive: bool = False
    break_lock: bool = False
    durable: bool = False
    reread: bool = False

    @property
    def puts_away(self) -> bool:
        """Whether documents nobody asks for any more are not only listed."""
        return self.prune or self.archive

    @property
    def may_repeat(self) -> bool:
        """Whether a run with nothing to do may end at once."""
        return not (
            self.force or self.overwrite_edited or self.prune or self.archive or self.reread
        )


class FolderJob:
    """One run into one folder.

    Args:
        run: What is to be made.
        output: The folder.
        upkeep: How earlier documents are treated.
        asked: What the run was asked for.
        workbook: Hash of the workbook's file when the run began; '' if it has none.
        make: Makes documents.
        notes: What is noted of the workbook meanwhile; None for a dry run.
        narrowing: What is known of the rest, where the run is for some roles only.
    """

    def __init__(
        self,
        run: Run,
        output: FolderOutput,
        upkeep: Upkeep,
        asked: Asked,
        workbook: str,
        make: Make,
        notes: RunNotes | None,
        narrowing: Narrowing | None = None,
    ) -> None:
        self.run = run
        self.output = output
        self.upkeep = upkeep
        self.asked = asked
        self.workbook = workbook
        self._make = make
        self._notes = notes
        self._narrowing = narrowing
        self._origins = Origins(output.folder, run.plan.file, asked.limits)
        run.folder = output.folder

    def look(self) -> Report:
        """What would be done, without taking or touching the folder."""
        journal, files = Journal(self.output.folder), FolderFiles(self.output.folder)
        fresh = self._compare(journal, files)
        present = [*fresh.kept, *fresh.edited, *(each.planned for each in fresh.due)]
        stale = self._stale(journal, files, present)
        return self.run.announce(self._planned(fresh), stale)

    def do(self) -> Report:
        """Bring the folder up to date.

        Raises:
            Busy: Another run holds the folder.
            EnvironmentFault: Disk, permission or the like.
            Widened: Narrowed to some roles, it turns out to concern others; nothing has been
                announced or made.
        """
        known = self._narrowing.journal if self._narrowing else None
        taken = FolderRun(
            self.output,
            break_lock=self.upkeep.break_lock,
            journal=known,
            origin=self._origins.own,
        )
        with taken as folder:
            if self._narrowing is not None:
                self._narrowing.must_hold(folder.journal, folder.files)
            fresh = self._compare(folder.journal, folder.files)
            self.run.announce(self._planned(fresh))
            self._adopt(fresh, folder)
            delivered = self._deliver(fresh, folder)
            present = [*fresh.kept, *fresh.edited, *delivered.done]
            stale = put_away(self._stale(folder.journal, folder.files, present), folder)
            report = self.run.report([*self._kept(fresh), *delivered.results], stale)
            self._remember(folder, report)
        return report

    def _deliver(self, fresh: Freshness, folder: FolderRun) -> Delivered:
        if not fresh.due:
            return Delivered(0)
        # Until every document is delivered there is no run to repeat.
        folder.journal.complete(None)
        if not self.upkeep.overwrite_edited:
            self.output.foreign = frozenset(
                name
                for each in fresh.due
                if folder.files.state(name := each.planned.file_name, None) is FileState.FOREIGN
                and folder.files.entry(name, folder.journal) is None
            )
        delivered = self._make(fresh.due, folder)
        self.output.finish()
        self.run.late += delivered.problems
        self.run.blocked |= delivered.blocked
        return delivered

    def _adopt(self, fresh: Freshness, folder: FolderRun) -> None:
        """Take over what stands there and was made from no file that is known, or left."""
        known = (folder.journal.entries[each.file_name] for each in fresh.kept)
        folder.adopt([entry for entry in known if self._origins.is_left(entry)])

    def _compare(self, journal: Journal, files: FolderFiles) -> Freshness:
        fresh = compare(
            self.run.plan,
            self.run.ready,
            journal,
            files,
            self._origins,
            whole=self.asked.whole,
            force=self.upkeep.force,
            overwrite_edited=self.upkeep.overwrite_edited,
        )
        if self.run.strict and any(each.is_error for each in fresh.problems):
            blocked = (*fresh.blocked, *(each.planned for each in fresh.due))
            fresh = replace(fresh, due=(), blocked=blocked)
        self.run.problems += fresh.problems
        self.run.withheld += fresh.blocked
        self.run.blocked = bool(fresh.blocked)
        return fresh

    def _planned(self, fresh: Freshness) -> list[DocumentResult]:
        due = (each.planned.result("planned", why=each.why) for each in fresh.due)
        return [*self._kept(fresh), *due]

    def _kept(self, fresh: Freshness) -> list[DocumentResult]:
        def result(each: Planned, status: Status) -> DocumentResult:
            return each.result(status, path=self.output.folder / each.file_name)

        return [
            *(result(each, "unchanged") for each in fresh.kept),
            *(result(each, "edited") for each in fresh.edited),
        ]

    def _stale(
        self, journal: Journal, files: FolderFiles, present: Iterable[Planned]
    ) -> tuple[StaleDocument, ...]:
        if self._narrowing is not None:
            # The last run left none, and every document keeps its name.
            return ()
        found = stale_documents(
            self.run.plan,
            self.run.book,
            journal,
            files,
            None if self.upkeep.overwrite_edited else self._origins,
            done=present,
            whole=self.asked.whole,
        )
        upkeep = self.upkeep
        if found and upkeep.prune:
            # Making the others may have taken minutes.
            files = FolderFiles(files.folder)
        return decide(found, journal, files, prune=upkeep.prune, archive=upkeep.archive)

    def _remember(self, folder: FolderRun, report: Report) -> None:
        """Tell the journal what is gone, and of a run that may be repeated unread."""
        plan, narrowing = self.run.plan, self._narrowing
        if narrowing is None:
            sides = SideFiles(self.output.folder)
            folder.journal.forget(
                entry.file
                for entry in unplanned(plan, folder.journal, folder.files)
                if left_of(entry, folder.files, sides) is None
            )
            folder.journal.forget(respelt(plan, folder.journal, folder.files))
        listed = any(
            each.action not in (Action.DELETED, Action.ARCHIVED) for each in report.stale
        )
        unfinished = report.exit_code != 0 or listed or report.hidden_rows
        if unfinished or not self.workbook or self.asked.fingerprint() != self.workbook:
            folder.journal.complete(None)
            return
        run = (
            narrowing.complete(self.workbook, len(report.problems))
            if narrowing
            else CompleteRun(
                asked=self.asked.digest(self.workbook, plan.template_hashes),
                templates=plan.templates,
                files=tuple(each.file_name for each in report.documents),
                warnings=len(report.problems),
            )
        )
        folder.journal.complete(run)
        imprint = self._notes.imprint(run.asked, report.problems, plan) if self._notes else None
        if imprint is not None and imprint.workbook == self.workbook:
            from xl_addin.stores.imprints import write_imprint

            write_imprint(self.output.folder, imprint)
