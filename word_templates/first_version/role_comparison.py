"""First version of ``role_comparison.docx``: two or more roles side by side.

Takes nothing, gives a ``Document`` for the whole book. A role takes three columns of one
width, so that the labels beside them get a narrow one; see ``duty_matrix`` for why all
columns of a table are equal. Up to ``MOST`` roles stand side by side.
"""

from __future__ import annotations

from duty_matrix import TEXT_WIDTH, loop_cell
from package import Document
from styles import SANS, Style, styles_part, table_style
from wordml import PAGE_OF_PAGES, Cell, Table, control, paragraph, section, story

MOST = 4
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'

STYLES = [
    Style("Normal", "Normal", face="宋体", size=9, align="both", pitch=12),
    Style("DocumentTitle", "文件标题", next="Note", face="方正小标宋简体", size=18,
          align="center", pitch=26, before=0, after=2, keep_next=True, keep_lines=True, level=0),
    Style("Note", "说明", face="楷体_GB2312", size=10.5, align="center", pitch=15, after=4,
          keep_next=True),
    Style("BlockHeading", "一级标题", next="TableText", face="黑体", latin=SANS, size=10.5,
          align="left", pitch=15, before=8, after=3, keep_next=True, keep_lines=True, level=1),
    Style("Legend", "图例", face="楷体_GB2312", size=9, align="left", pitch=13, after=3,
          keep_next=True),
    Style("TableText", "表格文字", align="left"),
    Style("Point", "要点", based="TableText", size=9, left=1.2, first=-1.2),
    Style("TableCentre", "表格居中", based="TableText", align="center"),
    Style("Mark", "标记", face="黑体", size=10.5, align="center", pitch=13),
    Style("TableHead", "表头", based="TableCentre", face="黑体", latin=SANS, keep_next=True),
    Style("FieldLabel", "栏目名称", based="TableCentre", face="黑体", latin=SANS),
    Style("SectionEnd", "节末", size=1, pitch=1, before=0, after=0),
    Style("header", "header", face="楷体_GB2312", size=9, align="left", pitch=12,
          tabs=_RIGHT_TAB, border=_RULE),
    Style("footer", "footer", size=9, align="center", pitch=12),
]  # fmt: skip


