"""Another trade, English headers, other ids, another layout: the same code."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import xl_addin
from tests import shipped
from tests.builders import docx, save_xlsx
from tests.reading import paragraphs
from xl_addin.outputs.memory import MemoryOutput

CLINIC = {
    "Read me": [["How this workbook works"]],
    "Settings": [
        ["Key", "Value"],
        ["company", "St Anne's Clinic"],
        ["document language", "en"],
        ["File name", "{Role ID} {Role name}.docx"],
    ],
    "Roles": [
        ["Clinic staff, 2025"],
        [],
        [
            "Position",
            "Role ID",
            "Purpose",
            "Reports to",
            "Working conditions",
            "Effective date",
            "Headcount",
            "Shift pattern (weekly)",
        ],
        [
            "Ward nurse",
            "N/7",
            "Cares for patients day & night.",
            "Matron",
            "Shifts\nOn call",
            dt.datetime(2025, 3, 1),
            12,
            "3 × 12 h",
        ],
        ["Pharmacist", "P/1", "Dispenses <safely>.", "Director", "", "2025/4/1", 2, "5 × 8 h"],
    ],
    "Duties": [
        ["Duty ID", "Title", "Summary", "Key points", "Order", "n/7", "P/1"],
        [
            "handover",
            "Handover",
            "Passes on the state of each patient.",
            "Brief\nSign",
            2,
            "Y",
            "",
        ],
        ["drugs", "Drug round", "Gives drugs on time.", "Check\nGive\nRecord", 1, "yes", 1],
    ],
    "Overrides": [
        ["Role ID", "Duty ID", "Field", "Value"],
        ["P/1", "drugs", "Title", "Dispensing"],
    ],
    "Qualifications": [
        ["Role ID", "Requirement", "Level"],
        ["N/7", "Registered nurse", "must"],
        ["P/1", "Registered pharmacist", "must"],
    ],
    "Vaccinations": [["Role ID", "Vaccine"], ["N/7", "Influenza"], ["N/7", "Hepatitis B"]],
}


def clinic(folder: Path) -> Path:
    return save_xlsx(CLINIC, folder / "clinic.xlsx")


def test_checks_clean_and_generates_from_its_own_template(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(
        docx(
            "{{ number(1) }} {{ role.name }} ({{ role.Shift_pattern }}), {{ role.headcount }}",
            "{{ role.effective_on }} {{ settings.company }}",
            "{%p for duty in duties %}",
            "{{ number(2) }} {{ duty.title }}: {{ duty.points|join(', ') }}",
            "{%p endfor %}",
            "{%p for row in Vaccinations %}",
            "{{ row.Vaccine }}",
            "{%p endfor %}",
        )
    )
    output = MemoryOutput()

    report = xl_addin.generate(clinic(tmp_path), output=output, templates=["t"])

    assert [p for p in report.problems if p.is_error] == []
    assert paragraphs(output.documents["N_7 Ward nurse.docx"]) == [
        "1. Ward nurse (3 × 12 h), 12",
        "1 March 2025 St Anne's Clinic",
        "1.1 Drug round: Check, Give, Record",
        "1.2 Handover: Brief, Sign",
        "Influenza",
        "Hepatitis B",
    ]
    assert paragraphs(output.documents["P_1 Pharmacist.docx"]) == [
        "1. Pharmacist (5 × 8 h), 2",
        "1 April 2025 St Anne's Clinic",
        "1.1 Dispensing: Check, Give, Record",
    ]


def test_the_shipped_templates_serve_it_too(tmp_path: Path) -> None:
    output = MemoryOutput()
    sheets = {**CLINIC, "Settings": CLINIC["Settings"][:2]}
    path = save_xlsx(sheets, tmp_path / "clinic.xlsx")

    report = xl_addin.generate(
        path, output=output, templates=shipped.ALL, template_folder=shipped.TEMPLATES
    )

    assert [p for p in report.problems if p.is_error] == []
    assert sorted(output.documents) == [
        "N_7_Ward nurse_job_content.docx",
        "N_7_Ward nurse_job_description.docx",
        "N_7_Ward nurse_job_description_en.docx",
        "N_7_Ward nurse_recruitment_notice.docx",
        "P_1_Pharmacist_job_content.docx",
        "P_1_Pharmacist_job_description.docx",
        "P_1_Pharmacist_job_description_en.docx",
        "P_1_Pharmacist_recruitment_notice.docx",
        "St Anne's Clinic_duty_matrix.docx",
        "St Anne's Clinic_handbook.docx",
        "St Anne's Clinic_role_comparison.docx",
    ]
    handbook = paragraphs(output.documents["St Anne's Clinic_handbook.docx"])
    assert "第二章　Pharmacist" in handbook
    text = paragraphs(output.documents["P_1_Pharmacist_job_content.docx"])
    assert "（一）Dispensing" in text
    assert "Dispenses <safely>." in text


def test_one_file_name_for_two_templates_is_a_problem(tmp_path: Path) -> None:
    report = xl_addin.generate(
        clinic(tmp_path),
        output=MemoryOutput(),
        templates=shipped.NAMES,
        template_folder=shipped.TEMPLATES,
    )
    assert {p.code for p in report.problems if p.is_error} == {"file-name-shared"}


def test_no_content_of_the_shipped_workbook_stands_in_the_code() -> None:
    cells = shipped.sheets()
    words: set[str] = set()
    for sheet, header in (
        ("岗位", "岗位名称"),
        ("职责", "职责标题"),
        ("职责", "概述"),
        ("职责", "工作要点"),
        ("岗位", "岗位编号"),
    ):
        row, column = shipped.column(cells[sheet], header)
        for line in cells[sheet][row + 1 :]:
            words.update(part for part in str(line[column] or "").split("\n") if part)
    assert len(words) > 150
    found = [
        (path.name, word)
        for path in (shipped.ROOT / "xl_addin").rglob("*.py")
        for word in words
        if re.search(re.escape(word), path.read_text(encoding="utf-8"))
    ]
    assert found == []
