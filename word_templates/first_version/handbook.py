"""First version of ``handbook.docx``: 岗位手册, all roles in one document.

Takes nothing, gives a ``Document`` for the whole book: cover, contents, one role a chapter
that starts on an odd page, and a list of roles with the signatures. The contents table is
a real TOC field filled from the data; its page numbers are PAGEREF fields, which Word
works out when it opens the document.
"""

from __future__ import annotations

from package import Document
from styles import Style, styles_part, table_style
from wordml import (
    FIELD_END,
    PAGE_OF_PAGES,
    Cell,
    Table,
    bookmarked,
    control,
    field_start,
    linked,
    page_field,
    paragraph,
    run,
    section,
    section_end,
    story,
)

TEXT_WIDTH = 9071  # twips: 210 − 25 − 25 mm
_MARGINS = (1701, 1417, 1474, 1417, 907, 850)
_RULE = '<w:pBdr><w:{0} w:val="single" w:sz="{1}" w:space="{2}" w:color="000000"/></w:pBdr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_DOTS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'

STYLES = [
    Style("Normal", "Normal", face="宋体", size=10.5, align="both", pitch=18),
    Style("CoverCompany", "封面单位", face="楷体_GB2312", size=18, align="center", pitch=30,
          before=110),
    Style("CoverTitle", "封面标题", face="方正小标宋简体", size=42, align="center", pitch=66,
          before=60, after=12, spread=4),
    Style("CoverNote", "封面说明", face="仿宋_GB2312", size=14, align="center", pitch=26),
    Style("CoverFacts", "封面版次", based="CoverNote", before=250),
    Style("ContentsTitle", "目录标题", face="方正小标宋简体", size=22, align="center",
          pitch=36, after=12, keep_next=True),
    Style("TOC1", "toc 1", face="黑体", size=12, align="left", pitch=22, before=6,
          tabs=_DOTS),
    Style("TOC2", "toc 2", size=12, align="left", pitch=22, left=1.5, tabs=_DOTS),
    Style("DepartmentTitle", "部门标题", next="ChapterTitle", face="楷体_GB2312", size=14,
          align="left", pitch=24, before=10, after=4, keep_next=True, keep_lines=True, level=0,
          border=_RULE.format("bottom", 4, 2)),
    Style("ChapterTitle", "章标题", next="TableText", face="方正小标宋简体", size=22,
          align="center", pitch=36, before=10, after=12, keep_next=True, keep_lines=True,
          level=1),
    Style("BlockHeading", "一级标题", next="BodyText", face="黑体", size=14, align="left",
          pitch=24, before=10, after=2, keep_next=True, keep_lines=True, level=2),
    Style("LevelTwo", "二级标题", next="Point", face="楷体_GB2312", size=12, align="left",
          pitch=21, before=4, bold=True, keep_next=True, keep_lines=True, level=3),
    Style("BodyText", "正文", size=10.5, first=2),
    Style("Point", "要点", size=10.5, left=3.5, first=-1.5),
    Style("MeasureLine", "衡量与成果", size=10.5, left=2, face="楷体_GB2312", align="left"),
    Style("TableText", "表格文字", align="left", pitch=16),
    Style("TableCentre", "表格居中", based="TableText", align="center"),
    Style("TableHead", "表头", based="TableCentre", face="黑体", keep_next=True),
    Style("FieldLabel", "栏目名称", based="TableCentre", face="黑体"),
    Style("TableTextKeep", "表格文字（不与下段分页）", based="TableText", keep_next=True),
    Style("TableCentreKeep", "表格居中（不与下段分页）", based="TableCentre", keep_next=True),
    Style("SigningNote", "签署说明", face="楷体_GB2312", size=10.5, align="left", before=12,
          after=4, keep_next=True, keep_lines=True),
    Style("Closing", "版末说明", face="楷体_GB2312", size=9, align="left", pitch=14, before=4,
          keep_lines=True),
    Style("SectionEnd", "节末", size=1, pitch=1, before=0, after=0),
    Style("header", "header", face="楷体_GB2312", size=9, align="left", pitch=12,
          tabs=_RIGHT_TAB, border=_RULE.format("bottom", 4, 3)),
    Style("footer", "footer", size=9, align="center", pitch=12),
]  # fmt: skip
_TOC = r'TOC \h \z \t "部门标题,1,章标题,2"'
_NEW_DEPARTMENT = "if loop.changed(项.岗位.所属部门) and 项.岗位.所属部门"
_APPENDIX = "附录　岗位一览"


