"""`xl-addin generate`: problems first, then progress, then a summary."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli import options
from xl_addin.cli.console import (
    listed,
    print_hidden_rows,
    print_json,
    print_out,
    print_problems,
    problem_dict,
)
from xl_addin.messages import LANGUAGES, text

if TYPE_CHECKING:
    from xl_addin.pipeline.report import Report


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
@click.option("-j", "--jobs", type=click.IntRange(1, 64), help="Worker processes. 并行进程数。")
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
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """按 WORKBOOK 为每个岗位生成 Word 文档。

    Make the documents of every role in WORKBOOK.
    """
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
            limits=options.limits_of(limits),
            on_plan=on_plan,
            on_progress=None if as_json else bar.advance,
        )
    if as_json:
        print_json(report_dict(report, lang))
        return report.exit_code
    print_problems(report.late, lang, everything=True)
    _print_summary(report, lang, dry_run=dry_run)
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


def report_dict(report: Report, language: str) -> dict[str, Any]:
    """JSON-able form of a report."""
    return {
        "folder": str(report.folder) if report.folder else None,
        "seconds": round(report.seconds, 3),
        "exit_code": report.exit_code,
        "documents": [document.as_dict() for document in report.documents],
        "problems": [problem_dict(problem, language) for problem in report.problems],
        "hidden_rows": report.hidden_rows,
    }


def _print_summary(report: Report, language: str, *, dry_run: bool) -> None:
    done = report.done
    print_hidden_rows(report.hidden_rows, language)
    if dry_run:
        print_out(text("summary-planned", language, count=len(done)))
        print_out(*(f"  {document.file_name}" for document in done))
    elif done:
        print_out(
            text(
                "summary-done",
                language,
                count=len(done),
                roles=len({document.role for document in done}),
                templates=len({document.template for document in done}),
                seconds=f"{report.seconds:.1f}",
            )
        )
    else:
        print_out(text("summary-none", language))
    unchanged = report.with_status("unchanged")
    if unchanged:
        print_out(text("summary-unchanged", language, count=len(unchanged)))
    for status in ("withheld", "failed"):
        documents = [each for each in report.documents if each.status == status]
        if documents:
            names = listed((f"{each.role} {each.name}" for each in documents), language)
            print_out(text(f"summary-{status}", language, count=len(documents), roles=names))
    if done and report.folder and not dry_run:
        print_out(text("summary-folder", language, folder=str(report.folder.resolve())))
