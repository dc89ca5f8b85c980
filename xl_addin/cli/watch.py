"""`xl-addin watch`: documents kept up to date while people work, with a running log."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import listed, problem_text
from xl_addin.cli.summary import outdated, outdated_lines
from xl_addin.cli.values import FOLDER, Location
from xl_addin.messages import cure, sentence, text

if TYPE_CHECKING:
    from xl_addin.pipeline.report import Report
    from xl_addin.pipeline.watch import Event

_MOST_ROLES = 5
_MOST_PROBLEMS = 3


@click.command("watch", short_help="保存后自动生成 · make documents on every save")
@click.argument("target", metavar="WORKBOOK|FOLDER", type=Location())
@options.template_folder
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    help="Output folder. 输出文件夹。",
)
@click.option(
    "--poll", is_flag=True, help="For shares that tell no changes. 轮询（网络盘不通知变化时）。"
)
@options.common
def command(
    target: Path,
    template_folder: Path | None,
    output: Path | None,
    poll: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """监视一个工作簿或文件夹：工作簿或模板保存后，自动更新有变化的文档。

    Watch a workbook or a folder: what changed is made anew when a workbook or a
    template is saved.
    """
    from xl_addin.pipeline.watch import Watcher

    def tell(event: Event) -> None:
        for said in _lines(event, lang):
            for line in said.split("\n"):
                _say(line)

    bounds = options.limits_of(limits)
    # A service manager ends it as a person does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        Watcher(target, tell, output, template_folder, poll, bounds).run()
    _say(text("watch-ended", lang))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{datetime.now():%H:%M:%S}  {line}\n")
    sys.stdout.flush()


def _lines(event: Event, language: str) -> Iterator[str]:
    if event.report is not None and event.what == "made":
        yield from _report_lines(event.path, event.report, language)
        return
    command = new_id = ""
    if event.original is not None:
        from xl_addin.pipeline.status import command_line, merge_command

        command = merge_command(event.original, event.path)
        new_id = command_line("copy", event.path, "--new-id")
    yield text(
        f"watch-{event.what}",
        language,
        path=event.path,
        file=event.path.name,
        original=event.original.name if event.original else "",
        command=command,
        new_id=new_id,
    )
    if event.error is not None:
        code, fields = event.error.code, event.error.fields
        yield f"  ✗ {sentence(code, fields, language)}"
        yield f"    {text('cure', language)}{cure(code, fields, language)}  [{code}]"


def _report_lines(path: Path, report: Report, language: str) -> Iterator[str]:
    made = report.with_status("written")
    roles = list(dict.fromkeys(f"{each.role} {each.name}" for each in made))
    more = " …" if len(roles) > _MOST_ROLES else ""
    yield text(
        "watch-made",
        language,
        file=path.name,
        count=len(made),
        roles=listed(roles[:_MOST_ROLES], language) + more,
        unchanged=len(report.with_status("unchanged")),
        seconds=f"{report.seconds:.1f}",
    )
    yield from (f"  {line}" for line in outdated_lines(outdated(report), language))
    errors = [each for each in report.problems if each.is_error]
    if not errors:
        return
    yield "  " + text(
        "watch-problems",
        language,
        errors=len(errors),
        warnings=len(report.problems) - len(errors),
        withheld=len(report.with_status("withheld", "failed")),
    )
    yield from (f"  ✗ {problem_text(each, language)}" for each in errors[:_MOST_PROBLEMS])
    if len(errors) > _MOST_PROBLEMS:
        yield "  " + text("watch-more", language)
