"""`xl-addin addin install|uninstall|status`: the buttons where the programs find them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_out
from xl_addin.cli.values import FOLDER, Choice
from xl_addin.messages import text

if TYPE_CHECKING:
    from xl_addin.excel.installing.excel_files import Step

_GOOD = ("current", "kept")

_libreoffice: options.Decorator = click.option(
    "--libreoffice", is_flag=True, help="For LibreOffice instead of Excel. 用于 LibreOffice。"
)
_profile: options.Decorator = click.option(
    "--profile",
    type=FOLDER,
    help="Another LibreOffice profile than your own. 另一个 LibreOffice 配置文件夹。",
)


@click.command("install", short_help="安装按钮 · put the buttons in place")
@_libreoffice
@_profile
@click.option(
    "--route",
    type=Choice(("auto", "copy")),
    default="auto",
    show_default=True,
    help="copy: work on a saved copy, where Python cannot reach Excel. 无法连接 Excel 时用 copy。",
)
@options.language
@options.debug
def install(libreoffice: bool, profile: Path | None, route: Any, lang: str, debug: bool) -> int:
    """把按钮装到 Excel（或 LibreOffice）里，并告诉它用哪个 Python；重复运行没有影响。

    Put the buttons into Excel (or LibreOffice) and name the Python they start; running
    it twice changes nothing, and a file that is not ours is never overwritten.
    """
    if libreoffice:
        from xl_addin.excel.installing import office

        _say_office(office.install(profile), lang)
        print_out(text("install-next-calc", lang))
        return 0
    from xl_addin.excel.installing import excel_files
    from xl_addin.excel.installing.places import excel_places

    places = excel_places()
    _say(excel_files.install(places, route), lang)
    print_out(text("install-python", lang, path=places.interpreter))
    print_out(text("install-next", lang))
    return 0


@click.command("uninstall", short_help="卸载按钮 · take the buttons away")
@_libreoffice
@_profile
@options.language
@options.debug
def uninstall(libreoffice: bool, profile: Path | None, lang: str, debug: bool) -> int:
    """把 install 放的东西拿走；工作簿、文档和你自己加的设置都不动。

    Take away what install put there; workbooks, documents and your own settings stay.
    """
    if libreoffice:
        from xl_addin.excel.installing import office

        _say_office(office.uninstall(profile), lang)
        return 0
    from xl_addin.excel.installing import excel_files
    from xl_addin.excel.installing.places import excel_places

    _say(excel_files.uninstall(excel_places()), lang)
    return 0


@click.command("status", short_help="按钮装好了吗 · are the buttons in place")
@_libreoffice
@_profile
@options.language
@options.debug
def status(libreoffice: bool, profile: Path | None, lang: str, debug: bool) -> int:
    """看按钮是否装好、是否与当前程序一致；都好时退出码为 0，否则为 1。

    Say whether the buttons are in place and those of this program: exit code 0, else 1.
    """
    if libreoffice:
        from xl_addin.excel.installing import office

        state = office.status(profile)
        _say_office(state, lang)
        return int(state not in _GOOD)
    from xl_addin.excel.installing import excel_files
    from xl_addin.excel.installing.places import excel_places

    places = excel_places()
    steps = excel_files.status(places)
    _say(steps, lang)
    print_out(text("install-python", lang, path=places.interpreter))
    return int(any(step.what not in _GOOD for step in steps))


@click.command("launcher", short_help="拖放生成的图标 · a file to drop workbooks on")
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    help="Folder for it; default: the desktop. 放在哪个文件夹，默认桌面。",
)
@click.option("--remove", is_flag=True, help="Take it away again. 拿走图标。")
@options.language
@options.debug
def launcher(output: Path | None, remove: bool, lang: str, debug: bool) -> int:
    """在桌面放一个“生成文档”图标：把工作簿拖上去就生成，不用宏，也不用 Excel。

    Put 生成文档 on the desktop: a workbook dropped on it becomes documents, without
    macros and without Excel.
    """
    from platformdirs import user_desktop_path

    from xl_addin.excel.installing import launchers

    do, said = (
        (launchers.remove, "install-removed") if remove else (launchers.put, "install-written")
    )
    path = do(output or user_desktop_path(), launchers.this_system())
    print_out(text(said, lang, path=path))
    return 0


def _say(steps: Iterable[Step], lang: str) -> None:
    for step in steps:
        print_out(text(f"install-{step.what}", lang, path=step.path))


def _say_office(what: str, lang: str) -> None:
    from xl_addin.excel.installing.extension import IDENTIFIER

    name = text("install-calc", lang, name=IDENTIFIER)
    print_out(text(f"install-{what}", lang, path=name))
