"""What was asked for on the command line or through the API."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "option-unknown": Entry(
        zh="没有选项 {name}⟦，是否为 {guess}？⟧",
        zh_cure="用 {command} --help 查看有哪些选项",
        en="There is no option {name}⟦; did you mean {guess}?⟧",
        en_cure="{command} --help lists the options",
    ),
    "option-needs-value": Entry(
        zh="选项 {name} 后面缺少它的值",
        zh_cure="在 {name} 后面写上值；用 {command} --help 查看写法",
        en="The option {name} lacks its value",
        en_cure="Write a value behind {name}; {command} --help shows which",
    ),
    "option-is-flag": Entry(
        zh="选项 {name} 不带值",
        zh_cure="去掉等号和后面的值，只写 {name}；用 {command} --help 查看写法",
        en="The option {name} takes no value",
        en_cure="Write {name} without = and what follows; {command} --help explains it",
    ),
    "option-value-wrong": Entry(
        zh="⟦项目文件 {path} 里，⟧{name} 的值“{value}”不对",
        zh_cure="可以写：{known}",
        en='⟦In the project file {path}: ⟧"{value}" is no value of {name}',
        en_cure="It can be: {known}",
    ),
    "file-ending-wrong": Entry(
        zh="{name} 的文件名“{path}”结尾不对",
        zh_cure="请让文件名以 {known} 结尾",
        en='The file name "{path}" of {name} has a wrong ending',
        en_cure="Let it end in {known}",
    ),
    "report-not-ours": Entry(
        zh="“{path}”已经存在，不是本程序写的报告，或者后来改过，没有覆盖",
        zh_cure="请换一个文件名",
        en='"{path}" exists already and is no report of this program, or was changed since; it was left alone',
        en_cure="Give another name",
    ),
    "argument-missing": Entry(
        zh="缺少 {name}",
        zh_cure="请写成：{usage}",
        en="{name} is missing",
        en_cure="Write it so: {usage}",
    ),
    "argument-unexpected": Entry(
        zh="多了“{name}”⟦，是否为 {guess}？⟧",
        zh_cure="请写成：{usage}（带空格的文件名要加引号）",
        en='"{name}" is too much⟦; did you mean {guess}?⟧',
        en_cure="Write it so: {usage} (file names with spaces between quotes)",
    ),
    "command-missing": Entry(
        zh="缺少命令",
        zh_cure="请在 {command} 后面写上一个：{known}",
        en="The command is missing",
        en_cure="Write one behind {command}: {known}",
    ),
    "command-unknown": Entry(
        zh="没有命令“{name}”⟦，是否为 {guess}？⟧",
        zh_cure="请在 {command} 后面写上一个：{known}",
        en='There is no command "{name}"⟦; did you mean {guess}?⟧',
        en_cure="Write one behind {command}: {known}",
    ),
    "usage-wrong": Entry(
        zh="这样写不行：{cause}",
        zh_cure="用 {command} --help 查看写法",
        en="This cannot be understood: {cause}",
        en_cure="See {command} --help",
    ),
    "path-is-folder": Entry(
        zh="{name}：“{path}”是文件夹，这里要写文件",
        zh_cure="请写上文件夹里那个文件的名字",
        en='{name}: "{path}" is a folder, and a file is wanted',
        en_cure="Name a file inside it",
    ),
    "path-is-file": Entry(
        zh="{name}：“{path}”是文件，这里要写文件夹",
        zh_cure="请写它所在的文件夹，或另一个文件夹",
        en='{name}: "{path}" is a file, and a folder is wanted',
        en_cure="Name the folder it lies in, or another",
    ),
    "path-not-there": Entry(
        zh="{name}：没有“{path}”",
        zh_cure="请检查写法和所在的位置；带空格的名字要加引号",
        en='{name}: there is no "{path}"',
        en_cure="Check how it is written and where it lies; names with spaces go between quotes",
    ),
    "path-not-readable": Entry(
        zh="{name}：没有权限读取“{path}”",
        zh_cure="请检查它的权限",
        en='{name}: reading "{path}" is not permitted',
        en_cure="Check its permissions",
    ),
    "role-not-found": Entry(
        zh="没有岗位“{role}”⟦，是否为“{guess}”？⟧",
        zh_cure="请用 xl-addin show 查看岗位编号",
        en='There is no role "{role}"⟦; did you mean "{guess}"?⟧',
        en_cure="xl-addin show lists the role ids",
    ),
    "fields-none": Entry(
        zh="没有表“{name}”⟦，是否为“{guess}”？⟧",
        zh_cure="--only 请写这些表之一：{known}",
        en='There is no sheet "{name}"⟦; did you mean "{guess}"?⟧',
        en_cure="Give --only one of these sheets: {known}",
    ),
    "role-is-name": Entry(
        zh="“{role}”是岗位名称，不是岗位编号；这个岗位的编号是 {ids}",
        zh_cure="请写编号，例如 --role {id}；xl-addin show 列出全部编号",
        en='"{role}" is the name of a role, not its id; the id of that role is {ids}',
        en_cure="Give the id, such as --role {id}; xl-addin show lists them all",
    ),
    "role-disabled": Entry(
        zh="岗位 {role}“{name}”没有启用⟦（状态是“{status}”）⟧",
        zh_cure="请在“岗位”表把它的状态改为启用",
        en='The role {role} "{name}" is not in force⟦ (its status is "{status}")⟧',
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
