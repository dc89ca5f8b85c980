"""`xl-addin generate`: problems first, then progress, then a summary (`summary`)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_problems
from xl_addin.cli.summary import print_summary, report_dict
from xl_addin.messages import LANGUAGES, text

if TYPE_CHECKING:
    from xl_addin.pipeline.report import Report

_MOST_JOBS = 64


def _jobs(_: click.Context, __: click.Parameter, value: str) -> int | None:
    """`auto` is None: as many as the batch is worth."""
    if value == "auto":
        return None
    if value.isdigit() and 1 <= int(value) <= _MOST_JOBS:
        return int(value)
    raise click.BadParameter(f"auto, 1 … {_MOST_JOBS}")


@click.command("generate", short_help="生成文档 · make the documents")
@options.workbook
@options.roles
@click.option(
    "-t",
    "--template",
    "templates",
    multiple=True,
    metavar="T",
    help="Template name or path; repeatable. 模板名或路径。",
)
@options.template_folder
@options.allow_external
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Output folder. 输出文件夹。",
)
@click.option(
    "-j",
    "--jobs",
    default="auto",
    metavar="auto|N",
    callback=_jobs,
    help="Worker processes. 并行进程数。",
)
@click.option(
    "--compression",
    type=click.Choice(["fast", "balanced", "small"]),
    default="balanced",
    help="Speed or size of the files. 文件压缩方式。",
)
@click.option(
    "--doc-lang", type=click.Choice(LANGUAGES), help="Documents' language. 文档语言。"
)
@click.option("--dry-run", is_flag=True, help="Check and plan only. 只检查，不写文件。")
@click.option("--strict", is_flag=True, help="Any error stops all. 有任何错误就全部不生成。")
@click.option("--force", is_flag=True, help="Make all, up to date or not. 全部重新生成。")
@click.option("--explain", is_flag=True, help="Say why each is made. 说明每份为何生成。")
@click.option(
    "--overwrite-edited", is_flag=True, help="Also over hand-made changes. 覆盖人工改动。"
)
@click.option(
    "--prune", is_flag=True, help="Delete what nobody asks for any more. 删除不再需要的文档。"
)
@click.option(
    "--archive", is_flag=True, help="Move old versions to 历史版本. 旧版移入“历史版本”。"
)
@click.option("--break-lock", is_flag=True, help="Ignore a dead run's lock. 解除残留占用。")
@click.option("--durable", is_flag=True, help="Survive a power cut. 逐份写到磁盘。")
@options.as_json
@options.everything
@options.limits
@options.language
@options.debug
def command(
    workbook: Path,
    roles: tuple[str, ...],
    templates: tuple[str, ...],
    template_folder: Path | None,
    allow_external: bool,
    output: Path | None,
    jobs: int | None,
    compression: str,
    doc_lang: str | None,
    dry_run: bool,
    strict: bool,
    force: bool,
    explain: bool,
    overwrite_edited: bool,
    prune: bool,
    archive: bool,
    break_lock: bool,
    durable: bool,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """按 WORKBOOK 为每个岗位生成 Word 文档。

    Make the documents of every role in WORKBOOK.
    """
    from xl_addin.pipeline.folder_job import Upkeep
    from xl_addin.pipeline.generate import generate

    bar = _ProgressBar(lang)

    def on_plan(plan: Report) -> None:
        if not as_json:
            print_problems(plan.problems, lang, everything=everything)

    with bar:
        report = generate(
            workbook,
            output=output,
            roles=roles or None,
            templates=templates or None,
            template_folder=template_folder,
            language=doc_lang,
            jobs=jobs,
            compression=compression,
            strict=strict,
            allow_external=allow_external,
            dry_run=dry_run,
            upkeep=Upkeep(
                force=force,
                overwrite_edited=overwrite_edited,
                prune=prune,
                archive=archive,
                break_lock=break_lock,
                durable=durable,
                reread=everything,
            ),
            limits=options.limits_of(limits),
            on_plan=on_plan,
            on_progress=None if as_json else bar.advance,
        )
    if as_json:
        print_json(report_dict(report, lang))
        return report.exit_code
    print_problems(report.late, lang, everything=True)
    print_summary(report, lang, dry_run=dry_run, explain=explain)
    return report.exit_code


class _ProgressBar:
    """A bar on a terminal, nothing elsewhere; drawn once there is something to count."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> _ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    @property
    def advance(self) -> Callable[[int, int], None] | None:
        """The callback, or None where there is no terminal."""
        return self._advance if sys.stderr.isatty() else None

    def _advance(self, made: int, total: int) -> None:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TimeRemainingColumn,
            )

            self._progress = Progress(
                "{task.description}",
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(text("progress", self._language), total=total)
        self._progress.update(self._task, completed=made, total=total)
