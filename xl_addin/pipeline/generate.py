"""The main job: a workbook's roles become documents in an output.

read → check → select → context → task → render → deliver. Documents are withheld one
by one, for the problems that concern them; with `strict`, any error withholds all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

from xl_addin.context import build_context, untranslated
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
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.document import RenderedDocument, RenderTask
from xl_addin.model.names import key, template_name
from xl_addin.model.schema import DEFAULT_FILE_NAME, ROLES
from xl_addin.outputs.base import Output
from xl_addin.outputs.file_names import UnknownPlaceholder, collision_key, file_name
from xl_addin.outputs.folder import FolderOutput
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import RendererChoice, all_problems, prepare_templates
from xl_addin.pipeline.guarded_renderer import out_of_bounds, render_bounds
from xl_addin.pipeline.load import Loaded, chosen_roles, load
from xl_addin.pipeline.render_worker import RenderWorker
from xl_addin.pipeline.report import DocumentResult, Report
from xl_addin.pipeline.templates import Templates, problem_of, setting_place
from xl_addin.problems import Place, Problem, in_reading_order
from xl_addin.renderers.compression import DEFAULT_SETTING
from xl_addin.sources import WorkbookSource

# Below this many documents one process is done before others have started.
_WORTH_PROCESSES = 80
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
    prepared = prepare_templates(loaded, chosen, templates, template_folder, renderer, bounds)
    document_language = _language(loaded.book, language)
    target = _target(loaded, output)
    run = _Run(list(all_problems(loaded, prepared)))
    planned = _plan(loaded, chosen, prepared, document_language, run)
    withheld, ready = _settle(planned, run, strict=strict)
    folder = target.folder if isinstance(target, FolderOutput) else None

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


def _language(book: DutyBook, wanted: str | None) -> str:
    language = wanted or book.settings.get("document_language", "").strip().lower() or "zh"
    aliases = {
        "zh": "zh",
        "zh-cn": "zh",
        "中文": "zh",
        "en": "en",
        "英文": "en",
        "english": "en",
    }
    if language not in aliases:
        raise UsageError("document-language-unknown", language=language)
    return aliases[language]


def _target(loaded: Loaded, output: Path | str | Output | None) -> Output:
    if output is None:
        # A path in a workbook stays below the workbook's folder.
        named = loaded.book.settings.get("output_folder", "").strip() or "输出"
        folder = (loaded.folder / named).resolve()
        if not folder.is_relative_to(loaded.folder.resolve()):
            raise UsageError("output-folder-outside", folder=named)
        return FolderOutput(folder)
    return FolderOutput(Path(output)) if isinstance(output, Path | str) else output


def _plan(
    loaded: Loaded, roles: Sequence[Role], templates: Templates, language: str, run: _Run
) -> list[_Planned]:
    """Every document asked for; those with a fault of their own have no task."""
    planned: list[_Planned] = []
    taken: dict[str, tuple[Role, str]] = {}
    for role in roles:
        selection = loaded.selections[role.key]
        if language == "en":
            run.problems.extend(untranslated(loaded.book, selection))
        for template in templates.by_role[role.key]:
            stem = templates.files[template].stem
            context = build_context(loaded.book, selection, template=stem, language=language)
            name = _file_name(loaded.book, role, context, stem, run)
            task = RenderTask(role.key, template, context, name) if name else None
            if name:
                first = taken.setdefault(collision_key(name), (role, template))
                if first != (role, template):
                    run.problems.append(_collision(loaded.book, role, first[0], name))
                    task = None
            planned.append(_Planned(role, template, task, len(selection.sections)))
    return planned


def _file_name(
    book: DutyBook, role: Role, context: dict[str, Any], stem: str, run: _Run
) -> str:
    table = book.tables["roles"]
    own = role.record.text("file_name")
    pattern = own or book.settings.get("file_name", "").strip() or DEFAULT_FILE_NAME
    values = {
        key(name): context["role"][field.name]
        for field in table.fields
        for name in (field.name, field.chinese, field.header)
    }
    values |= {name: context["role"][c.name] for c in ROLES.columns for name in c.keys}
    values |= {key(name): stem for name in ("模板", "template")}
    values |= {key(name): context["doc"]["language"] for name in ("语言", "language")}
    try:
        return file_name(pattern, _ByKey(values))
    except UnknownPlaceholder as unknown:
        place = (
            table.place(role.record, "file_name", book.file)
            if own
            else setting_place(book, "file_name")
        )
        run.problems.append(
            Problem(
                "file-name-placeholder",
                place,
                {"placeholder": unknown.name, "pattern": pattern},
                roles=frozenset([role.key]),
            )
        )
        return ""


class _ByKey(dict[str, object]):
    """Placeholders are found whatever their width, case and spaces."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(self._key(name))

    def __getitem__(self, name: str) -> object:
        return super().__getitem__(self._key(name))

    def _key(self, name: object) -> str:
        shown = key(str(name))
        return shown if super().__contains__(shown) else key(template_name(str(name)))


def _collision(book: DutyBook, role: Role, other: Role, name: str) -> Problem:
    table = book.tables["roles"]
    return Problem(
        "file-name-twice",
        table.place(role.record, "id", book.file),
        {
            "name": name,
            "role": role.id,
            "other": other.id,
            "other_place": str(table.place(other.record, "id", book.file)),
        },
        roles=frozenset([role.key, other.key]),
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
