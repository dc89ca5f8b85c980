"""First version of ``job_content.docx``: 岗位工作内容 in the form of an official document.

Takes nothing, gives a ``Document``. Type area and sizes follow GB/T 9704: 156 × 225 mm,
22 lines of 28 characters (16 pt drawn in by ¼ pt, since 28 × 16 pt is wider), 二号 小标宋 / 三号 黑体 / 三号 楷体 / 三号 仿宋.
"""

from __future__ import annotations

from package import Document
from styles import Style, styles_part, table_style
from wordml import NAMESPACES, PAGE_OF_PAGES, Cell, Table, control, paragraph, section

TEXT_WIDTH = 8845  # twips: 210 − 28 − 26 mm
_RULE = '<w:pBdr><w:{0} w:val="single" w:sz="4" w:space="{1}" w:color="000000"/></w:pBdr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_SIGN_HERE = "\t\t日期：\t年\t月\t日"
_SIGNING_TABS = (
    "<w:tabs>"
    + "".join(
        f'<w:tab w:val="left"{leader} w:pos="{position}"/>'
        for leader, position in (
            (' w:leader="underscore"', 4450),
            ("", 4800),
            (' w:leader="underscore"', 6660),
            (' w:leader="underscore"', 7590),
            (' w:leader="underscore"', 8510),
        )
    )
    + "</w:tabs>"
)

STYLES = [
    Style("Normal", "Normal", face="仿宋_GB2312", size=16, align="both", pitch=29,
          spread=-0.25),
    Style("BodyText", "正文仿宋", size=16, first=2),
    Style("DocumentTitle", "文件标题", next="BodyText", face="方正小标宋简体", size=22,
          align="center", pitch=36, before=4, after=14, spread=0, keep_next=True, keep_lines=True, level=0),
    Style("LevelOne", "一级标题", based="BodyText", next="BodyText", face="黑体", size=16,
          before=6, keep_next=True, keep_lines=True, level=1),
    Style("LevelOneTable", "一级标题（下接表格）", based="LevelOne", next="TableText", after=4),
    Style("LevelTwo", "二级标题", based="BodyText", next="BodyText", face="楷体_GB2312", size=16,
          keep_next=True, keep_lines=True, level=2),
    Style("NumberedPoint", "编号要点", based="BodyText"),
    Style("MeasureLine", "衡量与成果", based="BodyText", align="left"),
    Style("LastParagraph", "末段（不与签署分页）", based="BodyText", keep_next=True),
    Style("TableText", "表格文字", size=12, align="both", pitch=18, spread=0),
    Style("TableCentre", "表格居中", based="TableText", align="center"),
    Style("TableHead", "表头", based="TableCentre", face="黑体", keep_next=True),
    Style("FieldLabel", "栏目名称", based="TableCentre", face="黑体"),
    Style("TableTextKeep", "表格文字（不与下段分页）", based="TableText", keep_next=True),
    Style("TableCentreKeep", "表格居中（不与下段分页）", based="TableCentre", keep_next=True),
    Style("SigningNote", "签署说明", based="BodyText", before=14, after=6, keep_next=True,
          keep_lines=True),
    Style("SigningCell", "签署栏", based="TableText", align="left", keep_next=True),
    Style("SigningLine", "签字线", size=14, align="left", before=12, spread=0, keep_lines=True,
          tabs=_SIGNING_TABS),
    Style("header", "header", face="楷体_GB2312", size=10.5, align="left", pitch=16, spread=0,
          tabs=_RIGHT_TAB, border=_RULE.format("bottom", 3)),
    Style("footer", "footer", face="宋体", size=12, align="center", pitch=18, spread=0),
]  # fmt: skip


