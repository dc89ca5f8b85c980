"""`xl-addin log`: the revisions of a workbook and what changed in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out
from xl_addin.cli.values import Count
from xl_addin.messages import text
from xl_addin.wording import change_text

if TYPE_CHECKING:
    from xl_addin.pipeline.history import Revision

_MOST_NAMES = 8
_MOST_LINES = 20


@click.command("log", short_help="修改历史 · revisions and what changed")
@options.workbook
@click.option(
    "-n",
    "--most",
    default=10,
    type=Count(),
    show_default=True,
    help="How many revisions. 最多列出几次。",
)
@options.as_json
@options.everything
@options.common
def command(
    workbook: Path,
    most: int,
    as_json: bool,
    everything: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """列出 WORKBOOK 的历次快照：什么时候，哪些行、列和开关变了。

    The revisions of WORKBOOK: when, and which rows, columns and toggles changed.
    """
    from xl_addin.pipeline.history import history

    revisions = history(workbook, most=most, limits=options.limits_of(limits))
    if as_json:
        print_json({"revisions": [_as_dict(each) for each in revisions]})
        return 0
    if not revisions:
        print_out(text("status-no-snapshots", lang))
    for revision in revisions:
        print_out(_heading(revision, lang), *_lines(revision, lang, everything=everything))
    return 0


def _heading(revision: Revision, language: str) -> str:
    if revision.snapshot is None:
        return text("log-now", language)
    when = f"{revision.snapshot.time.astimezone():%Y-%m-%d %H:%M}"
    return f"{when}  {revision.snapshot.digest[:8]}  {revision.snapshot.file}"


def _lines(revision: Revision, language: str, *, everything: bool) -> Iterator[str]:
    if revision.since is None:
        yield "  " + text("log-first", language)
        return
    if not revision.changes:
        yield "  " + text("log-nothing", language)
    most = len(revision.changes) if everything else _MOST_LINES
    names = None if everything else _MOST_NAMES
    for change in revision.changes[:most]:
        yield "  " + change_text(change, language, most=names)
    if len(revision.changes) > most:
        yield "  " + text("log-rest", language, count=len(revision.changes) - most)


def _as_dict(revision: Revision) -> dict[str, Any]:
    return {
        "snapshot": revision.snapshot.as_dict() if revision.snapshot else None,
        "since": revision.since.digest if revision.since else None,
        "changes": [each.as_dict() for each in revision.changes],
    }
