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
    "weight-not-a-number": Entry(
        zh="权重“{value}”不是数字，无法核对合计",
        zh_cure="请填百分比，例如 30%",
        en='The weight "{value}" is not a number, so the total cannot be checked',
        en_cure="Write a percentage, such as 30%",
    ),
}
