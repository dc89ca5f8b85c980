"""Sheets, headers and settings of a workbook."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "sheet-missing": Entry(
        zh="缺少工作表“{sheet}”（现有：{found}）",
        zh_cure="请补上这张表，或把对应的表改成这个名字",
        en='The sheet "{sheet}" is missing (there are: {found})',
        en_cure="Add it, or give the right sheet this name",
    ),
    "sheet-twice": Entry(
        zh="工作表“{sheet}”与“{other}”是同一种表",
        zh_cure="请合并成一张，或给其中一张另起名字",
        en='The sheets "{sheet}" and "{other}" are of one kind',
        en_cure="Make them one, or rename one of them",
    ),
    "toggles-missing": Entry(
        zh="找不到“开关”表，“职责”表里也没有岗位列",
        zh_cure="请补上“开关”表：每行一项职责，每列一个岗位编号",
        en="There is no sheet of toggles (开关), and no role columns among the duties (职责)",
        en_cure="Add the sheet: a row for each duty, a column for each role id",
    ),
    "column-missing": Entry(
        zh="缺少“{header}”列（表头现有：{found}）",
        zh_cure="请在表头行补上“{header}”",
        en='The column "{header}" is missing (headers found: {found})',
        en_cure='Add "{header}" to the header row',
    ),
    "header-row-missing": Entry(
        zh="找不到表头行，这张表读不了（要有的表头：{headers}）",
        zh_cure="请在第 {row} 行上方插入一行，逐列填上表头，不要改写这一行的内容",
        en="No row holds the headers, so the sheet cannot be read (needed are: {headers})",
        en_cure="Insert a row above row {row} and type the header of each column there; leave this row as it is",
    ),
    "header-clash": Entry(
        zh="表头“{header}”与 {other_place} 的“{other}”重复",
        zh_cure="请改掉其中一个，同一张表里每列的名字要不同",
        en='The header "{header}" repeats "{other}" at {other_place}',
        en_cure="Rename one: each column of a sheet needs a name of its own",
    ),
    "header-unknown": Entry(
        zh="没有“{header}”这一列，是否为“{guess}”？",
        zh_cure="请把表头改成“{guess}”；若是自己加的列，请换个不容易混淆的名字",
        en='There is no column "{header}"; did you mean "{guess}"?',
        en_cure='Rename it to "{guess}"; a column of your own needs a name less like it',
    ),
    "header-blank": Entry(
        zh="这一列有内容，但没有表头，读不到（缺少的列有：{missing}）",
        zh_cure="请补上表头；若不用这一列，请清空它",
        en="This column is filled but has no header, so it is not read (missing are: {missing})",
        en_cure="Give it its header back; if it is of no use, empty it",
    ),
    "column-headless": Entry(
        zh="这一列有内容，但没有表头，不会读取",
        zh_cure="若要用到它，请补上表头",
        en="This column is filled but has no header, so it is not read",
        en_cure="If it is to be used, give it a header",
    ),
    "sheet-copied": Entry(
        zh="工作表“{sheet}”看起来是“{other}”的副本，没有读取",
        zh_cure="若是备份，请移到别的工作簿；若要打印它，请另起名字（名字末尾的括号不算）",
        en='The sheet "{sheet}" looks like a copy of "{other}" and is not read',
        en_cure="Move a backup to another workbook; a sheet to be printed needs a name of its own (brackets at its end do not count)",
    ),
    "sheet-name-taken": Entry(
        zh="工作表“{sheet}”没有读取：模板里“{name}”已经另有所指",
        zh_cure="若就是“{name}”表，请把工作表改成这个名字；若是自己的表，请另起名字（名字末尾的括号不算）",
        en='The sheet "{sheet}" is not read: to templates "{name}" means something else',
        en_cure='If it is that sheet, name it "{name}"; a sheet of your own needs a name of its own (brackets at its end do not count)',
    ),
    "sheet-unknown": Entry(
        zh="没有“{sheet}”这种表，是否为“{guess}”？",
        zh_cure="请把工作表改名为“{guess}”；若是自己的表，请换个不容易混淆的名字",
        en='There is no sheet "{sheet}"; did you mean "{guess}"?',
        en_cure='Name it "{guess}"; a sheet of your own needs a name less like it',
    ),
    "merged-cells": Entry(
        zh="表格里有合并单元格 {range}",
        zh_cure="请取消合并，并在每一格里填上内容",
        en="The table has merged cells {range}",
        en_cure="Unmerge them and fill in every cell",
    ),
    "table-beside": Entry(
        zh="“{sheet}”的右边隔着空列还有一张表，表头与这张表重复，没有读取",
        zh_cure="可以不理会，也可以移到别的工作表；若这些列属于这张表，请删掉中间的空列，并改掉重复的表头",
        en="Right of the table in {sheet}, behind a blank column, another one repeats its headers; it is not read",
        en_cure="Leave it, or move it to a sheet of its own; if its columns belong to the table, delete the blank column and rename the headers that are there twice",
    ),
    "note-in-table": Entry(
        zh="这一行看起来是备注、签字、合计或小标题，没有当作数据读取：{text}",
        zh_cure="可以不理会，也可以移到表格上方或“说明”表；若确实是数据，请换一个编号并补全这一行",
        en="This row looks like a note, signature, total or heading and is not read: {text}",
        en_cure="Leave it, or move it above the table or to the sheet 说明; if it is data, give it another id and fill in its row",
    ),
    "setting-twice": Entry(
        zh="设置项“{setting}”出现了两次",
        zh_cure="请只保留一行",
        en='The setting "{setting}" occurs twice',
        en_cure="Keep one row",
    ),
    "setting-unknown": Entry(
        zh="没有设置项“{setting}”，是否为“{guess}”？",
        zh_cure="请把名称改成“{guess}”；若是自己加的设置，请换个不容易混淆的名字",
        en='There is no setting "{setting}"; did you mean "{guess}"?',
        en_cure='Rename it to "{guess}"; a setting of your own needs a name less like it',
    ),
    "setting-blank": Entry(
        zh="设置项“{setting}”没有填写，模板要印的这一处会是空白",
        zh_cure="请在这一格填上“{setting}”的内容",
        en='The setting "{setting}" is blank, and a template prints it',
        en_cure="Fill in this cell",
    ),
    "setting-missing": Entry(
        zh="“设置”里没有“{setting}”这一行，模板要印的这一处会是空白",
        zh_cure="请在“设置”表加一行：键为“{setting}”，值为要印的内容",
        en='There is no setting "{setting}", and a template prints it',
        en_cure='Add a row to the sheet 设置: "{setting}" in 键, what is to be printed in 值',
    ),
    "list-lost": Entry(
        zh="有 {count} 个单元格失去了下拉列表：{cells}",
        zh_cure="粘贴会带走下拉列表：请从上一行复制单元格，选择性粘贴“验证”",
        en="{count} cells have lost their drop-down list: {cells}",
        en_cure="Pasting takes lists away: copy the cell above and paste special, Validation",
    ),
}
