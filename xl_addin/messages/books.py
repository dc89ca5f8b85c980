"""Messages of documents that are of all roles at once."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "roles-left-out": Entry(
        zh="汇总文档“{file}”缺 {count} 个有错误的岗位：{roles}",
        zh_cure="请改正这些岗位的错误，再生成一次",
        en='"{file}" is made without {count} roles that have errors: {roles}',
        en_cure="Mend the errors of these roles and generate again",
    ),
    "book-file-name-taken": Entry(
        zh="模板“{template}”的汇总文档会与另一份文档同名：{name}",
        zh_cure="请在“设置”的“汇总文件名”里加上 {placeholder}",
        en='The document of "{template}" would share the file name {name}',
        en_cure="Add {placeholder} to 汇总文件名 in the settings",
    ),
}
