"""First version of ``duty_matrix.docx``: which role has which duty, on A4 landscape.

Takes nothing, gives a ``Document`` for the whole book. The columns of a table are all of
one width, since the renderer divides a table's width evenly among the roles it adds; a
duty's title spans two of them. Up to ``MOST`` roles stand in one table.
"""

from __future__ import annotations

from package import Document
from styles import SANS, Style, styles_part, table_style
from wordml import PAGE_OF_PAGES, Cell, Table, control, paragraph, section, story

TEXT_WIDTH = 14800  # twips
MOST = 14
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'

STYLES = [
    Style("Normal", "Normal", face="宋体", size=9, align="both", pitch=12),
    Style("DocumentTitle", "文件标题", next="Note", face="方正小标宋简体", size=18,
          align="center", pitch=26, before=0, after=2, keep_next=True, keep_lines=True, level=0),
    Style("Note", "说明", face="楷体_GB2312", size=10.5, align="center", pitch=15, after=6,
          keep_next=True),
    Style("Legend", "图例", face="楷体_GB2312", size=9, align="left", pitch=13, before=4,
          after=6, keep_lines=True),
    Style("TableText", "表格文字", align="left"),
    Style("TableCentre", "表格居中", based="TableText", align="center"),
    Style("Mark", "标记", face="黑体", size=10.5, align="center", pitch=12),
    Style("TableHead", "表头", based="TableCentre", face="黑体", latin=SANS, size=9,
          keep_next=True),
    Style("TotalCell", "合计", based="TableCentre", face="黑体", latin=SANS),
    Style("header", "header", face="楷体_GB2312", size=9, align="left", pitch=12,
          tabs=_RIGHT_TAB, border=_RULE),
    Style("footer", "footer", size=9, align="center", pitch=12),
]  # fmt: skip


def loop_cell(tag: str) -> Cell:
    """A control cell: ``{%tc … %}``, which vanishes from its row."""
    return Cell("ControlTag", "{%tc " + tag + " %}")


def _matrix() -> str:
    table = Table("FormTable", (TEXT_WIDTH // 6,) * 6, "岗位–职责对照表")
    each, end = loop_cell("for 项 in 本组"), loop_cell("endfor")
    table.row(
        Cell("TableHead", "编号"),
        Cell("TableHead", "职责 ↓"),
        Cell("TableHead", "岗位 →"),
        each,
        Cell("TableHead", "{{ 项.岗位.岗位名称 }}"),
        end,
        header=True,
    )
    table.tag("for 职责 in 职责总表 if 职责.岗位数")
    table.row(
        Cell("TableCentre", "{{ 职责.职责编号 }}"),
        Cell("TableText", "{{ 职责.职责标题 }}", span=2),
        loop_cell("for 标记 in 职责.标记[起:起 + 每组]"),
        Cell("Mark", "{{ 标记 }}"),
        end,
    )
    table.tag("endfor")
    table.row(
        Cell("TotalCell", "合计"),
        Cell("TableText", "共 {{ 职责总表|selectattr('岗位数')|list|length }} 项职责", span=2),
        each,
        Cell("TotalCell", "{{ 职责总表|map(attribute='标记')|map(attribute=起 + loop.index0)"
             "|select|list|length }}"),
        end,
    )  # fmt: skip
    return table.xml()


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    blocks = [
        paragraph("DocumentTitle", "岗位–职责对照表"),
        paragraph(
            "Note",
            "{{ 岗位清单|length }} 个岗位，按部门排列；职责按工作簿的排序。",
        ),
        control(f"set 每组 = {MOST}"),
        control("for 起 in range(0, 岗位清单|length, 每组)"),
        control("set 本组 = 岗位清单[起:起 + 每组]"),
        _matrix(),
        paragraph(
            "Legend",
            "√ 表示该岗位承担此项职责；百分数为工作时间占比。"
            "{% if not loop.last %}（下表续列其余岗位）{% endif %}",
        ),
        control("endfor"),
    ]
    closing = section((1077, 1019, 907, 1019, 567, 454), landscape=True)
    head = paragraph("header", "{{ 设置.公司名称 }}\t岗位–职责对照表")
    return Document(
        body=story("document", *blocks, closing),
        styles=styles_part(
            "宋体",
            9,
            STYLES,
            [table_style("FormTable", "表格线", vertical=18, side=50, outer=8)],
        ),
        header=story("hdr", head),
        footer=story("ftr", paragraph("footer", *PAGE_OF_PAGES)),
        title="岗位–职责对照表",
        subject="{{ 设置.公司名称 }}",
        author="{{ 设置.公司名称 }}",
    )
