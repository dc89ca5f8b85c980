"""Rows of 覆盖."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "override-field-unknown": Entry(
        zh="字段“{field}”不能覆盖",
        zh_cure="请从下拉列表选择：{known}",
        en='The field "{field}" cannot be overridden',
        en_cure="Choose from the list: {known}",
    ),
    "override-twice": Entry(
        zh="“{field}”在 {other} 已经覆盖过一次",
        zh_cure="请只保留一行",
        en='"{field}" is overridden at {other} already',
        en_cure="Keep one row",
    ),
    "override-blank": Entry(
        zh="“{field}”的覆盖值是空的，不起作用",
        zh_cure="请填上内容，或删掉这一行",
        en='The override of "{field}" is blank and does nothing',
        en_cure="Fill it in, or delete the row",
    ),
    "group-title-without-group": Entry(
        zh="职责 {duty} 填了“{field}”，但没有“合并组”，标题不会出现",
        zh_cure="请给这个岗位的这几项职责都加一行“合并组”，值相同",
        en='The duty {duty} has "{field}" but no 合并组, so that heading never appears',
        en_cure="Add a row 合并组 with one value for each of the duties to merge",
    ),
    "group-titles-differ": Entry(
        zh="同一合并组的“{field}”与 {other} 不一致",
        zh_cure="请只在一行里写合并后的标题",
        en='"{field}" differs from {other} within one merged section',
        en_cure="Write the merged heading in one row only",
    ),
    "override-incomplete": Entry(
        zh="这一行没有填{header}",
        zh_cure="请补上{header}，或删掉这一行",
        en="The row has no {header}",
        en_cure="Fill it in, or delete the row",
    ),
    "override-unused": Entry(
        zh="岗位 {role} 没有打开职责 {duty}，这里的“{field}”不会出现",
        zh_cure="请在“开关”表打开这项职责，或删掉这一行",
        en='The role {role} does not have the duty {duty}: this "{field}" never appears',
        en_cure="Switch the duty on in the sheet of toggles (开关), or delete the row",
    ),
    "group-of-one": Entry(
        zh="合并组“{group}”里只有职责 {duty} 一项，没有可合并的",
        zh_cure="请给要合并的另一项职责也加一行“合并组”，值同为“{group}”",
        en='The merged section "{group}" holds the duty {duty} alone',
        en_cure='Add a row 合并组 with the value "{group}" for the duty to merge it with',
    ),
}
