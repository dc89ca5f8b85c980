"""One bad cell among many roles: its document waits, the others are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batches import save_batch, sheets_of
from tests.builders import book, docx, save_xlsx
from tests.reading import documents
from tests.seeded.base import add, put, save
from tests.seeded.commands import run

COUNT = 300
BAD = 137


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = save_batch(tmp_path, COUNT)
    sheets = sheets_of(COUNT)
    sheets["开关"][1][2 + BAD] = "x"
    return save_xlsx(sheets, path)


def test_one_bad_cell_withholds_one_document_of_three_hundred(
    workbook: Path, tmp_path: Path
) -> None:
    code, said = run("generate", workbook, "-t", "t", "-o", tmp_path / "out")

    assert code == 1
    (problem,) = said["problems"]
    assert (problem["sheet"], problem["address"]) == ("开关", "EJ2")
    assert problem["roles"] == [f"r{BAD}"]
    made = documents(tmp_path / "out")
    everybody = {f"R{number:02d}.docx" for number in range(COUNT)}
    assert everybody - set(made) == {f"R{BAD}.docx"}
    withheld = [each for each in said["documents"] if each["status"] == "withheld"]
    assert [each["role"] for each in withheld] == [f"R{BAD}"]


def test_strict_makes_none(workbook: Path, tmp_path: Path) -> None:
    code, said = run("generate", workbook, "-t", "t", "-o", tmp_path / "out", "--strict")

    assert code == 2
    assert not (tmp_path / "out").exists() or documents(tmp_path / "out") == {}
    assert {each["status"] for each in said["documents"]} == {"withheld"}


def test_a_document_whose_template_is_nowhere_is_withheld(tmp_path: Path) -> None:
    sheets = book(
        roles=[
            {"岗位编号": "R1", "岗位名称": "Clerk", "模板": "t"},
            {"岗位编号": "R2", "岗位名称": "Cook", "模板": "t、absent"},
            {"岗位编号": "R3", "岗位名称": "Chief", "模板": "absent"},
        ],
        on=["R1 D1", "R2 D1", "R3 D1"],
    )
    workbook = save_xlsx(sheets, tmp_path / "book.xlsx")
    (tmp_path / "t.docx").write_bytes(docx("{{ role.name }}"))

    code, said = run("generate", workbook, "-o", tmp_path / "out")

    assert code == 1
    assert [(each["role"], each["template"], each["status"]) for each in said["documents"]] == [
        ("R1", "t.docx", "written"),
        ("R2", "t.docx", "withheld"),
        ("R2", "absent.docx", "withheld"),
        ("R3", "absent.docx", "withheld"),
    ]
    errors = [each for each in said["problems"] if each["severity"] == "error"]
    assert {each["code"] for each in errors} == {"template-missing"}


def test_asked_for_one_role_reminders_of_others_are_left_out(tmp_path: Path) -> None:
    change = put("岗位", "E2", "V9"), add("覆盖", "OPS-01", "D03", "标题", "Other")
    workbook = save(tmp_path, *change)
    for role, codes in ("OPS-01", ["override-unused", "version-unrecorded"]), ("OPS-02", []):
        _, said = run("generate", workbook, "-o", tmp_path / "out", "--role", role)
        assert sorted(each["code"] for each in said["problems"]) == codes
