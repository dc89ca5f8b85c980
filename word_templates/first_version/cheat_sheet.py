"""First version of ``authors/cheat_sheet.docx``: the names of a workbook, to pin up.

Filled by `xl-addin template fields WORKBOOK -o FILE.docx`; takes ``groups`` of names.
"""

from __future__ import annotations

from package import Document
from styles import Style, styles_part, table_style
from wordml import NAMESPACES, Cell, Table, control, page_field, paragraph

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTHS = (3100, 3100, 3770)
_STYLES = [
    Style("Normal", "Normal", face="宋体", size=10.5, align="left", pitch=16),
    Style("SheetTitle", "标题", next="Normal", face="黑体", size=18, align="center", pitch=28,
          after=4, keep_next=True, level=0),
    Style("SheetNote", "说明", face="楷体_GB2312", size=10.5, align="center", pitch=16, after=6),
    Style("GroupTitle", "分组", next="Normal", face="黑体", size=12, pitch=20, before=10, after=2,
          keep_next=True, keep_lines=True, level=1),
    Style("LoopLine", "循环写法", face="宋体", size=9, pitch=14, after=3, keep_next=True,
          color="3B6FA0"),
    Style("NameCell", "名字", size=9, pitch=13),
    Style("ValueCell", "例子", size=9, pitch=13, color="555555"),
    Style("HeadCell", "表头", based="NameCell", face="黑体", keep_next=True),
    Style("header", "header", size=9, pitch=14),
    Style("footer", "footer", size=9, align="center", pitch=14),
]  # fmt: skip


def document() -> Document:
    """The sheet, ready for ``package.assemble``."""
    table = Table("NameTable", _WIDTHS, "名字")
    table.heads(
        "HeadCell",
        "{{ '中文名' if language == 'zh' else 'Chinese' }}",
        "{{ '英文名' if language == 'zh' else 'English' }}",
        "{{ '这个工作簿里的例子' if language == 'zh' else 'Example of this workbook' }}",
    )
    table.tag("for 名字 in 组.names").row(
        Cell("NameCell", "{_{ {{ 名字.chinese }} }_}"),
        Cell("NameCell", "{_{ {{ 名字.english }} }_}"),
        Cell(
            "ValueCell",
            "{% if 名字.list %}{{ '清单：' if language == 'zh' else 'List: ' }}{% endif %}"
            "{{ 名字.example|truncate(60, true, '…', 0) }}",
        ),
    ).tag("endfor")
    blocks = [
        paragraph(
            "SheetTitle",
            "{{ '模板可用的名字' if language == 'zh' else 'Names a template can use' }}",
        ),
        paragraph("SheetNote", "{{ workbook }}"),
        control("for 组 in groups"),
        paragraph("GroupTitle", "{{ 组.title }}"),
        control("if 组.loop"),
        paragraph("LoopLine", "{{ 组.loop }}　…　{_%p endfor %_}"),
        control("endif"),
        table.xml(),
        control("endfor"),
    ]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="964" w:bottom="1134" w:left="964" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    head = paragraph("header", "")
    foot = paragraph("footer", page_field("PAGE"), " / ", page_field("NUMPAGES"))
    return Document(
        body=f"{_XML}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{section}"
        "</w:body></w:document>",
        styles=styles_part(
            "宋体",
            10.5,
            _STYLES,
            [table_style("NameTable", "名字表", vertical=20, side=80, outer=4)],
        ),
        header=f"{_XML}<w:hdr {NAMESPACES}>{head}</w:hdr>",
        footer=f"{_XML}<w:ftr {NAMESPACES}>{foot}</w:ftr>",
        title="{{ workbook }}",
        subject="",
        author="",
    )
