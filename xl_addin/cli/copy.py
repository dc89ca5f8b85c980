"""`xl-addin copy`: a copy for a colleague, or a workbook of its own."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out
from xl_addin.cli.values import FILE, require_ending
from xl_addin.messages import text


@click.command("copy", short_help="复制工作簿 · copy a workbook")
@options.workbook
@click.argument("new", required=False, metavar="[NEW]", type=FILE)
@click.option(
    "--new-id",
    is_flag=True,
    help="A workbook of its own, as for another year. 换新编号（如新年度）。",
)
@options.as_json
@options.common
def command(
    workbook: Path,
    new: Path | None,
    new_id: bool,
    as_json: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """把 WORKBOOK 复制为 NEW，供同事修改后合并；加 --new-id 则成为独立的工作簿。

    Copy WORKBOOK to NEW, for a colleague to edit and to be merged later; with --new-id
    it becomes a workbook of its own. Without NEW the file itself gets the new id.
    """
    from xl_addin.pipeline.copy import copy_workbook

    if new is not None:
        require_ending(new, "NEW", workbook.suffix.lower())
    made = copy_workbook(workbook, new, new_id=new_id, limits=options.limits_of(limits))
    backup = str(made.backup) if made.backup else ""
    if as_json:
        print_json(
            {"file": str(made.path), "workbook": made.workbook, "backup": backup or None}
        )
        return 0
    code = "copy-new" if new_id else "copy-made"
    print_out(text(code, lang, file=made.path, id=made.workbook, backup=backup))
    return 0
