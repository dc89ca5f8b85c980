"""What the buttons for roles, ids and drop-downs say."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "no-id-column": Entry(
        zh="没有找到“{sheet}”表或它的“{header}”列",
        zh_cure="请先点“检查”，按提示补上这张表或这一列",
        en='There is no sheet "{sheet}" with a column "{header}"',
        en_cure="Press Check first and add what it names",
    ),
    "sheet-protected": Entry(
        zh="“{sheet}”表受保护，没有改动任何内容",
        zh_cure="请在“审阅”中撤销工作表保护，再点一次按钮",
        en='The sheet "{sheet}" is protected; nothing was changed',
        en_cure="Unprotect it (Review, Unprotect Sheet) and press the button again",
    ),
    "edit-broken-off": Entry(
        zh="写“{sheet}”表时被拒绝，改动只完成了一部分",
        zh_cure="请不保存关闭工作簿后重新打开；检查这张表的保护和筛选后再试",
        en='The sheet "{sheet}" refused a change; only a part was done',
        en_cure="Close the workbook without saving, open it again, and see whether that sheet is protected or filtered",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "editing": ("正在更新各表……", "Updating the sheets …"),
    "new-role-name": ("新岗位", "New role"),
    "copy-of": ("{name}（副本）", "{name} (copy)"),
    "role-added": (
        "已添加岗位 {id}：“{sheet}”表新增一行，开关全部为关。\n请填写名称等内容，并为它勾选职责",
        'The role {id} was added: a new row in "{sheet}", all its toggles off.\nFill it in and tick its duties',
    ),
    "role-copied": (
        "已把 {source} 复制为 {id}，开关相同。\n新增行数：{where}\n请修改名称等内容；“人员”不复制",
        "{source} was copied as {id} with the same toggles.\nRows added: {where}\nNow change its name and whatever differs; people are not copied",
    ),
    "ids-unchanged": (
        "没有要改的编号。\n请先在“岗位”或“职责”表里把编号直接改成新的，再点“改编号”：其他各表会跟着改⟦\n\n{unclear}⟧",
        "No id was changed.\nType the new id over the old one in the sheet of roles (岗位) or duties (职责), then press Change ids: all other sheets follow⟦\n\n{unclear}⟧",
    ),
    "ids-unclear": (
        "这些编号不在“岗位”或“职责”表中，看不出对应哪一个：{ids}\n请选中改了编号的那一行再点按钮；几个编号对不上时，一次只改一个",
        "These ids belong to no role or duty, and it is not clear which they were: {ids}\nSelect the row whose id you changed and press again; where several are unclear, change one at a time",
    ),
    "ask-ids": (
        "要在其他各表中把这些编号改过来吗？\n\n{ids}\n\n要改的单元格：{where}",
        "Change these ids in all other sheets?\n\n{ids}\n\nCells to change: {where}",
    ),
    "ids-changed": (
        "已改 {count} 个编号。\n改动的单元格：{where}⟦\n\n{unclear}⟧",
        "{count} ids were changed.\nCells changed: {where}⟦\n\n{unclear}⟧",
    ),
    "ids-given": ("已补 {count} 个编号：{ids}", "{count} ids were given: {ids}"),
    "ids-placed": (
        "已在开关中为它们留出位置：{ids}",
        "They have a place among the toggles now: {ids}",
    ),
    "ids-nameless": (
        "这些行没有名称，未补编号：{rows}",
        "These rows have no name and got no id: {rows}",
    ),
    "ids-complete": ("没有缺编号的行", "No row lacks an id"),
    "lists-restored": (
        "已恢复下拉和填写提示，单元格数：{where}",
        "Drop-downs and prompts are back; cells: {where}",
    ),
    "lists-refused": (
        "这些表受保护，没有改动：{sheets}",
        "These sheets are protected and were left alone: {sheets}",
    ),
    "lists-whole": ("下拉和填写提示都完好", "All drop-downs and prompts are whole"),
}
