"""Where templates are found, and which a role gets."""

from __future__ import annotations

from pathlib import Path

import xl_addin
from tests.builders import book, docx, save_xlsx
from xl_addin.outputs.memory import MemoryOutput


def templates_used(path: Path, **options: object) -> dict[str, list[str]]:
    report = xl_addin.generate(path, output=MemoryOutput(), **options)  # type: ignore[arg-type]
    assert [p for p in report.problems if p.is_error] == []
    used: dict[str, list[str]] = {}
    for each in report.documents:
        used.setdefault(each.role, []).append(each.template)
    return used


def test_a_workbook_anywhere_finds_the_shipped_templates(tmp_path: Path) -> None:
    path = save_xlsx(book(), tmp_path / "book.xlsx")
    assert templates_used(path) == {"R1": ["job_content.docx", "job_description.docx"]}


def test_role_over_department_over_setting(tmp_path: Path) -> None:
    for name in ("own", "dept", "house", "asked"):
        (tmp_path / f"{name}.docx").write_bytes(docx("{{ role.name }}"))
    roles = [
        {"岗位编号": "R1", "岗位名称": "A", "所属部门": "甲部", "模板": "own.docx"},
        {"岗位编号": "R2", "岗位名称": "B", "所属部门": "甲部"},
        {"岗位编号": "R3", "岗位名称": "C", "所属部门": "乙部"},
    ]
    sheets = book(
        roles=roles,
        on=["R1 D1", "R2 D1", "R3 D1"],
        settings={"默认模板": "house"},
        部门=[["部门", "模板"], ["甲部", "dept"], ["乙部", None]],
    )
    path = save_xlsx(sheets, tmp_path / "book.xlsx")

    assert templates_used(path) == {
        "R1": ["own.docx"],
        "R2": ["dept.docx"],
        "R3": ["house.docx"],
    }
    asked = templates_used(path, templates=["asked"])
    assert set(map(tuple, asked.values())) == {("asked.docx",)}


def test_a_workbook_cannot_reach_outside_the_template_folders(tmp_path: Path) -> None:
    (tmp_path / "secret.docx").write_bytes(docx("{{ role.name }}"))
    (tmp_path / "in").mkdir()
    for name in ("../secret.docx", str(tmp_path / "secret.docx"), "..\\secret.docx"):
        path = save_xlsx(book(settings={"默认模板": name}), tmp_path / "in" / "book.xlsx")
        (problem,) = xl_addin.check(path)
        assert (problem.code, str(problem.place)) == ("template-outside", "设置!B2")
