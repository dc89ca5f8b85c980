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
    "file-not-ours": Entry(
        zh="“{path}”不是由本程序生成的，没有覆盖",
        zh_cure="请把那个文件改名或移走；确定要覆盖时加 --overwrite-edited",
        en='"{path}" was not made by this program and was not overwritten',
        en_cure="Rename or move that file; to overwrite it give --overwrite-edited",
    ),
    "document-edited": Entry(
        zh="“{file}”生成之后被人改过，保持原样",
        zh_cure="若不需要这些改动，请加 --overwrite-edited 重新生成",
        en='"{file}" was changed by hand after it was made; it was left as it is',
        en_cure="If the changes are not wanted, give --overwrite-edited",
    ),
    "document-edited-outdated": Entry(
        zh="“{file}”的内容需要更新，但它生成之后被人改过，没有覆盖",
        zh_cure="请先把改动另存为别的文件名，再加 --overwrite-edited 生成",
        en='"{file}" is out of date, but was changed by hand after it was made; it was not overwritten',
        en_cure="Save the changes under another name, then give --overwrite-edited",
    ),
    "document-saved-meanwhile": Entry(
        zh="“{path}”在生成期间被人保存过，没有覆盖",
        zh_cure="请再生成一次：它会作为人工改动列出；要用新内容覆盖时加 --overwrite-edited",
        en='"{path}" was saved by somebody while documents were made, and was not overwritten',
        en_cure="Generate again: it is then named as changed by hand; to overwrite it add --overwrite-edited",
    ),
    "document-of-other-workbook": Entry(
        zh="“{file}”⟦等 {count} 份文档⟧是另一个工作簿⟦“{other_file}”⟧（工作簿编号 {other}）生成的，没有覆盖",
        zh_cure="请用 -o 或“设置”里的“输出文件夹”另选文件夹，或改“文件名”规则；确定要覆盖时加 --overwrite-edited",
        en='Made from another workbook⟦, "{other_file}"⟧ (工作簿编号 {other}), and not overwritten: "{file}"⟦ … ({count} documents)⟧',
        en_cure="Choose another folder with -o or the setting 输出文件夹, or another file name rule (文件名); to overwrite it give --overwrite-edited",
    ),
    "document-of-other-file": Entry(
        zh="“{file}”⟦等 {count} 份文档⟧是用“{other}”生成的，那个文件还在，没有用“{own}”覆盖",
        zh_cure="只用“{own}”时，请把“{other}”移到别的文件夹，或加 --overwrite-edited 改由它生成；要合并两份：{merge}；若是两个工作簿：{command}，再在它的“设置”里另选“输出文件夹”",
        en='Made from "{other}", which is still there, and not overwritten from "{own}": "{file}"⟦ … ({count} documents)⟧',
        en_cure='To use "{own}" alone, move "{other}" to another folder, or give --overwrite-edited; to merge the two: {merge}; if they are two workbooks: {command}, then choose another 输出文件夹 in its 设置',
    ),
    "document-of-other-role": Entry(
        zh="“{file}”⟦等 {count} 份文档⟧是⟦岗位 {role} ⟧用模板“{template}”生成的另一份文档，没有覆盖",
        zh_cure="请在“设置”的“文件名”里写上 {of_role} 和 {of_template}，让每份文档各有名字，再生成全部；或用 -o 另选文件夹；确实要覆盖请加 --overwrite-edited",
        en='Another document, made ⟦of role {role} ⟧with the template "{template}", and not overwritten: "{file}"⟦ … ({count} documents)⟧',
        en_cure="Put {of_role} and {of_template} into 文件名 in 设置, so that each document has a name of its own, then generate all; or choose another folder with -o; to overwrite it, give --overwrite-edited",
    ),
    "file-not-written": Entry(
        zh="写入“{path}”失败（{cause}）⟦。已完成 {done} 份⟧⟦，还有 {left} 份未完成⟧",
        zh_cure="请检查磁盘和网络位置，再生成一次：已完成的会跳过",
        en='"{path}" could not be written ({cause})⟦; {done} documents are done⟧⟦, {left} are not⟧',
        en_cure="Check the disk and the network place, then generate again: what is done is skipped",
    ),
    "disk-full": Entry(
        zh="磁盘已满，“{path}”没有写入⟦。已完成 {done} 份⟧⟦，还有 {left} 份未完成⟧",
        zh_cure="请腾出磁盘空间，再生成一次：已完成的会跳过",
        en='The disk is full: "{path}" was not written⟦; {done} documents are done⟧⟦, {left} are not⟧',
        en_cure="Free some space, then generate again: what is done is skipped",
    ),
    "file-refused": Entry(
        zh="没有权限写入“{path}”（{cause}）⟦。已完成 {done} 份⟧⟦，还有 {left} 份未完成⟧",
        zh_cure="请检查文件夹的权限，再生成一次：已完成的会跳过",
        en='Writing "{path}" is not permitted ({cause})⟦; {done} documents are done⟧⟦, {left} are not⟧',
        en_cure="Check the folder's permissions, then generate again: what is done is skipped",
    ),
    "folder-vanished": Entry(
        zh="“{path}”所在的文件夹不见了（{cause}）⟦。已完成 {done} 份⟧⟦，还有 {left} 份未完成⟧",
        zh_cure="请检查网络连接和文件夹是否还在，再生成一次：已完成的会跳过",
        en='The folder of "{path}" is no longer there ({cause})⟦; {done} documents are done⟧⟦, {left} are not⟧',
        en_cure="Check the network connection and that the folder exists, then generate again: what is done is skipped",
    ),
    "file-not-put-away": Entry(
        zh="“{path}”无法删除或移动（{cause}）",
        zh_cure="请检查权限，或手工处理这个文件",
        en='"{path}" could be neither deleted nor moved ({cause})',
        en_cure="Check the permission, or deal with the file by hand",
    ),
    "journal-not-written": Entry(
        zh="生成记录“{path}”写入失败（{cause}）⟦。已完成 {done} 份⟧⟦，还有 {left} 份未完成⟧",
        zh_cure="请检查磁盘空间、权限和网络位置，再生成一次：已完成的会跳过",
        en='The journal "{path}" could not be written ({cause})⟦; {done} documents are done⟧⟦, {left} are not⟧',
        en_cure="Check the disk's space, the permission and the network place, then generate again: what is done is skipped",
    ),
    "journal-not-readable": Entry(
        zh="生成记录“{path}”无法读取（{cause}）",
        zh_cure="请检查权限和网络位置",
        en='The journal "{path}" cannot be read ({cause})',
        en_cure="Check the permission and the network place",
    ),
    "journal-newer": Entry(
        zh="生成记录“{path}”是更新版本的程序写的",
        zh_cure="请升级本程序，或换一个输出文件夹",
        en='The journal "{path}" was written by a newer version of the program',
        en_cure="Upgrade the program, or choose another output folder",
    ),
    "folder-busy": Entry(
        zh="文件夹“{folder}”正在使用：{host} 上的进程 {process} 已运行 {minutes} 分钟",
        zh_cure="请等它结束；若那台电脑已不在运行，请加 --break-lock",
        en='The folder "{folder}" is in use: process {process} on {host}, running for {minutes} min',
        en_cure="Wait until it ends; if that machine no longer runs it, give --break-lock",
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
