"""Groups of commands, and one each of which is imported when it is called or listed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from xl_addin.cli.help import Context


class Group(click.Group):
    """Says in our own words that it has no such command, and what it and they are for."""

    context_class = Context

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See `click.Group`."""
        command = self._named(ctx, cmd_name)
        if command is not None:
            command.context_class = Context
        return command

    def _named(self, ctx: click.Context, name: str) -> click.Command | None:
        return super().get_command(ctx, name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """See `click.Group`."""
        if self.get_command(ctx, args[0]) is None:
            from xl_addin.cli.usage import command_unknown

            raise command_unknown(args[0], ctx, self.list_commands(ctx))
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """Its commands are modules of one package, each with a `command`.

    Args:
        package: The package.
        names: Names of the modules, in the order they are listed.
        options: Those of `click.Group`.
    """

    def __init__(self, *, package: str, names: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self._package = package
        self._names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """See `click.Group`."""
        return list(self._names)

    def _named(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self._names:
            return None
        command: click.Command = import_module(f"{self._package}.{name}").command
        return command
