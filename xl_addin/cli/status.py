"""`xl-addin status`: who has a workbook open, which copies there are, what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import error_dict, print_error, print_json, print_out
from xl_addin.messages import text
from xl_addin.wording import opener_text

if TYPE_CHECKING:
    from xl_addin.pipeline.status import Status


@click.command("status", short_help="谁在用、有哪些副本 · who has it open, which copies")
@options.workbook
@options.as_json
@options.common
def command(
    workbook: Path, as_json: bool, limits: tuple[str, ...], lang: str, debug: bool
) -> int:
    """查看 WORKBOOK 由谁打开、旁边有哪些副本、有哪些快照。

    Who has WORKBOOK open, which copies lie beside it, which snapshots there are.
    """
    from xl_addin.pipeline.status import status

    found = status(workbook, limits=options.limits_of(limits))
    if as_json:
        fault = error_dict(found.fault, lang) if found.fault else {}
        print_json({**found.as_dict(), **fault})
    else:
        print_out(*_lines(found, lang))
        if found.fault:
            print_error(found.fault, lang)
    return found.fault.exit_code if found.fault else 0


def _lines(found: Status, language: str) -> Iterator[str]:
    yield text("status-workbook", language, file=found.path.name, id=found.workbook)
    yield from (f"  {opener_text(each, language)}" for each in found.openers)
    if not found.openers:
        yield "  " + text("status-nobody", language)
    if found.fault:
        return
    if not found.workbook:
        yield "  " + text("status-no-id", language)
    yield from (f"  {line}" for line in _copies(found, language))
    yield from (f"  {line}" for line in _snapshots(found, language))


def _copies(found: Status, language: str) -> Iterator[str]:
    from xl_addin.pipeline.status import merge_command

    for copy in found.to_merge:
        yield text("status-conflict", language, file=copy.path.name, program=copy.program)
    if found.to_merge:
        yield "  " + text("status-merge", language, command=found.merge_command)
    for copy in found.other_years:
        yield text("status-year", language, file=copy.path.name)
        yield "  " + found.new_id_command(copy)
        yield "  " + text(
            "status-year-merge", language, command=merge_command(found.path, copy.path)
        )
    if not found.copies:
        yield text("status-no-copies", language)


def _snapshots(found: Status, language: str) -> Iterator[str]:
    if not found.snapshots:
        yield text("status-no-snapshots", language)
        return
    last = found.snapshots[0]
    when = f"{last.time.astimezone():%Y-%m-%d %H:%M}"
    count = len(found.snapshots)
    yield text("status-snapshots", language, count=count, time=when, digest=last.digest[:8])
    yield text("status-changed" if found.changed else "status-unchanged", language)
