"""First version of ``job_description_en.docx``: a job description in English.

Takes nothing, gives a ``Document``. Order and headings are those of an Anglo-American job
description: identification, purpose, essential functions (most important first, each
point an action verb), qualifications, working conditions, disclaimer, signatures.
"""

from __future__ import annotations

from package import Document
from styles import LATIN, SANS, Style, styles_part, table_style
from wordml import Cell, Table, control, latin_only, page_field, paragraph, section, story

TEXT_WIDTH = 9638  # twips: 210 − 20 − 20 mm
_BLUE = "1F3864"
_RULE = '<w:pBdr><w:{0} w:val="single" w:sz="{1}" w:space="{2}" w:color="1F3864"/></w:pBdr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'

STYLES = [
    Style("Normal", "Normal", face="宋体", size=11, align="left", pitch=15),
    Style("DocumentTitle", "Document Title", next="Subtitle", face="黑体", latin=SANS,
          size=22, pitch=28, before=0, after=2, bold=True, color=_BLUE, keep_next=True,
          keep_lines=True, level=0),
    Style("Subtitle", "Document Subtitle", face="宋体", size=12, pitch=16, after=8,
          color="595959", keep_next=True),
    Style("BlockHeading", "Block Heading", next="BodyText", face="黑体", latin=SANS, size=12,
          pitch=16, before=13, after=5, bold=True, color=_BLUE, keep_next=True,
          keep_lines=True, level=1, border=_RULE.format("bottom", 6, 2)),
    Style("BodyText", "Body", after=4),
    Style("DutyHeading", "Function Heading", next="Bullet", face="宋体", size=11, before=5,
          after=1, bold=True, keep_next=True, keep_lines=True, level=2),
    Style("Bullet", "Bullet", size=11, left=1.6, first=-1.0, after=1, keep_lines=True),
    Style("TableText", "Table Text", size=10, pitch=13.5),
    Style("TableCentre", "Table Centred", based="TableText", align="center"),
    Style("TableHead", "Table Heading", based="TableText", face="黑体", latin=SANS, size=9,
          bold=True, color=_BLUE, keep_next=True),
    Style("FieldLabel", "Field Label", based="TableText", face="黑体", latin=SANS, size=9,
          bold=True, color=_BLUE),
    Style("TableTextKeep", "Table Text (kept with next)", based="TableText", keep_next=True),
    Style("TableCentreKeep", "Table Centred (kept with next)", based="TableCentre",
          keep_next=True),
    Style("Disclaimer", "Disclaimer", face="宋体", size=9.5, pitch=13, align="both",
          after=8, keep_next=True, keep_lines=True),
    Style("SigningNote", "Signing Note", size=9.5, pitch=13, before=5, keep_lines=True),
    Style("header", "header", size=9, pitch=12, tabs=_RIGHT_TAB, color="595959",
          border=_RULE.format("bottom", 4, 3)),
    Style("footer", "footer", size=9, pitch=12, tabs=_RIGHT_TAB, color="595959"),
]  # fmt: skip


def _identification() -> str:
    table = Table("FormTable", (1700, 3119) * 2, "Identification")
    rows = (
        ("Job title", "name", "Job code", "id"),
        ("Department", "department", "Grade", "grade"),
        ("Reports to", "reports_to", "Direct reports", "direct_reports"),
        ("Location", "location", "Headcount", "headcount"),
        ("Version", "version", "Effective date", "effective_on"),
    )
    for at, (left, first, right, second) in enumerate(rows):
        if at:
            table.tag(f"if role.{first} or role.{second}")
        table.row(*_pair(left, first), *_pair(right, second))
        if at:
            table.tag("endif")
    return table.xml()


def _pair(label: str, name: str) -> tuple[Cell, Cell]:
    return Cell("FieldLabel", label), Cell("TableText", "{{ role." + name + " or '–' }}")


def _list(title: str, items: str, text: str = "{{ item }}") -> list[str]:
    return [
        control(f"if {items}"),
        paragraph("BlockHeading", title),
        control(f"for item in {items}"),
        paragraph("Bullet", "•\t" + text),
        control("endfor"),
        control("endif"),
    ]


def _functions() -> list[str]:
    return [
        control("if duties"),
        paragraph("BlockHeading", "Essential functions"),
        control("for duty in duties"),
        paragraph("DutyHeading", "{{ duty.number }}. {{ duty.title }}"),
        control("for point in duty.points"),
        paragraph("Bullet", "•\t{{ point }}"),
        control("else"),
        control("for part in duty.summary|lines"),
        paragraph("BodyText", "{{ part }}"),
        control("endfor"),
        control("endfor"),
        control("endfor"),
        control("endif"),
    ]


