"""Toggles, and roles or duties without any."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "toggle-not-understood": Entry(
        zh="开关“{value}”看不懂",
        zh_cure="请从下拉列表选 ✓，或留空；占工时比例请填 0 到 1 之间的数",
        en='The toggle "{value}" is not understood',
        en_cure="Choose ✓ from the list or leave it blank; a share of working time is a number from 0 to 1",
    ),
    "toggle-symbol-font": Entry(
        zh="“{value}”在 {font} 字体里看着像对勾，其实是字母",
        zh_cure="请从下拉列表选 ✓，或改用普通字体输入 ✓",
        en='"{value}" looks like a tick in the font {font} but is a letter',
        en_cure="Choose ✓ from the list, or type ✓ in an ordinary font",
    ),
    "toggle-twice": Entry(
        zh="{role} 与 {duty} 的开关在 {other} 已有一行",
        zh_cure="请只保留一行",
        en="{role} and {duty} have a row at {other} already",
        en_cure="Keep one row",
    ),
    "role-column-twice": Entry(
        zh="岗位“{role}”有两列开关（另一列在 {other}）",
        zh_cure="请只保留一列",
        en='The role "{role}" has two columns of toggles (the other at {other})',
        en_cure="Keep one column",
    ),
    "toggles-headless": Entry(
        zh="这一列打了勾，但表头没有岗位编号，不会读取⟦（上方写的是“{name}”）⟧",
        zh_cure="请在这一格填上岗位编号⟦“{guess}”⟧；若不用这一列，请清空它",
        en='This column is ticked but has no role id in its header, so it is not read⟦ (above it stands "{name}")⟧',
        en_cure='Type the role id⟦ "{guess}"⟧ into this cell; if the column is of no use, empty it',
    ),
    "role-without-toggles": Entry(
        zh="岗位“{role}”在“开关”表里没有列",
        zh_cure="请在“开关”表的表头加上“{role}”一列并打勾",
        en='The role "{role}" has no column of toggles',
        en_cure='Add a column "{role}" to the sheet of toggles (开关) and tick its duties',
    ),
    "duty-without-toggles": Entry(
        zh="职责 {id}“{title}”在“开关”表里没有行，任何岗位都不会有它",
        zh_cure="请在“开关”表补上这一行；不再使用的职责请把状态设为“停用”",
        en='The duty {id} "{title}" has no row of toggles, so no role has it',
        en_cure="Add its row to the sheet of toggles (开关), or set its status (状态) to 停用",
    ),
    "role-without-duties": Entry(
        zh="岗位 {role}“{name}”一项职责也没有打开",
        zh_cure="请在“开关”表里给它打勾；不需要文档的岗位请把“生成”设为“否”",
        en='The role {role} "{name}" has no duty switched on',
        en_cure="Tick its duties in the sheet of toggles (开关), or set its 生成 to 否",
    ),
    "too-many-sections": Entry(
        zh="岗位 {role}“{name}”有 {count} 项职责，多于建议的 {most} 项",
        zh_cure="请关掉次要的职责，或在“覆盖”表用“合并组”把相近的合成一项",
        en='The role {role} "{name}" has {count} sections, more than the advised {most}',
        en_cure="Switch minor duties off, or merge related ones by 合并组 in the sheet 覆盖",
    ),
    "shares-total": Entry(
        zh="岗位 {role} 的工时比例合计为 {total}",
        zh_cure="请调整到合计 100%",
        en="The shares of working time of role {role} total {total}",
        en_cure="Make them total 100%",
    ),
    "role-name-differs": Entry(
        zh="{id} 旁边写的是“{name}”，但这个岗位叫“{own}”",
        zh_cure="请核对是否打勾打错了列；若只是改了名，请把这里也改成“{own}”",
        en='Beside {id} stands "{name}", but that role is called "{own}"',
        en_cure='See that the ticks stand in the right column; if only the name changed, write "{own}" here too',
    ),
    "title-differs": Entry(
        zh="{id} 旁边写的是“{title}”，但这项职责叫“{own}”",
        zh_cure="请核对是否打勾打错了行；若只是改了名，请把这里也改成“{own}”",
        en='Beside {id} stands "{title}", but that duty is called "{own}"',
        en_cure='See that the ticks stand in the right row; if only the title changed, write "{own}" here too',
    ),
}
