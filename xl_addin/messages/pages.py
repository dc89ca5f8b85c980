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
    "pdf-not-ours": Entry(
        zh="“{path}”不是由本程序生成的，或者被人改过，没有覆盖",
        zh_cure="请把那个文件改名或移走；确定要覆盖时加 --overwrite-edited",
        en='"{path}" was not made by this program, or was changed since, and was left alone',
        en_cure="Rename or move that file; to overwrite it add --overwrite-edited",
    ),
}

TEXTS = {
    "progress-pdf": ("转换 PDF", "PDF"),
    "summary-pdf": (
        "已转换 {count} 份 PDF，用时 {seconds} 秒",
        "{count} PDFs made in {seconds} s",
    ),
    "summary-pdf-unchanged": (
        "{count} 份 PDF 没有变化，保持原样",
        "{count} PDFs are up to date and were left alone",
    ),
    "summary-pdf-failed": ("{count} 份没有 PDF", "{count} have no PDF"),
}
