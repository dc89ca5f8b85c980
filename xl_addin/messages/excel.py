"""Excel and LibreOffice as programs we talk to, and the live workbook."""

from __future__ import annotations

from xl_addin.messages.entry import Entry

ENTRIES = {
    "file-exists": Entry(
        zh="“{path}”已存在",
        zh_cure="请另取名字，或用 --force 覆盖",
        en='"{path}" exists already',
        en_cure="Give another name, or replace it with --force",
    ),
    "attach-has-macros": Entry(
        zh="“{file}”不是普通的 .xlsx 工作簿（可能已带有宏）",
        zh_cure="请另存为“Excel 工作簿（*.xlsx）”后再加按钮；已有宏的工作簿请改用加载项",
        en='"{file}" is no plain .xlsx workbook (it may have macros already)',
        en_cure="Save it as Excel Workbook (*.xlsx) first; use the add-in for one with macros",
    ),
    "attach-has-ribbon": Entry(
        zh="“{file}”已有自己的功能区",
        zh_cure="请改用加载项，它不改动工作簿",
        en='"{file}" has a ribbon of its own',
        en_cure="Use the add-in, which leaves the workbook alone",
    ),
    "attach-has-home": Entry(
        zh="“{file}”里已有“{sheet}”表",
        zh_cure="请先把这张表改名",
        en='"{file}" has a sheet "{sheet}" already',
        en_cure="Give that sheet another name first",
    ),
    "no-connection": Entry(
        zh="Python 连不上 Excel",
        zh_cure="请安装 pywin32（pip install xl-addin[excel]），或改用“生成文档”拖放文件",
        en="Python cannot reach Excel",
        en_cure="Install pywin32 (pip install xl-addin[excel]), or drop the workbook on 生成文档",
    ),
    "libreoffice-missing": Entry(
        zh="没有找到 LibreOffice",
        zh_cure="请安装 LibreOffice（Debian：apt-get install libreoffice-calc python3-uno），或用环境变量 XL_ADDIN_SOFFICE 指明 soffice",
        en="LibreOffice was not found",
        en_cure="Install it (Debian: apt-get install libreoffice-calc python3-uno), or name soffice in the variable XL_ADDIN_SOFFICE",
    ),
    "libreoffice-bridge": Entry(
        zh="Python 连不上 LibreOffice（{cause}）",
        zh_cure="请安装 python3-uno，并使用与它相同版本的 Python",
        en="Python cannot reach LibreOffice ({cause})",
        en_cure="Install python3-uno and use the same version of Python as it does",
    ),
    "libreoffice-silent": Entry(
        zh="LibreOffice 没有应答",
        zh_cure="请关闭 LibreOffice 后重试；电脑很忙时请稍候",
        en="LibreOffice does not answer",
        en_cure="Close it and try again; wait if the machine is busy",
    ),
    "libreoffice-ended": Entry(
        zh="LibreOffice 中途关闭了",
        zh_cure="已写好的文档都是完整的；请重新打开工作簿再运行一次",
        en="LibreOffice ended in the middle of the work",
        en_cure="Documents already written are whole; open the workbook again and run once more",
    ),
    "libreoffice-not-opened": Entry(
        zh="LibreOffice 打不开“{file}”",
        zh_cure="它可能正被别人打开（旁边有 .~lock 文件），或设有密码",
        en='LibreOffice cannot open "{file}"',
        en_cure="Somebody may have it open (a .~lock file beside it), or it has a password",
    ),
    "libreoffice-refused": Entry(
        zh="LibreOffice 拒绝了一个操作（{cause}）",
        zh_cure="请检查工作表是否受保护，然后重试",
        en="LibreOffice refused an operation ({cause})",
        en_cure="See whether the sheet is protected, then try again",
    ),
}
