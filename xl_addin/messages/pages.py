"""Documents as pages: PDFs, and what can be seen on them only."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "pdf-program-missing": Entry(
        zh="没有能把 Word 文档转成 PDF 的程序",
        zh_cure="请安装 Word 或 LibreOffice（Debian：apt-get install libreoffice-writer）；"
        "LibreOffice 装在别处时，用环境变量 XL_ADDIN_SOFFICE 指明 soffice",
        en="No program is there that turns Word documents into PDF",
        en_cure="Install Word or LibreOffice (Debian: apt-get install libreoffice-writer); "
        "if LibreOffice lies elsewhere, name its soffice in XL_ADDIN_SOFFICE",
    ),
    "pdf-program-failed": Entry(
        zh="{program} 无法运行",
        zh_cure="请打开一次 {program}，看它能否正常启动，再生成一次",
        en="{program} could not be run",
        en_cure="Open {program} once to see whether it starts, then generate again",
    ),
    "pdf-not-made": Entry(
        zh="“{file}”没有转成 PDF",
        zh_cure="请在 Word 中打开它，看是否正常；再生成一次时只补做缺少的 PDF",
        en='No PDF could be made of "{file}"',
        en_cure="Open it in Word to see whether it is sound; generating again makes only "
        "the PDFs that lack",
    ),
    "pdf-not-ours": Entry(
        zh="“{path}”不是由本程序生成的，或者被人改过，没有覆盖",
        zh_cure="请把那个文件改名或移走；确定要覆盖时加 --overwrite-edited",
        en='"{path}" was not made by this program, or was changed since, and was left alone',
        en_cure="Rename or move that file; to overwrite it add --overwrite-edited",
    ),
    "page-limit": Entry(
        zh="岗位 {role}“{name_of_role}”的文档有 {count} 页，模板规定最多 {most} 页",
        zh_cure="请精简这个岗位的内容，或在模板的自定义属性里放宽“页数上限”",
        en='The document of role {role} "{name_of_role}" has {count} pages, its template allows {most}',
        en_cure="Shorten what the role prints, or raise the template's custom property 页数上限 (page limit)",
    ),
    "page-empty": Entry(
        zh="岗位 {role}“{name_of_role}”的文档最后一页（第 {page} 页）是空白的",
        zh_cure="请删掉模板末尾多余的空段落或分页符",
        en='The last page ({page}) of the document of role {role} "{name_of_role}" is empty',
        en_cure="Delete surplus empty paragraphs or page breaks at the end of the template",
    ),
    "heading-stranded": Entry(
        zh="岗位 {role}“{name_of_role}”的文档第 {page} 页底部孤零零留着标题“{text}”",
        zh_cure="请在模板里给标题样式勾选“与下段同页”",
        en='In the document of role {role} "{name_of_role}", the heading "{text}" stands alone at the foot of page {page}',
        en_cure="Give the heading's style in the template “Keep with next”",
    ),
    "row-cut": Entry(
        zh="岗位 {role}“{name_of_role}”的文档第 {page} 页末的表格行被截断，只留下一行字：{text}",
        zh_cure="请在模板里取消这一行的“允许跨页断行”",
        en='In the document of role {role} "{name_of_role}", a table row is cut at the foot of page {page} so that a single line stands apart: {text}',
        en_cure="Clear “Allow row to break across pages” for that row in the template",
    ),
    "font-replaced": Entry(
        zh="岗位 {role}“{name_of_role}”的文档从第 {page} 页起有 {count} 个字用了替代字体 {face}",
        zh_cure="请安装模板所用的字体，或在模板里改用已安装的字体",
        en='In the document of role {role} "{name_of_role}", {count} characters are set in the face {face} instead of what the template asks for, from page {page} on',
        en_cure="Install the faces the template uses, or choose installed ones in the template",
    ),
    "merge-parts-differ": Entry(
        zh="“{title}”的文档带有自己的部件（{part}），不能并成一份",
        zh_cure="含脚注内容或各自图片的文档请分别使用，或用 --zip 打包",
        en='The document of "{title}" has a part of its own ({part}) and cannot be merged',
        en_cure="Use documents with footnotes or pictures of their own apart, or pack them with --zip",
    ),
    "pack-not-ours": Entry(
        zh="“{path}”不是由本程序生成的，或者被人改过，没有覆盖",
        zh_cure="请换一个文件名；确定要覆盖时加 --overwrite-edited",
        en='"{path}" was not made by this program, or was changed since, and was left alone',
        en_cure="Choose another name; to overwrite it add --overwrite-edited",
    ),
    "page-numbers-not-filled": Entry(
        zh="“{file}”的目录页码没有填好（{cause}）",
        zh_cure="请在 Word 中打开，全选后按 F9 更新域⟦；或安装 {missing} 后再生成一次⟧⟦；或运行 pip install xl-addin[{extra}] 后再生成一次⟧",
        en='The page numbers in the contents of "{file}" are not filled in ({cause})',
        en_cure="Open it in Word, select all and press F9⟦; or install {missing} and generate again⟧⟦; or run pip install xl-addin[{extra}] and generate again⟧",
    ),
}

TEXTS = {
    "merge-contents": ("目录", "Contents"),
    "summary-pack": ("已写入：{path}", "Written: {path}"),
    "progress-pages": ("检查页面", "Pages"),
    "pages-sound": ("页面没有发现问题", "No problems on the pages"),
    "progress-pdf": ("转换 PDF", "PDF"),
    "summary-pdf": (
        "已转换 {count} 份 PDF，用时 {seconds} 秒",
        "{count} PDFs made in {seconds} s",
    ),
    "summary-pdf-unchanged": (
        "{count} 份 PDF 没有变化，保持原样",
        "{count} PDFs are up to date and were left alone",
    ),
    "summary-pdf-failed": ("{count} 份没有 PDF", "{count} have no PDF"),
}
