"""Child tables of a role."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "weights-total": Entry(
        zh="岗位 {role} 的考核权重合计为 {total}",
        zh_cure="请调整到合计 100%",
        en="The weights of role {role} total {total}",
        en_cure="Make them total 100%",
    ),
    "weights-in-hundreds": Entry(
        zh="权重写成了 {value}，应为 {meant}，文档里会少百分号",
        zh_cure="请带百分号输入：{meant}",
        en="The weight is written {value} where {meant} is meant, and printed without %",
        en_cure="Type it with its sign: {meant}",
    ),
    "weights-unformatted": Entry(
        zh="权重 {value} 没有设为百分比格式，文档里会印成 {value}，而不是 {meant}",
        zh_cure="请输入 {meant}，或把这些数字单元格设为百分比格式",
        en="The weight {value} is not formatted as a percentage: it is printed {value}, not {meant}",
        en_cure="Type {meant}, or format these number cells as percentages",
    ),
    "weight-not-a-number": Entry(
        zh="权重“{value}”不是数字，无法核对合计",
        zh_cure="请填百分比，例如 30%",
        en='The weight "{value}" is not a number, so the total cannot be checked',
        en_cure="Write a percentage, such as 30%",
    ),
    "row-text-blank": Entry(
        zh="这一行没有填“{header}”，文档里会印成空白或“—”",
        zh_cure="请补上“{header}”；多余的行请整行删除",
        en='This row has no "{header}": a document prints a blank or a dash',
        en_cure='Fill in "{header}"; delete the row if it is of no use',
    ),
    "version-unrecorded": Entry(
        zh="岗位 {role} 的版本是“{version}”，“修订记录”表里没有这个版本（最后一行是“{last}”）",
        zh_cure="请在“修订记录”表加上这个版本的一行，或改正这里的版本",
        en='The version of role {role} is "{version}", which has no row in 修订记录 (the last is "{last}")',
        en_cure="Add a row for this version to the sheet 修订记录, or correct the version here",
    ),
    "effective-before-prepared": Entry(
        zh="岗位 {role} 的生效日期 {effective} 早于编制日期 {prepared}",
        zh_cure="请核对这两个日期；确实先生效的可以不理会",
        en="The role {role} takes effect on {effective}, before it was prepared on {prepared}",
        en_cure="Check the two dates; leave them if that is so",
    ),
}
