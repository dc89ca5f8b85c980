"""`xl-addin template`: for those who make templates; one file a command."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = ("new", "fields", "check", "preview", "explain")


class _LazyGroup(click.Group):
    """Imports a command's module when that command is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return found


@click.group("template", cls=_LazyGroup, short_help="写模板的工具 · for template authors")
def command() -> None:
    """新建、核对、预览模板，列出能用的名字。

    Make, check and preview templates, and list the names they can use.
    """
