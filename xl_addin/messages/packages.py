"""Packages the gate refuses, whether they were given as workbook or as template."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "package-limit": Entry(
        zh="“{file}”超出安全限制：{limit} 为 {value}，最多 {allowed}⟦（{part}）⟧",
        zh_cure="来历不明的文件请不要使用；若确实可靠，可加 --limit {limit}={value} 放宽",
        en='"{file}" exceeds a safety limit: {limit} is {value}, at most {allowed}⟦ ({part})⟧',
        en_cure="Do not use a file of unknown origin; if you trust it, add --limit {limit}={value}",
    ),
    "package-too-large": Entry(
        zh="“{file}”展开后过大（{part}）：单个部件最多 {part_mb} MB，总共最多 {all_mb} MB",
        zh_cure="来历不明的文件请不要使用；若确实可靠，可用 --limit part_mb=… 或 package_mb=… 放宽",
        en='"{file}" is too large when unpacked ({part}): at most {part_mb} MB a part, {all_mb} MB in all',
        en_cure="Do not use a file of unknown origin; if you trust it, raise --limit part_mb=… or package_mb=…",
    ),
    "package-duplicate": Entry(
        zh="“{file}”里有两个同名的部件（{part}），不同程序会读到不同内容",
        zh_cure="请用 Excel 或 Word 打开，另存一份；来历不明的文件请不要使用",
        en='"{file}" holds two parts of one name ({part}); programs would read it differently',
        en_cure="Open it in Excel or Word and save a copy; do not use a file of unknown origin",
    ),
    "package-path": Entry(
        zh="“{file}”里有不允许的部件名（{part}）",
        zh_cure="请用 Excel 或 Word 打开，另存一份；来历不明的文件请不要使用",
        en='"{file}" holds a part whose name is not allowed ({part})',
        en_cure="Open it in Excel or Word and save a copy; do not use a file of unknown origin",
    ),
    "package-doctype": Entry(
        zh="“{file}”的部件 {part} 含有 DOCTYPE 或实体声明，Office 文件不会有",
        zh_cure="来历不明的文件请不要使用；否则请用 Excel 或 Word 打开，另存一份",
        en='The part {part} of "{file}" declares a DOCTYPE or entities, which Office files never do',
        en_cure="Do not use a file of unknown origin; else open it in Excel or Word and save a copy",
    ),
    "package-encoding": Entry(
        zh="“{file}”的部件 {part} 的编码是 {encoding}，只支持 UTF-8",
        zh_cure="请用 Excel 或 Word 打开，另存一份",
        en='The part {part} of "{file}" is encoded in {encoding}; only UTF-8 is read',
        en_cure="Open it in Excel or Word and save a copy",
    ),
    "package-compression": Entry(
        zh="“{file}”的部件 {part} 用了不支持的压缩方式（{method}）",
        zh_cure="请用 Excel 或 Word 打开，另存一份",
        en='The part {part} of "{file}" uses a compression that is not supported ({method})',
        en_cure="Open it in Excel or Word and save a copy",
    ),
    "package-part-missing": Entry(
        zh="“{file}”缺少必要的部件（{part}）",
        zh_cure="文件可能已损坏，请用 Excel 或 Word 打开修复，另存一份",
        en='"{file}" lacks a necessary part ({part})',
        en_cure="It may be damaged: open and repair it in Excel or Word and save a copy",
    ),
}
