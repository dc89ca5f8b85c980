"""Chinese wording. A part in ⟦…⟧ is left out where a value in it is blank."""

from __future__ import annotations

# Code → (what is wrong, how to mend it).
PROBLEMS: dict[str, tuple[str, str]] = {
    # The workbook as a file
    "workbook-not-found": ("找不到工作簿“{file}”", "请检查文件名和所在文件夹"),
    "workbook-format": (
        "“{file}”的格式（{ending}）不能读取",
        "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再用",
    ),
    "workbook-encrypted-or-old": (
        "“{file}”设有打开密码，或者是改了扩展名的旧版 .xls 文件",
        "请打开后取消密码，另存为“Excel 工作簿（*.xlsx）”",
    ),
    "workbook-damaged": (
        "“{file}”不是完整的 Excel 文件（{cause}）",
        "可能正在保存或同步中，请稍候再试；若仍如此，请用 Excel 打开修复后另存一份",
    ),
    "workbook-without-sheets": (
        "“{file}”里读不到任何工作表",
        "若它是“Strict Open XML”格式，请另存为普通的“Excel 工作簿（*.xlsx）”",
    ),
    "file-not-readable": ("无法读取“{file}”（{cause}）", "请关闭占用它的程序，或检查读取权限"),
    "format-newer": (
        "工作簿的格式版本是 {version}，本程序只认识到 {known}",
        "请先升级 xl-addin，再处理这个工作簿",
    ),
    # Sheets and headers
    "sheet-missing": (
        "缺少工作表“{sheet}”（现有：{found}）",
        "请补上这张表，或把对应的表改成这个名字",
    ),
    "sheet-twice": (
        "工作表“{sheet}”与“{other}”是同一种表",
        "请合并成一张，或给其中一张另起名字",
    ),
    "toggles-missing": (
        "找不到“开关”表，“职责”表里也没有岗位列",
        "请补上“开关”表：每行一项职责，每列一个岗位编号",
    ),
    "column-missing": ("缺少“{header}”列（表头现有：{found}）", "请在表头行补上“{header}”"),
    "header-clash": (
        "表头“{header}”与 {other_place} 的“{other}”重复",
        "请改掉其中一个，同一张表里每列的名字要不同",
    ),
    "merged-cells": ("表格里有合并单元格 {range}", "请取消合并，并在每一格里填上内容"),
    "setting-twice": ("设置项“{setting}”出现了两次", "请只保留一行"),
    # Cells
    "error-cell": ("单元格是错误值 {error}", "请修正公式或直接填写内容"),
    "uncached-formula": (
        "公式没有保存计算结果（{formula}）",
        "请用 Excel 打开并保存一次，或把公式粘贴为数值",
    ),
    "illegal-character": (
        "含有 Word 无法保存的字符 {character}",
        "请删掉这个看不见的字符，或重新输入这段文字",
    ),
    "date-not-understood": (
        "日期“{value}”看不懂",
        "请写成 2025-01-01、2025/1/1 或 2025年1月1日",
    ),
    "flag-not-understood": ("“{value}”看不出是“是”还是“否”", "请填“是”或“否”，留空即未设置"),
    "order-not-a-number": ("排序“{value}”不是数字", "请填数字，例如 10、20"),
    "typed-numbering": (
        "要点开头手工输入了编号“{mark}”",
        "请删掉它，文档会自动编号：{line}",
    ),
    "id-is-number": (
        "编号 {id} 是数字格式，前面的 0 会丢失",
        "请把整列设为“文本”格式后重新输入编号",
    ),
    "value-blank": ("{id} 的“{header}”没有填写", "请补上“{header}”"),
    # Ids
    "id-blank": ("这一行有内容，但没有{header}", "请给它一个新的、没用过的编号"),
    "duplicate-id": ("编号“{id}”与 {other} 重复", "请给其中一行换一个没用过的编号"),
    "unknown-role": (
        "岗位编号“{role}”不在“岗位”表中⟦，是否为“{guess}”？⟧",
        "请改正编号，或先在“岗位”表中加上这个岗位",
    ),
    "unknown-duty": (
        "职责编号“{duty}”不在“职责”表中⟦，是否为“{guess}”？⟧",
        "请改正编号，或先在“职责”表中加上这项职责",
    ),
    "child-without-role": ("这一行没有填{header}", "请填上它属于哪个岗位"),
    # Toggles
    "toggle-not-understood": (
        "开关“{value}”看不懂",
        "请从下拉列表选 ✓，或留空；占工时比例请填 0 到 1 之间的数",
    ),
    "toggle-symbol-font": (
        "“{value}”在 {font} 字体里看着像对勾，其实是字母",
        "请从下拉列表选 ✓，或改用普通字体输入 ✓",
    ),
    "toggle-twice": ("{role} 与 {duty} 的开关在 {other} 已有一行", "请只保留一行"),
    "role-column-twice": ("岗位“{role}”有两列开关（另一列在 {other}）", "请只保留一列"),
    "role-without-toggles": (
        "岗位“{role}”在“开关”表里没有列",
        "请在“开关”表的表头加上“{role}”一列并打勾",
    ),
    "duty-without-toggles": (
        "职责 {id}“{title}”在“开关”表里没有行，任何岗位都不会有它",
        "请在“开关”表补上这一行；不再使用的职责请把状态设为“停用”",
    ),
    "role-without-duties": (
        "岗位 {role}“{name}”一项职责也没有打开",
        "请在“开关”表里给它打勾；不需要文档的岗位请把“生成”设为“否”",
    ),
    "too-many-sections": (
        "岗位 {role}“{name}”有 {count} 项职责，多于建议的 {most} 项",
        "请关掉次要的职责，或在“覆盖”表用“合并组”把相近的合成一项",
    ),
    "shares-total": ("岗位 {role} 的工时比例合计为 {total}", "请调整到合计 100%"),
    # Overrides
    "override-field-unknown": ("字段“{field}”不能覆盖", "请从下拉列表选择：{known}"),
    "override-twice": ("“{field}”在 {other} 已经覆盖过一次", "请只保留一行"),
    "override-blank": ("“{field}”的覆盖值是空的，不起作用", "请填上内容，或删掉这一行"),
    "group-title-without-group": (
        "职责 {duty} 填了“{field}”，但没有“合并组”，标题不会出现",
        "请给这个岗位的这几项职责都加一行“合并组”，值相同",
    ),
    "group-titles-differ": (
        "同一合并组的“{field}”与 {other} 不一致",
        "请只在一行里写合并后的标题",
    ),
    # Child tables
    "weights-total": ("岗位 {role} 的考核权重合计为 {total}", "请调整到合计 100%"),
    "text-untranslated": ("“{header}”为空，英文文档将印出中文“{text}”", "请补上英文"),
    # Templates
    "template-missing": (
        "找不到模板“{template}”⟦，是否为“{guess}”？⟧",
        "请改正名字，或把模板放进 word_templates 文件夹",
    ),
    "template-not-found": (
        "找不到模板“{template}”⟦，是否为“{guess}”？⟧",
        "请检查名字；找过的文件夹：{folders}",
    ),
    "template-damaged": (
        "模板“{template}”不是完整的 Word 文档（{cause}）",
        "请在 Word 中打开，另存为“Word 文档（*.docx）”",
    ),
    "template-syntax": ("模板标签写错了：{text}（{cause}）", "请在 Word 里改正这一段的标签"),
    "template-unsafe": ("模板标签做了不允许的事：{text}（{cause}）", "请删掉这个标签"),
    "tag-unknown": (
        "模板标签 {tag} 没有对应的列⟦，是否为 {guess}？⟧",
        "请改正标签，或在工作簿里加上这一列",
    ),
    "tag-prints-a-list": (
        "标签打印的是一整张清单（{value}）：{text}",
        "请用循环逐项打印，或写成 x|join('、')",
    ),
    "tag-failed": ("标签无法计算：{text}（{cause}）", "请在 Word 里改正这一段的标签"),
    "name-undefined": ("标签用到的“{name}”没有值：{text}", "请改正标签里的名字"),
    "text-illegal": (
        "内容含有 Word 无法保存的字符 {value}：{text}",
        "请在工作簿里删掉这个字符",
    ),
    "document-malformed": (
        "模板填好后不是有效的 Word 内容（{cause}）",
        "请检查循环和条件是否成对、是否写在同一层",
    ),
    "column-unused": (
        "“{header}”填了内容，但没有模板用到它",
        "若要印出来，请在模板里加上 {tag}",
    ),
    # Delivery
    "file-name-placeholder": (
        "文件名规则“{pattern}”里的“{placeholder}”不存在",
        "请用“岗位”表里有的列名，或“模板”",
    ),
    "file-name-twice": (
        "岗位 {role} 与 {other}（{other_place}）的文件名相同：{name}",
        "请让其中一个岗位的名称、编号或“文件名”不同",
    ),
    "file-in-use": (
        "“{path}”正被占用，无法改写",
        "请在 Word 或 WPS 中关闭它，再生成一次",
    ),
    "file-not-written": (
        "写入“{path}”失败（{cause}）⟦，此前已完成 {done} 份⟧",
        "请检查磁盘空间和网络位置后重试",
    ),
    "folder-not-writable": (
        "文件夹“{folder}”不能写入（{cause}）",
        "请换一个文件夹，或检查权限",
    ),
    "output-folder-outside": (
        "设置里的输出文件夹“{folder}”在工作簿所在文件夹之外",
        "请改成相对的文件夹名，或在命令行用 -o 指定",
    ),
    "worker-died": ("一个工作进程意外终止", "请重试；若内存不足，请减小 --jobs"),
    # Asking
    "role-not-found": (
        "没有岗位“{role}”⟦，是否为“{guess}”？⟧",
        "请用 xl-addin show 查看岗位编号",
    ),
    "role-disabled": ("岗位 {role}“{name}”已停用", "请在“岗位”表把它的状态改为启用"),
    "document-language-unknown": ("不认识文档语言“{language}”", "请用 zh 或 en"),
    "internal-error": ("程序内部出错（{cause}）", "详情已记入日志 {log}，请把它发给维护人员"),
}

