"""Single cells: errors, dates, numbers, characters."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "error-cell": Entry(
        zh="单元格是错误值 {error}",
        zh_cure="请修正公式或直接填写内容",
        en="The cell is an error value {error}",
        en_cure="Mend the formula or type the content",
    ),
    "uncached-formula": Entry(
        zh="公式没有保存计算结果（{formula}）",
        zh_cure="请用 Excel 打开并保存一次，或把公式粘贴为数值",
        en="The formula was saved without its result ({formula})",
        en_cure="Open and save the workbook in Excel, or paste the formula as a value",
    ),
    "illegal-character": Entry(
        zh="含有 Word 无法保存的字符 {character}",
        zh_cure="请删掉这个看不见的字符，或重新输入这段文字",
        en="It holds a character Word cannot store, {character}",
        en_cure="Delete that invisible character, or type the text again",
    ),
    "date-not-understood": Entry(
        zh="日期“{value}”看不懂",
        zh_cure="请写成 2025-01-01、2025/1/1 或 2025年1月1日",
        en='The date "{value}" is not understood',
        en_cure="Write 2025-01-01, 2025/1/1 or 2025年1月1日",
    ),
    "flag-not-understood": Entry(
        zh="“{value}”看不出是“是”还是“否”",
        zh_cure="请填“是”或“否”，留空即未设置",
        en='"{value}" is neither yes nor no',
        en_cure="Write 是 (yes) or 否 (no); blank means not set",
    ),
    "order-not-a-number": Entry(
        zh="排序“{value}”不是数字",
        zh_cure="请填数字，例如 10、20",
        en='The order "{value}" is not a number',
        en_cure="Write a number, such as 10",
    ),
    "typed-numbering": Entry(
        zh="有 {count} 行开头手工输入了编号：{lines}",
        zh_cure="请删掉行首的编号，文档会自动编号",
        en="{count} of its lines begin with typed numbering: {lines}",
        en_cure="Delete it, the document numbers by itself",
    ),
    "id-is-number": Entry(
        zh="编号 {id} 是数字格式，前面的 0 会丢失",
        zh_cure="请把整列设为“文本”格式后重新输入编号",
        en="The id {id} is stored as a number, so leading zeros are lost",
        en_cure="Format the column as text and type the ids again",
    ),
    "value-blank": Entry(
        zh="{id} 的“{header}”没有填写",
        zh_cure="请补上“{header}”",
        en='{id} has no "{header}"',
        en_cure='Fill in "{header}"',
    ),
    "status-unknown": Entry(
        zh="状态“{value}”看不懂",
        zh_cure="请填“启用”或“停用”，留空即启用",
        en='The status "{value}" is not understood',
        en_cure="Write 启用 (in force) or 停用 (out of force); blank means in force",
    ),
}
