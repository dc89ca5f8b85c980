"""The main job: a workbook's roles become documents in an output.

read → check → plan → compare with the journal → make → deliver. Documents are withheld
one by one, for the problems that concern them; with `strict`, any error withholds all.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PureWindowsPath

from xl_addin.checks.settings import leaves_folder
from xl_addin.errors import UsageError
from xl_addin.executors.base import Executor
from xl_addin.model.names import key
from xl_addin.model.schema import DOCUMENT_LANGUAGES
from xl_addin.outputs.base import Output
from xl_addin.outputs.folder import FolderOutput
from xl_addin.outputs.store import StoreOutput
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import (
    all_problems,
    prepare_templates,
    read_filters,
)
from xl_addin.pipeline.children import (
    DEFAULT_FOLDER,
    end_reading,
    is_first,
    start_children,
    start_further,
    start_readers,
)
from xl_addin.pipeline.delivery import Delivered, Progress, deliver
from xl_addin.pipeline.folder_job import FolderJob, Upkeep
from xl_addin.pipeline.folder_run import FolderRun
from xl_addin.pipeline.freshness import Due, Why
from xl_addin.pipeline.guarded_source import is_large
from xl_addin.pipeline.jobs import choose_executor, processes, readers
from xl_addin.pipeline.load import Loaded, chosen_roles, load
from xl_addin.pipeline.plan import Plan, Planned, engine
from xl_addin.pipeline.render_worker import RenderWorker
from xl_addin.pipeline.renderer_choice import RendererChoice
from xl_addin.pipeline.repeat import Asked, repeat
from xl_addin.pipeline.report import Report
from xl_addin.pipeline.run import OnPlan, Run
from xl_addin.pipeline.snapshot import RunSnapshot
from xl_addin.problems import Place, Problem, Severity
from xl_addin.renderers.compression import DEFAULT_SETTING
from xl_addin.sources import WorkbookSource

_FILE_URL = "file://"
# What Word and Windows open: 260 characters with the closing zero.
_MOST_PATH = 259


def generate(  # noqa: PLR0913 - every option of the main job, by name
    workbook: Path | str | WorkbookSource,
    *,
    output: Path | str | Output | None = None,
    roles: Iterable[str] | None = None,
    templates: Sequence[str | Path] | None = None,
    template_folder: Path | str | None = None,
    language: str | None = None,
    jobs: int | None = None,
    compression: str = DEFAULT_SETTING,
    strict: bool = False,
    allow_external: bool = False,
    filters: Path | str | None = None,
    dry_run: bool = False,
    upkeep: Upkeep | None = None,
    limits: Limits | None = None,
    executor: Executor | None = None,
    on_plan: OnPlan | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Make documents of a workbook.

    In a folder, only documents are made that are missing or made from something that
    has changed since; `upkeep` asks for other ways.

    Args:
        workbook: An .xlsx file, or any `WorkbookSource`.
        output: A folder, an fsspec URL or an `Output`; None takes the workbook's 输出文件夹, beside it.
        roles: Role ids; None takes every role that is in force and whose 生成 is on.
        templates: Template names or paths for every role; None takes the workbook's.
        template_folder: Where templates lie, instead of beside the workbook.
        language: `zh` or `en` for the documents; None takes the workbook's 文档语言.
        jobs: Worker processes; None chooses by the number of documents.
        compression: `fast`, `balanced` or `small`; equal settings give equal bytes.
        strict: Make nothing at all if anything is wrong.
        allow_external: Only mention what templates would fetch from outside.
        filters: A Python file whose functions templates may use as filters.
        dry_run: Check and plan, write nothing.
        upkeep: How a folder's earlier documents are treated.
        limits: What files may hold, and what working on them may take.
        executor: Runs the renderings, instead of the one `jobs` stands for.
        on_plan: Called once with every problem and planned document, before rendering.
        on_progress: Called with (made, all) after each document.

    Returns:
        Every document asked for and what became of it, and every problem.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: A role, template or language does not exist.
        EnvironmentFault: The output cannot be written to; Busy: another run holds it.
    """
    started = time.perf_counter()
    upkeep = upkeep or Upkeep()
    bounds = limits or Limits()
    own_filters = read_filters(filters)
    asked = Asked(
        Path(workbook) if isinstance(workbook, Path | str) else None,
        None if roles is None else tuple(roles),
        None if templates is None else tuple(templates),
        None if template_folder is None else Path(template_folder),
        language,
        compression,
        allow_external,
        own_filters,
    )
    fingerprint = asked.fingerprint()
    if fingerprint and upkeep.may_repeat and not (dry_run or strict):
        again = _repeat(asked, fingerprint, output)
        if again is not None:
            return replace(again, seconds=time.perf_counter() - started)

    start_children(to_read=asked.workbook is not None)
    if asked.workbook is not None and is_large(asked.workbook):
        start_readers(readers(jobs))
    loaded = load(workbook, bounds, readers(jobs))
    end_reading()
    chosen = chosen_roles(loaded.book, asked.roles)
    if executor is None and not dry_run and _is_first(loaded, output):
        start_further(processes(jobs, len(chosen)))
    renderer = RendererChoice(compression, own_filters)
    prepared = prepare_templates(
        loaded,
        chosen,
        asked.templates,
        asked.template_folder,
        renderer,
        bounds,
        allow_external=allow_external,
    )
    found = all_problems(loaded, prepared, are_all=asked.templates is None)
    snapshot = None if dry_run else RunSnapshot(workbook, loaded)
    loaded = loaded.without_cells()
    target = _target(loaded, output, upkeep)
    plan = Plan(
        loaded, chosen, prepared, _language(loaded, language), engine(compression, own_filters)
    )
    overruled = {"document-language-unknown": language, "output-folder-outside": output}
    settled = [code for code, option in overruled.items() if option is not None]
    problems = [*_overruled(found, settled), *plan.problems]
    run = Run(started, loaded.book, plan, problems, on_plan, strict=strict)
    worker = RenderWorker(prepared.files, renderer, bounds)

    def make(due: Sequence[Due], into: Output | FolderRun) -> Delivered:
        chosen_executor = executor or choose_executor(jobs, len(due), bounds)
        if snapshot is not None:
            snapshot.begin()
        return deliver(plan, due, chosen_executor, worker, into, on_progress)

    if isinstance(target, FolderOutput):
        run.problems += _long_paths(run.ready, target.folder)
        job = FolderJob(run, target, upkeep, asked, fingerprint, make)
        if dry_run or not run.ready:
            return job.look()
        return _with_snapshot(job.do(), snapshot)
    planned = run.announce(each.result("planned") for each in run.ready)
    if dry_run or not run.ready:
        return planned
    try:
        delivered = make([Due(each, Why.NEW) for each in run.ready], target)
        target.finish()
    finally:
        if isinstance(target, StoreOutput):
            target.close()
    run.late += delivered.problems
    return _with_snapshot(run.report(delivered.results), snapshot)


