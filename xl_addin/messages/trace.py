"""Where a document comes from: `xl-addin trace`."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "document-not-found": Entry(
        zh="找不到文档 {path}",
        zh_cure="请检查文件名和文件夹",
        en="There is no document {path}",
        en_cure="Check its name and folder",
    ),
    "document-not-readable": Entry(
        zh="读不了文档 {path}（{cause}）",
        zh_cure="请关闭正打开它的程序，或检查权限",
        en="The document {path} cannot be read ({cause})",
        en_cure="Close the program that has it open, or check its permissions",
    ),
    "document-damaged": Entry(
        zh="{path} 不是完整的 Word 文档",
        zh_cure="请在 Word 中打开，另存为“Word 文档（*.docx）”",
        en="{path} is not a whole Word document",
        en_cure="Open it in Word and save it as Word Document (*.docx)",
    ),
}

TEXTS = {
    "trace-foreign": (
        "这份文档没有来源信息：不是 xl-addin 生成的，或生成得太早，或是 --merge 合并成的",
        "The document says nothing of its origin: xl-addin did not make it, or an old one did, or --merge",
    ),
    "trace-role": ("岗位：{role}⟦（{place}）⟧", "Role: {role}⟦ ({place})⟧"),
    "trace-workbook": ("工作簿编号：{id}", "Workbook id: {id}"),
    "trace-template": (
        "模板：{template}，语言：{spoken}，格式：{format}",
        "Template: {template}, language: {spoken}, format: {format}",
    ),
    "trace-hashes": (
        "内容指纹：{context}，模板指纹：{template}",
        "Fingerprint of the content: {context}, of the template: {template}",
    ),
    "trace-untouched": ("人工修改：没有，与生成时一致", "Edited: no, as it was written"),
    "trace-edited": (
        "人工修改：有，生成之后有人改过或另存过",
        "Edited: yes, changed or saved again since it was written",
    ),
    "trace-unknown": ("人工修改：无法判断", "Edited: nothing tells"),
    "trace-current": (
        "是否最新：是，工作簿今天生成的内容相同",
        "Current: yes, the workbook would make the same today",
    ),
    "trace-stale": ("是否最新：否：{reasons}", "Current: no: {reasons}"),
    "trace-no-workbook": (
        "加 --workbook 工作簿，可查是否最新、各节来自哪一格",
        "Add --workbook to learn whether it is current and which cells it comes from",
    ),
    "since-other-workbook": ("工作簿编号不同", "another workbook id"),
    "since-role-gone": ("岗位已不在或已停用", "the role is gone or disabled"),
    "since-content": ("工作簿内容变了", "the workbook's content has changed"),
    "since-template-gone": ("找不到模板", "the template is not there"),
    "since-template": ("模板变了", "the template has changed"),
    "since-engine": ("程序的文档格式变了", "the program's document format has changed"),
    "since-filters": ("自定义过滤器变了", "the filters have changed"),
    "trace-sections": ("各节今天的位置：", "Where its sections stand today:"),
    "trace-section": (
        "  {number}. {id} {title}  {place}⟦  开关 {toggle}⟧⟦  覆盖 {overrides}⟧",
        "  {number}. {id} {title}  {place}⟦  toggle {toggle}⟧⟦  overrides {overrides}⟧",
    ),
    "trace-section-gone": ("  {number}. {id} 已不在工作簿里", "  {number}. {id} is gone"),
}
