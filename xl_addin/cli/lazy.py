"""A group of commands each of which is imported when it is called or listed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
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

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See `click.Group`."""
        if cmd_name not in self._names:
            return None
        command: click.Command = import_module(f"{self._package}.{cmd_name}").command
        return command
