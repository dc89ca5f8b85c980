"""First version of ``recruitment_notice.docx``: 招聘启事 on one page.

Takes nothing, gives a ``Document``. Of each duty only its heading and first point are
printed, so that twelve duties and the requirements fit one page.
"""

from __future__ import annotations

from package import Document
from styles import SANS, Style, styles_part, table_style
from wordml import Cell, Table, control, paragraph, section, story

TEXT_WIDTH = 9638  # twips: 210 − 20 − 20 mm
PAGE_LIMIT = 1
_BLUE = "1F3864"
_RULE = (
    f'<w:pBdr><w:bottom w:val="single" w:sz="{{}}" w:space="{{}}" w:color="{_BLUE}"/></w:pBdr>'
)

STYLES = [
    Style("Normal", "Normal", face="宋体", size=10.5, align="both", pitch=17),
    Style("Company", "公司名称", face="黑体", latin=SANS, size=12, align="center", pitch=18,
          color="595959", spread=1, keep_next=True),
    Style("DocumentTitle", "文件标题", next="Lead", face="方正小标宋简体", size=26,
          align="center", pitch=40, before=2, after=6, color=_BLUE, keep_next=True,
          keep_lines=True, level=0, border=_RULE.format(12, 6)),
    Style("Lead", "岗位简介", face="楷体_GB2312", size=12, pitch=19, first=2, before=8,
          after=2),
    Style("BlockHeading", "一级标题", next="Item", face="黑体", latin=SANS, size=12,
          align="left", pitch=18, before=10, after=4, color=_BLUE, keep_next=True,
          keep_lines=True, level=1, border=_RULE.format(4, 1)),
    Style("Item", "条目", size=10.5, left=1.5, first=-1.5, pitch=17),
    Style("TableText", "表格文字", size=10.5, align="left", pitch=17),
    Style("FieldLabel", "栏目名称", based="TableText", face="黑体", latin=SANS,
          align="center", color=_BLUE),
    Style("Apply", "投递方式", face="黑体", latin=SANS, size=10.5, align="center", pitch=18,
          before=12, keep_lines=True),
    Style("header", "header", size=9, pitch=12),
    Style("footer", "footer", face="楷体_GB2312", size=9, align="center", pitch=12,
          color="595959"),
]  # fmt: skip


def _facts() -> str:
    table = Table("FactsTable", (1120, 2092) * 3, "岗位概况")
    names = ("所属部门", "工作地点", "编制人数"), ("直接上级", "职级", "岗位类别")
    for at, row in enumerate(names):
        if at:
            table.tag("if " + " or ".join(f"岗位.{name}" for name in row))
        table.row(
            *(
                cell
                for name in row
                for cell in (
                    Cell("FieldLabel", {"编制人数": "招聘人数"}.get(name, name)),
                    Cell("TableText", _value(name)),
                )
            )
        )
        if at:
            table.tag("endif")
    return table.xml()


def _value(name: str) -> str:
    if name == "编制人数":
        return "{% if 岗位.编制人数 %}{{ 岗位.编制人数 }} 人{% else %}若干{% endif %}"
    return "{{ 岗位." + name + " or '—' }}"


def _block(title: str, items: str, text: str) -> list[str]:
    return [
        control(f"if {items}"),
        paragraph("BlockHeading", title),
        control(f"for 项 in {items}"),
        paragraph("Item", "{{ loop.index }}.\t" + text),
        control("endfor"),
        control("endif"),
    ]


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    duty = (
        "{{ 项.职责标题 }}{% if 项.工作要点 %}：{{ 项.工作要点|first }}"
        "{% elif 项.概述 %}：{{ 项.概述 }}{% endif %}。"
    )
    need = "{{ 项.要求 }}{% if 项.程度 == '优先' %}（优先）{% endif %}。"
    offer = "岗位.工作条件|分行 + 岗位.发展路径|分行"
    blocks = [
        control("if 设置.公司名称"),
        paragraph("Company", "{{ 设置.公司名称 }}"),
        control("endif"),
        paragraph("DocumentTitle", "诚聘{{ 岗位.岗位名称 }}"),
        _facts(),
        control("for 段 in 岗位.岗位目的|分行"),
        paragraph("Lead", "{{ 段 }}"),
        control("endfor"),
        *_block("岗位职责", "职责清单", duty),
        *_block("任职要求", "任职要求", need),
        *_block("我们提供", offer, "{{ 项 }}。"),
        control("if 设置.招聘联系"),
        paragraph(
            "Apply",
            "投递简历：{{ 设置.招聘联系 }}　标题请注明“{{ 岗位.岗位名称 }}—姓名”",
        ),
        control("endif"),
    ]
    closing = section((1134, 1134, 964, 1134, 567, 510))
    number = "{{ 岗位.岗位编号 }}{% if 岗位.版本 %}　{{ 岗位.版本 }}{% endif %}"
    return Document(
        body=story("document", *blocks, closing),
        styles=styles_part(
            "宋体",
            10.5,
            STYLES,
            [
                table_style(
                    "FactsTable", "概况表", vertical=50, side=100, outer=4, color="8EA0BE"
                )
            ],
        ),
        header=story("hdr", paragraph("header")),
        footer=story("ftr", paragraph("footer", number)),
        title="招聘启事：{{ 岗位.岗位名称 }}",
        subject="{{ 岗位.岗位编号 }}",
        author="{{ 设置.公司名称 }}",
        page_limit=PAGE_LIMIT,
    )
