"""`xl-addin diff`: what differs between two copies of a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_err, print_json, print_out
from xl_addin.cli.values import FILE, NewFile
from xl_addin.messages import text

if TYPE_CHECKING:
    from xl_addin.pipeline.diff import Difference

_MOST_LINES = 200
_WIDEST = 60
_WORDS = ("what", "table", "row", "column", "old", "new", "place", "blank")
_COLOURS = {
    "added": "green",
    "on": "green",
    "removed": "red",
    "off": "red",
    "moved": "blue",
}


@click.command("diff", short_help="比较两份工作簿 · compare two workbooks")
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option(
    "--html", type=NewFile(".html", ".htm"), help="Write a page with coloured cells. 写成网页。"
)
@click.option(
    "--xlsx", type=NewFile(".xlsx"), help="Write a workbook with coloured cells. 写成表格。"
)
@options.as_json
@click.option("--all", "everything", is_flag=True, help="Show every difference. 全部列出。")
@options.common
def command(
    before: Path,
    after: Path,
    html: Path | None,
    xlsx: Path | None,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """按编号（不按位置）比较工作簿 BEFORE 和 AFTER。写法不同而意思相同的不算。

    Compare the workbooks BEFORE and AFTER by id, never by position. Equal values in
    different notation are no differences.
    """
    from xl_addin.pipeline.diff import diff_workbooks

    found = diff_workbooks(before, after, limits=options.limits_of(limits))
    _write_files(found, html, xlsx, lang)
    if as_json:
        print_json(found.as_dict())
        return 0
    if found.lines:
        _print(found, lang, everything=everything)
    else:
        print_out(text("diff-none", lang))
    for path in (html, xlsx):
        if path:
            print_out(text("diff-written", lang, path=path))
    return 0


def _write_files(found: Difference, html: Path | None, xlsx: Path | None, lang: str) -> None:
    from xl_addin.merge.report import Change

    words = {name: text(f"diff-{name}", lang) for name in (*_WORDS, *Change)}
    title = _heading(found, lang)
    if html:
        from xl_addin.merge.html_report import html_report

        _put(html, html_report(found.lines, title, words, lang).encode())
    if xlsx:
        from xl_addin.pipeline.diff_sheet import diff_sheet

        words["title"] = text("diff-what", lang)
        _put(xlsx, diff_sheet(found.lines, words))


def _put(path: Path, content: bytes) -> None:
    from xl_addin.pipeline.side_output import put

    put(path, content, "diff", refusal="report-not-ours")


def _heading(found: Difference, lang: str) -> str:
    names = {"before": found.before, "after": found.after}
    return text("diff-heading", lang, count=len(found.lines), **names)


def _print(found: Difference, lang: str, *, everything: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    table = Table(title=Text(_heading(found, lang)), title_justify="left", padding=(0, 0, 0, 1))
    for name in ("what", "table", "row", "column", "old", "new", "place"):
        table.add_column(text(f"diff-{name}", lang), overflow="fold")
    shown = found.lines if everything else found.lines[:_MOST_LINES]
    for line in shown:
        kind = Text(text(f"diff-{line.change}", lang), _COLOURS.get(line.change, "yellow"))
        cells = (line.table, line.row, line.column, _short(line.old), _short(line.new))
        table.add_row(kind, *map(Text, cells), Text(line.place.address or ""))
    console.print(table)
    if len(found.lines) > len(shown):
        print_err(text("diff-more", lang, count=len(found.lines) - len(shown)))


def _short(value: str) -> str:
    return value if len(value) <= _WIDEST else f"{value[: _WIDEST - 1]}…"