class _Comparison(Table):
    """A table of one label column and three columns a role."""

    def __init__(self, caption: str) -> None:
        super().__init__("FormTable", (TEXT_WIDTH // 6,) * 6, caption)
        name = Cell("TableHead", "{{ 项.岗位.岗位名称 }}", span=3)
        self.row(Cell("TableHead", "项目"), *_each(name), header=True)

    def three(self, label: str, *texts: str) -> None:
        """A row of three cells a role: it gives the table its columns, each needs one."""
        self.row(Cell("FieldLabel", label), *_each(*(Cell("TableCentre", t) for t in texts)))

    def value(self, name: str) -> None:
        self.tag(f"if 本组|selectattr('岗位.{name}')|list")
        self.row(Cell("FieldLabel", name), *_each(_lines(f"项.岗位.{name}|分行", "{{ 行 }}")))
        self.tag("endif")

    def items(self, label: str, name: str, text: str, *, split: bool = False) -> None:
        """A row of lists; only a long one may ``split`` over pages."""
        self.tag(f"if 本组|selectattr('{name}')|list")
        self.row(Cell("FieldLabel", label), *_each(_lines(f"项.{name}", text)), split=split)
        self.tag("endif")


def _each(*cells: Cell) -> tuple[Cell, ...]:
    return loop_cell("for 项 in 本组"), *cells, loop_cell("endfor")


def _lines(items: str, text: str) -> Cell:
    content = [
        control(f"for 行 in {items}"),
        control("if loop.length > 1"),
        paragraph("Point", "{{ loop.index }}.\t" + text),
        control("else"),
        paragraph("TableText", text),
        control("endif"),
        control("else"),
        paragraph("TableText", "—"),
        control("endfor"),
    ]
    return Cell(xml="".join(content), span=3)


def _duties() -> str:
    table = _Comparison("职责")
    mark = Cell("Mark", "{{ 标记 or '—' }}", span=3)
    marks = loop_cell("for 标记 in 职责.标记[起:起 + 每组]"), mark, loop_cell("endfor")
    table.tag("for 职责 in 职责总表 if 职责.标记[起:起 + 每组]|select|list")
    table.row(Cell("TableText", "{{ 职责.职责标题 }}"), *marks)
    table.tag("endfor")
    table.three("总数/独有/共有", _count(""), _count("|selectattr('岗位数', 'equalto', 1)"),
                _count("|selectattr('岗位数', 'equalto', 岗位清单|length)"))  # fmt: skip
    return table.xml()


def _count(narrowed: str) -> str:
    own = f"职责总表{narrowed}|map(attribute='标记')|map(attribute=起 + loop.index0)"
    return "{{ " + own + "|select|list|length }}"


def _field(name: str) -> str:
    return "{{ 项.岗位." + name + " or '—' }}"


def _basics() -> str:
    table = _Comparison("基本信息")
    table.three("编号/职级/人数", *(_field(n) for n in ("岗位编号", "职级", "编制人数")))
    for name in ("所属部门", "直接上级", "直接下级", "工作地点", "岗位目的"):
        table.value(name)
    return table.xml()


def _demands() -> str:
    table = _Comparison("权限、要求与考核")
    table.three("版本/编制/生效", *(_field(n) for n in ("版本", "编制日期", "生效日期")))
    table.value("权限")
    table.items(
        "任职要求",
        "任职要求",
        "{% if 行.类别 %}{{ 行.类别 }}：{% endif %}{{ 行.要求 }}"
        "{% if 行.程度 %}（{{ 行.程度 }}）{% endif %}",
        split=True,
    )
    table.items(
        "考核指标",
        "考核",
        "{{ 行.考核指标 }}{% if 行.权重 %}（{{ 行.权重 }}）{% endif %}",
    )
    table.value("工作条件")
    table.value("发展路径")
    return table.xml()


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    blocks = [
        paragraph("DocumentTitle", "岗位对比"),
        control("if 岗位清单|length < 2"),
        paragraph("Note", "只选了一个岗位，没有可以对比的内容。"),
        control("endif"),
        control(f"set 每组 = {MOST}"),
        control("for 起 in range(0, 岗位清单|length, 每组)"),
        control("set 本组 = 岗位清单[起:起 + 每组]"),
        paragraph(
            "Note",
            "{% for 项 in 本组 %}{{ 项.岗位.岗位名称 }}（{{ 项.岗位.岗位编号 }}）"
            "{% if not loop.last %}、{% endif %}{% endfor %}",
        ),
        paragraph("BlockHeading", "{{ 编号(1) }}基本信息"),
        _basics(),
        paragraph("BlockHeading", "{{ 编号(1) }}职责异同"),
        paragraph(
            "Legend",
            "√ 表示承担该项职责，— 表示不承担；百分数为工作时间占比。“独有”“共有”按所选的"
            "全部岗位计算。",
        ),
        _duties(),
        paragraph("BlockHeading", "{{ 编号(1) }}权限、要求与考核"),
        _demands(),
        control("endfor"),
    ]
    closing = section((1077, 1019, 907, 1019, 567, 454), landscape=True)
    head = paragraph("header", "{{ 设置.公司名称 }}\t岗位对比")
    # Word wants a paragraph after a table: one too low to be seen.
    tail = paragraph("SectionEnd")
    return Document(
        body=story("document", *blocks, tail, closing),
        styles=styles_part(
            "宋体",
            9,
            STYLES,
            [table_style("FormTable", "表格线", vertical=20, side=80, outer=8)],
        ),
        header=story("hdr", head),
        footer=story("ftr", paragraph("footer", *PAGE_OF_PAGES)),
        title="岗位对比",
        subject="{{ 设置.公司名称 }}",
        author="{{ 设置.公司名称 }}",
    )
