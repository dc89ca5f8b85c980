"""Snapshots and what is told from them: the store, the log."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "snapshot-not-kept": Entry(
        zh="文档已生成，但没能保存这次的快照（{cause}）",
        zh_cure="请检查工作簿所在文件夹的写入权限；不需要快照可在“设置”里把“快照”改为“关”",
        en="The documents are made, but no snapshot of the workbook could be kept ({cause})",
        en_cure="Check that the workbook's folder may be written to; to do without, set 快照 to 关",
    ),
    "snapshot-not-written": Entry(
        zh="快照无法写入（{cause}）",
        zh_cure="请检查工作簿所在文件夹和用户文件夹的写入权限、磁盘空间",
        en="The snapshot could not be written ({cause})",
        en_cure="Check permission and space of the workbook's folder and of your own",
    ),
    "snapshot-column-unknown": Entry(
        zh="“快照不含”里的“{item}”不是任何一列⟦，是否为“{guess}”？⟧",
        zh_cure="请写列标题（如 姓名）、“表.列”（如 人员.工号）或整张表的名字，用顿号分开",
        en='"{item}" in 快照不含 is no column⟦; is it "{guess}"?⟧',
        en_cure="Write a header (姓名), a sheet and a header (人员.工号) or a whole sheet, with commas between",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "snapshot-kept": (
        "快照 {digest} 已保存（{time}）",
        "Snapshot {digest} is kept ({time})",
    ),
    "snapshot-off": (
        "“设置”里的“快照”是“关”，没有保存",
        "The setting 快照 is off: nothing was kept",
    ),
    "log-now": ("现在（还没有快照）", "Now (no snapshot yet)"),
    "log-first": ("第一份快照", "the first snapshot"),
    "log-nothing": ("岗位、职责、开关等内容没有变化", "no row, column or toggle changed"),
    "log-added": ("{table}：新增 {row}", "{table}: {row} added"),
    "log-removed": ("{table}：删除 {row}", "{table}: {row} removed"),
    "log-changed": ("{table} {row}：改了 {what}", "{table} {row}: {what} changed"),
    "log-order": ("{table}：顺序变了⟦（{what}）⟧", "{table}: another order⟦ ({what})⟧"),
    "log-on": ("{table} {row}：打开 {what}", "{table} {row}: switched on {what}"),
    "log-off": ("{table} {row}：关闭 {what}", "{table} {row}: switched off {what}"),
    "log-share": ("{table} {row}：改了占比 {what}", "{table} {row}: another share of {what}"),
    "log-and-more": (" 等，另有 {count} 项", " and {count} more"),
    "log-rest": ("另有 {count} 处（用 --all 查看全部）", "and {count} more (--all shows them)"),
    "snapshot-left-out": ("不含：{columns}", "Without: {columns}"),
}
