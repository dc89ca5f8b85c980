"""Renew `command-line.md` from the commands themselves: ``python docs/reference/make_command_line.py``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from xl_addin.cli.command_line import cli

PAGE = Path(__file__).with_name("command-line.md")
HEAD = """# The command line

`xl-addin COMMAND …`; `xl-addin COMMAND --help` says the same. This page is made from the
commands by `docs/reference/make_command_line.py`. `--lang` may stand before the command, too.

Exit codes: 0 all done · 1 some documents withheld or failed, or `check` found errors ·
2 bad usage or bad input, nothing written · 3 the machine stands in the way (disk,
permission, missing program) · 4 another run holds the folder.

Standard output holds results, standard error problems and progress; with `--json`
everything is one JSON value on standard output.
"""


def page() -> str:
    """The whole page."""
    context = click.Context(cli, info_name="xl-addin")
    return "\n".join([HEAD, *_commands(cli, context)]) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)
        else:
            yield from _command(command, inner)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(piece for piece in command.collect_usage_pieces(context))
    yield f"## `{context.command_path} {usage}`\n"
    help_text = (command.help or "").strip()
    yield "\n".join(line.strip() for line in help_text.splitlines()) + "\n"
    yield "| Option | |"
    yield "|---|---|"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            record = parameter.get_help_record(context)
            if record:
                names = record[0].replace("|", "\\|")
                yield f"| `{names}` | {record[1].replace('|', '/')} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}\n")
