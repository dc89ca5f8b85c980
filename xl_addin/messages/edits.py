"""Cells and sheets of a workbook that are not written, and writers that meet."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "edit-formula": Entry(
        zh="{sheet}!{cell} 是公式，没有改写；“{file}”保持原样",
        zh_cure="请在 Excel 中改公式引用的单元格，或把这个公式换成值，再试一次",
        en='{sheet}!{cell} holds a formula and was not overwritten; "{file}" is as it was',
        en_cure="In Excel, change the cells it refers to, or replace the formula by its value, then try again",
    ),
    "edit-formula-area": Entry(
        zh="{sheet}!{cell} 由数组公式或模拟运算表（{range}）算出，不能单独改写；“{file}”保持原样",
        zh_cure="请在 Excel 中改那个公式，或把整个区域换成值，再试一次",
        en='{sheet}!{cell} is filled by an array formula or data table ({range}); "{file}" is as it was',
        en_cure="In Excel, change that formula, or replace the whole range by values, then try again",
    ),
    "edit-pivot": Entry(
        zh="{sheet}!{cell} 在数据透视表（{range}）里，不能改写；“{file}”保持原样",
        zh_cure="请改数据透视表的源数据，或把透视表移到别的工作表",
        en='{sheet}!{cell} belongs to a pivot table ({range}); "{file}" is as it was',
        en_cure="Change the data it is made of, or move the pivot table to another sheet",
    ),
    "edit-merged": Entry(
        zh="{sheet}!{cell} 在合并单元格（{range}）里，且不是左上角那一格；“{file}”保持原样",
        zh_cure="请在 Excel 中取消合并，再试一次",
        en='{sheet}!{cell} is covered by merged cells ({range}); "{file}" is as it was',
        en_cure="Unmerge them in Excel, then try again",
    ),
    "edit-table-header": Entry(
        zh="{sheet}!{cell} 是 Excel 表格（{range}）的标题，公式按它的文字找列，没有改写；“{file}”保持原样",
        zh_cure="请在 Excel 中改这个标题，公式会跟着改",
        en='{sheet}!{cell} is a header of an Excel table ({range}), which formulas name; "{file}" is as it was',
        en_cure="Change this header in Excel, where the formulas follow",
    ),
    "edit-table-total": Entry(
        zh="{sheet}!{cell} 在 Excel 表格（{range}）的汇总行里，没有改写；“{file}”保持原样",
        zh_cure="请在 Excel 中改汇总行",
        en='{sheet}!{cell} is in the totals row of an Excel table ({range}); "{file}" is as it was',
        en_cure="Change the totals row in Excel",
    ),
    "edit-above-total": Entry(
        zh="{sheet}!{cell}：Excel 表格（{range}）有汇总行，新行无处可加；“{file}”保持原样",
        zh_cure="请在 Excel 的“表设计”中关掉“汇总行”，加完后再打开",
        en='{sheet}!{cell}: the Excel table ({range}) ends in a totals row, which leaves no room for a new row; "{file}" is as it was',
        en_cure="Switch the totals row off (Table Design), and on again afterwards",
    ),
    "edit-underneath": Entry(
        zh="{sheet}!{cell}：表的下面还有内容⟦（表到 {range} 为止）⟧，新行会盖住它；“{file}”保持原样",
        zh_cure="请把表下面的内容移到旁边或别的工作表，再试一次",
        en='{sheet}!{cell}: something stands underneath the list⟦ (which is {range})⟧, where a new row would go; "{file}" is as it was',
        en_cure="Move what stands underneath to the side or to another sheet, then try again",
    ),
    "edit-beside": Entry(
        zh="{sheet}!{cell}：表的右边还有内容⟦（表到 {range} 为止）⟧，新列会盖住它；“{file}”保持原样",
        zh_cure="请把表右边的内容移到下面或别的工作表，再试一次",
        en='{sheet}!{cell}: something stands beside the list⟦ (which is {range})⟧, where a new column would go; "{file}" is as it was',
        en_cure="Move what stands beside it to another sheet, then try again",
    ),
    "edit-table-column": Entry(
        zh="{sheet}!{cell}：Excel 表格（{range}）的新列需要一个不与其他列重复的文字标题；“{file}”保持原样",
        zh_cure="请给新列一个标题（不能为空，不能重复）",
        en='{sheet}!{cell}: a new column of an Excel table ({range}) needs a header text of its own; "{file}" is as it was',
        en_cure="Give the new column a header that is not blank and not taken",
    ),
    "edit-outside": Entry(
        zh="{sheet}!{cell} 超出了工作表的大小；“{file}”保持原样",
        zh_cure="请把内容分到另一张工作表",
        en='{sheet}!{cell} lies outside what a sheet can hold; "{file}" is as it was',
        en_cure="Put part of it on another sheet",
    ),
    "edit-value": Entry(
        zh="{sheet}!{cell}：单元格放不下这个值（{value}）；“{file}”保持原样",
        zh_cure="文字最多 32767 个字符，日期从 1900 年起，数字必须有限",
        en='{sheet}!{cell}: a cell cannot hold this value ({value}); "{file}" is as it was',
        en_cure="Text has at most 32,767 characters, dates begin in 1900, numbers are finite",
    ),
    "edit-no-sheet": Entry(
        zh="“{file}”里没有工作表“{sheet}”",
        zh_cure="请检查工作表的名字；可能有人改了名或删了它",
        en='"{file}" has no sheet "{sheet}"',
        en_cure="Check the name of the sheet; somebody may have renamed or deleted it",
    ),
    "edit-sheet-exists": Entry(
        zh="“{file}”里已有工作表“{sheet}”",
        zh_cure="请先处理完那张表，或给它改名",
        en='"{file}" has a sheet "{sheet}" already',
        en_cure="Deal with that sheet first, or rename it",
    ),
    "edit-sheet-name": Entry(
        zh="“{sheet}”不能作工作表名；“{file}”保持原样",
        zh_cure="最多 31 个字符，不能含 [ ] : * ? / \\，首尾不能是单引号",
        en='"{sheet}" cannot be the name of a sheet; "{file}" is as it was',
        en_cure="At most 31 characters, none of [ ] : * ? / \\, no apostrophe at either end",
    ),
    "edit-sheet-not-ours": Entry(
        zh="工作表“{sheet}”不是本程序加的，没有删除；“{file}”保持原样",
        zh_cure="确实不需要时，请在 Excel 中自己删除",
        en='The sheet "{sheet}" was not added by this program and was not deleted; "{file}" is as it was',
        en_cure="If it is not wanted, delete it in Excel",
    ),
    "edit-sheet-used": Entry(
        zh="有公式用到工作表“{sheet}”（{part}），没有删除；“{file}”保持原样",
        zh_cure="请先在 Excel 中去掉这些公式",
        en='Formulas use the sheet "{sheet}" ({part}); it was not deleted and "{file}" is as it was',
        en_cure="Remove these formulas in Excel first",
    ),
    "edit-signed": Entry(
        zh="“{file}”有数字签名，改动会使签名失效，没有改写",
        zh_cure="请在 Excel 的“文件 › 信息”中删除签名，再试一次",
        en='"{file}" is digitally signed; a change would void the signature, so it was not changed',
        en_cure="Remove the signature in Excel (File › Info), then try again",
    ),
    "workbook-open": Entry(
        zh="“{file}”正被⟦ {who} ⟧打开，没有改写",
        zh_cure="请等对方关闭后再试；若确认无人打开（程序异常退出留下的标记），请删除旁边以 ~$ 或 .~lock. 开头的文件",
        en='"{file}" is open⟦ ({who})⟧ and was not changed',
        en_cure="Try again once it is closed; if nobody has it open (a crash left the note), delete the file beside it that begins with ~$ or .~lock.",
    ),
    "workbook-busy": Entry(
        zh="另一个程序正在改写“{file}”，这次没有写入",
        zh_cure="请稍等片刻再试一次",
        en='Another run is writing "{file}"; nothing was written this time',
        en_cure="Wait a moment, then try again",
    ),
    "workbook-changed": Entry(
        zh="“{file}”在处理期间被别人保存过，这次没有写入",
        zh_cure="请再运行一次：会以最新的内容为准，双方的改动都不会丢",
        en='"{file}" was saved by somebody else in the meantime; nothing was written this time',
        en_cure="Run it again: it starts from what the file holds now, and no change is lost",
    ),
    "workbook-exists": Entry(
        zh="“{file}”已经存在，没有覆盖",
        zh_cure="请换一个文件名，或先把它移走",
        en='"{file}" exists already and was not overwritten',
        en_cure="Choose another name, or move that file away",
    ),
    "workbook-disk-full": Entry(
        zh="磁盘已满，“{file}”没有改写，保持原样",
        zh_cure="请腾出磁盘空间，再试一次",
        en='The disk is full: "{file}" was not changed',
        en_cure="Free some space, then try again",
    ),
    "workbook-name-long": Entry(
        zh="“{file}”的文件名太长，没有写入",
        zh_cure="请给它起一个短一些的文件名（合并时在 -o 后面写），再试一次",
        en='The name "{file}" is too long; nothing was written',
        en_cure="Give it a shorter name (of a merge, after -o), then try again",
    ),
    "workbook-not-written": Entry(
        zh="“{file}”无法写入（{cause}），保持原样",
        zh_cure="请检查文件夹的权限和网络位置，再试一次",
        en='"{file}" could not be written ({cause}) and is as it was',
        en_cure="Check the folder's permission and the network place, then try again",
    ),
}
