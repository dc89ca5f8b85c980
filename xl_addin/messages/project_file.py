"""The project file `xl_addin.toml`."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "project-file-not-readable": Entry(
        zh="读不了项目文件 {path}（{cause}）",
        zh_cure="请检查它的权限，或换一个文件夹运行",
        en="The project file {path} cannot be read ({cause})",
        en_cure="Check its permissions, or run in another folder",
    ),
    "project-file-broken": Entry(
        zh="项目文件 {path} 写错了：{cause}",
        zh_cure='每行写成 名字 = "值"，例如 filters = "我们的过滤器.py"',
        en="The project file {path} is wrong: {cause}",
        en_cure='Write each line as name = "value", such as filters = "ours.py"',
    ),
    "project-key-unknown": Entry(
        zh="项目文件 {path} 里的 {key} 没有这个名字⟦，是否为 {guess}？⟧",
        zh_cure="请改正，或删掉这一行",
        en="The project file {path} names {key}, which there is not⟦; did you mean {guess}?⟧",
        en_cure="Correct that line or delete it",
    ),
    "project-value-wrong": Entry(
        zh="项目文件 {path} 里 {key} 的值不对：{value}",
        zh_cure='文字要加双引号：{key} = "…"；jobs 是整数，不加引号',
        en="The project file {path} gives {key} a wrong value: {value}",
        en_cure='Put texts between quotes: {key} = "…"; jobs is a whole number without',
    ),
}
