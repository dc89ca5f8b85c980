"""First version of ``job_description.docx``: 岗位说明书 in table form, at most two pages.

Takes nothing, gives a ``Document``. It prints points, not prose: a duty's summary is
printed only where it has no points.
"""

from __future__ import annotations

from package import Document
from styles import Style, styles_part, table_style
from wordml import NAMESPACES, PAGE_OF_PAGES, Cell, Table, control, paragraph, section

TEXT_WIDTH = 10320  # twips: 210 − 14 − 14 mm
PAGE_LIMIT = 2
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'

STYLES = [
    Style("Normal", "Normal", face="宋体", size=9, align="both", pitch=12),
    Style("DocumentTitle", "文件标题", next="BlockHeading", face="方正小标宋简体", size=18,
          align="center", pitch=24, before=0, after=5, keep_next=True, keep_lines=True, level=0),
    Style("BlockHeading", "一级标题", next="TableText", face="黑体", size=10.5, align="left",
          pitch=14, before=5, after=2, keep_next=True, keep_lines=True, level=1),
    Style("TableText", "表格文字"),
    Style("TableCentre", "表格居中", based="TableText", align="center"),
    Style("TableHead", "表头", based="TableCentre", face="黑体", keep_next=True),
    Style("FieldLabel", "栏目名称", based="TableCentre", face="黑体"),
    Style("DutyTitle", "职责名称", based="TableText", align="left"),
    Style("Point", "要点", based="TableText", size=9, left=1.5, first=-1.5, pitch=11.5),
    Style("Entry", "条目", based="TableText"),
    Style("TableTextKeep", "表格文字（不与下段分页）", based="TableText", keep_next=True),
    Style("TableCentreKeep", "表格居中（不与下段分页）", based="TableCentre", keep_next=True),
    Style("SigningNote", "签署说明", face="楷体_GB2312", size=9, align="left", before=3,
          keep_lines=True),
    Style("header", "header", face="楷体_GB2312", size=9, align="left", pitch=12,
          tabs=_RIGHT_TAB, border=_RULE),
    Style("footer", "footer", size=9, align="center", pitch=12),
]  # fmt: skip


def _heading(text: str) -> str:
    return paragraph("BlockHeading", "{{ 编号(1) }}" + text)


def _field(name: str) -> tuple[Cell, Cell]:
    return Cell("FieldLabel", name), Cell("TableText", "{{ 岗位." + name + " or '—' }}")


def _identification() -> str:
    table = Table("FormTable", (960, 2480) * 3, "岗位基本信息")
    for at, names in enumerate(
        (
            ("岗位名称", "岗位编号", "版本"),
            ("所属部门", "职级", "编制人数"),
            ("直接上级", "岗位类别", "工作地点"),
            ("编制日期", "生效日期", "英文名称"),
        )
    ):
        cells = [cell for name in names for cell in _field(name)]
        if at:
            table.tag("if " + " or ".join(f"岗位.{name}" for name in names))
        table.row(*cells)
        if at:
            table.tag("endif")
    for name in ("直接下级", "岗位目的"):
        table.tag(f"if 岗位.{name}")
        table.row(
            Cell("FieldLabel", name), Cell("TableText", "{{ 岗位." + name + " }}", span=5)
        )
        table.tag("endif")
    return table.xml()


def _duties() -> list[str]:
    points = [
        control("for 要点 in 职责.工作要点"),
        paragraph("Point", "{{ loop.index }}.\t{{ 要点 }}"),
        control("else"),
        paragraph("TableText", "{{ 职责.概述 or '—' }}"),
        control("endfor"),
    ]
    table = Table("FormTable", (520, 1780, 6420, 1600), "工作职责")
    table.heads("TableHead", "序号", "职责", "工作要点", "衡量指标").tag("for 职责 in 职责清单")
    table.row(
        Cell("TableCentre", "{{ 职责.序号 }}"),
        Cell("DutyTitle", "{{ 职责.职责标题 }}"),
        Cell(xml="".join(points)),
        Cell("DutyTitle", "{{ 职责.绩效指标|分行|join('、') or '—' }}"),
    ).tag("endfor")
    return [control("if 职责清单"), _heading("工作职责"), table.xml(), control("endif")]


_ITEM = "{% if loop.length > 1 %}{{ loop.index }}.\t{% endif %}"


def _run_in(table: Table, name: str) -> None:
    """A row of ``岗位.name``: its short items in one paragraph, to save lines."""
    table.tag(f"if 岗位.{name}")
    text = "{{ 岗位." + name + "|分行|join('；') }}"
    table.row(Cell("FieldLabel", name), Cell("TableText", text))
    table.tag("endif")


