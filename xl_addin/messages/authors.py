"""For template authors: `xl-addin template`."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "shipped-file-missing": Entry(
        zh="安装不完整：缺少文件 {file}",
        zh_cure="请重新安装 xl-addin",
        en="The installation lacks its file {file}",
        en_cure="Install xl-addin again",
    ),
    "pictures-need-poppler": Entry(
        zh="要做成图片，还缺程序 pdftoppm",
        zh_cure="请安装 poppler（Debian：apt-get install poppler-utils），或改用 --pdf",
        en="Pictures need the program pdftoppm",
        en_cure="Install poppler (Debian: apt-get install poppler-utils), or use --pdf",
    ),
    "preview-not-made": Entry(
        zh="{file} 排不了版",
        zh_cure="请在 Word 中打开该文档，看是哪一页出错",
        en="{file} could not be laid out",
        en_cure="Open the document in Word and see which page is wrong",
    ),
}

TEXTS = {
    "template-new": (
        "已新建模板：{path}；绿色小字是说明，不会印进文档",
        "A new template: {path}; its green notes never reach a document",
    ),
    "fields-written": ("速查表：{path}", "Cheat-sheet: {path}"),
    "fields-chinese": ("中文名", "Chinese"),
    "fields-english": ("英文名", "English"),
    "fields-example": ("例子", "Example"),
    "fields-list": ("清单：", "List: "),
    "preview-folder": ("预览", "preview"),
    "template-sound": (
        "模板 {template} 没有问题",
        "Nothing is wrong with the template {template}",
    ),
    "template-names-unchecked": (
        "没有给出工作簿，名字没有核对；加 --workbook 工作簿 可一并核对",
        "Names were not compared: add --workbook WORKBOOK",
    ),
}
