"""The gate before release: why a finished document is not written."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

_ZH_CURE = "没有写出这份文档。请在 Word 中打开模板，检查最近的改动⟦（{entry} 附近）⟧；改不好请把模板发给维护者"
_EN_CURE = "The document was not written. Look at the latest change of the template⟦ near {entry}⟧; if that does not help, send the template to the maintainers"


def _damage(zh: str, en: str) -> Entry:
    return Entry(zh=zh, zh_cure=_ZH_CURE, en=en, en_cure=_EN_CURE)


ENTRIES = {
    "release-package": _damage(
        "成品文件不完整⟦：{shown}⟧",
        "The finished file is not whole⟦: {shown}⟧",
    ),
    "release-part-missing": _damage(
        "成品缺少部件 {entry}",
        "The finished document lacks its part {entry}",
    ),
    "release-content-type": _damage(
        "成品的部件 {entry} 没有声明类型",
        "The type of the part {entry} is declared nowhere",
    ),
    "release-malformed": _damage(
        "成品的 {entry} 不是完整的 XML：{shown}",
        "{entry} of the finished document is no whole XML: {shown}",
    ),
    "release-tag-left": _damage(
        "成品的 {entry} 里还留着没有填写的标签：{shown}",
        "A tag is left unfilled in {entry}: {shown}",
    ),
    "release-cell-ending": _damage(
        "成品的 {entry} 里有单元格、页眉页脚或脚注不以段落收尾⟦：{shown}⟧",
        "A cell, header, footer or note in {entry} does not end in a paragraph⟦: {shown}⟧",
    ),
    "release-table-empty": _damage(
        "成品的 {entry} 里有空的表格或表格行",
        "A table or row in {entry} is empty",
    ),
    "release-nesting": _damage(
        "成品的 {entry} 里段落、行或单元格放错了位置⟦：{shown}⟧",
        "A paragraph, row or cell in {entry} stands where none may⟦: {shown}⟧",
    ),
    "release-id-twice": _damage(
        "成品的 {entry} 里编号重复：{shown}",
        "An id stands twice in {entry}: {shown}",
    ),
    "release-bookmark-open": _damage(
        "成品的 {entry} 里书签只有一头：{shown}",
        "A bookmark in {entry} has only one end: {shown}",
    ),
    "release-relationship": _damage(
        "成品的 {entry} 指向不存在的内容：{shown}",
        "{entry} names something that is not there: {shown}",
    ),
    "release-text-missing": _damage(
        "标签印出的文字没有进入成品：{shown}",
        "A text that a tag printed is not in the document: {shown}",
    ),
    "release-text-stray": _damage(
        "标签印出的文字落在段落之外，Word 不会显示：{shown}",
        "A printed text stands beside its paragraph, where Word does not show it: {shown}",
    ),
}
