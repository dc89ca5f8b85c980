"""One run of the main job, from what is asked for to the report.

Three ways, the shortest first: nothing has changed since the last run; only some roles'
cells have; all must be read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from xl_addin.checks.settings import leaves_folder
from xl_addin.errors import UsageError
from xl_addin.executors.base import Executor
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.languages import DOCUMENT_LANGUAGES
from xl_addin.model.names import key
from xl_addin.outputs.base import Output
from xl_addin.outputs.folder import FolderOutput
from xl_addin.outputs.store import StoreOutput
from xl_addin.pipeline.check import all_problems, prepare_templates
from xl_addin.pipeline.children import (
    DEFAULT_FOLDER,
    begin_importing,
    begin_making,
    is_first,
    start_children,
)
from xl_addin.pipeline.delivery import Delivered, Progress, deliver
from xl_addin.pipeline.folder_job import FolderJob, Upkeep
from xl_addin.pipeline.folder_run import FolderRun
from xl_addin.pipeline.freshness import Due, Why
from xl_addin.pipeline.guarded_renderer import ready_further
from xl_addin.pipeline.guarded_source import is_large
from xl_addin.pipeline.jobs import choose_executor, processes, readers
from xl_addin.pipeline.last_run import Asked, LastRun, last_run, repeat
from xl_addin.pipeline.load import Loaded, chosen_roles, load
from xl_addin.pipeline.plan import Plan, Planned, engine
from xl_addin.pipeline.render_worker import RenderWorker
from xl_addin.pipeline.renderer_choice import RendererChoice
from xl_addin.pipeline.report import Report
from xl_addin.pipeline.run import OnPlan, Run
from xl_addin.pipeline.run_notes import RunNotes
from xl_addin.problems import Place, Problem, Severity
from xl_addin.sources import WorkbookSource

if TYPE_CHECKING:
    from xl_addin.pipeline.narrowing import Narrowing

_Make = Callable[[Sequence[Due], Output | FolderRun], Delivered]
_FILE_URL = "file://"
# What Word and Windows open: 260 characters with the closing zero.
_MOST_PATH = 259


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One run.

    Attributes:
        workbook: An .xlsx file, or any source.
        output: A folder, an fsspec URL or an `Output`; None takes the workbook's.
        asked: What is asked for.
        upkeep: How a folder's earlier documents are treated.
        jobs: Worker processes; None chooses.
        executor: Runs the renderings, instead of the one `jobs` stands for.
        strict: Make nothing at all if anything is wrong.
        dry_run: Check and plan, write nothing.
        on_plan: Called once with every problem and planned document, before rendering.
        on_progress: Called with (made, all) after each document.
        started: When it began, by `time.perf_counter`.
    """

    workbook: Path | str | WorkbookSource
    output: Path | str | Output | None
    asked: Asked
    upkeep: Upkeep
    jobs: int | None
    executor: Executor | None
    strict: bool
    dry_run: bool
    on_plan: OnPlan | None
    on_progress: Progress | None
    started: float = field(default_factory=time.perf_counter)

    def report(self) -> Report:
        """Do it.

        Raises:
            XlAddinError: As `generate` says.
        """
        self._must_not_put_away_in_a_store()
        fingerprint = self.asked.fingerprint()
        last = self._last_run() if fingerprint else None
        if last is not None and (again := repeat(last, fingerprint)) is not None:
            return replace(again, seconds=time.perf_counter() - self.started)
        start_children(to_read=self.asked.workbook is not None)
        report = self._narrowed(last, fingerprint) if last is not None else None
        return report or self._run(self._load(), fingerprint)

    def _must_not_put_away_in_a_store(self) -> None:
        if not isinstance(self.output, str) or not is_url(self.output):
            return
        options = (("--prune", self.upkeep.prune), ("--archive", self.upkeep.archive))
        for option, wanted in options:
            if wanted:
                raise UsageError("store-keeps-all", option=option, url=self.output)

    def _narrowed(self, last: LastRun, fingerprint: str) -> Report | None:
        """The report of a run for some roles only; None where the whole must be read."""
        # Many runs are a folder's first.
        from xl_addin.pipeline.narrowing import Widened, narrow

        less = narrow(last, fingerprint)
        try:
            return self._run(less.loaded, fingerprint, less) if less else None
        except Widened:
            return None

    def _last_run(self) -> LastRun | None:
        """The last run into the folder, if this one may rely on it."""
        if not self.upkeep.may_repeat or self.dry_run or self.strict:
            return None
        # The workbook may name another folder; then its documents are not in this one.
        output = self.asked.folder / DEFAULT_FOLDER if self.output is None else self.output
        if not isinstance(output, Path | str) or is_url(output):
            return None
        return last_run(self.asked, _as_folder(output))

    def _load(self) -> Loaded:
        count = readers(self.jobs)
        path = self.asked.workbook
        if path is None or not is_large(path) or not self._is_batch(path.parent):
            return load(self.workbook, self.asked.limits, count)
        # Few roles may be chosen in the end; till then the readers have nothing else to do.
        return load(self.workbook, self.asked.limits, count, partial(begin_importing, count))

    def _run(
        self, loaded: Loaded, fingerprint: str, narrowing: Narrowing | None = None
    ) -> Report:
        asked = self.asked
        chosen = (
            narrowing.chosen(asked.roles)
            if narrowing
            else chosen_roles(loaded.book, asked.roles)
        )
        making = processes(self.jobs, len(chosen)) if self._is_batch(loaded.folder) else 1
        loaded = _with_children(loaded, making)
        renderer = RendererChoice(asked.compression, asked.filters)
        prepared = prepare_templates(
            loaded,
            chosen,
            asked.templates,
            asked.template_folder,
            renderer,
            asked.limits,
            allow_external=asked.allow_external,
        )
        notes = None if self.dry_run else RunNotes(self.workbook, loaded, narrowing)
        if notes is not None:
            notes.begin_elsewhere()
        ready_further(making, prepared.usable, renderer, asked.limits)
        found = all_problems(loaded, prepared, are_all=asked.templates is None)
        loaded = loaded.without_cells()
        target = self._target(loaded)
        made_by = engine(asked.compression, asked.filters)
        plan = Plan(loaded, chosen, prepared, self._language(loaded), made_by)
        problems = [*self._open(_asked_for(found, asked.roles, chosen)), *plan.problems]
        if narrowing is not None:
            narrowing.must_go_to(target)
            problems = narrowing.own(problems, plan)
        run = Run(
            self.started,
            loaded.book,
            plan,
            problems,
            self.on_plan,
            strict=self.strict,
            narrowing=narrowing,
        )
        make = self._maker(plan, RenderWorker(prepared.files, renderer, asked.limits), notes)
        if not isinstance(target, FolderOutput):
            return self._into(target, run, make, notes)
        run.problems += _long_paths(run.ready, target.folder)
        upkeep = self.upkeep
        looks = self.dry_run
        if not (looks or run.ready or narrowing):
            # What nobody wants can be put away all the same, if it is sure what is wanted.
            looks = not upkeep.puts_away or any(each.is_error for each in run.problems)
            upkeep = replace(upkeep, prune=False, archive=False) if looks else upkeep
        job = FolderJob(run, target, upkeep, asked, fingerprint, make, notes, narrowing)
        return job.look() if looks else _with_snapshot(job.do(), notes)

    def _maker(self, plan: Plan, worker: RenderWorker, notes: RunNotes | None) -> _Make:
        """What makes the documents that are due, while the workbook is noted."""

        def make(due: Sequence[Due], into: Output | FolderRun) -> Delivered:
            executor = self.executor or choose_executor(self.jobs, len(due), self.asked.limits)
            if notes is not None:
                notes.begin()
            return deliver(plan, due, executor, worker, into, self.on_progress)

        return make

    def _into(self, target: Output, run: Run, make: _Make, notes: RunNotes | None) -> Report:
        """Make everything into an output that is no folder."""
        planned = run.announce(each.result("planned") for each in run.ready)
        if self.dry_run or not run.ready:
            return planned
        try:
            delivered = make([Due(each, Why.NEW) for each in run.ready], target)
            target.finish()
        finally:
            if isinstance(target, StoreOutput):
                target.close()
        run.late += delivered.problems
        run.blocked = delivered.blocked
        return _with_snapshot(run.report(delivered.results), notes)

    def _is_batch(self, folder: Path) -> bool:
        """Whether all documents are likely to be made, by processes of this machine.

        Args:
            folder: The workbook's.
        """
        if self.executor is not None or self.dry_run:
            return False
        output = folder / DEFAULT_FOLDER if self.output is None else self.output
        if isinstance(output, str) and is_url(output):
            return True
        return isinstance(output, Path | str) and is_first(_as_folder(output))

    def _language(self, loaded: Loaded) -> str:
        wanted = self.asked.language
        if wanted is None:
            return loaded.language
        if key(wanted) not in DOCUMENT_LANGUAGES:
            raise UsageError("document-language-unknown", language=wanted)
        return DOCUMENT_LANGUAGES[key(wanted)]

    def _open(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems without those of settings that an option takes the place of."""
        overruled = {
            "document-language-unknown": self.asked.language,
            "output-folder-outside": self.output,
        }
        codes = {code for code, option in overruled.items() if option is not None}
        return [problem for problem in problems if problem.code not in codes]

    def _target(self, loaded: Loaded) -> Output:
        output, durable = self.output, self.upkeep.durable
        if output is None:
            return FolderOutput(folder_named(loaded.book, loaded.folder), durable=durable)
        if isinstance(output, str) and is_url(output):
            return StoreOutput(
                output,
                workbook=loaded.book.settings.get("workbook_id", "").strip(),
                overwrite_edited=self.upkeep.overwrite_edited,
                break_lock=self.upkeep.break_lock,
            )
        if isinstance(output, Path | str):
            return FolderOutput(_as_folder(output), durable=durable)
        return output


def _asked_for(
    problems: Iterable[Problem], ids: Iterable[str] | None, chosen: Iterable[Role]
) -> Iterator[Problem]:
    """Problems without reminders of roles that are not asked for."""
    keys = {role.key for role in chosen}
    for each in problems:
        if ids is None or each.is_error or not each.roles or not keys.isdisjoint(each.roles):
            yield each


def _with_children(loaded: Loaded, making: int) -> Loaded:
    """The workbook, once the children that will make documents have begun to get ready."""
    begin_making(making)
    if making > 1 or loaded.held is None:
        return loaded
    # Who has the cells will have no time for them.
    loaded.held.let_go()
    return replace(loaded, held=None)


def folder_named(book: DutyBook, home: Path) -> Path:
    """The output folder by the workbook's own word.

    Args:
        book: The workbook.
        home: The folder it lies in.

    Raises:
        UsageError: It leads out of that.
    """
    # A path in a workbook stays below the workbook's folder.
    named = book.settings.get("output_folder", "").strip() or DEFAULT_FOLDER
    if leaves_folder(named):
        # Nothing will be written: the check of 设置 withholds every document.
        named = DEFAULT_FOLDER
    folder = (home / PureWindowsPath(named).as_posix()).resolve()
    if not folder.is_relative_to(home.resolve()):
        raise UsageError("output-folder-outside", folder=named)
    return folder


def _with_snapshot(report: Report, notes: RunNotes | None) -> Report:
    """The report of a run whose workbook has been kept for later comparison."""
    missed = tuple(notes.keep()) if notes else ()
    if not missed:
        return report
    problems = (*report.problems, *missed)
    return replace(report, problems=problems, late=(*report.late, *missed))


def _as_folder(output: Path | str) -> Path:
    """A folder, also where it is given as a `file://` address."""
    if str(output).startswith(_FILE_URL):
        # It brings http and ssl with it.
        from urllib.request import url2pathname

        return Path(url2pathname(str(output).removeprefix(_FILE_URL)))
    return Path(output)


def is_url(output: Path | str) -> bool:
    """Whether an output is an address of a store, and no folder."""
    return "://" in str(output) and not str(output).startswith(_FILE_URL)


def _long_paths(planned: Iterable[Planned], folder: Path) -> Iterator[Problem]:
    longest = _MOST_PATH - len(str(folder.resolve())) - 1
    for each in planned:
        if len(each.file_name) > longest:
            params = {"name": each.file_name, "folder": str(folder), "most": _MOST_PATH}
            place = Place(each.file_name)
            yield Problem("path-too-long", place, params, Severity.WARNING, each.concerned)