def _identification() -> str:
    table = Table("FormalTable", (1500, 2922, 1500, 2923), "岗位基本信息")

    def pair(label: str, name: str) -> tuple[Cell, Cell]:
        return Cell("FieldLabel", label), Cell("TableText", "{{ 岗位." + name + " or '—' }}")

    table.row(*pair("岗位名称", "岗位名称"), *pair("岗位编号", "岗位编号"))
    for left, right in (
        ("所属部门", "职级"),
        ("直接上级", "编制人数"),
        ("直接下级", ""),
        ("工作地点", "版本"),
        ("编制日期", "生效日期"),
    ):
        table.tag(f"if 岗位.{left} or 岗位.{right}" if right else f"if 岗位.{left}")
        if right:
            table.row(*pair(left, left), *pair(right, right))
        else:
            wide = Cell("TableText", "{{ 岗位." + left + " }}", span=3)
            table.row(Cell("FieldLabel", left), wide)
        table.tag("endif")
    return table.xml()


def _heading(text: str, style: str = "LevelOne") -> str:
    return paragraph(style, "{{ 编号(1) }}" + text)


_ITEM = "{% if loop.length > 1 %}{{ 编号(3) }}{% endif %}"


def _items(title: str, name: str) -> list[str]:
    """A block of numbered items, one a line of the cell ``岗位.name``."""
    lines = f"岗位.{name}|分行"
    return [
        control(f"if {lines}"),
        _heading(title),
        control(f"for 项 in {lines}"),
        paragraph("NumberedPoint", _ITEM + "{{ 项 }}"),
        control("endfor"),
        control("endif"),
    ]


def _career() -> list[str]:
    """发展路径; its last item stays with the signatures when no revision record follows."""
    text = _ITEM + "{{ 项 }}"
    return [
        control("if 岗位.发展路径|分行"),
        _heading("发展路径"),
        control("for 项 in 岗位.发展路径|分行"),
        control("if loop.last and not 修订记录"),
        paragraph("LastParagraph", text),
        control("else"),
        paragraph("NumberedPoint", text),
        control("endif"),
        control("endfor"),
        control("endif"),
    ]


def _measures() -> list[str]:
    """One line of what is measured, delivered, shared and used; only what is filled."""
    fields = (
        ("衡量指标", "绩效指标"),
        ("交付成果", "交付成果"),
        ("协作部门", "协作部门"),
        ("常用工具", "工具"),
    )
    any_of = " or ".join(f"职责.{name}" for _, name in fields)
    text = "".join(
        "{% if 职责."
        + name
        + " %}"
        + label
        + "：{{ 职责."
        + name
        + "|分行|join('、') }}。{% endif %}"
        for label, name in fields
    )
    return [control(f"if {any_of}"), paragraph("MeasureLine", text), control("endif")]


def _duties() -> list[str]:
    return [
        control("if 职责清单"),
        _heading("工作内容"),
        control("for 职责 in 职责清单"),
        paragraph("LevelTwo", "{{ 编号(2) }}{{ 职责.职责标题 }}"),
        control("for 段 in 职责.概述|分行"),
        paragraph("BodyText", "{{ 段 }}"),
        control("endfor"),
        control("for 要点 in 职责.工作要点"),
        paragraph("NumberedPoint", _ITEM + "{{ 要点 }}"),
        control("endfor"),
        *_measures(),
        control("endfor"),
        control("endif"),
    ]


def _relations() -> list[str]:
    table = Table("FormalTable", (1000, 2800, 5045), "内外部协作关系")
    table.heads("TableHead", "范围", "协作对象", "协作内容").tag("for 关系 in 协作关系")
    table.row(
        Cell("TableCentre", "{{ 关系.范围 or '—' }}"),
        Cell("TableCentre", "{{ 关系.协作对象 or '—' }}"),
        Cell("TableText", "{{ 关系.协作内容 or '—' }}"),
    ).tag("endfor")
    head = _heading("内外部协作关系", "LevelOneTable")
    return [control("if 协作关系"), head, table.xml(), control("endif")]


def _qualifications() -> list[str]:
    text = (
        _ITEM + "{% if 项.类别 %}{{ 项.类别 }}：{% endif %}{{ 项.要求 }}"
        "{% if 项.程度 %}（{{ 项.程度 }}）{% endif %}"
    )
    return [
        control("if 任职要求"),
        _heading("任职资格"),
        control("for 项 in 任职要求"),
        paragraph("NumberedPoint", text),
        control("endfor"),
        control("endif"),
    ]


