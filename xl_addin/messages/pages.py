"""Documents as pages: PDFs, and what can be seen on them only."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "pdf-program-missing": Entry(
        zh="没有能把 Word 文档转成 PDF 的程序",
        zh_cure="请安装 Word 或 LibreOffice（Debian：apt-get install libreoffice-writer）；"
        "LibreOffice 装在别处时，用环境变量 XL_ADDIN_SOFFICE 指明 soffice",
        en="No program is there that turns Word documents into PDF",
        en_cure="Install Word or LibreOffice (Debian: apt-get install libreoffice-writer); "
        "if LibreOffice lies elsewhere, name its soffice in XL_ADDIN_SOFFICE",
    ),
    "pdf-program-failed": Entry(
        zh="{program} 无法运行",
        zh_cure="请打开一次 {program}，看它能否正常启动，再生成一次",
        en="{program} could not be run",
        en_cure="Open {program} once to see whether it starts, then generate again",
    ),
    "pdf-not-made": Entry(
        zh="“{file}”没有转成 PDF",
        zh_cure="请在 Word 中打开它，看是否正常；再生成一次时只补做缺少的 PDF",
        en='No PDF could be made of "{file}"',
        en_cure="Open it in Word to see whether it is sound; generating again makes only "
        "the PDFs that lack",
    ),
}
