"""`xl-addin template`: for those who make templates; one file a command."""

from __future__ import annotations

import click

from xl_addin.cli import options
from xl_addin.cli.lazy import LazyGroup

_COMMANDS = ("new", "fields", "check", "preview", "explain")


@click.group(
    "template",
    cls=LazyGroup,
    package=__name__,
    names=_COMMANDS,
    short_help="写模板的工具 · for template authors",
)
@options.language
def command(lang: str) -> None:
    """新建、核对、预览模板，列出能用的名字。

    Make, check and preview templates, and list the names they can use.
    """
