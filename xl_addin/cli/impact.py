"""`xl-addin impact`: which documents an edit of the workbook changes, and why."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import listed, print_json, print_out
from xl_addin.cli.values import FILE
from xl_addin.messages import text

if TYPE_CHECKING:
    from xl_addin.merge.report import Line
    from xl_addin.pipeline.impact import Affected, Impact

_MOST_REASONS = 6


@click.command("impact", short_help="改动会影响哪些文档 · which documents change")
@click.argument("workbook", type=FILE)
@click.argument("after", type=FILE, required=False)
@click.option(
    "--since", metavar="REVISION", help="Compare with a kept revision. 与某个版本比较。"
)
@options.template_folder
@options.as_json
@options.everything
@options.common
def command(
    workbook: Path,
    after: Path | None,
    since: str | None,
    template_folder: Path | None,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """从 WORKBOOK 改成 AFTER，哪些岗位的文档会变、哪些职责、为什么；或用 --since 与旧版本比较。

    Which documents differ between WORKBOOK and AFTER, which sections, and why; or between
    a revision kept earlier (--since) and WORKBOOK.
    """
    from xl_addin.pipeline.impact import impact

    found = impact(
        workbook,
        after,
        since=since,
        template_folder=template_folder,
        limits=options.limits_of(limits),
    )
    if as_json:
        print_json(found.as_dict())
        return 0
    if found.documents:
        _print(found, lang, everything=everything)
    else:
        print_out(text("impact-none", lang))
    if found.withheld:
        names = (role or text("impact-every-role", lang) for role, _ in found.withheld)
        print_out(text("impact-withheld", lang, roles=listed(names, lang)))
    return 0


def _print(found: Impact, lang: str, *, everything: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    count = len({each.role.key for each in found.documents if each.role})
    heading = text("impact-heading", lang, count=count, all=found.roles)
    table = Table(title=Text(heading), title_justify="left", padding=(0, 0, 0, 1))
    for name in ("role", "document", "sections", "why"):
        table.add_column(text(f"impact-{name}", lang), overflow="fold")
    for _, group in groupby(
        found.documents, key=lambda each: (each.role and each.role.key, each.reasons)
    ):
        same = list(group)
        documents = (
            f"{each.file or each.template} ({text(f'impact-{each.effect}', lang)})"
            for each in same
        )
        first = same[0]
        role = (
            f"{first.role.id} {first.role.name}"
            if first.role
            else text("impact-every-role", lang)
        )
        why = dict.fromkeys(
            line for each in same for line in _why(each, lang, everything=everything)
        )
        cells = (role, "\n".join(documents), "\n".join(first.sections), "\n".join(why))
        table.add_row(*map(Text, cells))
        table.add_section()
    Console(highlight=False).print(table)


def _why(each: Affected, lang: str, *, everything: bool) -> list[str]:
    said = [_reason(line, lang) for line in each.reasons]
    if each.template_changed:
        said.insert(0, text("impact-template", lang, template=each.template))
    if everything or len(said) <= _MOST_REASONS:
        return said
    rest = text("diff-more", lang, count=len(said) - _MOST_REASONS)
    return [*said[:_MOST_REASONS], rest]


def _reason(line: Line, lang: str) -> str:
    between = " × " if line.op.table == "toggles" else " · "
    said = between.join(word for word in (line.row, line.column) if word)
    return f"{text(f'diff-{line.change}', lang)} {said}"
