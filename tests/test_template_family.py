"""What each shipped template prints, and in which faces: read from the finished documents."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

import xl_addin
from tests import shipped
from tests.reading import W, paragraphs, part, styled
from xl_addin.outputs.memory import MemoryOutput

CHINESE = re.compile("[\u3400-\u9fff]")
SERIF, SANS = "Times New Roman", "Arial"
TITLE, HEI, KAI, FANG, SONG = (
    *("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"),
)
DESIGN = {
    "job_content.docx": {
        "DocumentTitle": (TITLE, SERIF),
        "LevelOne": (HEI, SERIF),
        "LevelTwo": (KAI, SERIF),
        "BodyText": (FANG, SERIF),
        "TableText": (FANG, SERIF),
    },
    "job_description.docx": {
        "DocumentTitle": (TITLE, SERIF),
        "BlockHeading": (HEI, SERIF),
        "Point": (SONG, SERIF),
    },
    "recruitment_notice.docx": {
        "DocumentTitle": (TITLE, SERIF),
        "Lead": (KAI, SERIF),
        "BlockHeading": (HEI, SANS),
        "Item": (SONG, SERIF),
    },
    "job_description_en.docx": {
        "DocumentTitle": (HEI, SANS),
        "BlockHeading": (HEI, SANS),
        "Bullet": (SONG, SERIF),
    },
    "handbook.docx": {
        "CoverTitle": (TITLE, SERIF),
        "CoverNote": (FANG, SERIF),
        "ChapterTitle": (TITLE, SERIF),
        "BlockHeading": (HEI, SERIF),
        "LevelTwo": (KAI, SERIF),
        "Point": (SONG, SERIF),
        "TOC1": (HEI, SERIF),
        "TOC2": (SONG, SERIF),
    },
    "duty_matrix.docx": {
        "DocumentTitle": (TITLE, SERIF),
        "TableHead": (HEI, SANS),
        "TableText": (SONG, SERIF),
    },
    "role_comparison.docx": {
        "DocumentTitle": (TITLE, SERIF),
        "TableHead": (HEI, SANS),
        "Point": (SONG, SERIF),
    },
}


def one_of(template: str) -> bytes:
    role = "" if template in shipped.BOOK else "OPS-02"
    return shipped.family()[role, template]


def slots(styles: ElementTree.Element, style: str) -> dict[str, str]:
    """Faces of a style by slot, through the styles it is based on."""
    found: dict[str, str] = {}
    name: str | None = style
    while name:
        (element,) = (s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == name)
        fonts = element.find(f"{W}rPr/{W}rFonts")
        for slot in ("ascii", "hAnsi", "eastAsia"):
            if fonts is not None and fonts.get(W + slot):
                found.setdefault(slot, fonts.get(W + slot, ""))
        based = element.find(f"{W}basedOn")
        name = None if based is None else based.get(f"{W}val")
    return found


@pytest.mark.parametrize("template", shipped.ALL)
def test_every_style_in_use_has_its_faces_in_both_slots(template: str) -> None:
    content = one_of(template)
    styles = part(content, "word/styles.xml")
    used = {style for style, _ in styled(content)} | {"header", "footer"}
    assert DESIGN[template].keys() <= used
    for style in used:
        faces = slots(styles, style)
        assert faces["ascii"] == faces["hAnsi"] in (SERIF, SANS), style
        assert faces["eastAsia"] in (TITLE, HEI, KAI, FANG, SONG), style
    for style, (east, latin) in DESIGN[template].items():
        faces = slots(styles, style)
        assert (faces["eastAsia"], faces["ascii"]) == (east, latin), style


@pytest.mark.parametrize("template", shipped.ALL)
def test_all_type_is_in_the_styles(template: str) -> None:
    content = one_of(template)
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = [n for n in package.namelist() if re.match(r"word/(document|header|footer)", n)]
    for name in names:
        for properties in part(content, name).iter(f"{W}rPr"):
            for element in properties:
                assert element.tag == f"{W}rFonts"
                assert element.attrib == {f"{W}hint": "eastAsia"}


@pytest.mark.parametrize("template", shipped.ALL)
def test_tables_break_well(template: str) -> None:
    root = part(one_of(template))
    headings = [s for s in shipped.HEADINGS if s != "Department"]
    styles = part(one_of(template), "word/styles.xml")
    for style in styles.iter(f"{W}style"):
        if any(style.get(f"{W}styleId", "").startswith(heading) for heading in headings):
            based = style.find(f"{W}basedOn")
            kept = style.find(f"{W}pPr/{W}keepNext") is not None
            assert kept or (based is not None and based.get(f"{W}val") in headings)
    for table in root.iter(f"{W}tbl"):
        lines = table.findall(f"{W}tr")
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for line in lines:
            spans = [
                int(s.get(f"{W}val", "1")) if (s := c.find(f"{W}tcPr/{W}gridSpan")) is not None
                else 1
                for c in line.findall(f"{W}tc")
            ]  # fmt: skip
            assert sum(spans) == grid
        first = table.find(f"{W}tr/{W}tc/{W}p/{W}pPr/{W}pStyle")
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        is_list = first is not None and first.get(f"{W}val") == "TableHead" and len(lines) > 4
        if (
            is_list
            and caption is not None
            and caption.get(f"{W}val") not in ("签署", "Signatures")
        ):
            assert lines[0].find(f"{W}trPr/{W}tblHeader") is not None


def test_english_documents_hold_no_chinese() -> None:
    made = {key: c for key, c in shipped.family().items() if key[1] == shipped.ENGLISH}
    assert len(made) == 13
    for (role, _), content in made.items():
        with zipfile.ZipFile(BytesIO(content)) as package:
            stories = [
                n for n in package.namelist() if re.match(r"word/(document|header|footer)", n)
            ]
            for name in [*stories, "docProps/core.xml"]:
                text = re.sub("<[^>]*>", "", package.read(name).decode())
                assert not CHINESE.search(text), (role, name)


def test_every_english_document_has_its_parts_in_order() -> None:
    for (_, template), content in shipped.family().items():
        if template != shipped.ENGLISH:
            continue
        headings = [text for style, text in styled(content) if style == "BlockHeading"]
        assert headings == [
            "Purpose",
            "Essential functions",
            "Authority",
            "Working relationships",
            "Qualifications",
            "Working conditions",
            "Performance measures",
            "Career path",
            "Disclaimer and signatures",
        ]


def test_essential_functions_begin_with_a_verb() -> None:
    """Each point begins with a capital and no article or pronoun."""
    for (role, template), content in shipped.family().items():
        if template == shipped.ENGLISH:
            points = [t.split("\t")[1] for s, t in styled(content) if s == "Bullet"]
            assert len(points) > 20
            for point in points:
                assert point[0].isupper(), (role, point)
                assert point.split()[0] not in ("The", "A", "An", "To", "This", "It"), role


def test_the_notice_names_every_duty_and_how_to_apply() -> None:
    for (role, template), content in shipped.family().items():
        if template != shipped.NOTICE:
            continue
        items = [text for style, text in styled(content) if style == "Item"]
        formal = styled(shipped.family()[role, "job_content.docx"])
        titles = [re.sub("^（.*?）", "", text) for s, text in formal if s == "LevelTwo"]
        assert len(items) > len(titles) > 4
        for item, title in zip(items, titles, strict=False):
            assert title in item
        assert any("hr@example.com" in text for text in paragraphs(content))


def test_the_notice_does_without_a_contact() -> None:
    cells = shipped.sheets()
    cells["设置"] = [row for row in cells["设置"] if row[0] != "招聘联系"]
    output = MemoryOutput()
    report = xl_addin.generate(
        shipped.source(cells),
        output=output,
        roles=["OPS-01"],
        templates=[shipped.NOTICE],
        template_folder=shipped.TEMPLATES,
    )
    assert report.problems == ()
    (content,) = output.documents.values()
    assert not any("投递" in text for text in paragraphs(content))


def test_the_matrix_says_what_the_toggles_say() -> None:
    cells = shipped.sheets()["开关"]
    header = next(row for row in cells if "D01" not in row and "OPS-01" in row)
    wanted = {
        (row[0], role)
        for row in cells
        if str(row[0]).startswith("D")
        for role, mark in zip(header, row, strict=True)
        if mark == "✓"
    }
    rows = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in part(one_of("duty_matrix.docx")).iter(f"{W}tr")
    ]
    names = {r[1]: r[0] for r in shipped.sheets()["岗位"][1:]}
    roles = [names[name] for name in rows[0][3:]]
    found = {
        (row[0], role)
        for row in rows[1:-1]
        for role, mark in zip(roles, row[2:], strict=True)
        if mark == "√"
    }
    assert found == wanted
    totals = dict(zip(roles, rows[-1][2:], strict=True))
    assert totals == {role: str(sum(r == role for _, r in wanted)) for role in roles}


def test_many_roles_are_spread_over_tables() -> None:
    cells = shipped.sheets()
    for number in range(20):
        row = list(cells["岗位"][1])
        row[0], row[1] = f"NEW-{number:02d}", f"新岗位{number:02d}"
        cells["岗位"].append(row)
        for line in cells["开关"]:
            line.append("✓" if line[0] == "D01" else None)
        header = next(line for line in cells["开关"] if "OPS-01" in line)
        header[-1] = row[0]
    output = MemoryOutput()
    report = xl_addin.generate(
        shipped.source(cells),
        output=output,
        templates=["duty_matrix.docx", "role_comparison.docx"],
        template_folder=shipped.TEMPLATES,
    )
    assert {each.status for each in report.documents} == {"written"}
    matrix, comparison = output.documents.values()
    assert len(list(part(matrix).iter(f"{W}tbl"))) == 3
    assert len(list(part(comparison).iter(f"{W}tbl"))) == 9 * 3
    shown = [
        "".join(t.text or "" for t in cell.iter(f"{W}t"))
        for table in part(matrix).iter(f"{W}tbl")
        for cell in table.findall(f"{W}tr")[0].findall(f"{W}tc")[3:]
    ]
    assert len(shown) == len(set(shown)) == 33


def test_the_comparison_counts_own_and_common_duties() -> None:
    output = MemoryOutput()
    xl_addin.generate(
        shipped.WORKBOOK,
        output=output,
        roles=["OPS-01", "OPS-02"],
        templates=["role_comparison.docx"],
        template_folder=shipped.TEMPLATES,
    )
    (content,) = output.documents.values()
    rows = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in part(content).iter(f"{W}tr")
    ]
    # OPS-01: 01 02 03 04 12 13 18 21 22 25 26; OPS-02: 01-03 05 07 09-12 14-16 22-25
    assert ["总数/独有/共有", "11", "5", "6", "16", "10", "6"] in rows


def test_the_handbook_contents_name_every_chapter_once() -> None:
    content = one_of("handbook.docx")
    texts = styled(content)
    entries = [t.split("\t")[0] for s, t in texts if s in ("TOC1", "TOC2")]
    titles = [t for s, t in texts if s in ("DepartmentTitle", "ChapterTitle")]
    assert entries == titles
    assert len([t for s, t in texts if s == "ChapterTitle"]) == 13
    departments = [t for s, t in texts if s == "DepartmentTitle"]
    assert departments == [row[0] for row in shipped.sheets()["部门"][1:]] + ["附录　岗位一览"]


def test_the_handbook_contents_are_fields_that_lead_somewhere() -> None:
    root = part(one_of("handbook.docx"))
    codes = [code.text or "" for code in root.iter(f"{W}instrText")]
    (contents,) = (code for code in codes if code.split()[0] == "TOC")
    for style, name in (("DepartmentTitle", "部门标题"), ("ChapterTitle", "章标题")):
        assert name in contents
        styles = part(one_of("handbook.docx"), "word/styles.xml")
        (found,) = (s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == style)
        assert found.find(f"{W}name").get(f"{W}val") == name  # type: ignore[union-attr]
    targets = [code.split()[1] for code in codes if code.split()[0] == "PAGEREF"]
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert targets == links == marks
    assert len(set(marks)) == len(marks) == 18
    kinds = [field.get(f"{W}fldCharType") for field in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 19


def test_each_handbook_chapter_begins_on_an_odd_page_and_counts_anew() -> None:
    content = one_of("handbook.docx")
    kinds = [
        None if (kind := section.find(f"{W}type")) is None else kind.get(f"{W}val")
        for section in part(content).iter(f"{W}sectPr")
    ]
    assert kinds == [None, "nextPage", *["oddPage"] * 13, "nextPage"]
    firsts = [t for s, t in styled(content) if s == "BlockHeading" and t.startswith("一、")]
    assert firsts == ["一、岗位目的"] * 13


PEOPLE = [["岗位编号", "姓名", "工号"], ["OPS-01", "林小满", "E2041"], ["OPS-01", "赵青", None]]


@pytest.mark.parametrize("template", [*shipped.NAMES, shipped.ENGLISH])
def test_every_incumbent_has_a_line_to_sign(template: str) -> None:
    cells = shipped.sheets()
    cells["人员"] = [[*row] for row in PEOPLE]
    output = MemoryOutput()
    report = xl_addin.generate(
        shipped.source(cells),
        output=output,
        roles=["OPS-01", "OPS-02"],
        templates=[template],
        template_folder=shipped.TEMPLATES,
        language="en" if template == shipped.ENGLISH else "zh",
    )
    assert report.problems == ()
    staffed, vacant = (paragraphs(content) for content in output.documents.values())
    signed = [text for text in staffed if "林小满" in text or "赵青" in text]
    assert len(signed) == 2
    assert "E2041" in signed[0]
    assert "（）" not in signed[1] and "()" not in signed[1]
    label = "Incumbent" if template == shipped.ENGLISH else "任职者签字"
    assert sum(text.startswith(label) for text in vacant) == 1
    assert not any("林小满" in text for text in vacant)
