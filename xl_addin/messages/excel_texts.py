"""What dialogs, sheets and buttons say in Excel, by code: (Chinese, English)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("岗位文档", "Job documents"),
    "reading": ("正在读取工作簿……", "Reading the workbook …"),
    "making": (
        "正在生成文档 {made}/{all}（按 Esc 停止）",
        "Document {made} of {all} (Esc stops)",
    ),
    "dialog-done": ("已生成 {count} 份文档", "{count} documents are done"),
    "dialog-unchanged": ("其中 {count} 份内容没有变化", "{count} of them were unchanged"),
    "dialog-none": ("没有生成任何文档", "No document was made"),
    "dialog-withheld": (
        "{count} 份因错误未生成：{roles}",
        "{count} were withheld for errors: {roles}",
    ),
    "dialog-failed": ("{count} 份生成失败：{roles}", "{count} failed: {roles}"),
    "dialog-stopped": (
        "已按要求停止，此前完成的 {count} 份都是完整的",
        "Stopped as you asked; the {count} documents made before are whole",
    ),
    "dialog-problems": (
        "发现 {errors} 个错误、{warnings} 个提醒，见“{sheet}”表，点“位置”可跳转",
        '{errors} errors and {warnings} warnings; see the sheet "{sheet}", its places are links',
    ),
    "dialog-clean": ("没有发现问题", "Nothing was found wrong"),
    "dialog-hidden": (
        "“{sheet}”有 {count} 行被隐藏或筛选，同样计入",
        '"{sheet}" has {count} hidden rows, which count all the same',
    ),
    "dialog-elsewhere": (
        "工作簿在 OneDrive 上或尚未保存，文档放在：{folder}",
        "The workbook is on OneDrive or was never saved; documents are in: {folder}",
    ),
    "dialog-unwritten": (
        "“{sheet}”表受保护，没有写入。请取消保护后再运行一次",
        'The sheet "{sheet}" is protected and was left alone; unprotect it and run again',
    ),
    "dialog-unmarked": (
        "{count} 处在受保护的表上，没有标出",
        "{count} places on protected sheets were not marked",
    ),
    "ask-open": ("要打开文件夹吗？", "Open the folder?"),
    "ask-mark": (
        "要在这些单元格上标颜色、加批注吗？\n（改好后再检查一次，标记会自动去掉，原有颜色和批注不变）",
        "Colour these cells and add notes?\n(Marks go once mended and checked again; your own colours and notes stay)",
    ),
    "folder-absent": (
        "文件夹还不存在：{folder}\n请先生成文档",
        "There is no such folder yet: {folder}\nMake documents first",
    ),
    "select-role": (
        "请先选中一个岗位：“岗位”表中它的行，或“开关”表中它的列",
        "Select a role first: its row in the sheet of roles (岗位), or its column in 开关",
    ),
    "select-two-roles": (
        "请选中两个岗位（按住 Ctrl 可选不相邻的行或列）",
        "Select two roles (hold Ctrl for rows or columns that are apart)",
    ),
    "results-columns": (
        "级别,位置,问题,处理,影响岗位,代码",
        "Level,Place,Problem,Cure,Roles,Code",
    ),
    "results-heading": (
        "检查结果：{errors} 个错误、{warnings} 个提醒（{time}）",
        "Check results: {errors} errors, {warnings} warnings ({time})",
    ),
    "results-rest": (
        "另有 {count} 条未列出，请先处理以上各条",
        "{count} more are not listed; mend those above first",
    ),
    "log-columns": (
        "时间,岗位编号,岗位名称,文件,状态,警告,链接",
        "Time,Role ID,Role name,File,Status,Warnings,Link",
    ),
    "every-role": ("全部", "all"),
    "status-written": ("已生成", "written"),
    "status-unchanged": ("无变化", "unchanged"),
    "status-withheld": ("未生成", "withheld"),
    "status-failed": ("失败", "failed"),
    "compare-sheet": ("岗位对比", "Comparison"),
    "compare-same": ("相同", "same"),
    "compare-different": ("不同", "different"),
    "compare-columns": ("职责编号,职责标题", "Duty ID,Duty title"),
    "compare-result": ("比较", "Compared"),
    "compared": (
        "{first} 与 {second}：{same} 项相同，{different} 项不同，见“{sheet}”表",
        '{first} and {second}: {same} duties alike, {different} differ; see the sheet "{sheet}"',
    ),
    "copy-cannot": (
        "这个按钮需要在 Excel 或 LibreOffice 中使用；此处可用“生成”和“检查”",
        "This button needs Excel or LibreOffice; here you can generate and check",
    ),
    "addin-written": ("已写入 {path}（{size} 字节）", "Written: {path} ({size} bytes)"),
    "stopping": ("完成当前这一份后停止", "Stops after the document at hand"),
}
