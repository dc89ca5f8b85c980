"""`xl-addin check`: what is wrong, before a document is made."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import options
from xl_addin.cli.console import (
    print_hidden_rows,
    print_json,
    print_out,
    print_problems,
    problem_dict,
)
from xl_addin.messages import text


@click.command("check", short_help="检查工作簿和模板 · check workbook and templates")
@options.workbook
@options.template_folder
@options.allow_external
@options.as_json
@options.everything
@options.limits
@options.language
@options.debug
def command(
    workbook: Path,
    template_folder: Path | None,
    allow_external: bool,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """检查 WORKBOOK，并与模板双向核对。

    Check WORKBOOK, and compare it with its templates in both directions.
    """
    from xl_addin.pipeline.check import inspect

    result = inspect(
        workbook,
        template_folder=template_folder,
        limits=options.limits_of(limits),
        allow_external=allow_external,
    )
    errors = any(problem.is_error for problem in result.problems)
    if as_json:
        print_json(
            {
                "hidden_rows": dict(result.hidden_rows),
                "roles": result.roles,
                "duties": result.duties,
                "templates": result.templates,
                "problems": [problem_dict(problem, lang) for problem in result.problems],
            }
        )
        return 1 if errors else 0
    print_hidden_rows(result.hidden_rows, lang)
    if result.problems:
        print_problems(result.problems, lang, everything=everything)
    else:
        counts = {
            "roles": result.roles,
            "duties": result.duties,
            "templates": len(result.templates),
        }
        print_out(text("no-problems", lang, **counts))
    return 1 if errors else 0
