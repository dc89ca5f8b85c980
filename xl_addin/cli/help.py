"""How `--help` is laid out: click's own words in both languages, as ours are."""

from __future__ import annotations

from collections.abc import Iterable

import click

_HEADINGS = {
    "Options": "选项 · Options",
    "Commands": "命令 · Commands",
}
_HELP = {"Show this message and exit.": "Show this help. 显示帮助。"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法 · Usage: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        told = [(name, _HELP.get(said, said)) for name, said in rows]
        super().write_dl(told, col_max, col_spacing)


class Context(click.Context):
    """The context of every command: its help is laid out here."""

    formatter_class = _Formatter
