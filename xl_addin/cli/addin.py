"""`xl-addin addin`: the buttons for Excel and LibreOffice."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import addin_install, options
from xl_addin.cli.console import print_out
from xl_addin.cli.lazy import Group
from xl_addin.cli.values import FILE, FOLDER, FOLDER_THERE
from xl_addin.errors import UsageError
from xl_addin.filesystem import write_whole
from xl_addin.messages import text


@click.group("addin", cls=Group, short_help="Excel 里的按钮 · buttons in Excel")
@options.language
def command(lang: str) -> None:
    """Excel、LibreOffice 里的按钮：构建、加到工作簿、安装。

    Buttons in Excel and LibreOffice: build, attach, install them.
    """


@command.command("build", short_help="构建加载项和带按钮的工作簿 · build add-in and workbook")
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    default=Path("build"),
    show_default=True,
    help="Folder of xl_addin.xlam. xl_addin.xlam 的文件夹。",
)
@click.option(
    "--workbooks",
    type=FOLDER_THERE,
    help="Give every .xlsx in this folder its .xlsm. 为其中每个 .xlsx 做一个 .xlsm。",
)
@options.language
@options.debug
def build(output: Path, workbooks: Path | None, lang: str, debug: bool) -> int:
    """由文本构建 xl_addin.xlam；同样的源文件得到同样的字节。

    Build xl_addin.xlam from its text sources; the same sources give the same bytes.
    """
    from xl_addin.excel.attach import add_in, attach

    output.mkdir(parents=True, exist_ok=True)
    made = {output / "xl_addin.xlam": add_in()}
    for workbook in sorted(workbooks.glob("*.xlsx")) if workbooks else ():
        made[workbook.with_suffix(".xlsm")] = attach(workbook.read_bytes(), workbook.name)
    for path, content in made.items():
        write_whole(path, content)
        print_out(text("addin-written", lang, path=path, size=len(content)))
    return 0


@command.command("attach", short_help="把按钮加到工作簿 · put the buttons into a workbook")
@options.workbook
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="The .xlsm; default: beside WORKBOOK. 另存为。",
)
@click.option("--force", is_flag=True, help="Replace an existing file. 覆盖已有文件。")
@options.language
@options.debug
def attach_command(
    workbook: Path, output: Path | None, force: bool, lang: str, debug: bool
) -> int:
    """由 WORKBOOK（.xlsx）做一个带“首页”和按钮的 .xlsm，原有内容一字节不变。

    Make an .xlsm with a sheet of buttons out of WORKBOOK (.xlsx); what it holds stays.
    """
    from xl_addin.errors import WorkbookError
    from xl_addin.excel.attach import attach

    target = output or workbook.with_suffix(".xlsm")
    if not workbook.is_file():
        raise WorkbookError("workbook-not-found", file=str(workbook))
    if target.exists() and not force:
        raise UsageError("file-exists", path=str(target))
    content = attach(workbook.read_bytes(), workbook.name)
    write_whole(target, content)
    print_out(text("addin-written", lang, path=target, size=len(content)))
    return 0


for _each in (
    addin_install.install,
    addin_install.uninstall,
    addin_install.status,
    addin_install.launcher,
):
    command.add_command(_each)
