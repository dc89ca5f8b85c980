"""`xl-addin merge`: copies of a workbook become one again."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_err, print_json, print_out, print_problems, problem_dict
from xl_addin.cli.values import FILE, require_ending
from xl_addin.errors import UsageError
from xl_addin.messages import text

if TYPE_CHECKING:
    from xl_addin.package.limits import Limits
    from xl_addin.pipeline.merge_result import Merged, Step
    from xl_addin.problems import Problem

_SHORT = 40


@click.command("merge", short_help="合并多份工作簿 · merge copies of a workbook")
@click.argument("workbooks", type=FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=FILE, help="Where the result goes. 结果写到哪里。")
@click.option(
    "--no-base", is_flag=True, help="The first is ours too, no base. 第一份不是原版。"
)
@click.option(
    "--plan", "plan", is_flag=True, help="Show every decision, write nothing. 只看不写。"
)
@click.option(
    "--resolve", "resolve", is_flag=True, help="Carry out choices. 执行“冲突”表的选择。"
)
@click.option("--by", "by", metavar="NAME", help="Who chose, for --resolve. 处理人。")
@options.as_json
@options.common
def command(
    workbooks: tuple[Path, ...],
    output: Path | None,
    no_base: bool,
    plan: bool,
    resolve: bool,
    by: str | None,
    as_json: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """合并：merge 原版 我方 对方 -o 结果；只给两份时，原版从快照中找；可以多于两份。

    Merge BASE OURS THEIRS… into OURS; of two workbooks, OURS and THEIRS, the base is
    looked for among the snapshots. The result is OURS with only the needed cells changed.
    What a person has to decide goes to the sheet 冲突: choose there, then merge --resolve.
    """
    bounds = options.limits_of(limits)
    if resolve:
        return _resolve(workbooks, by, bounds, lang, as_json=as_json)
    if len(workbooks) < 2:
        raise UsageError("merge-too-few")
    if output is None and not plan:
        raise UsageError("merge-no-output")
    from xl_addin.pipeline.merge import merge

    has_base = len(workbooks) > 2 and not no_base
    base = workbooks[0] if has_base else None
    ours, *theirs = workbooks[1:] if has_base else workbooks
    if output is not None:
        require_ending(output, "--output", ours.suffix.lower())
    merged = merge(ours, theirs, base=base, output=None if plan else output, limits=bounds)
    if as_json:
        shown = [problem_dict(each, lang) for each in merged.left]
        print_json({**merged.as_dict(), "problems": shown})
    else:
        _print(merged, lang, every=plan)
    return 1 if merged.open else 0


def _resolve(
    workbooks: tuple[Path, ...], by: str | None, limits: Limits, lang: str, *, as_json: bool
) -> int:
    from xl_addin.pipeline.resolve import resolve

    done = left = 0
    problems: list[Problem] = []
    for workbook in workbooks:
        found = resolve(workbook, by=by or _user(), limits=limits)
        done += found.done
        left += found.open
        problems += found.problems
    if as_json:
        shown = [problem_dict(each, lang) for each in problems]
        print_json({"resolved": done, "open": left, "problems": shown})
        return 1 if left else 0
    if problems:
        print_problems(problems, lang, everything=True)
    print_out(text("merge-resolved", lang, done=done, open=left))
    return 1 if left else 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A machine without accounts: who it was stays blank.
        return ""


def _print(merged: Merged, lang: str, *, every: bool) -> None:
    for step in merged.steps:
        base = step.base or text("merge-unknown-base", lang)
        names = {"theirs": step.theirs, "ours": merged.ours, "base": base}
        print_out(text("merge-heading", lang, **names))
        sheets = "、".join(
            each.params["sheet"] for each in step.left if each.code == "merge-sheet-left"
        )
        if sheets:
            print_out(f"  {text('merge-left', lang, sheets=sheets)}")
        if not step.decisions:
            print_out(f"  {text('merge-nothing', lang)}")
            continue
        print_out(f"  {text('merge-counts', lang, **step.counts())}")
        if every or step.conflicts:
            _print_decisions(step, lang, every=every)
    for code, path in (
        ("merge-written", merged.path),
        ("merge-backup", merged.backup),
        ("merge-record", merged.record),
    ):
        if path:
            print_out(text(code, lang, path=path))
    print_problems(merged.left, lang, everything=True)
    if merged.open:
        from xl_addin.pipeline.status import command_line

        command = command_line("merge", "--resolve", merged.path or "OUT.xlsx")
        print_err(text("merge-open", lang, count=merged.open, command=command))


def _print_decisions(step: Step, lang: str, *, every: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(padding=(0, 0, 0, 1))
    for name in ("merge-decision", "diff-table", "diff-row", "diff-column"):
        table.add_column(text(name, lang), overflow="fold")
    for name in ("merge-base", "merge-our", "merge-their", "merge-why"):
        table.add_column(text(name, lang), overflow="fold")
    for each in step.shown(None if every else step.conflicts, brief=True):
        action = Text(text(f"merge-{each['action']}", lang))
        action.stylize("red" if each["action"] == "conflict" else "green")
        sides = (_short(each[name]) for name in ("base", "ours", "theirs"))
        why = text(f"merge-reason-{each['reason']}", lang)
        if each["along"]:
            why += text("merge-along", lang, rows=each["along_text"])
        table.add_row(
            action, *map(Text, (each["table"], each["row"], each["column"], *sides, why))
        )
    Console(highlight=False).print(table)


def _short(value: str) -> str:
    return value if len(value) <= _SHORT else f"{value[: _SHORT - 1]}…"
