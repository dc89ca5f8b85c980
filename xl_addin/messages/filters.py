"""Filters a company writes itself."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "filters-not-found": Entry(
        zh="找不到过滤器文件 {path}⟦（{cause}）⟧",
        zh_cure="请检查 --filters 后面的文件名",
        en="There is no file of filters {path}⟦ ({cause})⟧",
        en_cure="Check the name after --filters",
    ),
    "filters-broken": Entry(
        zh="过滤器文件 {path} 第 {line} 行运行不了：{cause}",
        zh_cure="请让写它的人改正这一行",
        en="The file of filters {path} cannot be run, line {line}: {cause}",
        en_cure="Ask whoever wrote it to correct that line",
    ),
    "filters-none": Entry(
        zh="过滤器文件 {path} 里没有函数",
        zh_cure="每个过滤器写成一个函数：def 名字(值): return …",
        en="The file of filters {path} has no function",
        en_cure="Write each filter as a function: def name(value): return …",
    ),
    "filters-name-taken": Entry(
        zh="过滤器文件 {path} 里的 {name} 与自带的过滤器重名",
        zh_cure="请换一个名字",
        en="The filter {name} of {path} has the name of one that is built in",
        en_cure="Give it another name",
    ),
}
