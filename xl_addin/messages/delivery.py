"""File names, folders and writing."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "file-name-placeholder": Entry(
        zh="文件名规则“{pattern}”里的“{placeholder}”不存在",
        zh_cure="请用“岗位”表里有的列名，或“模板”",
        en='The file name rule "{pattern}" names "{placeholder}", which does not exist',
        en_cure="Use a column of the sheet of roles (岗位), or 模板",
    ),
    "file-name-twice": Entry(
        zh="岗位 {role} 与 {other}（{other_place}）的文件名相同：{name}",
        zh_cure="请让其中一个岗位的名称、编号或“文件名”不同",
        en="The roles {role} and {other} ({other_place}) would share the file name {name}",
        en_cure="Give one of them another name, id or 文件名",
    ),
    "file-in-use": Entry(
        zh="“{path}”正被占用，无法改写",
        zh_cure="请在 Word 或 WPS 中关闭它，再生成一次",
        en='"{path}" is in use and cannot be replaced',
        en_cure="Close it in Word or WPS, then generate again",
    ),
    "file-not-written": Entry(
        zh="写入“{path}”失败（{cause}）⟦，此前已完成 {done} 份⟧",
        zh_cure="请检查磁盘空间和网络位置后重试",
        en='"{path}" could not be written ({cause})⟦; {done} documents were done before⟧',
        en_cure="Check the disk's space and the network place, then try again",
    ),
    "folder-not-writable": Entry(
        zh="文件夹“{folder}”不能写入（{cause}）",
        zh_cure="请换一个文件夹，或检查权限",
        en='The folder "{folder}" takes no files ({cause})',
        en_cure="Choose another folder, or check the permission",
    ),
    "output-folder-outside": Entry(
        zh="设置里的输出文件夹“{folder}”在工作簿所在文件夹之外",
        zh_cure="请改成相对的文件夹名，或在命令行用 -o 指定",
        en='The output folder "{folder}" in the settings lies outside the workbook\'s folder',
        en_cure="Write a folder name relative to the workbook, or give -o on the command line",
    ),
    "template-outside": Entry(
        zh="模板“{template}”带有文件夹，只能写文件名",
        zh_cure="请把模板放进 word_templates 文件夹，这里只写它的名字",
        en='The template "{template}" names a folder; only a file name may stand here',
        en_cure="Put the template into the folder word_templates and write its name alone",
    ),
    "file-name-shared": Entry(
        zh="一个岗位的 {count} 个模板会得到同一个文件名：{name}",
        zh_cure="请在文件名规则里加上 {placeholder}",
        en="The {count} templates of one role would share the file name {name}",
        en_cure="Add {placeholder} to the file name rule",
    ),
    "path-too-long": Entry(
        zh="完整路径超过 {most} 个字符，Windows 和 Word 可能打不开：{name}",
        zh_cure="请换一个更浅的输出文件夹，或缩短文件名规则",
        en="The full path has more than {most} characters; Windows and Word may not open it: {name}",
        en_cure="Choose a folder nearer the top, or shorten the file name rule",
    ),
}
