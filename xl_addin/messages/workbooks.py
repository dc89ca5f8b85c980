"""The workbook as a file: format, damage, version."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "workbook-not-found": Entry(
        zh="找不到工作簿“{file}”",
        zh_cure="请检查文件名和所在文件夹",
        en='No workbook "{file}"',
        en_cure="Check the file name and its folder",
    ),
    "workbook-format": Entry(
        zh="“{file}”的格式（{ending}）不能读取",
        zh_cure="请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再用",
        en='"{file}" has a format ({ending}) that cannot be read',
        en_cure="Open it in Excel or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-encrypted": Entry(
        zh="“{file}”设有打开密码",
        zh_cure="请打开后在“文件 › 信息 › 保护工作簿”里取消密码，再保存",
        en='"{file}" has a password to open',
        en_cure="Open it, remove the password under File › Info › Protect Workbook and save it",
    ),
    "workbook-old-format": Entry(
        zh="“{file}”是旧版 Excel 或 WPS 表格（.xls、.et）文件",
        zh_cure="请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再用",
        en='"{file}" is an old Excel or WPS file (.xls, .et)',
        en_cure="Open it in Excel or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-binary": Entry(
        zh="“{file}”是二进制工作簿（.xlsb）",
        zh_cure="请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再用",
        en='"{file}" is a binary workbook (.xlsb)',
        en_cure="Open it in Excel or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-is-web-page": Entry(
        zh="“{file}”其实是网页或 XML 文件，只是改了扩展名",
        zh_cure="请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再用",
        en='"{file}" is really a web page or XML file under another name',
        en_cure="Open it in Excel or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-is-text": Entry(
        zh="“{file}”其实是文本文件（例如 .csv）",
        zh_cure="请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再用",
        en='"{file}" is really a text file (such as .csv)',
        en_cure="Open it in Excel or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-is-apple": Entry(
        zh="“{file}”是苹果 Numbers 或 Pages 文件",
        zh_cure="请在 Numbers 中选“文件 › 导出为 › Excel”",
        en='"{file}" is an Apple Numbers or Pages file',
        en_cure="In Numbers choose File › Export To › Excel",
    ),
    "workbook-is-opendocument": Entry(
        zh="“{file}”是 OpenDocument 文件（例如 .ods）",
        zh_cure="请在 LibreOffice 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”",
        en='"{file}" is an OpenDocument file (such as .ods)',
        en_cure="Open it in LibreOffice or WPS and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-other-kind": Entry(
        zh="“{file}”不是 Excel 工作簿（{found}）",
        zh_cure="请选择工作簿文件（*.xlsx 或 *.xlsm）；Word 模板请用 -t 指定",
        en='"{file}" is no Excel workbook ({found})',
        en_cure="Choose a workbook (*.xlsx or *.xlsm); Word templates are given with -t",
    ),
    "workbook-strict": Entry(
        zh="“{file}”是“Strict Open XML”格式的工作簿",
        zh_cure="请另存为普通的“Excel 工作簿（*.xlsx）”",
        en='"{file}" is a Strict Open XML workbook',
        en_cure="Save it as an ordinary Excel Workbook (*.xlsx)",
    ),
    "workbook-empty": Entry(
        zh="“{file}”是空文件",
        zh_cure="可能没有下载或同步完，请重新取一份",
        en='"{file}" is an empty file',
        en_cure="It may not have been downloaded or synced wholly: get it again",
    ),
    "workbook-extent": Entry(
        zh="工作表“{sheet}”一直用到第 {rows} 行，超出了可以读取的范围（{allowed} 个单元格）",
        zh_cure="请用 Ctrl+End 找到最后一个单元格，删除多余的行和列后保存",
        en='The sheet "{sheet}" reaches down to row {rows}, more than can be read ({allowed} cells)',
        en_cure="Find its last cell with Ctrl+End, delete the needless rows and columns and save",
    ),
    "workbook-deadline": Entry(
        zh="读取“{file}”超过 {seconds} 秒，已终止",
        zh_cure="请删除多余的行、列和工作表后再试；确需更久可加 --limit read_seconds=60",
        en='Reading "{file}" took longer than {seconds} seconds and was ended',
        en_cure="Delete needless rows, columns and sheets; if it must take longer, add --limit read_seconds=60",
    ),
    "workbook-memory": Entry(
        zh="读取“{file}”需要的内存超过了上限",
        zh_cure="请删除多余的行、列和工作表后再试",
        en='Reading "{file}" needs more memory than it may have',
        en_cure="Delete needless rows, columns and sheets and try again",
    ),
    "workbook-died": Entry(
        zh="“{file}”让读取它的进程意外终止，文件可能已损坏",
        zh_cure="请用 Excel 打开修复，另存一份后再试",
        en='"{file}" ended the process that read it; it may be damaged',
        en_cure="Open and repair it in Excel, save a copy and try again",
    ),
    "workbook-damaged": Entry(
        zh="“{file}”不是完整的 Excel 文件（{cause}）",
        zh_cure="可能正在保存或同步中，请稍候再试；若仍如此，请用 Excel 打开修复后另存一份",
        en='"{file}" is not a whole Excel file ({cause})',
        en_cure="It may be being saved or synced: try again; if it stays so, repair it in Excel and save a copy",
    ),
    "workbook-being-saved": Entry(
        zh="“{file}”在 {seconds} 秒内一直在保存或同步，没有读到完整的文件",
        zh_cure="请等保存或同步完成后再试",
        en='"{file}" was being saved or synced for {seconds} seconds and could not be read whole',
        en_cure="Try again when saving or syncing is done",
    ),
    "workbook-without-sheets": Entry(
        zh="“{file}”里读不到任何工作表",
        zh_cure="请在 Excel 中打开检查，另存为普通的“Excel 工作簿（*.xlsx）”",
        en='No worksheet can be read in "{file}"',
        en_cure="Open it in Excel to see, and save it as an ordinary Excel Workbook (*.xlsx)",
    ),
    "file-not-readable": Entry(
        zh="无法读取“{file}”（{cause}）",
        zh_cure="请关闭占用它的程序，或检查读取权限",
        en='"{file}" cannot be read ({cause})',
        en_cure="Close the program that holds it, or check the permission to read",
    ),
    "format-newer": Entry(
        zh="工作簿的格式版本是 {version}，本程序只认识到 {known}",
        zh_cure="请先升级 xl-addin，再处理这个工作簿",
        en="The workbook has format version {version}; this program knows up to {known}",
        en_cure="Upgrade xl-addin first",
    ),
    "format-older": Entry(
        zh="工作簿的格式版本是 {version}，本程序用的是 {known}",
        zh_cure="请按新版示例工作簿调整表和列，再把“格式版本”改为 {known}",
        en="The workbook has format version {version}; this program uses {known}",
        en_cure="Bring sheets and columns to those of the present sample workbook, then set 格式版本 to {known}",
    ),
    "format-not-a-number": Entry(
        zh="格式版本“{version}”不是数字",
        zh_cure="请改回 {known}",
        en='The format version "{version}" is not a number',
        en_cure="Set it back to {known}",
    ),
}
