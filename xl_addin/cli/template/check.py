"""`xl-addin template check`: one template, every mistake with its place and cure."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out, print_problems, problem_dict
from xl_addin.messages import text


@click.command("check", short_help="核对模板 · what is wrong with it")
@options.template_file
@options.against
@options.filters
@options.allow_external
@options.as_json
@options.everything
@options.common
def command(
    template: Path,
    workbook: Path | None,
    filters: Path | None,
    allow_external: bool,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """核对 TEMPLATE：标签、层次、名字；给出工作簿时再逐个岗位试填一遍。

    Check TEMPLATE: tags, levels, names; with a workbook also fill it for every role.
    """
    from xl_addin.pipeline.template_check import check_template

    problems = check_template(
        template,
        workbook=workbook,
        filters=filters,
        allow_external=allow_external,
        limits=options.limits_of(limits),
    )
    errors = any(problem.is_error for problem in problems)
    if as_json:
        print_json({"problems": [problem_dict(problem, lang) for problem in problems]})
        return 1 if errors else 0
    if problems:
        print_problems(problems, lang, everything=everything)
    else:
        print_out(text("template-sound", lang, template=template.name))
    if workbook is None:
        print_out(text("template-names-unchecked", lang))
    return 1 if errors else 0
