"""The main job: a workbook's roles become documents in an output.

read → check → plan → compare with the journal → make → deliver. Documents are withheld
one by one, for the problems that concern them; with `strict`, any error withholds all.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from xl_addin.executors.base import Executor
from xl_addin.outputs.base import Output
from xl_addin.package.limits import Limits
from xl_addin.pipeline.check import read_filters
from xl_addin.pipeline.delivery import Progress
from xl_addin.pipeline.folder_job import Upkeep
from xl_addin.pipeline.generation import Generation
from xl_addin.pipeline.last_run import Asked
from xl_addin.pipeline.report import Report
from xl_addin.pipeline.run import OnPlan
from xl_addin.renderers.compression import DEFAULT_SETTING
from xl_addin.sources import WorkbookSource


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
        UsageError: A role, template or language does not exist; a store is to be pruned.
        EnvironmentFault: The output cannot be written to; Busy: another run holds it.
    """
    started = time.perf_counter()
    asked = Asked(
        Path(workbook) if isinstance(workbook, Path | str) else None,
        None if roles is None else tuple(roles),
        None if templates is None else tuple(templates),
        None if template_folder is None else Path(template_folder),
        language,
        compression,
        allow_external,
        read_filters(filters),
        in_folder=output is not None,
        limits=limits or Limits(),
    )
    return Generation(
        workbook=workbook,
        output=output,
        asked=asked,
        upkeep=upkeep or Upkeep(),
        jobs=jobs,
        executor=executor,
        strict=strict,
        dry_run=dry_run,
        on_plan=on_plan,
        on_progress=on_progress,
        started=started,
    ).report()
