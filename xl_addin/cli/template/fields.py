"""`xl-addin template fields`: every name, with a real value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out
from xl_addin.cli.values import FILE, Choice
from xl_addin.messages import LANGUAGES, text

if TYPE_CHECKING:
    from xl_addin.pipeline.template_fields import FieldGroup


@click.command("fields", short_help="能用的名字和例子 · names and real values")
@options.workbook
@click.option("--role", metavar="ID", help="Show this role's values first. 先看该岗位的值。")
@click.option("--only", metavar="NAME", help="Only this sheet. 只看这张表。")
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="Write a Word cheat-sheet. 写成 Word 速查表。",
)
@click.option("--force", is_flag=True, help="Replace a file of that name. 覆盖同名文件。")
@click.option("--doc-lang", type=Choice(LANGUAGES), help="Documents' language. 文档语言。")
@options.as_json
@options.common
def command(
    workbook: Path,
    role: str | None,
    only: str | None,
    output: Path | None,
    force: bool,
    doc_lang: str | None,
    as_json: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """列出 WORKBOOK 的模板能用的全部名字，中英文对照，附真实的值。

    List every name templates of WORKBOOK can use, in Chinese and English, with values.
    """
    from xl_addin.pipeline.template_fields import cheat_sheet, groups_named, template_fields
    from xl_addin.pipeline.template_files import put_down

    groups = template_fields(
        workbook, role=role, language=doc_lang, limits=options.limits_of(limits)
    )
    if only is not None:
        groups = groups_named(groups, only)
    if output is not None:
        content = cheat_sheet(groups, workbook.name, lang)
        put_down(output, content, overwrite=force)
    if as_json:
        print_json([{**asdict(group), "statements": group.statements} for group in groups])
    elif output is not None:
        print_out(text("fields-written", lang, path=output))
    else:
        _print(groups, lang)
    return 0


def _print(groups: Sequence[FieldGroup], language: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for group in groups:
        title = "  ".join(
            [f"{group.english} · {group.chinese}", *filter(None, group.statements)]
        )
        table = Table(title=Text(title), title_justify="left", padding=(0, 0, 0, 1))
        for code in ("fields-chinese", "fields-english", "fields-example"):
            table.add_column(text(code, language), overflow="fold")
        for each in group.names:
            example = each.example.replace("\n", " ")
            mark = text("fields-list", language) if each.is_list else ""
            shown = mark + (example if len(example) <= 60 else example[:59] + "…")
            table.add_row(Text(each.chinese), Text(each.english), Text(shown))
        console.print(table)
