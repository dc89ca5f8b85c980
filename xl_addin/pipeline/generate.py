"""The main job: a workbook's roles become documents in an output.

read → check → select → context → task → render → deliver. Documents are withheld one
by one, for the problems that concern them; with `strict`, any error withholds all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PureWindowsPath
from typing import Any

from xl_addin.checks.settings import leaves_folder
from xl_addin.context import ContextBuilder, untranslated
from xl_addin.errors import (
    DeadlineError,
    EnvironmentFault,
    TemplateError,
    UsageError,
    WorkerDied,
    XlAddinError,
)
from xl_addin.executors.base import Executor, Failure
from xl_addin.executors.process_pool import ProcessPool
from xl_addin.model.book import Role
from xl_addin.model.document import RenderedDocument, RenderTask
from xl_addin.model.names import key
from xl_addin.model.schema import DOCUMENT_LANGUAGES
from xl_addin.outputs.base import Output
from xl_addin.outputs.folder import FolderOutput
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import RendererChoice, all_problems, prepare_templates
from xl_addin.pipeline.guarded_renderer import out_of_bounds, render_bounds
from xl_addin.pipeline.load import Loaded, chosen_roles, load
from xl_addin.pipeline.naming import name_documents
from xl_addin.pipeline.render_worker import RenderWorker
from xl_addin.pipeline.report import DocumentResult, Report
from xl_addin.pipeline.templates import Templates, problem_of
from xl_addin.problems import Place, Problem, Severity, in_reading_order
from xl_addin.renderers.compression import DEFAULT_SETTING
from xl_addin.sources import WorkbookSource

# Below this many documents one process is done before others have started.
_WORTH_PROCESSES = 80
_FOLDER = "输出"
# What Word and Windows open: 260 characters with the closing zero.
_MOST_PATH = 259
Progress = Callable[[int, int], None]
OnPlan = Callable[[Report], None]


@dataclass(frozen=True, slots=True)
class _Planned:
    """One document asked for, before it is made."""

    role: Role
    template: str
    task: RenderTask | None
    sections: int

    def result(self, status: Any, path: Path | None = None) -> DocumentResult:
        name = self.task.file_name if self.task else ""
        return DocumentResult(
            self.role.id, self.role.name, self.template, status, name, path, self.sections
        )


@dataclass(slots=True)
class _Run:
    """What has been found and made so far."""

    problems: list[Problem]
    late: list[Problem] = field(default_factory=list)
    results: list[DocumentResult] = field(default_factory=list)


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
    dry_run: bool = False,
    executor: Executor | None = None,
    limits: Limits | None = None,
    on_plan: OnPlan | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Make documents of a workbook.

    Args:
        workbook: An .xlsx file, or any `WorkbookSource`.
        output: A folder or an `Output`; None takes the workbook's 输出文件夹, beside it.
        roles: Role ids; None takes every role that is in force and whose 生成 is on.
        templates: Template names or paths for every role; None takes the workbook's.
        template_folder: Where templates lie, instead of beside the workbook.
        language: `zh` or `en` for the documents; None takes the workbook's 文档语言.
        jobs: Worker processes; None chooses by the number of documents.
        compression: `fast`, `balanced` or `small`; equal settings give equal bytes.
        strict: Make nothing at all if anything is wrong.
        allow_external: Only mention what templates would fetch from outside.
        dry_run: Check and plan, write nothing.
        limits: What files may hold, and what working on them may take.
        executor: Runs the renderings, instead of the one `jobs` stands for.
        on_plan: Called once with every problem and planned document, before rendering.
        on_progress: Called with (made, all) after each document.

    Returns:
        Every document asked for and what became of it, and every problem.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: A role, template or language does not exist.
        EnvironmentFault: The output cannot be written to.
    """
    started = time.perf_counter()
    bounds = limits or Limits()
    loaded = load(workbook, bounds)
    chosen = chosen_roles(loaded.book, roles)
    renderer = RendererChoice(compression)
    prepared = prepare_templates(
        loaded,
        chosen,
        templates,
        template_folder,
        renderer,
        bounds,
        allow_external=allow_external,
    )
    document_language = _language(loaded, language)
    target = _target(loaded, output)
    overruled = {"document-language-unknown": language, "output-folder-outside": output}
    settled = [code for code, option in overruled.items() if option is not None]
    run = _Run(_overruled(all_problems(loaded, prepared), settled))
    planned = _plan(loaded, chosen, prepared, document_language, run)
    withheld, ready = _settle(planned, run, strict=strict)
    folder = target.folder if isinstance(target, FolderOutput) else None
    if folder is not None:
        run.problems.extend(_long_paths(ready, folder))

    asked = {(each.role.id, each.template): number for number, each in enumerate(planned)}

    def report(results: Iterable[DocumentResult]) -> Report:
        return Report(
            tuple(sorted(results, key=lambda each: asked[each.role, each.template])),
            in_reading_order([*run.problems, *run.late]),
            in_reading_order(run.late),
            folder,
            time.perf_counter() - started,
            dict(loaded.book.hidden_rows),
        )

    plan = report([*(each.result("planned") for each in ready), *withheld])
    if on_plan is not None:
        on_plan(plan)
    if dry_run or not ready:
        return plan
    if isinstance(target, FolderOutput):
        target.open()
    worker = RenderWorker(prepared.files, renderer, bounds)
    pool = executor or _executor(jobs, len(ready), bounds)
    _deliver(pool, worker, ready, target, run, on_progress)
    target.finish()
    return report([*run.results, *withheld])