def _requirements() -> list[str]:
    """权限, 协作, 任职资格, 工作条件, 发展路径: one labelled row each."""
    table = Table("FormTable", (1100, 9220), "履职要求")
    lists = (
        ("协作关系", "协作关系",
         "{% if 项.范围 %}（{{ 项.范围 }}）{% endif %}{{ 项.协作对象 }}"
         "{% if 项.协作内容 %}：{{ 项.协作内容 }}{% endif %}"),
        ("任职资格", "任职要求",
         "{% if 项.类别 %}{{ 项.类别 }}：{% endif %}{{ 项.要求 }}"
         "{% if 项.程度 %}（{{ 项.程度 }}）{% endif %}"),
    )  # fmt: skip
    _run_in(table, "权限")
    for label, items, text in lists:
        content = control(f"for 项 in {items}") + paragraph("Point", _ITEM + text)
        table.tag(f"if {items}")
        table.row(Cell("FieldLabel", label), Cell(xml=content + control("endfor")))
        table.tag("endif")
    _run_in(table, "工作条件")
    _run_in(table, "发展路径")
    any_of = "岗位.权限 or 协作关系 or 任职要求 or 岗位.工作条件 or 岗位.发展路径"
    return [control(f"if {any_of}"), _heading("履职要求"), table.xml(), control("endif")]


def _kpis() -> list[str]:
    table = Table("FormTable", (2200, 5920, 1000, 1200), "考核指标")
    table.heads("TableHead", "指标", "评价标准", "权重", "周期").tag("for 项 in 考核")
    columns = (
        ("TableText", "考核指标"),
        ("TableText", "评价标准"),
        ("TableCentre", "权重"),
        ("TableCentre", "周期"),
    )
    table.kept_rows("项", columns, "loop.last and not 修订记录")
    return [control("if 考核"), _heading("考核指标"), table.xml(), control("endif")]


def _revisions() -> list[str]:
    table = Table("FormTable", (1100, 1900, 5820, 1500), "修订记录")
    table.heads("TableHead", "版本", "日期", "修订内容", "修订人").tag("for 记录 in 修订记录")
    columns = (
        ("TableCentre", "版本"),
        ("TableCentre", "日期"),
        ("TableText", "修订内容"),
        ("TableCentre", "修订人"),
    )
    table.kept_rows("记录", columns, "loop.revindex <= 3")
    return [control("if 修订记录"), _heading("修订记录"), table.xml(), control("endif")]


_DATE = (Cell("TableHead", "日期"), Cell("TableCentreKeep", "　　年　　月　　日"))


def _signing() -> list[str]:
    table = Table("FormTable", (1100, 2340) * 3, "签署", held=True)
    names = ("编制", "审核", "批准")
    table.row(
        *(
            cell
            for name in names
            for cell in (
                Cell("TableHead", name),
                Cell("TableCentreKeep", "{{ 岗位." + name + " }}"),
            )
        ),
        height=340,
    )
    signing = (Cell("TableHead", "签字/日期"), Cell("TableCentreKeep"))
    table.row(*signing * 3, height=400)
    incumbent = (
        Cell("TableHead", "任职者"),
        Cell("TableCentreKeep", "{{ 人.姓名 }}{% if 人.工号 %}（{{ 人.工号 }}）{% endif %}"),
        Cell("TableHead", "签字"),
        Cell("TableCentreKeep"),
        *_DATE,
    )
    table.tag("for 人 in 人员").row(*incumbent, height=400).tag("else")
    holder = (Cell("TableHead", "任职者签字"), Cell("TableCentreKeep", span=3))
    table.row(*holder, *_DATE, height=400).tag("endfor")
    note = "本说明书经编制、审核、批准后生效；任职者签字表示已阅读并理解上述内容。"
    return [_heading("签署"), table.xml(), paragraph("SigningNote", note)]


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    blocks = [
        paragraph("DocumentTitle", "{{ 岗位.岗位名称 }}岗位说明书"),
        _identification(),
        *_duties(),
        *_requirements(),
        *_kpis(),
        *_revisions(),
        *_signing(),
    ]
    closing = section((1021, 793, 907, 793, 567, 454))
    number = "{{ 岗位.岗位编号 }}{% if 岗位.版本 %}　{{ 岗位.版本 }}{% endif %}"
    head = paragraph("header", "{{ 设置.公司名称 }}\t" + number)
    foot = paragraph("footer", *PAGE_OF_PAGES)
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return Document(
        body=f"{xml}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{closing}"
        "</w:body></w:document>",
        styles=styles_part(
            "宋体",
            9,
            STYLES,
            [table_style("FormTable", "表格线", vertical=20, side=80, outer=8)],
        ),
        header=f"{xml}<w:hdr {NAMESPACES}>{head}</w:hdr>",
        footer=f"{xml}<w:ftr {NAMESPACES}>{foot}</w:ftr>",
        title="{{ 岗位.岗位名称 }}岗位说明书",
        subject="{{ 岗位.岗位编号 }}{% if 岗位.版本 %} {{ 岗位.版本 }}{% endif %}",
        author="{{ 岗位.编制 }}",
        page_limit=PAGE_LIMIT,
    )
