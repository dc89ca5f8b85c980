"""The sheet 首页 with its buttons, as package parts that need no style of the workbook.

Texts carry their own fonts and the buttons are form controls in VML, so that nothing of
a user's workbook has to change for them.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

SHEET_NAME = "首页"
CODE_NAME = "XlAddinHome"
LINES = (
    (
        ("XlAddinGenerate", "生成选中岗位"),
        ("XlAddinGenerateAll", "全部生成"),
        ("XlAddinPreview", "预览岗位"),
        ("XlAddinOpenFolder", "打开文件夹"),
        ("XlAddinStop", "停止"),
    ),
    (
        ("XlAddinCheck", "检查"),
        ("XlAddinMarkProblems", "标出问题"),
        ("XlAddinRestoreLists", "恢复下拉"),
        ("XlAddinCompareRoles", "对比两个岗位"),
    ),
    (
        ("XlAddinNewRole", "新增岗位"),
        ("XlAddinCopyRole", "复制岗位"),
        ("XlAddinGiveIds", "补编号"),
        ("XlAddinChangeIds", "改编号"),
    ),
)
"""Macro and caption of each button, line by line: make, mind, change."""

BUTTONS = tuple(button for line in LINES for button in line)

_NOTES = (
    "生成选中岗位：先在“岗位”表选中行，或在“开关”表选中列；没有选中时，生成“生成”为“是”的岗位。",
    "预览岗位：打开选中岗位的文档，不写入输出文件夹。　停止：完成当前这一份后停止（在 Excel 中按 Esc）。",
    "检查：列出问题，点“位置”跳到出错的单元格。　标出问题：再给这些单元格标颜色、加批注，改好后自动去掉。",
    "恢复下拉：粘贴毁掉的下拉列表和填写提示，按同列其他单元格恢复。　对比两个岗位：选中两个岗位，逐项对比。",
    "新增岗位：“岗位”表加一行，“开关”表加一列。　复制岗位：选中一个岗位，连同开关和各子表的内容一起复制。",
    "补编号：给没有编号的新行补上。　改编号：先在“岗位”或“职责”表里直接改编号，再点此按钮，其他各表跟着改。",
)
_FIRST_ROW, _ROWS_EACH = 3, 3


def sheet_xml() -> str:
    """The worksheet part; its first relationship is the buttons' drawing."""
    rows = [_row(1, 36, _rich("岗位文档", 20, "FF1F3864", bold=True))]
    rows.append(_row(2, 20, _rich("Job documents", 11, "FF52637A")))
    below = _FIRST_ROW + len(LINES) * _ROWS_EACH + 1
    rows += [
        _row(below + number, 20, _rich(note, 10, "FF1F2933"))
        for number, note in enumerate(_NOTES)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheetPr codeName="{CODE_NAME}"><tabColor rgb="FFED7D31"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="18"/>'
        '<cols><col min="1" max="1" width="3" customWidth="1"/>'
        '<col min="2" max="6" width="20" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        '<legacyDrawing r:id="rId1"/></worksheet>'
    )


def drawing_vml() -> str:
    """The buttons as form controls."""
    shapes = "".join(
        _shape(BUTTONS.index(each), line, place, *each)
        for line, buttons in enumerate(LINES)
        for place, each in enumerate(buttons)
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" '
        'o:connecttype="rect"/><o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
        f"{shapes}</xml>"
    )


def _row(number: int, height: int, content: str) -> str:
    return (
        f'<row r="{number}" ht="{height}" customHeight="1">'
        f'<c r="B{number}" t="inlineStr"><is>{content}</is></c></row>'
    )


def _rich(text: str, size: int, colour: str, *, bold: bool = False) -> str:
    return (
        f'<r><rPr>{"<b/>" if bold else ""}<sz val="{size}"/><color rgb="{colour}"/>'
        f'<rFont val="微软雅黑"/></rPr><t xml:space="preserve">{escape(text)}</t></r>'
    )


def _shape(number: int, line: int, place: int, macro: str, caption: str) -> str:
    column, row = 1 + place, _FIRST_ROW + line * _ROWS_EACH
    return (
        f'<v:shape id="_x0000_s{1025 + number}" type="#_x0000_t201" alt="{escape(caption)}" '
        f'style="position:absolute;z-index:{number + 1};mso-wrap-style:tight" o:button="t" '
        'fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>'
        '<o:lock v:ext="edit" rotation="t"/>'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f">'
        '<div style="text-align:center"><font face="微软雅黑" size="220" color="#000000">'
        f"{escape(caption)}</font></div></v:textbox>"
        '<x:ClientData ObjectType="Button">'
        f"<x:Anchor>{column}, 6, {row}, 0, {column + 1}, 0, {row + 2}, 0</x:Anchor>"
        "<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill>"
        f"<x:FmlaMacro>[0]!{macro}</x:FmlaMacro>"
        "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign>"
        "</x:ClientData></v:shape>"
    )
