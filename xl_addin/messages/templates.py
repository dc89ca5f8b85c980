"""Templates and their tags."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "template-missing": Entry(
        zh="找不到模板“{template}”⟦，是否为“{guess}”？⟧",
        zh_cure="请改正名字⟦（现有：{known}）⟧，或把模板放进 word_templates 文件夹",
        en='There is no template "{template}"⟦; did you mean "{guess}"?⟧',
        en_cure="Correct the name⟦ (there are {known})⟧, or put the template into the folder word_templates",
    ),
    "template-not-found": Entry(
        zh="找不到模板“{template}”⟦，是否为“{guess}”？⟧",
        zh_cure="请检查名字；找过的文件夹：{folders}⟦；那里的模板：{known}⟧",
        en='There is no template "{template}"⟦; did you mean "{guess}"?⟧',
        en_cure="Check the name; folders searched: {folders}⟦; templates there: {known}⟧",
    ),
    "template-damaged": Entry(
        zh="模板“{template}”不是完整的 Word 文档（{cause}）",
        zh_cure="请在 Word 中打开，另存为“Word 文档（*.docx）”",
        en='The template "{template}" is not a whole Word document ({cause})',
        en_cure="Open it in Word and save it as Word Document (*.docx)",
    ),
    "template-encrypted": Entry(
        zh="模板“{template}”设有打开密码",
        zh_cure="请打开后在“文件 › 信息 › 保护文档”里取消密码，再保存",
        en='The template "{template}" has a password to open',
        en_cure="Open it, remove the password under File › Info › Protect Document and save it",
    ),
    "template-old-format": Entry(
        zh="模板“{template}”是旧版 Word 或 WPS 文字（.doc、.wps）文件",
        zh_cure="请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”",
        en='The template "{template}" is an old Word or WPS file (.doc, .wps)',
        en_cure="Open it in Word or WPS and save it as Word Document (*.docx)",
    ),
    "template-macros": Entry(
        zh="模板“{template}”带有宏（.docm、.dotm）",
        zh_cure="请另存为不带宏的“Word 文档（*.docx）”",
        en='The template "{template}" holds macros (.docm, .dotm)',
        en_cure="Save it as Word Document (*.docx), which holds none",
    ),
    "template-is-dotx": Entry(
        zh="模板“{template}”是“Word 模板”格式（.dotx）",
        zh_cure="请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”",
        en='The template "{template}" is in the format Word Template (.dotx)',
        en_cure="Open it in Word or WPS and save it as Word Document (*.docx)",
    ),
    "template-is-web-page": Entry(
        zh="模板“{template}”其实是网页或 XML 文件，只是改了扩展名",
        zh_cure="请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”",
        en='The template "{template}" is really a web page or XML file under another name',
        en_cure="Open it in Word or WPS and save it as Word Document (*.docx)",
    ),
    "template-is-text": Entry(
        zh="模板“{template}”其实是文本文件",
        zh_cure="请在 Word 或 WPS 中打开，另存为“Word 文档（*.docx）”",
        en='The template "{template}" is really a text file',
        en_cure="Open it in Word or WPS and save it as Word Document (*.docx)",
    ),
    "template-is-apple": Entry(
        zh="模板“{template}”是苹果 Pages 或 Numbers 文件",
        zh_cure="请在 Pages 中选“文件 › 导出为 › Word”",
        en='The template "{template}" is an Apple Pages or Numbers file',
        en_cure="In Pages choose File › Export To › Word",
    ),
    "template-is-opendocument": Entry(
        zh="模板“{template}”是 OpenDocument 文件（例如 .odt）",
        zh_cure="请在 LibreOffice 或 WPS 中打开，另存为“Word 文档（*.docx）”",
        en='The template "{template}" is an OpenDocument file (such as .odt)',
        en_cure="Open it in LibreOffice or WPS and save it as Word Document (*.docx)",
    ),
    "template-other-kind": Entry(
        zh="模板“{template}”不是 Word 文档（{found}）",
        zh_cure="请选择 *.docx 文件",
        en='The template "{template}" is no Word document ({found})',
        en_cure="Choose a *.docx file",
    ),
    "template-strict": Entry(
        zh="模板“{template}”是“Strict Open XML”格式",
        zh_cure="请另存为普通的“Word 文档（*.docx）”",
        en='The template "{template}" is a Strict Open XML document',
        en_cure="Save it as an ordinary Word Document (*.docx)",
    ),
    "template-empty": Entry(
        zh="模板“{template}”是空文件",
        zh_cure="可能没有下载或同步完，请重新取一份",
        en='The template "{template}" is an empty file',
        en_cure="It may not have been downloaded or synced wholly: get it again",
    ),
    "template-syntax": Entry(
        zh="模板标签写错了：{text}（{cause}）",
        zh_cure="请在 Word 里改正这一段的标签",
        en="A tag of the template is wrong: {text} ({cause})",
        en_cure="Correct the tags of this paragraph in Word",
    ),
    "template-unsafe": Entry(
        zh="模板标签做了不允许的事：{text}（{cause}）",
        zh_cure="请删掉这个标签",
        en="A tag does what templates may not do: {text} ({cause})",
        en_cure="Delete the tag",
    ),
    "tag-unknown": Entry(
        zh="模板标签 {tag} 没有对应的列⟦，是否为 {guess}？⟧⟦（{text}）⟧",
        zh_cure="请改正标签，或在工作簿里加上这一列",
        en="No column feeds the tag {tag}⟦; did you mean {guess}?⟧⟦ ({text})⟧",
        en_cure="Correct the tag, or add the column to the workbook",
    ),
    "tag-prints-a-list": Entry(
        zh="标签打印的是一整张清单（{value}）：{text}",
        zh_cure="请用循环逐项打印，或写成 x|join('、')",
        en="A tag prints a whole list ({value}): {text}",
        en_cure="Print it item by item in a loop, or write x|join('、')",
    ),
    "tag-prints-rows": Entry(
        zh="标签打印的是一整张表的行（{value}）：{text}",
        zh_cure="请用循环逐行打印，或只取一列⟦：{list}|map(attribute='{column}')|join('、')⟧",
        en="A tag prints whole rows of a table ({value}): {text}",
        en_cure="Print them row by row in a loop, or one column only⟦: {list}|map(attribute='{column}')|join('、')⟧",
    ),
    "tag-prints-a-row": Entry(
        zh="标签打印的是一整行，不是其中一列（{value}）：{text}",
        zh_cure="请写明要印哪一列⟦，例如 {row}.{column}⟧",
        en="A tag prints a whole row, not one of its columns ({value}): {text}",
        en_cure="Say which column to print⟦, such as {row}.{column}⟧",
    ),
    "tag-failed": Entry(
        zh="标签无法计算：{text}（{cause}）",
        zh_cure="请在 Word 里改正这一段的标签",
        en="A tag cannot be worked out: {text} ({cause})",
        en_cure="Correct the tags of this paragraph in Word",
    ),
    "tag-deadline": Entry(
        zh="标签一直算不完：{text}",
        zh_cure="请检查这里的循环是否过多，或删掉这个标签",
        en="A tag takes too long to work out: {text}",
        en_cure="See that its loops are not too many, or delete the tag",
    ),
    "template-deadline": Entry(
        zh="模板“{template}”超过 {seconds} 秒没有算完，已终止",
        zh_cure="请检查模板里的循环和运算；若模板来源不明，请不要使用",
        en='The template "{template}" was not done after {seconds} seconds and was ended',
        en_cure="Check its loops and sums; if you do not know where it comes from, do not use it",
    ),
    "template-memory": Entry(
        zh="模板“{template}”需要的内存超过了上限，已终止",
        zh_cure="请检查模板里的循环和运算；若模板来源不明，请不要使用",
        en='The template "{template}" needs more memory than it may have and was ended',
        en_cure="Check its loops and sums; if you do not know where it comes from, do not use it",
    ),
    "template-died": Entry(
        zh="处理模板“{template}”的进程意外终止",
        zh_cure="请重试；若每次如此，请不要使用这个模板",
        en='The process that worked on the template "{template}" ended unexpectedly',
        en_cure="Try again; if it happens each time, do not use this template",
    ),
    "name-undefined": Entry(
        zh="标签用到的“{name}”没有值：{text}",
        zh_cure="请改正标签里的名字",
        en='A tag needs "{name}", which has no value: {text}',
        en_cure="Correct the name",
    ),
    "text-illegal": Entry(
        zh="内容含有 Word 无法保存的字符 {value}：{text}",
        zh_cure="请在工作簿里删掉这个字符",
        en="The text holds a character Word cannot store, {value}: {text}",
        en_cure="Delete that character in the workbook",
    ),
    "document-malformed": Entry(
        zh="模板填好后不是有效的 Word 内容（{cause}）",
        zh_cure="请检查循环和条件是否成对、是否写在同一层",
        en="The filled template is not valid Word content ({cause})",
        en_cure="See that loops and conditions come in pairs and stand on one level",
    ),
    "extra-missing": Entry(
        zh="缺少可选组件“{extra}”",
        zh_cure="请安装：pip install xl-addin[{extra}]",
        en='The optional part "{extra}" is not installed',
        en_cure="Install it: pip install xl-addin[{extra}]",
    ),
    "tag-bound-elsewhere": Entry(
        zh="标签打印的内容属于另一个文档（{value}）：{text}",
        zh_cure="程序里请改用 xl_addin 的 Link 或 SubDocument",
        en="A tag prints what belongs to another document ({value}): {text}",
        en_cure="In the program, use Link or SubDocument of xl_addin",
    ),
    "column-unused": Entry(
        zh="“{header}”填了内容，但没有模板用到它",
        zh_cure="若要印出来，请在模板里加上 ⟦{loop}、⟧{tag}⟦、{end}，各占一段⟧⟦，写在 {inside} 的循环里面⟧",
        en='The column "{header}" is filled but no template prints it',
        en_cure="To print it, add ⟦{loop}, ⟧{tag}⟦, {end}, each in a paragraph of its own,⟧ to a template⟦, inside the loop {inside}⟧",
    ),
}