def _measures() -> list[str]:
    table = Table("FormTable", (2700, 4438, 1000, 1500), "Performance measures")
    table.heads("TableHead", "Measure", "Standard", "Weight", "Period")
    table.tag("for item in kpis")
    columns = (
        ("TableText", "indicator"),
        ("TableText", "measure"),
        ("TableText", "weight"),
        ("TableText", "period"),
    )
    table.row(*(Cell(s, "{{ item." + n + " or '–' }}") for s, n in columns)).tag("endfor")
    head = paragraph("BlockHeading", "Performance measures")
    return [control("if kpis"), head, table.xml(), control("endif")]


def _relations() -> list[str]:
    text = "{{ item.party }}{% if item.content %} – {{ item.content }}{% endif %}"
    return _list("Working relationships", "relations", text)


def _signing() -> list[str]:
    table = Table("FormTable", (1700, 2600, 2938, 2400), "Signatures", held=True)
    table.row(*(Cell("TableHead", n) for n in ("", "Name", "Signature", "Date")), header=True)
    for label, name in (
        ("Prepared by", "prepared_by"),
        ("Reviewed by", "reviewed_by"),
        ("Approved by", "approved_by"),
    ):
        cells = Cell("FieldLabel", label), Cell("TableTextKeep", "{{ role." + name + " }}")
        table.row(*cells, Cell("TableTextKeep"), Cell("TableTextKeep"), height=440)
    blank = Cell("TableTextKeep"), Cell("TableTextKeep")
    person = (
        "{{ person.name }}{% if person.employee_id %} ({{ person.employee_id }}){% endif %}"
    )
    table.tag("for person in people")
    table.row(
        Cell("FieldLabel", "Incumbent"), Cell("TableTextKeep", person), *blank, height=440
    )
    table.tag("else")
    table.row(Cell("FieldLabel", "Incumbent"), Cell("TableTextKeep"), *blank, height=440)
    table.tag("endfor")
    return [
        paragraph("BlockHeading", "Disclaimer and signatures"),
        paragraph(
            "Disclaimer",
            "This description states the general nature and level of the work. It is not an "
            "exhaustive list of duties, responsibilities or skills: other duties consistent "
            "with the purpose of the job may be assigned, and the description may be revised "
            "as the needs of the company change. It is not a contract of employment.",
        ),
        table.xml(),
        paragraph(
            "SigningNote",
            "By signing, the incumbent confirms having read and understood this description.",
        ),
    ]


def document() -> Document:
    """The template, ready for ``package.assemble``."""
    need = (
        "{% if item.category %}{{ item.category }}"
        "{% if item.level %} ({{ item.level|lower }}){% endif %}: {% endif %}"
        "{{ item.requirement }}"
    )
    blocks = [
        paragraph("DocumentTitle", "{{ role.name }}"),
        paragraph("Subtitle", "Job description"),
        _identification(),
        control("if role.purpose|lines"),
        paragraph("BlockHeading", "Purpose"),
        control("for part in role.purpose|lines"),
        paragraph("BodyText", "{{ part }}"),
        control("endfor"),
        control("endif"),
        *_functions(),
        *_list("Authority", "role.authority|lines"),
        *_relations(),
        *_list("Qualifications", "qualifications", need),
        *_list("Working conditions", "role.working_conditions|lines"),
        *_measures(),
        *_list("Career path", "role.career_path|lines"),
        *_signing(),
    ]
    closing = section((1304, 1134, 1134, 1134, 624, 567))
    number = "{{ role.id }}{% if role.version %} {{ role.version }}{% endif %}"
    head = paragraph("header", "{{ settings.company }}\t" + number)
    pages = ("\tPage ", page_field("PAGE"), " of ", page_field("NUMPAGES"))
    return Document(
        body=latin_only(story("document", *blocks, closing)),
        styles=latin_only(
            styles_part(
                "宋体",
                11,
                STYLES,
                [
                    table_style(
                        "FormTable",
                        "Form Table",
                        vertical=40,
                        side=100,
                        outer=4,
                        color="8EA0BE",
                    )
                ],
                latin=LATIN,
            )
        ),
        header=latin_only(story("hdr", head)),
        footer=latin_only(story("ftr", paragraph("footer", "{{ role.name }}", *pages))),
        title="{{ role.name }}: job description",
        subject=number,
        author="{{ role.prepared_by }}",
        language="en-GB",
    )
