"""Hostile but legal text in any cell arrives exactly and is never evaluated.

The workbook is written with XlsxWriter; what it holds and what the document holds are
both read back from their raw XML, by code that shares nothing with the product.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_addin
from tests.builders import docx, rows
from tests.reading import cells, paragraphs, part
from xl_addin.outputs.memory import MemoryOutput

PIECES = [
    "R&D <lead>",
    "P&L <5 岁",
    "]]>",
    "{{ x }}",
    "{{ 7 * 7 }}",
    "{% if %}",
    "{% raw %}",
    "{# gone #}",
    "{_{",
    "}_}",
    "{_%",
    "%_}",
    "{%p",
    "{{r",
    "&amp;",
    "&#60;",
    "<w:p>",
    "</w:t>",
    "<!--",
    "\"'“”‘’",
    "\\",
    "😀👩‍💻",
    "𠮷𡃁",
    "\t",
    "\n",
    "\n\n",
    "  ",
    " \u3000 ",
    "\u00a0",
    "\u200b",
    "\u202e",
    "e\u0301",
    "ﬁ",
    "１２",
    "%s %(x)s",
    "${x}",
    "{0}",
    "=1+1",
    "_",
    "{",
    "}",
    "%",
]
# Cc but tab and line feed cannot stand in a cell, Cs in no XML at all.
ANY = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")
TEXT = (
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(ANY, max_size=6)), min_size=1)
    .map("".join)
    .filter(lambda text: text.strip() != "" and "_x" not in text)
)

TEMPLATE = docx(
    "{{ role.purpose }}",
    "before {{ role.name }} after",
    "{%p for duty in duties %}",
    "{{ duty.title }}",
    "{{ duty.summary }}",
    "{%p for point in duty.points %}",
    "{{ point }}",
    "{%p endfor %}",
    "{%p endfor %}",
    rows(
        ["{%tr for kpi in kpis %}", ""],
        ["{{ kpi.indicator }}", "{{ kpi.备注 }}"],
        ["{%tr endfor %}", ""],
    ),
    header="{{ role.department }}",
    footer="{{ settings.company }}",
    footnote="{{ role.location }}",
    title="{{ role.grade }}",
    sections=2,
)

COLUMNS = {
    "岗位": ["岗位编号", "岗位名称", "岗位目的", "所属部门", "工作地点", "职级"],
    "职责": ["职责编号", "职责标题", "概述", "工作要点"],
    "考核": ["岗位编号", "考核指标", "备注"],
}


def xlsx(texts: dict[str, list[str]]) -> bytes:
    """A workbook whose texts stand in cells of their own."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheets: dict[str, list[list[Any]]] = {
        "岗位": [COLUMNS["岗位"], ["R1", *texts["岗位"]]],
        "职责": [COLUMNS["职责"], ["D1", *texts["职责"]]],
        "考核": [COLUMNS["考核"], ["R1", *texts["考核"]]],
        "开关": [["职责编号", "R1"], ["D1", "✓"]],
        "设置": [["键", "值"], ["公司名称", texts["设置"][0]]],
    }
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row_number, row in enumerate(lines):
            for column, text in enumerate(row):
                sheet.write_string(row_number, column, text)
    book.close()
    return target.getvalue()


def texts() -> st.SearchStrategy[dict[str, list[str]]]:
    counts = {"岗位": 5, "职责": 3, "考核": 2, "设置": 1}
    return st.fixed_dictionaries(
        {name: st.lists(TEXT, min_size=n, max_size=n) for name, n in counts.items()}
    )


@settings(max_examples=120, deadline=None, derandomize=True)
@given(given_texts=texts())
def test_every_text_arrives_exactly(
    given_texts: dict[str, list[str]], tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.getbasetemp()
    template, path = folder / "hostile.docx", folder / "hostile.xlsx"
    template.write_bytes(TEMPLATE)
    path.write_bytes(xlsx(given_texts))
    stored = cells(path.read_bytes())

    output = MemoryOutput()
    report = xl_addin.generate(path, output=output, templates=[template])
    assert [p for p in report.problems if p.is_error] == []
    (document,) = output.documents.values()

    role = dict(zip(COLUMNS["岗位"], (stored["岗位"][f"{c}2"] for c in "ABCDEF"), strict=True))
    duty = dict(zip(COLUMNS["职责"], (stored["职责"][f"{c}2"] for c in "ABCD"), strict=True))
    points = [line for line in duty["工作要点"].split("\n") if line.strip()]
    kpi = [stored["考核"][f"{column}2"] for column in "BC"]
    body = [text for text in paragraphs(document) if text != ""]
    assert body == [
        role["岗位目的"],
        f"before {role['岗位名称']} after",
        duty["职责标题"],
        duty["概述"],
        *points,
        *kpi,
    ]
    assert paragraphs(document, "word/header1.xml") == [role["所属部门"]]
    assert paragraphs(document, "word/footer1.xml") == [stored["设置"]["B2"]]
    assert paragraphs(document, "word/footnotes.xml") == [role["工作地点"]]
    title = part(document, "docProps/core.xml").findtext(
        "{http://purl.org/dc/elements/1.1/}title"
    )
    assert title == role["职级"]


def test_ten_thousand_characters_arrive(tmp_path: Any) -> None:
    long = ("甲R&D <乙> {{ 丙 }}\t丁  戊\n" * 500)[:10_000]
    texts_of = {"岗位": [long] * 5, "职责": [long] * 3, "考核": [long] * 2, "设置": ["社"]}
    texts_of["岗位"][0] = "名"
    (tmp_path / "t.docx").write_bytes(TEMPLATE)
    path = tmp_path / "b.xlsx"
    path.write_bytes(xlsx(texts_of))
    output = MemoryOutput()

    xl_addin.generate(path, output=output, templates=[tmp_path / "t.docx"])

    (document,) = output.documents.values()
    assert long in paragraphs(document)
    assert paragraphs(document, "word/header1.xml") == [long]
