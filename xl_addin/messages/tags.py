"""What is wrong with the tags of a template, and with content from outside."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "tag-unclosed": Entry(
        zh="标签没有写完：{tag}",
        zh_cure="请补上结尾的 }} 或 %}",
        en="A tag is never closed: {tag}",
        en_cure="Add the closing }} or %}",
    ),
    "tag-unopened": Entry(
        zh="多了一个标签结尾，前面没有开头：{tag}",
        zh_cure="请补上开头的 {{ 或 {%，或删掉多余的括号",
        en="The end of a tag without its beginning: {tag}",
        en_cure="Add the opening {{ or {%, or delete the braces",
    ),
    "tag-over-paragraphs": Entry(
        zh="标签被回车分在两段：{tag}",
        zh_cure="请删掉标签中间的回车，让它写在同一段里",
        en="A tag runs over two paragraphs: {tag}",
        en_cure="Delete the line end inside it, so that it stands in one paragraph",
    ),
    "braces-full-width": Entry(
        zh="标签用了全角括号：{tag}",
        zh_cure="请切换到英文输入法，重新输入 {{ }} 或 {% %}",
        en="A tag has full-width braces: {tag}",
        en_cure="Type the braces {{ }} or {% %} again in half width",
    ),
    "braces-spaced": Entry(
        zh="标签的括号之间有空格：{tag}",
        zh_cure="请删掉括号之间的空格，写成 {{ }} 或 {% %}",
        en="There are spaces between the braces of a tag: {tag}",
        en_cure="Delete them: write {{ }} or {% %}",
    ),
    "punctuation-full-width": Entry(
        zh="标签里有中文标点“{sign}”：{tag}",
        zh_cure="请换成英文半角标点（引号里的文字除外）",
        en='A tag has the full-width sign "{sign}": {tag}',
        en_cure="Use half-width signs outside of quoted text",
    ),
    "statement-unknown": Entry(
        zh="没有“{word}”这种语句⟦，是否为 {guess}？⟧：{tag}",
        zh_cure="请改正拼写；可用的有 for、if、else、endif、endfor、set 等",
        en='There is no statement "{word}"⟦; did you mean {guess}?⟧ {tag}',
        en_cure="Correct its spelling: there are for, if, else, endif, endfor, set and so on",
    ),
    "filter-unknown": Entry(
        zh="没有过滤器“{name}”⟦，是否为“{guess}”？⟧：{tag}",
        zh_cure="请改正竖线后面的名字，可用的见 docs/reference/template-names.md",
        en='There is no filter "{name}"⟦; did you mean "{guess}"?⟧ {tag}',
        en_cure="Correct the name behind the bar; docs/reference/template-names.md lists them",
    ),
    "test-unknown": Entry(
        zh="没有判断“is {name}”⟦，是否为“{guess}”？⟧：{tag}",
        zh_cure="请改正 is 后面的名字",
        en='There is no test "is {name}"⟦; did you mean "{guess}"?⟧ {tag}',
        en_cure="Correct the name behind is",
    ),
    "function-unknown": Entry(
        zh="没有函数“{name}”⟦，是否为“{guess}”？⟧：{tag}",
        zh_cure="请改正括号前面的名字，可用的见 docs/reference/template-names.md",
        en='There is no function "{name}"⟦; did you mean "{guess}"?⟧ {tag}',
        en_cure="Correct the name before the brackets; docs/reference/template-names.md lists them",
    ),
    "block-unclosed": Entry(
        zh="{tag} 没有对应的结尾",
        zh_cure="请在它管到的内容后面加上 {end} 标签，写法与开头一致",
        en="{tag} has no end",
        en_cure="Add a tag {end}, of the same kind, behind what belongs to it",
    ),
    "block-unopened": Entry(
        zh="{tag} 前面没有对应的开头",
        zh_cure="请删掉它，或补上对应的 for、if 等开头标签",
        en="{tag} has no beginning",
        en_cure="Delete it, or add the tag (for, if …) it ends",
    ),
    "block-crossed": Entry(
        zh="{tag} 与 {other} 交叉了",
        zh_cure="请先结束里面的 {other}，再结束外面的",
        en="{tag} crosses {other}",
        en_cure="End {other}, which is inside, before what is outside",
    ),
    "block-across": Entry(
        zh="{tag} 与开头的 {other} 不在同一层（段落、单元格、行或表格不同）",
        zh_cure="请把开头和结尾放在同一层：同一格里，或都写成 {%p、都写成 {%tr",
        en="{tag} stands on another level than {other} (paragraph, cell, row or table)",
        en_cure="Put both on one level: in one cell, or both as {%p, or both as {%tr",
    ),
    "text-beside-tag": Entry(
        zh="{tag} 旁边的内容会随标签一起消失：{text}",
        zh_cure="请把内容移到别的段落（或行），让标签单独占一段（或一行）",
        en="What stands beside {tag} vanishes with it: {text}",
        en_cure="Move it, so that the tag has its paragraph (or row) to itself",
    ),
    "tags-in-one-place": Entry(
        zh="{tag} 与 {other} 在同一段（或同一行），只有一个起作用",
        zh_cure="请让每个这样的标签单独占一段（或一行）",
        en="{tag} shares its paragraph (or row) with {other}; only one of them works",
        en_cure="Give each such tag a paragraph (or row) of its own",
    ),
    "row-tag-outside": Entry(
        zh="{tag} 只能写在表格里",
        zh_cure="在表格外请用 {%p，要重复表格行时请放进表格",
        en="{tag} works inside tables only",
        en_cure="Outside of tables write {%p; to repeat a row put it into the table",
    ),
    "tag-needs-rich-text": Entry(
        zh="{tag} 要的是带格式的内容，工作簿里只有文字，印不出来",
        zh_cure="请去掉开头的字母，写成 {{ … }}",
        en="{tag} wants formatted content; a workbook holds text, which would not be printed",
        en_cure="Leave out the letter: write {{ … }}",
    ),
    "tag-never-filled": Entry(
        zh="这里的标签不会被填写：{tag}",
        zh_cure="标签只在正文、页眉、页脚、脚注、尾注和文档标题等属性里有效，请移到那里",
        en="A tag in this place is never filled: {tag}",
        en_cure="Tags work in the body, headers, footers, notes and properties such as the title: move it there",
    ),
    "cell-may-be-empty": Entry(
        zh="条件不满足时这一格是空的：{tag}",
        zh_cure="若要印出“—”等文字，请在 endif 之前加一段 {%p else %} 和一段文字",
        en="The cell is empty where its condition is not met: {tag}",
        en_cure="To print a dash or the like, add {%p else %} and a text before the endif",
    ),
    "table-may-be-empty": Entry(
        zh="清单为空时整个表格会消失：{tag}",
        zh_cure="若不想这样，请加一行固定的表头；否则请用 {%p if %} 把表格和它的标题包起来",
        en="The whole table goes where its list is empty: {tag}",
        en_cure="Add a heading row that stays, or put table and heading between {%p if %} and {%p endif %}",
    ),
    "template-without-tags": Entry(
        zh="模板里没有任何标签，每个岗位得到的文档都一样",
        zh_cure="请检查是否选错了文件",
        en="The template has no tag: every role gets the same document",
        en_cure="See whether it is the right file",
    ),
    "external-template": Entry(
        zh="模板附加了外部模板 {target}，打开文档时会去读取",
        zh_cure="请在 Word“开发工具 › 文档模板”中改为 Normal；确实需要时加 --allow-external",
        en="An outside template is attached, read whenever a document is opened: {target}",
        en_cure="Set it to Normal in Word, Developer › Document Template; if it is meant, give --allow-external",
    ),
    "external-relationship": Entry(
        zh="模板引用了外部或可执行的内容（{kind}）：{target}",
        zh_cure="请把图片直接插入文档，删掉链接的对象；确实需要时加 --allow-external",
        en="The template links to outside or active content ({kind}): {target}",
        en_cure="Insert pictures themselves and delete linked objects; if it is meant, give --allow-external",
    ),
    "external-field": Entry(
        zh="Word 域会读取外部内容或运行程序：{field}",
        zh_cure="请按 Alt+F9 显示域代码并删掉它；确实需要时加 --allow-external",
        en="A Word field reads outside content or runs a program: {field}",
        en_cure="Show field codes with Alt+F9 and delete it; if it is meant, give --allow-external",
    ),
    "tag-too-large": Entry(
        zh="标签要生成的内容太多（{cause}）：{text}",
        zh_cure="请减小重复次数、宽度或数字",
        en="A tag would make more than it may ({cause}): {text}",
        en_cure="Lower its counts, widths or numbers",
    ),
    "block-too-deep": Entry(
        zh="{tag} 嵌套得太深",
        zh_cure="请减少一层套一层的循环和条件",
        en="{tag} is nested too deep",
        en_cure="Put fewer loops and conditions inside one another",
    ),
}