def _shared(name: str) -> str:
    """What all roles say in a column, each value once."""
    return f"岗位清单|map(attribute='岗位.{name}')|select|unique|join('、')"


def _cover() -> list[str]:
    facts = (
        "{% if 版本号 %}版本：{{ 版本号 }}{% endif %}"
        "{% if 版本号 and 生效 %}　　{% endif %}"
        "{% if 生效 %}生效日期：{{ 生效 }}{% endif %}"
    )
    return [
        control("set 版本号 = " + _shared("版本")),
        control("set 生效 = " + _shared("生效日期")),
        paragraph("CoverCompany", "{{ 设置.公司名称 }}"),
        paragraph("CoverTitle", "岗位手册"),
        paragraph("CoverNote", "收录 {{ 岗位清单|length }} 个岗位，按部门排列"),
        control("if 版本号 or 生效"),
        paragraph("CoverFacts", facts),
        control("endif"),
        section_end(section(_MARGINS, bare_first=True)),
    ]


def _entry(style: str, bookmark: str, text: str, *, first: str = "", last: str = "") -> str:
    target = linked(bookmark, f"{text}\t", page_field(rf"PAGEREF {bookmark} \h", "…"))
    return paragraph(style, first, target, last)


def _contents() -> list[str]:
    # The field begins inside the first entry; each control run vanishes by itself.
    start = run("{%r if loop.first %}") + field_start(_TOC, dirty=True) + run("{%r endif %}")
    return [
        paragraph("ContentsTitle", "目　录"),
        control("for 项 in 岗位清单"),
        control(_NEW_DEPARTMENT),
        _entry("TOC1", "_TocD{{ 项.序号 }}", "{{ 项.岗位.所属部门 }}", first=start),
        _entry("TOC2", "_TocR{{ 项.序号 }}", _CHAPTER),
        control("else"),
        _entry("TOC2", "_TocR{{ 项.序号 }}", _CHAPTER, first=start),
        control("endif"),
        control("endfor"),
        _entry("TOC1", "_TocA", _APPENDIX, last=FIELD_END),
        section_end(section(_MARGINS, start="nextPage")),
    ]


_CHAPTER = "第{{ 项.序号|中文数字 }}章　{{ 项.岗位.岗位名称 }}"


def _identification() -> str:
    table = Table("FormTable", (1300, 3235) * 2, "岗位基本信息")

    def pair(name: str) -> tuple[Cell, Cell]:
        return Cell("FieldLabel", name), Cell("TableText", "{{ 项.岗位." + name + " or '—' }}")

    for left, right in (
        ("岗位编号", "所属部门"),
        ("直接上级", "直接下级"),
        ("职级", "编制人数"),
        ("工作地点", "版本"),
    ):
        table.row(*pair(left), *pair(right))
    return table.xml()


def _heading(text: str) -> str:
    return paragraph("BlockHeading", "{{ 编号(1) }}" + text)


def _list(title: str, items: str, text: str = "{{ 行 }}") -> list[str]:
    return [
        control(f"if {items}"),
        _heading(title),
        control(f"for 行 in {items}"),
        paragraph("Point", "{{ 编号(3) }}\t" + text),
        control("endfor"),
        control("endif"),
    ]


def _duties() -> list[str]:
    measures = "".join(
        f"{{% if 职责.{name} %}}{label}：{{{{ 职责.{name}|分行|join('、') }}}}。{{% endif %}}"
        for label, name in (("衡量指标", "绩效指标"), ("交付成果", "交付成果"))
    )
    return [
        control("if 项.职责清单"),
        _heading("工作职责"),
        control("for 职责 in 项.职责清单"),
        paragraph("LevelTwo", "{{ 编号(2) }}{{ 职责.职责标题 }}"),
        control("for 要点 in 职责.工作要点"),
        paragraph("Point", "{{ 编号(3) }}\t{{ 要点 }}"),
        control("else"),
        control("for 行 in 职责.概述|分行"),
        paragraph("BodyText", "{{ 行 }}"),
        control("endfor"),
        control("endfor"),
        control("if 职责.绩效指标 or 职责.交付成果"),
        paragraph("MeasureLine", measures),
        control("endif"),
        control("endfor"),
        control("endif"),
    ]


