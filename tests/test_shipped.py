"""The shipped workbook with the shipped templates: what the finished documents hold."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

import xl_addin
from tests import shipped
from tests.reading import W, paragraphs, part, styled
from xl_addin.model.numerals import chinese_numeral
from xl_addin.outputs.memory import MemoryOutput

FACTS = tomllib.loads(
    (Path(__file__).parent / "content" / "facts.toml").read_text(encoding="utf-8")
)
PRESETS = {"PRE-01": 10, "PRE-02": 5, "PRE-03": 10, "PRE-04": 10}


@pytest.fixture(scope="module")
def documents() -> dict[tuple[str, str], bytes]:
    """(role id, template) → finished document, of every role and template."""
    output = MemoryOutput()
    report = xl_addin.generate(
        shipped.WORKBOOK, output=output, template_folder=shipped.TEMPLATES
    )
    assert report.problems == ()
    assert len(report.documents) == 26
    return {
        (each.role, each.template): output.documents[each.file_name]
        for each in report.documents
    }


def blocks(content: bytes) -> list[tuple[str, str]]:
    """(heading with its number, text below) of each duty section of job_content."""
    found: list[tuple[str, list[str]]] = []
    inside = False
    for style, text in styled(content):
        if style == "LevelTwo":
            inside = True
            found.append((text, []))
        elif style.startswith("LevelOne"):
            inside = False
        elif inside:
            found[-1][1].append(text)
    return [(heading, "\n".join(below)) for heading, below in found]


def table_rows(content: bytes) -> Iterator[list[str]]:
    for row in part(content).iter(f"{W}tr"):
        yield ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]


def holds(text: str, fact: str) -> bool:
    return any(wording in text for wording in fact.split("|"))


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_reproduce_headings_order_and_count(
    documents: dict[tuple[str, str], bytes], preset: str
) -> None:
    found = [heading for heading, _ in blocks(documents[preset, "job_content.docx"])]

    wanted = FACTS["headings"][preset]
    assert len(wanted) == PRESETS[preset]
    assert found == [
        f"（{chinese_numeral(number)}）{title}" for number, title in enumerate(wanted, start=1)
    ]


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_have_the_same_headings_in_table_form(
    documents: dict[tuple[str, str], bytes], preset: str
) -> None:
    rows = list(table_rows(documents[preset, "job_description.docx"]))

    first = next(n for n, row in enumerate(rows) if row[:2] == ["序号", "职责"])
    numbered = [row for row in rows[first + 1 :] if row[0].isdigit()]
    assert [row[1] for row in numbered] == FACTS["headings"][preset]
    assert [row[0] for row in numbered] == [str(n + 1) for n in range(PRESETS[preset])]


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_hold_the_facts_of_their_rows(
    documents: dict[tuple[str, str], bytes], preset: str
) -> None:
    sections = blocks(documents[preset, "job_content.docx"])
    answer = preset[-1]
    missing = [
        (f"{answer}.{number}", fact)
        for number, (heading, text) in enumerate(sections, start=1)
        for fact in FACTS["facts"][f"{answer}.{number}"]
        if not holds(heading + text, fact)
    ]
    assert missing == []


def test_what_is_shipped_is_what_is_tested() -> None:
    assert {path.name for path in shipped.TEMPLATES.glob("*.docx")} == {*shipped.ALL}
    project = tomllib.loads((shipped.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    inside = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for name in shipped.ALL:
        target = f"xl_addin/shipped/word_templates/{name}"
        assert inside[f"word_templates/{name}"] == target


@pytest.mark.parametrize("template", shipped.ALL)
def test_no_document_has_an_empty_paragraph_or_a_tag_left(template: str) -> None:
    for (role, name), content in shipped.family().items():
        if name != template:
            continue
        root = part(content)
        for cell in root.iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p", role
        for table in root.iter(f"{W}tbl"):
            assert table.find(f"{W}tr") is not None, role
        with zipfile.ZipFile(BytesIO(content)) as package:
            for entry in package.namelist():
                # In English, a role without direct reports has "None".
                blank = b"nothing" if template == shipped.ENGLISH else b"None"
                pattern = rb"\{\{|\{%|" + blank
                assert not re.search(pattern, package.read(entry)), (role, entry)
        body = root.find(f"{W}body")
        assert body is not None
        empty = [
            p
            for p in body.findall(f"{W}p")
            if not "".join(t.text or "" for t in p.iter(f"{W}t")).strip()
            and p.find(f"{W}pPr/{W}pStyle[@{W}val='SectionEnd']") is None
        ]
        assert empty == [], role


@pytest.mark.parametrize("template", [t for t in shipped.ALL if t != shipped.NOTICE])
def test_pages_are_numbered_by_real_fields(template: str) -> None:
    role = "" if template in shipped.BOOK else "OPS-01"
    content = shipped.family()[role, template]
    with zipfile.ZipFile(BytesIO(content)) as package:
        footers = [n for n in package.namelist() if n.startswith("word/footer")]
    codes = {
        (code.text or "").split()[0]
        for name in footers
        for code in part(content, name).iter(f"{W}instrText")
    } | {
        field.get(f"{W}instr", "").split()[0]
        for name in footers
        for field in part(content, name).iter(f"{W}fldSimple")
    }
    assert {"PAGE", "NUMPAGES"} <= codes
    assert any(
        ("第" in text and "页" in text) or ("Page" in text and "of" in text)
        for n in footers
        for text in paragraphs(content, n)
    )


def test_points_restart_in_every_section(documents: dict[tuple[str, str], bytes]) -> None:
    for (role, name), content in documents.items():
        if name != "job_content.docx":
            continue
        for heading, text in blocks(content):
            numbers = re.findall(r"^(\d+)\.", text, re.MULTILINE)
            assert numbers == [str(n + 1) for n in range(len(numbers))], (role, heading)
            assert len(numbers) >= 3, (role, heading)


def test_a_role_with_nothing_but_a_name_leaves_no_empty_block() -> None:
    cells = shipped.sheets()
    headers = cells["岗位"][0]
    for row in cells["岗位"][1:]:
        if row[headers.index("岗位编号")] == "OPS-01":
            for number, header in enumerate(headers):
                if header not in ("岗位编号", "岗位名称"):
                    row[number] = None
    for child in ("任职要求", "考核", "协作关系", "修订记录"):
        cells[child] = [row for row in cells[child] if "OPS-01" not in row]
    output = MemoryOutput()

    xl_addin.generate(
        shipped.source(cells),
        output=output,
        roles=["OPS-01"],
        template_folder=shipped.TEMPLATES,
        templates=shipped.NAMES,
    )

    content, description = output.documents.values()
    headings = [text for style, text in styled(content) if style.startswith("LevelOne")]
    assert headings == ["一、工作内容"]
    for document in (content, description):
        text = "".join(paragraphs(document))
        for absent in ("岗位目的", "任职资格", "考核指标", "发展路径", "修订记录", "None"):
            assert absent not in text
