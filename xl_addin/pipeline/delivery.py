"""Planned documents made and delivered, a chunk at a time.

Contexts are built as executors ask for tasks. A folder's documents are staged by whoever
rendered them; per chunk the journal learns of them, reaches the disk, and only then do
they get their names. So at every moment each named document is whole, and known.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, partial

from xl_addin.errors import (
    DeadlineError,
    EnvironmentFault,
    TemplateError,
    WorkerDied,
    XlAddinError,
)
from xl_addin.executors.base import Executor, Failure
from xl_addin.model.document import RenderedDocument, RenderTask
from xl_addin.outputs.base import Output, Receipt, Staged
from xl_addin.pipeline.folder_run import FolderRun
from xl_addin.pipeline.freshness import Due, file_called
from xl_addin.pipeline.guarded_renderer import out_of_bounds
from xl_addin.pipeline.plan import Plan, Planned
from xl_addin.pipeline.render_worker import RenderWorker, StagingWorker
from xl_addin.pipeline.report import DocumentResult, Status
from xl_addin.pipeline.templates import problem_of
from xl_addin.problems import Place, Problem

Progress = Callable[[int, int], None]
# A chunk ends at whichever comes first: little is lost by a crash, and syncing stays cheap.
_CHUNK = 256
_CHUNK_SECONDS = 0.5
# Faults that concern one document; every other one stops the batch.
_OF_ONE_DOCUMENT = frozenset(
    ["file-in-use", "file-not-ours", "document-saved-meanwhile", "document-of-other-workbook"]
)


@dataclass(slots=True)
class Delivered:
    """What has become of the documents so far."""

    total: int
    on_progress: Progress | None = None
    results: list[DocumentResult] = field(default_factory=list)
    done: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        """Whether what lies there, or is in use there, stood in the way of any."""
        return any(each.code in _OF_ONE_DOCUMENT for each in self.problems)

    def add(self, due: Due, receipt: Receipt) -> None:
        """Count one document that was delivered."""
        status: Status = "unchanged" if receipt.unchanged else "written"
        self.done.append(due.planned)
        self._count(due.planned.result(status, path=receipt.path, why=due.why))

    def fail(self, due: Due, error: XlAddinError) -> None:
        """Count one document that could not be made; stop the batch if none can.

        Raises:
            EnvironmentFault: Nothing more can be written.
        """
        of_one = isinstance(error, WorkerDied) or error.code in _OF_ONE_DOCUMENT
        if isinstance(error, EnvironmentFault) and not of_one:
            raise error
        self.problems.append(_problem(due.planned, error))
        self._count(due.planned.result("failed"))

    def _count(self, result: DocumentResult) -> None:
        self.results.append(result)
        if self.on_progress is not None:
            self.on_progress(len(self.results), self.total)


def deliver(
    plan: Plan,
    due: Sequence[Due],
    executor: Executor,
    worker: RenderWorker,
    output: Output | FolderRun,
    on_progress: Progress | None,
) -> Delivered:
    """Make every document that is due.

    Raises:
        EnvironmentFault: Disk, permission or the like; `fields` say how many documents
            were done before and how many are left.
    """
    delivered = Delivered(len(due), on_progress)
    try:
        if isinstance(output, FolderRun):
            _stage_and_place(plan, due, executor, worker, output, delivered)
        else:
            _write(plan, due, executor, worker, output, delivered)
    except EnvironmentFault as fault:
        done = len(delivered.done)
        fault.fields.update(done=done, left=len(due) - done)
        raise
    return delivered


def _write(
    plan: Plan,
    due: Sequence[Due],
    executor: Executor,
    worker: RenderWorker,
    output: Output,
    delivered: Delivered,
) -> None:
    called = cache(partial(file_called, plan))
    with closing(executor.map(worker, _tasks(plan, due))) as outcomes:
        for each, (_, outcome) in zip(due, outcomes, strict=True):
            if isinstance(outcome, Failure):
                delivered.fail(each, outcome.error)
                continue
            try:
                delivered.add(each, output.write(outcome))
            except EnvironmentFault as error:
                if error.code == "document-of-other-workbook":
                    error.fields["other_file"] = called(error.fields["other"])
                delivered.fail(each, error)


def _stage_and_place(
    plan: Plan,
    due: Sequence[Due],
    executor: Executor,
    worker: RenderWorker,
    run: FolderRun,
    delivered: Delivered,
) -> None:
    stager = run.output.stager()
    make: Callable[[RenderTask], Staged | RenderedDocument] = worker
    if executor.local:
        make = StagingWorker(worker, stager)
    chunk: list[tuple[Due, Staged]] = []
    since = time.monotonic()
    with closing(executor.map(make, _tasks(plan, due))) as outcomes:
        for each, (_, outcome) in zip(due, outcomes, strict=True):
            if isinstance(outcome, Failure):
                delivered.fail(each, outcome.error)
                continue
            # Another machine sends the document's bytes: they are written here.
            staged = stager(outcome) if isinstance(outcome, RenderedDocument) else outcome
            chunk.append((each, staged))
            if len(chunk) >= _CHUNK or time.monotonic() - since >= _CHUNK_SECONDS:
                _place(plan, chunk, run, delivered)
                chunk.clear()
                since = time.monotonic()
        _place(plan, chunk, run, delivered)


def _place(
    plan: Plan,
    chunk: Sequence[tuple[Due, Staged]],
    run: FolderRun,
    delivered: Delivered,
) -> None:
    run.remember(
        plan.entry(each.planned, staged.digest, staged.size, staged.mtime)
        for each, staged in chunk
    )
    for each, staged in chunk:
        try:
            delivered.add(each, run.place(staged))
        except EnvironmentFault as error:
            run.take_back(staged.file_name)
            delivered.fail(each, error)


def _tasks(plan: Plan, due: Sequence[Due]) -> Iterator[RenderTask]:
    return (plan.task(each.planned) for each in due)


def _problem(planned: Planned, error: XlAddinError) -> Problem:
    role = planned.role_id or planned.template
    if isinstance(error, WorkerDied):
        error = out_of_bounds(error, DeadlineError, planned.template)
    if isinstance(error, TemplateError):
        problem = problem_of(error, planned.template)
        place = problem.place
        params = {**problem.params, "role": role}
    else:
        place = Place(planned.file_name)
        params = {**error.fields, "role": role}
    roles = planned.concerned
    return Problem(error.code, place, params, roles=roles, template=planned.template)
