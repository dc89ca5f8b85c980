"""Putting the buttons in their place, and the file a workbook is dropped on."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "no-excel-here": Entry(
        zh="这个系统上没有 Excel",
        zh_cure="请在 Windows 或 macOS 上安装；用 LibreOffice 时加 --libreoffice",
        en="There is no Excel for this system",
        en_cure="Install on Windows or macOS; for LibreOffice add --libreoffice",
    ),
    "install-not-ours": Entry(
        zh="“{path}”不是本程序放的，没有动它",
        zh_cure="请确认它的用途，把它改名或移走，再运行一次",
        en='"{path}" was not put there by this program and was left alone',
        en_cure="See what it is for, rename or move it, and run this once more",
    ),
    "install-blocked": Entry(
        zh="写不了“{path}”⟦（{cause}）⟧",
        zh_cure="请关闭 Excel 后再试；仍不行时请 IT 检查该文件夹的权限",
        en='"{path}" cannot be written⟦ ({cause})⟧',
        en_cure="Close Excel and try again; else have the folder's permissions looked at",
    ),
    "interpreter-unreadable": Entry(
        zh="按钮打不开这个位置的 Python：“{path}”",
        zh_cure="请把 Python 环境建在路径不含空格、中文和符号的文件夹里，再安装一次",
        en='The buttons could not start Python from "{path}"',
        en_cure="Make the environment in a folder whose path is plain ASCII without spaces, then install again",
    ),
    "libreoffice-open": Entry(
        zh="LibreOffice 正开着，装不了按钮",
        zh_cure="请关闭 LibreOffice 的所有窗口，再运行一次",
        en="LibreOffice is open, so that the buttons cannot be put in",
        en_cure="Close every window of LibreOffice and run this once more",
    ),
    "launcher-needs-path": Entry(
        zh="没有选择工作簿",
        zh_cure="请把工作簿（.xlsx）拖到这个图标上，或拖进窗口后按回车",
        en="No workbook was chosen",
        en_cure="Drop a workbook (.xlsx) on this icon, or drag it into the window and press Enter",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "install-written": ("已放入：{path}", "Put there: {path}"),
    "install-renewed": ("已更新：{path}", "Renewed: {path}"),
    "install-unchanged": ("已是最新：{path}", "Up to date: {path}"),
    "install-removed": ("已删除：{path}", "Removed: {path}"),
    "install-kept": ("保留（还有别的用途）：{path}", "Kept, others use it: {path}"),
    "install-absent": ("没有：{path}", "Not there: {path}"),
    "install-current": ("已安装：{path}", "Installed: {path}"),
    "install-outdated": (
        "与当前程序不一致，请再安装一次：{path}",
        "Differs from this program, install again: {path}",
    ),
    "install-foreign": ("不是本程序的文件：{path}", "Not this program's: {path}"),
    "install-python": ("按钮使用的 Python：{path}", "Python of the buttons: {path}"),
    "install-next": (
        "请重新打开 Excel，功能区会出现“岗位文档”选项卡",
        "Restart Excel: its ribbon then has the tab 岗位文档",
    ),
    "install-next-calc": (
        "请重新打开 LibreOffice，Calc 会出现“岗位文档”菜单和工具栏",
        "Restart LibreOffice: Calc then has the menu and toolbar 岗位文档 (Job documents)",
    ),
    "install-calc": ("LibreOffice 的扩展 {name}", "LibreOffice's extension {name}"),
    "python-not-started": (
        "打不开 Python，请运行 xl-addin addin install --libreoffice",
        "Python does not start; run: xl-addin addin install --libreoffice",
    ),
    "launcher-ask": (
        "请把工作簿拖进这个窗口，然后按回车：",
        "Drag the workbook into this window and press Enter: ",
    ),
    "launcher-close": ("按回车关闭窗口", "Press Enter to close this window"),
}
