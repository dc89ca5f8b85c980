"""What was asked for on the command line or through the API."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "role-not-found": Entry(
        zh="没有岗位“{role}”⟦，是否为“{guess}”？⟧",
        zh_cure="请用 xl-addin show 查看岗位编号",
        en='There is no role "{role}"⟦; did you mean "{guess}"?⟧',
        en_cure="xl-addin show lists the role ids",
    ),
    "role-disabled": Entry(
        zh="岗位 {role}“{name}”已停用",
        zh_cure="请在“岗位”表把它的状态改为启用",
        en='The role {role} "{name}" is out of force (停用)',
        en_cure="Change its status (状态) in the sheet of roles",
    ),
    "document-language-unknown": Entry(
        zh="不认识文档语言“{language}”",
        zh_cure="请用 zh 或 en",
        en='Unknown document language "{language}"',
        en_cure="Use zh or en",
    ),
    "limit-unknown": Entry(
        zh="不认识限制“{limit}”",
        zh_cure="请写成 名称=正整数；名称有：{known}",
        en='"{limit}" is no limit',
        en_cure="Write name=number; names are: {known}",
    ),
    "internal-error": Entry(
        zh="程序内部出错（{cause}）",
        zh_cure="详情已记入日志 {log}，请把它发给维护人员",
        en="The program failed inside ({cause})",
        en_cure="Details are in the log {log}; please send it to the maintainers",
    ),
}
