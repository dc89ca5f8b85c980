"""`xl-addin template preview`: one role's document, as it will look."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out, print_problems, problem_dict
from xl_addin.cli.values import FILE, FOLDER, Choice
from xl_addin.messages import LANGUAGES, text


@click.command("preview", short_help="看一个岗位的样子 · one role as PDF or PNG")
@options.template_file
@click.option(
    "-w",
    "--workbook",
    required=True,
    type=FILE,
    help="Where its content comes from. 内容来自该工作簿。",
)
@click.option("--role", required=True, metavar="ID", help="Role id. 岗位编号。")
@click.option("--pdf", is_flag=True, help="Also as PDF. 同时生成 PDF。")
@click.option("--png", is_flag=True, help="Also as pictures. 同时生成图片。")
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    help="Folder; beside the template. 文件夹；默认在模板旁边。",
)
@click.option("--doc-lang", type=Choice(LANGUAGES), help="Documents' language. 文档语言。")
@options.filters
@options.as_json
@options.common
def command(
    template: Path,
    workbook: Path,
    role: str,
    pdf: bool,
    png: bool,
    output: Path | None,
    doc_lang: str | None,
    filters: Path | None,
    as_json: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """按 TEMPLATE 生成一个岗位的文档，并可看排好版的页面。

    Make one role's document from TEMPLATE, and its pages.
    """
    from xl_addin.pipeline.template_preview import preview

    found = preview(
        template,
        workbook,
        role,
        output or template.parent / text("preview-folder", lang),
        pdf=pdf,
        png=png,
        language=doc_lang,
        filters=filters,
        limits=options.limits_of(limits),
    )
    code = 0 if found.files else 1
    if as_json:
        print_json(
            {
                "files": [str(each) for each in found.files],
                "problems": [problem_dict(problem, lang) for problem in found.problems],
            }
        )
        return code
    print_problems(found.problems, lang, everything=True)
    print_out(*(str(each) for each in found.files))
    return code
