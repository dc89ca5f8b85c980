"""The whole way on a tiny workbook: cells in, documents out."""

from __future__ import annotations

from pathlib import Path

import pytest

import xl_addin
from tests.builders import book, docx, save_xlsx
from tests.reading import paragraphs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    template = docx(
        "{{ role.name }}",
        "{%p for duty in duties %}",
        "{{ number(2) }}{{ duty.title }}",
        "{%p endfor %}",
        header="{{ role.id }}",
    )
    (tmp_path / "t.docx").write_bytes(template)
    return tmp_path


def test_toggles_choose_the_sections_of_each_role(folder: Path) -> None:
    sheets = book(
        roles=["R1 Clerk", "R2 Lead"],
        duties=["D1 Filing", "D2 Planning", "D3 Hiring"],
        on=["R1 D1", "R2 D2", "R2 D3"],
    )
    path = save_xlsx(sheets, folder / "book.xlsx")

    report = xl_addin.generate(path, output=folder / "out", templates=["t"])

    assert report.problems == ()
    assert report.exit_code == 0
    clerk, lead = (each.path.read_bytes() for each in report.documents if each.path)
    assert paragraphs(clerk) == ["Clerk", "（一）Filing"]
    assert paragraphs(lead) == ["Lead", "（一）Planning", "（二）Hiring"]
    assert paragraphs(lead, "word/header1.xml") == ["R2"]


def test_one_bad_toggle_withholds_one_role(folder: Path) -> None:
    sheets = book(roles=["R1 Clerk", "R2 Lead"], on=["R1 D1", "R2 D1"])
    sheets["开关"][1][2] = "x"
    path = save_xlsx(sheets, folder / "book.xlsx")

    report = xl_addin.generate(path, output=folder / "out", templates=["t"])

    bad = [problem for problem in report.problems if problem.code == "toggle-not-understood"]
    assert [str(problem.place) for problem in bad] == ["开关!C2"]
    assert [each.status for each in report.documents] == ["withheld", "written"]
    assert report.exit_code == 1