TEXTS: dict[str, str] = {
    "error": "错误",
    "warning": "提醒",
    "cure": "处理：",
    "part-body": "正文",
    "part-header": "页眉",
    "part-footer": "页脚",
    "part-footnotes": "脚注",
    "part-endnotes": "尾注",
    "part-properties": "文档属性",
    "paragraph": "第 {number} 段",
    "affects": "影响岗位：{roles}",
    "affects-all": "影响所有岗位",
    "problems-heading": "发现 {errors} 个错误、{warnings} 个提醒",
    "no-problems": "没有发现问题：{roles} 个岗位、{duties} 项职责、{templates} 个模板",
    "more-problems": "另有 {count} 条类似的{kind}（用 --all 查看全部）",
    "progress": "生成文档",
    "summary-done": "已生成 {count} 份文档（{roles} 个岗位 × {templates} 个模板），用时 {seconds} 秒",
    "summary-planned": "将生成 {count} 份文档（试运行，未写入任何文件）",
    "summary-unchanged": "其中 {count} 份内容未变，保持原样",
    "summary-withheld": "{count} 份因错误未生成：{roles}",
    "summary-failed": "{count} 份生成失败：{roles}",
    "summary-none": "没有生成任何文档",
    "summary-hidden": "“{sheet}”有 {count} 行被隐藏或筛选，仍计算在内",
    "summary-folder": "位置：{folder}",
    "show-roles": "岗位",
    "show-role-id": "岗位编号",
    "show-role-name": "岗位名称",
    "show-sections": "职责数",
    "show-status": "状态",
    "show-matrix": "开关",
    "show-duty": "职责",
    "show-generate": "生成",
    "show-skipped": "不生成",
    "show-disabled": "停用",
    "show-sections-of": "{role} {name}：{count} 项",
    "show-why": "依据",
    "show-heading": "文档中的标题",
    "show-not-included": "不包含的职责",
    "reason-on": "开关打开（{place}）",
    "reason-off": "开关关闭（{place}）",
    "reason-blank": "开关为空",
    "reason-disabled": "职责已停用",
    "reason-overridden": "覆盖：{fields}",
    "reason-merged": "合并组 {group}",
    "list-separator": "、",
    "see-help": "用法见 xl-addin {command} --help",
}
