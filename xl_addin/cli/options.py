"""Arguments and options several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli.values import FILE, FOLDER_THERE, Choice
from xl_addin.messages import LANGUAGES, user_language

if TYPE_CHECKING:
    from xl_addin.package.limits import Limits

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

workbook: Decorator = click.argument("workbook", type=FILE)


def _language() -> str:
    """The one said before the command (`xl-addin --lang en check …`), else the user's."""
    group = click.get_current_context().parent
    return group.params["lang"] if group is not None else user_language()


language: Decorator = click.option(
    "--lang",
    type=Choice(LANGUAGES),
    default=_language,
    help="Language of messages. 提示语言。",
)
as_json: Decorator = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON. 输出 JSON。"
)
everything: Decorator = click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show every warning and cell. 列出全部提醒和单元格。",
)
debug: Decorator = click.option("--debug", is_flag=True, help="Show tracebacks. 显示出错细节。")
roles: Decorator = click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ID",
    help="Only this role; repeatable. 只处理该岗位。",
)
allow_external: Decorator = click.option(
    "--allow-external",
    is_flag=True,
    help="Accept content from outside in templates. 允许模板引用外部内容。",
)
template_folder: Decorator = click.option(
    "--templates",
    "template_folder",
    type=FOLDER_THERE,
    help="Folder of the templates. 模板文件夹。",
)
template_file: Decorator = click.argument("template", type=FILE)
against: Decorator = click.option(
    "-w",
    "--workbook",
    type=FILE,
    help="Compare with this workbook. 与该工作簿比较。",
)
filters: Decorator = click.option(
    "--filters",
    type=FILE,
    metavar="FILE.py",
    help="Your own filters. 自己的过滤器。",
)
limits: Decorator = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=N",
    help="Change a safety limit. 调整安全限制。",
)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """What nearly every command has: `--limit`, `--lang` and `--debug`."""
    for option in (debug, language, limits):
        command = option(command)
    return command


def limits_of(settings: tuple[str, ...]) -> Limits:
    """The limits a command line asks for.

    Raises:
        UsageError: One of them does not exist.
    """
    from xl_addin.package.limits import Limits

    return Limits().changed(settings)