def _kpis() -> list[str]:
    table = Table("FormTable", (2500, 4371, 1000, 1200), "考核指标")
    table.heads("TableHead", "指标", "评价标准", "权重", "周期").tag("for 行 in 项.考核")
    table.row(
        *(
            Cell(style, "{{ 行." + name + " or '—' }}")
            for style, name in (
                ("TableText", "考核指标"),
                ("TableText", "评价标准"),
                ("TableCentre", "权重"),
                ("TableCentre", "周期"),
            )
        )
    ).tag("endfor")
    return [control("if 项.考核"), _heading("考核指标"), table.xml(), control("endif")]


def _chapter() -> list[str]:
    department = bookmarked("_TocD{{ 项.序号 }}", 1, "{{ 项.岗位.所属部门 }}")
    title = bookmarked("_TocR{{ 项.序号 }}", 2, "{{ 编号(0) }}　{{ 项.岗位.岗位名称 }}")
    return [
        control("for 项 in 岗位清单"),
        control(_NEW_DEPARTMENT),
        paragraph("DepartmentTitle", department),
        control("endif"),
        paragraph("ChapterTitle", title),
        _identification(),
        control("if 项.岗位.岗位目的|分行"),
        _heading("岗位目的"),
        control("for 行 in 项.岗位.岗位目的|分行"),
        paragraph("BodyText", "{{ 行 }}"),
        control("endfor"),
        control("endif"),
        *_duties(),
        *_list("权限", "项.岗位.权限|分行"),
        *_list(
            "内外部协作关系",
            "项.协作关系",
            "{% if 行.范围 %}（{{ 行.范围 }}）{% endif %}{{ 行.协作对象 }}"
            "{% if 行.协作内容 %}：{{ 行.协作内容 }}{% endif %}",
        ),
        *_list(
            "任职资格",
            "项.任职要求",
            "{% if 行.类别 %}{{ 行.类别 }}：{% endif %}{{ 行.要求 }}"
            "{% if 行.程度 %}（{{ 行.程度 }}）{% endif %}",
        ),
        *_list("工作条件", "项.岗位.工作条件|分行"),
        *_list("发展路径", "项.岗位.发展路径|分行"),
        *_kpis(),
        section_end(section(_MARGINS, start="oddPage")),
        control("endfor"),
    ]


def _appendix() -> list[str]:
    table = Table("FormTable", (900, 1200, 2471, 2200, 1000, 1300), "岗位一览")
    table.heads("TableHead", "章", "编号", "岗位", "所属部门", "职级", "版本")
    table.tag("for 项 in 岗位清单")
    for tag, keep in (("if loop.revindex <= 3", "Keep"), ("else", "")):
        table.tag(tag).row(
            Cell(f"TableCentre{keep}", "{{ 项.序号 }}", keep=bool(keep)),
            *(
                Cell(style + keep, "{{ 项.岗位." + name + " or '—' }}", keep=bool(keep))
                for style, name in (
                    ("TableCentre", "岗位编号"),
                    ("TableText", "岗位名称"),
                    ("TableText", "所属部门"),
                    ("TableCentre", "职级"),
                    ("TableCentre", "版本"),
                )
            ),
        )
    table.tag("endif").tag("endfor")
    signing = Table("FormTable", (3023, 3024, 3024), "签署", held=True)
    names = ("编制", "审核", "批准")
    signing.row(*(Cell("TableHead", name) for name in names))
    signing.row(*(Cell("TableCentreKeep", "{{ " + _shared(n) + " }}") for n in names))
    signing.row(*(Cell("TableTextKeep", "签字：") for _ in names), height=560)
    signing.row(*(Cell("TableTextKeep", "日期：") for _ in names), height=400)
    return [
        paragraph("DepartmentTitle", bookmarked("_TocA", 3, _APPENDIX)),
        table.xml(),
        paragraph("SigningNote", "本手册经编制、审核、批准后生效："),
        signing.xml(),
        paragraph("Closing", "各岗位以本手册所载版本为准；修订后整册重新印发。"),
    ]


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    blocks = [*_cover(), *_contents(), *_chapter(), *_appendix()]
    closing = section(_MARGINS, start="nextPage")
    head = paragraph("header", "{{ 设置.公司名称 }}\t岗位手册")
    return Document(
        body=story("document", *blocks, closing),
        styles=styles_part(
            "宋体",
            10.5,
            STYLES,
            [table_style("FormTable", "表格线", vertical=40, side=90, outer=8)],
        ),
        header=story("hdr", head),
        footer=story("ftr", paragraph("footer", *PAGE_OF_PAGES)),
        title="{{ 设置.公司名称 }}岗位手册",
        subject="岗位手册",
        author="{{ 设置.公司名称 }}",
    )
