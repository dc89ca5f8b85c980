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
    "workbook-encrypted-or-old": Entry(
        zh="“{file}”设有打开密码，或者是改了扩展名的旧版 .xls 文件",
        zh_cure="请打开后取消密码，另存为“Excel 工作簿（*.xlsx）”",
        en='"{file}" has a password to open, or is an old .xls file under another name',
        en_cure="Open it, remove the password and save it as Excel Workbook (*.xlsx)",
    ),
    "workbook-damaged": Entry(
        zh="“{file}”不是完整的 Excel 文件（{cause}）",
        zh_cure="可能正在保存或同步中，请稍候再试；若仍如此，请用 Excel 打开修复后另存一份",
        en='"{file}" is not a whole Excel file ({cause})',
        en_cure="It may be being saved or synced: try again; if it stays so, repair it in Excel and save a copy",
    ),
    "workbook-without-sheets": Entry(
        zh="“{file}”里读不到任何工作表",
        zh_cure="若它是“Strict Open XML”格式，请另存为普通的“Excel 工作簿（*.xlsx）”",
        en='No worksheet can be read in "{file}"',
        en_cure="If it is a Strict Open XML workbook, save it as an ordinary Excel Workbook (*.xlsx)",
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
}