def _language(loaded: Loaded, wanted: str | None) -> str:
    if wanted is None:
        return loaded.language
    if key(wanted) not in DOCUMENT_LANGUAGES:
        raise UsageError("document-language-unknown", language=wanted)
    return DOCUMENT_LANGUAGES[key(wanted)]


def _target(loaded: Loaded, output: Path | str | Output | None) -> Output:
    if output is None:
        # A path in a workbook stays below the workbook's folder.
        named = loaded.book.settings.get("output_folder", "").strip() or _FOLDER
        if leaves_folder(named):
            # Nothing will be written: the check of 设置 withholds every document.
            named = _FOLDER
        folder = (loaded.folder / PureWindowsPath(named).as_posix()).resolve()
        if not folder.is_relative_to(loaded.folder.resolve()):
            raise UsageError("output-folder-outside", folder=named)
        return FolderOutput(folder)
    return FolderOutput(Path(output)) if isinstance(output, Path | str) else output


def _plan(
    loaded: Loaded, roles: Sequence[Role], templates: Templates, language: str, run: _Run
) -> list[_Planned]:
    """Every document asked for; those without a name have no task."""
    builder = ContextBuilder(loaded.book, language)
    naming = name_documents(loaded.book, roles, templates, builder)
    run.problems.extend(naming.problems)
    planned: list[_Planned] = []
    for role in roles:
        selection = loaded.selections[role.key]
        if language == "en":
            run.problems.extend(untranslated(loaded.book, selection))
        for template in templates.by_role[role.key]:
            stem = templates.files[template].stem
            context = builder.build(selection, stem)
            name = naming.names.get((role.key, template))
            task = RenderTask(role.key, template, context, name) if name else None
            planned.append(_Planned(role, template, task, len(selection.sections)))
    return planned


def _overruled(problems: Iterable[Problem], settled: Iterable[str]) -> list[Problem]:
    """Problems without those of settings that an option takes the place of."""
    codes = frozenset(settled)
    return [problem for problem in problems if problem.code not in codes]


def _long_paths(planned: Iterable[_Planned], folder: Path) -> Iterator[Problem]:
    longest = _MOST_PATH - len(str(folder.resolve())) - 1
    for each in planned:
        if each.task is not None and len(each.task.file_name) > longest:
            params = {"name": each.task.file_name, "folder": str(folder), "most": _MOST_PATH}
            yield Problem(
                "path-too-long",
                Place(each.task.file_name),
                params,
                Severity.WARNING,
                frozenset([each.role.key]),
            )


def _settle(
    planned: Sequence[_Planned], run: _Run, *, strict: bool
) -> tuple[list[DocumentResult], list[_Planned]]:
    errors = [problem for problem in run.problems if problem.is_error]
    withheld: list[DocumentResult] = []
    ready: list[_Planned] = []
    for each in planned:
        bad = each.task is None or any(
            problem.concerns(each.role.key, each.template) for problem in errors
        )
        if bad or (strict and errors):
            withheld.append(each.result("withheld"))
        else:
            ready.append(each)
    return withheld, ready


def _executor(jobs: int | None, documents: int, limits: Limits) -> Executor:
    if jobs is None:
        import os

        jobs = (os.cpu_count() or 1) if documents >= _WORTH_PROCESSES else 1
    return ProcessPool(min(jobs, documents), render_bounds(limits), attrgetter("template"))


def _deliver(
    pool: Executor,
    worker: RenderWorker,
    ready: Sequence[_Planned],
    output: Output,
    run: _Run,
    on_progress: Progress | None,
) -> None:
    tasks = [each.task for each in ready if each.task is not None]
    outcomes = _outcomes(pool, worker, tasks)
    for made, (each, outcome) in enumerate(zip(ready, outcomes, strict=True), start=1):
        if isinstance(outcome, Failure):
            run.late.append(_failed(each, outcome.error))
            run.results.append(each.result("failed"))
        else:
            run.results.append(_write(each, outcome, output, run))
        if on_progress is not None:
            on_progress(made, len(ready))


def _outcomes(
    pool: Executor, worker: RenderWorker, tasks: Sequence[RenderTask]
) -> Iterator[RenderedDocument | Failure]:
    for _, outcome in pool.map(worker, tasks):
        yield outcome


def _write(
    each: _Planned, document: RenderedDocument, output: Output, run: _Run
) -> DocumentResult:
    try:
        receipt = output.write(document)
    except EnvironmentFault as error:
        if error.code != "file-in-use":
            error.fields["done"] = len(run.results)
            raise
        run.late.append(_failed(each, error))
        return each.result("failed")
    return each.result("unchanged" if receipt.unchanged else "written", receipt.path)


def _failed(each: _Planned, error: XlAddinError) -> Problem:
    if isinstance(error, WorkerDied):
        error = out_of_bounds(error, DeadlineError, each.template)
    if isinstance(error, TemplateError):
        problem = problem_of(error, each.template)
        params = {**problem.params, "role": each.role.id, "name_of_role": each.role.name}
        return Problem(
            problem.code,
            problem.place,
            params,
            roles=frozenset([each.role.key]),
            template=each.template,
        )
    return Problem(
        error.code,
        Place(each.task.file_name if each.task else None),
        {**error.fields, "role": each.role.id},
        roles=frozenset([each.role.key]),
        template=each.template,
    )