def _kpis() -> list[str]:
    table = Table("FormalTable", (2650, 3995, 1000, 1200), "考核指标")
    table.heads("TableHead", "指标", "评价标准", "权重", "周期").tag("for 项 in 考核")
    columns = (
        ("TableCentre", "考核指标"),
        ("TableText", "评价标准"),
        ("TableCentre", "权重"),
        ("TableCentre", "周期"),
    )
    table.kept_rows("项", columns, "loop.last and not (岗位.发展路径 or 修订记录)")
    head = _heading("考核指标", "LevelOneTable")
    return [control("if 考核"), head, table.xml(), control("endif")]


def _revisions() -> list[str]:
    table = Table("FormalTable", (1100, 2200, 4145, 1400), "修订记录")
    table.heads("TableHead", "版本", "日期", "修订内容", "修订人").tag("for 记录 in 修订记录")
    columns = (
        ("TableCentre", "版本"),
        ("TableCentre", "日期"),
        ("TableText", "修订内容"),
        ("TableCentre", "修订人"),
    )
    table.kept_rows("记录", columns, "loop.revindex <= 3")
    head = _heading("修订记录", "LevelOneTable")
    return [control("if 修订记录"), head, table.xml(), control("endif")]


def _signing() -> list[str]:
    table = Table("FormalTable", (2948, 2948, 2949), "签署", held=True)
    table.row(*(Cell("TableHead", name) for name in ("编制", "审核", "批准")))
    table.row(
        *(Cell("TableCentreKeep", "{{ 岗位." + n + " }}") for n in ("编制", "审核", "批准"))
    )
    table.row(*(Cell("SigningCell", "签字：") for _ in range(3)), height=560)
    table.row(*(Cell("SigningCell", "日期：") for _ in range(3)))
    return [
        paragraph(
            "SigningNote",
            "本文件经编制、审核、批准后生效；任职者签字表示已阅读并理解上述内容。",
        ),
        table.xml(),
        # One line for each incumbent the sheet 人员 has; without it, one to fill in.
        control("for 人 in 人员"),
        paragraph(
            "SigningLine",
            "{{ 人.姓名 }}{% if 人.工号 %}（{{ 人.工号 }}）{% endif %}签字：" + _SIGN_HERE,
        ),
        control("else"),
        paragraph("SigningLine", "任职者签字：" + _SIGN_HERE),
        control("endfor"),
    ]


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    blocks = [
        paragraph("DocumentTitle", "{{ 岗位.岗位名称 }}岗位工作内容"),
        _identification(),
        control("if 岗位.岗位目的|分行"),
        _heading("岗位目的"),
        control("for 段 in 岗位.岗位目的|分行"),
        paragraph("BodyText", "{{ 段 }}"),
        control("endfor"),
        control("endif"),
        *_duties(),
        *_items("权限", "权限"),
        *_relations(),
        *_qualifications(),
        *_items("工作条件", "工作条件"),
        *_kpis(),
        *_career(),
        *_revisions(),
        *_signing(),
    ]
    # 37 and 35 mm; the bottom gives 4 twips so that 22 lines of 29 pt just fit
    closing = section((2098, 1474, 1980, 1587, 1247, 1247), grid=580)
    number = "{{ 岗位.岗位编号 }}{% if 岗位.版本 %}　{{ 岗位.版本 }}{% endif %}"
    head = paragraph("header", "{{ 设置.公司名称 }}\t" + number)
    foot = paragraph("footer", *PAGE_OF_PAGES)
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return Document(
        body=f"{xml}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{closing}"
        "</w:body></w:document>",
        styles=styles_part(
            "仿宋_GB2312",
            16,
            STYLES,
            [table_style("FormalTable", "公文表格", vertical=50, side=100, outer=4)],
        ),
        header=f"{xml}<w:hdr {NAMESPACES}>{head}</w:hdr>",
        footer=f"{xml}<w:ftr {NAMESPACES}>{foot}</w:ftr>",
        title="{{ 岗位.岗位名称 }}岗位工作内容",
        subject="{{ 岗位.岗位编号 }}{% if 岗位.版本 %} {{ 岗位.版本 }}{% endif %}",
        author="{{ 岗位.编制 }}",
    )