def _repeat(
    asked: Asked, fingerprint: str, output: Path | str | Output | None
) -> Report | None:
    if output is None:
        # The workbook may name another folder; then its documents are not in this one.
        output = asked.folder / DEFAULT_FOLDER
    if not isinstance(output, Path | str) or is_url(output):
        return None
    return repeat(asked, fingerprint, _as_folder(output))


def _with_snapshot(report: Report, snapshot: RunSnapshot | None) -> Report:
    """The report of a run whose workbook has been kept for later comparison."""
    missed = tuple(snapshot.keep()) if snapshot else ()
    if not missed:
        return report
    problems = (*report.problems, *missed)
    return replace(report, problems=problems, late=(*report.late, *missed))


def _is_first(loaded: Loaded, output: Path | str | Output | None) -> bool:
    """Whether all documents are likely to be made."""
    if isinstance(output, str) and is_url(output):
        return True
    folder = loaded.folder / DEFAULT_FOLDER if output is None else output
    return isinstance(folder, Path | str) and is_first(_as_folder(folder))


def _overruled(problems: Iterable[Problem], settled: Iterable[str]) -> list[Problem]:
    """Problems without those of settings that an option takes the place of."""
    codes = frozenset(settled)
    return [problem for problem in problems if problem.code not in codes]


def _language(loaded: Loaded, wanted: str | None) -> str:
    if wanted is None:
        return loaded.language
    if key(wanted) not in DOCUMENT_LANGUAGES:
        raise UsageError("document-language-unknown", language=wanted)
    return DOCUMENT_LANGUAGES[key(wanted)]


def _target(loaded: Loaded, output: Path | str | Output | None, upkeep: Upkeep) -> Output:
    if output is None:
        # A path in a workbook stays below the workbook's folder.
        named = loaded.book.settings.get("output_folder", "").strip() or DEFAULT_FOLDER
        if leaves_folder(named):
            # Nothing will be written: the check of 设置 withholds every document.
            named = DEFAULT_FOLDER
        folder = (loaded.folder / PureWindowsPath(named).as_posix()).resolve()
        if not folder.is_relative_to(loaded.folder.resolve()):
            raise UsageError("output-folder-outside", folder=named)
        return FolderOutput(folder, durable=upkeep.durable)
    if isinstance(output, str) and is_url(output):
        return StoreOutput(
            output, overwrite_edited=upkeep.overwrite_edited, break_lock=upkeep.break_lock
        )
    if isinstance(output, Path | str):
        return FolderOutput(_as_folder(output), durable=upkeep.durable)
    return output


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
