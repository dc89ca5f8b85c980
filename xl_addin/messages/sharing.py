"""Workbooks several people work on: who has one open, copies, the log, watching."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "copy-exists": Entry(
        zh="“{path}”已存在，没有覆盖",
        zh_cure="请给副本另取名字，或先把那份文件移走",
        en='"{path}" exists already and was not replaced',
        en_cure="Give the copy another name, or move that file away first",
    ),
    "copy-nothing-to-do": Entry(
        zh="没有说明要复制到哪里",
        zh_cure="请写出新文件名；若要给这个文件本身换一个新编号，请加 --new-id",
        en="Where to copy it was not said",
        en_cure="Name the new file; to give this file itself a new id, add --new-id",
    ),
    "copy-no-settings": Entry(
        zh="“{file}”里没有可写编号的“设置”表",
        zh_cure="请加一张“设置”表，首行为 键、值，再试一次",
        en='"{file}" has no sheet 设置 to hold an id',
        en_cure="Add a sheet 设置 with the headers 键 and 值, and try again",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "status-workbook": ("{file}⟦（编号 {id}）⟧", "{file}⟦ (id {id})⟧"),
    "status-open": (
        "{name} 正在用 {program} 打开它⟦，自 {since} 起⟧⟦，电脑 {host}⟧",
        "{name} has it open in {program}⟦ since {since}⟧⟦ on {host}⟧",
    ),
    "status-stale": (
        "（时间很久，可能是程序异常退出留下的，仅供参考）",
        " (so long ago that it may be left from a crash)",
    ),
    "status-somebody": ("有人", "Somebody"),
    "status-nobody": ("没有人打开它", "Nobody has it open"),
    "status-conflict": (
        "同一工作簿的副本：{file}⟦（文件名像 {program} 产生的）⟧",
        "A copy of the same workbook: {file}⟦ (named as {program} names copies)⟧",
    ),
    "status-merge": ("合并：{command}", "To merge: {command}"),
    "status-year": (
        "{file} 用的是同一个工作簿编号。若两个文件是不同年度的工作簿，请给新的一份新编号：",
        "{file} carries the same workbook id. If the two are of different years, give the new one an id of its own:",
    ),
    "status-year-merge": (
        "若其实是同一份，请合并：{command}",
        "If they are one, merge: {command}",
    ),
    "status-no-copies": ("文件夹里没有它的其他副本", "No other copy of it lies beside it"),
    "status-no-id": (
        "“设置”里没有“工作簿编号”：副本只能按岗位和职责编号来认",
        "设置 has no 工作簿编号: copies are told by the ids of roles and duties alone",
    ),
    "status-snapshots": (
        "快照 {count} 份，最近 {time}（{digest}）",
        "{count} snapshots, the last of {time} ({digest})",
    ),
    "status-no-snapshots": (
        "还没有快照：生成一次，或运行 xl-addin snapshot",
        "No snapshot yet: generate once, or run xl-addin snapshot",
    ),
    "status-changed": ("与最近的快照相比有改动", "It has changed since its last snapshot"),
    "copy-made": (
        "已复制到 {file}⟦（编号 {id}）⟧。以后可用 xl-addin merge 合并回来",
        "Copied to {file}⟦ (id {id})⟧; xl-addin merge brings it back together",
    ),
    "copy-new": (
        "{file} 是一个独立的工作簿，新编号 {id}⟦，原文件备份在 {backup}⟧",
        "{file} is a workbook of its own, with the id {id}⟦; what it was is in {backup}⟧",
    ),
    "ask-changes": (
        "自上次保存快照（{time}）以来有 {count} 处改动。要列在“改动”表里吗？",
        "{count} changes since the last snapshot ({time}). List them on the sheet Changes?",
    ),
    "changes-sheet": ("改动", "Changes"),
    "changes-columns": ("表,行,改动,内容", "Sheet,Row,Change,What"),
    "changes-added": ("新增", "added"),
    "changes-removed": ("删除", "removed"),
    "changes-changed": ("改了", "changed"),
    "changes-order": ("顺序", "order"),
    "changes-on": ("打开", "switched on"),
    "changes-off": ("关闭", "switched off"),
    "changes-share": ("占比", "share"),
    "watch-watching": (
        "正在监视 {path}（按 Ctrl-C 结束）",
        "Watching {path} (Ctrl-C ends)",
    ),
    "watch-made": (
        "{file}：更新 {count} 份⟦（{roles}）⟧，{unchanged} 份不变，用时 {seconds} 秒",
        "{file}: {count} made⟦ ({roles})⟧, {unchanged} unchanged, {seconds} s",
    ),
    "watch-unchanged": ("{file}：没有变化", "{file}: nothing has changed"),
    "watch-problems": (
        "{errors} 个错误、{warnings} 个提醒；有 {withheld} 份没有生成",
        "{errors} errors, {warnings} warnings; {withheld} documents withheld",
    ),
    "watch-more": ("其余用 xl-addin check 查看", "xl-addin check shows the others"),
    "watch-failed": ("{file}：没有处理", "{file}: not done"),
    "watch-waiting": (
        "{file}：暂时不能处理，稍后自动再试",
        "{file}: not possible just now; it will be tried again",
    ),
    "watch-copy": (
        "{file} 是 {original} 的冲突副本，不为它生成。合并：{command}",
        "{file} is a conflict copy of {original}; nothing is made of it. To merge: {command}",
    ),
    "watch-same-id": (
        "{file} 与 {original} 是同一个工作簿编号，不为它生成，以免互相覆盖。"
        "只用它：把 {original} 移到别的文件夹；合并：{command}；"
        "若是两个工作簿：{new_id}，再在它的“设置”里另选“输出文件夹”",
        "{file} has the same 工作簿编号 as {original}; nothing is made of it, as each would "
        "write over the other's documents. To use it alone, move {original} to another "
        "folder; to merge: {command}; if they are two workbooks: {new_id}, then choose "
        "another 输出文件夹 in its 设置",
    ),
    "watch-gone": ("{file}：文件已不在，文档保持原样", "{file}: gone; its documents stay"),
    "watch-ended": ("监视已结束", "No longer watching"),
    "status-unchanged": ("与最近的快照相同", "It says what its last snapshot says"),
}
