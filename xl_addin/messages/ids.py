"""Ids: blank, doubled, unknown."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "id-blank": Entry(
        zh="这一行有内容，但没有{header}",
        zh_cure="请给它一个新的、没用过的编号",
        en="The row is filled but has no {header}",
        en_cure="Give it a new id that was never used",
    ),
    "duplicate-id": Entry(
        zh="编号“{id}”与 {other} 重复",
        zh_cure="请给其中一行换一个没用过的编号",
        en='The id "{id}" is also at {other}',
        en_cure="Give one of the rows another id that was never used",
    ),
    "unknown-role": Entry(
        zh="岗位编号“{role}”不在“岗位”表中⟦，是否为“{guess}”？⟧",
        zh_cure="请改正编号，或先在“岗位”表中加上这个岗位",
        en='The role id "{role}" is not in the sheet of roles (岗位)⟦; did you mean "{guess}"?⟧',
        en_cure="Correct the id, or add the role to that sheet first",
    ),
    "unknown-duty": Entry(
        zh="职责编号“{duty}”不在“职责”表中⟦，是否为“{guess}”？⟧",
        zh_cure="请改正编号，或先在“职责”表中加上这项职责",
        en='The duty id "{duty}" is not in the sheet of duties (职责)⟦; did you mean "{guess}"?⟧',
        en_cure="Correct the id, or add the duty to that sheet first",
    ),
    "id-unused": Entry(
        zh="没有一张表用到编号“{id}”，它们用的“{other}”却不在“{sheet}”表中",
        zh_cure="若写错了，请在这里改回“{other}”；若有意改了编号，请把那些单元格也改成“{id}”；若本是两个，请补上“{other}”这一行",
        en='No sheet uses the id "{id}"; they use "{other}", which is not in {sheet}',
        en_cure='If it is a slip, write "{other}" here; if the id was changed on purpose, write "{id}" in those cells; if they are two, add the row of "{other}"',
    ),
    "child-without-role": Entry(
        zh="这一行没有填{header}",
        zh_cure="请填上它属于哪个岗位",
        en="The row has no {header}",
        en_cure="Say which role it belongs to",
    ),
    "id-lookalike": Entry(
        zh="编号“{id}”与 {other} 几乎一样，容易看错",
        zh_cure="请换一个不会混淆的编号（注意字母 O 与数字 0、字母 l 与数字 1）",
        en='The id "{id}" can hardly be told from {other}',
        en_cure="Choose an id that cannot be mistaken (letter O and 0, letter l and 1)",
    ),
    "unknown-department": Entry(
        zh="部门“{department}”不在“部门”表中⟦，是否为“{guess}”？⟧",
        zh_cure="请改正部门名称，或先在“部门”表中加上它",
        en='The department "{department}" is not in the sheet of departments (部门)⟦; did you mean "{guess}"?⟧',
        en_cure="Correct the name, or add the department to that sheet first",
    ),
}
