"""Texts an English document would have to print in Chinese."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "template-other-language": Entry(
        zh="模板“{template}”本身的文字是 {own}，文档内容却是 {language}",
        zh_cure="请加上 --doc-lang {own}，或改用 {language} 的模板",
        en='The wording of the template "{template}" is {own}, the documents\' is {language}',
        en_cure="Add --doc-lang {own}, or take a template in {language}",
    ),
    "text-untranslated": Entry(
        zh="“{header}”为空，英文文档只能印中文“{text}”",
        zh_cure="请在这一格补上英文",
        en='"{header}" is blank: an English document could only print the Chinese "{text}"',
        en_cure="Fill in the English in this cell",
    ),
    "column-untranslated": Entry(
        zh="没有“{header}”列，英文文档只能印中文“{text}”",
        zh_cure="请加上“{header}”列并填写，或在模板里去掉这一项",
        en='There is no column "{header}": an English document could only print the Chinese "{text}"',
        en_cure="Add the column {header} and fill it in, or take the tag out of the template",
    ),
    "override-untranslated": Entry(
        zh="这一行只改了中文，英文文档只能印“{text}”",
        zh_cure="请在“覆盖”里再加一行，字段选“{field}”",
        en='This row words only the Chinese: an English document could only print "{text}"',
        en_cure="Add a row to 覆盖 with the field {field}",
    ),
    "setting-untranslated": Entry(
        zh="没有设置“{setting}”，英文文档只能印中文“{text}”",
        zh_cure="请在“设置”里加一行，键为“{setting}”",
        en='The setting {setting} is missing: an English document could only print "{text}"',
        en_cure="Add a row {setting} to the sheet 设置",
    ),
}
