"""First version of ``authors/starter.docx``: what `xl-addin template new` puts down.

A plain, whole 岗位工作内容 for any workbook. The notes in green are comment tags: they are
read in Word and never reach a document.
"""

from __future__ import annotations

from job_content import STYLES
from package import Document
from styles import Style, styles_part, table_style
from wordml import NAMESPACES, Cell, Table, control, page_field, paragraph

_NOTE = Style(
    "AuthorNote", "模板说明", face="楷体_GB2312", size=10.5, align="left", pitch=16, before=2,
    after=2, first=0, left=0, spread=0, color="2E7D4F",
)  # fmt: skip
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _note(text: str) -> str:
    return paragraph("AuthorNote", "{#p " + text + " #}")


def _facts() -> str:
    table = Table("FormalTable", (1500, 2922, 1500, 2923), "岗位基本信息")
    for left, right in (("岗位名称", "岗位编号"), ("所属部门", "直接上级")):
        table.row(
            Cell("FieldLabel", left),
            Cell("TableText", "{{ 岗位." + left + " or '—' }}"),
            Cell("FieldLabel", right),
            Cell("TableText", "{{ 岗位." + right + " or '—' }}"),
        )
    return table.xml()


def _kpis() -> str:
    table = Table("FormalTable", (3445, 3600, 1800), "考核指标")
    table.heads("TableHead", "考核指标", "评价标准", "权重").tag("for 项 in 考核")
    table.row(
        Cell("TableText", "{{ 项.考核指标 }}"),
        Cell("TableText", "{{ 项.评价标准 }}"),
        Cell("TableCentre", "{{ 项.权重 }}"),
    )
    return table.tag("endfor").xml()


def document() -> Document:
    """The starter, ready for ``package.assemble``."""
    blocks = [
        _note("这是一份可以直接用的模板。绿色小字是说明，生成文档时会自动去掉；看懂了可以删。"),
        _note(
            "双花括号里的名字会换成工作簿里的内容：岗位.岗位名称 就是“岗位”表“岗位名称”列。"
            "全部名字：xl-addin template fields 工作簿.xlsx"
        ),
        paragraph("DocumentTitle", "{{ 岗位.岗位名称 }}工作内容"),
        _note("名字后面的 or '—'：这一格空着时印一个横线。标点一律用半角。"),
        _facts(),
        _note(
            "蓝色小字是控制标签，单独占一段，旁边不要写别的。if … endif：有内容才印；"
            "for … endfor：每一行印一遍。有头就要有尾。"
        ),
        control("if 岗位.岗位目的"),
        paragraph("LevelOne", "{{ 编号(1) }}岗位目的"),
        paragraph("BodyText", "{{ 岗位.岗位目的 }}"),
        control("endif"),
        _note("编号(1) 印一、二、三，编号(2) 印（一）（二），编号(3) 印 1. 2.，自动往下数。"),
        paragraph("LevelOne", "{{ 编号(1) }}工作内容"),
        control("for 职责 in 职责清单"),
        paragraph("LevelTwo", "{{ 编号(2) }}{{ 职责.职责标题 }}"),
        control("if 职责.概述"),
        paragraph("BodyText", "{{ 职责.概述 }}"),
        control("endif"),
        control("for 要点 in 职责.工作要点"),
        paragraph("NumberedPoint", "{{ 编号(3) }}{{ 要点 }}"),
        control("endfor"),
        control("if 职责.协作部门"),
        paragraph("BodyText", "协作部门：{{ 职责.协作部门|分行|顿号 }}。"),
        control("endif"),
        control("endfor"),
        _note(
            "竖线后面是过滤器：分行 把一格拆成几行，顿号 再用“、”连起来。"
            "还有 日期、金额、大写金额、百分比 等，见 docs/reference/template-filters.md"
        ),
        _note("要重复表格的一行，就把 for 和 endfor 各写在单独的一行里，开头是 tr。"),
        control("if 考核"),
        paragraph("LevelOneTable", "{{ 编号(1) }}考核指标"),
        _kpis(),
        control("endif"),
        _note(
            "改完请核对：xl-addin template check 模板.docx --workbook 工作簿.xlsx；"
            "看样子：xl-addin template preview 模板.docx --workbook 工作簿.xlsx --role 岗位编号 --pdf"
        ),
        paragraph(
            "SigningNote", "编制：{{ 岗位.编制 }}　审核：{{ 岗位.审核 }}　批准：{{ 岗位.批准 }}"
        ),
        paragraph("SigningLine", "任职者签字：\t\t日期：\t年\t月\t日"),
    ]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1980" w:left="1587" '
        'w:header="1247" w:footer="1247" w:gutter="0"/><w:cols w:space="425"/>'
        '<w:docGrid w:linePitch="580"/></w:sectPr>'
    )
    head = paragraph("header", "{{ 设置.公司名称 }}\t{{ 岗位.岗位编号 }}")
    foot = paragraph(
        "footer", "第 ", page_field("PAGE"), " 页　共 ", page_field("NUMPAGES"), " 页"
    )
    return Document(
        body=f"{_XML}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{section}"
        "</w:body></w:document>",
        styles=styles_part(
            "仿宋_GB2312",
            16,
            [*STYLES, _NOTE],
            [table_style("FormalTable", "公文表格", vertical=50, side=100, outer=4)],
        ),
        header=f"{_XML}<w:hdr {NAMESPACES}>{head}</w:hdr>",
        footer=f"{_XML}<w:ftr {NAMESPACES}>{foot}</w:ftr>",
        title="{{ 岗位.岗位名称 }}工作内容",
        subject="{{ 岗位.岗位编号 }}",
        author="{{ 岗位.编制 }}",
    )
