"""`xl-addin check`: what is wrong, before a document is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import (
    print_hidden_rows,
    print_json,
    print_out,
    print_problems,
    problem_dict,
)
from xl_addin.cli.progress import ProgressBar
from xl_addin.messages import text

if TYPE_CHECKING:
    from xl_addin.problems import Problem


@click.command("check", short_help="检查工作簿和模板 · check workbook and templates")
@options.workbook
@options.template_folder
@options.allow_external
@click.option(
    "--pages",
    is_flag=True,
    help="Lay every document out and look at its pages. 排版并检查页面。",
)
@options.filters
@options.as_json
@options.everything
@options.common
def command(
    workbook: Path,
    template_folder: Path | None,
    allow_external: bool,
    pages: bool,
    filters: Path | None,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """检查 WORKBOOK，并与模板双向核对。

    Check WORKBOOK, and compare it with its templates in both directions.
    """
    from xl_addin.pipeline.children import start_children

    start_children()
    from xl_addin.pipeline.check import inspect

    result = inspect(
        workbook,
        template_folder=template_folder,
        limits=options.limits_of(limits),
        allow_external=allow_external,
        filters=filters,
    )
    problems = result.problems
    if pages:
        problems += _of_pages(
            workbook,
            template_folder,
            filters,
            lang,
            allow_external=allow_external,
            as_json=as_json,
        )
    errors = any(problem.is_error for problem in problems)
    if as_json:
        print_json(
            {
                "hidden_rows": dict(result.hidden_rows),
                "roles": result.roles,
                "duties": result.duties,
                "templates": result.templates,
                "problems": [problem_dict(problem, lang) for problem in problems],
            }
        )
        return 1 if errors else 0
    print_hidden_rows(result.hidden_rows, lang)
    if problems:
        print_problems(problems, lang, everything=everything)
    else:
        counts = {
            "roles": result.roles,
            "duties": result.duties,
            "templates": len(result.templates),
        }
        print_out(text("no-problems", lang, **counts))
    return 1 if errors else 0


def _of_pages(
    workbook: Path,
    template_folder: Path | None,
    filters: Path | None,
    language: str,
    *,
    allow_external: bool,
    as_json: bool,
) -> tuple[Problem, ...]:
    from xl_addin.pipeline.page_check import check_laid_out

    with ProgressBar(language, "progress-pages") as bar:
        return check_laid_out(
            workbook,
            template_folder=template_folder,
            allow_external=allow_external,
            filters=filters,
            on_progress=None if as_json else bar.advance,
        )
