"""The shipped workbook and templates, as tests need them."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

import xl_addin
from xl_addin.model.cells import Percent
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.sources.memory import MemorySource

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / "workbooks" / "product_operations.xlsx"
TEMPLATES = ROOT / "word_templates"
NAMES = ("job_content.docx", "job_description.docx")
"""What the workbook asks for by itself."""

NOTICE = "recruitment_notice.docx"
ENGLISH = "job_description_en.docx"
BOOK = ("handbook.docx", "duty_matrix.docx", "role_comparison.docx")
ALL = (*NAMES, NOTICE, ENGLISH, *BOOK)
HEADINGS = ("LevelOne", "LevelTwo", "BlockHeading", "DutyHeading", "ChapterTitle", "Department")
"""How the ids of styles begin that must not stand last on a page."""

Sheets = dict[str, list[list[Any]]]


def sheets() -> Sheets:
    """All cells of the shipped workbook, free to change."""
    book = load_workbook(WORKBOOK, data_only=True)
    return {s.title: [list(map(_value, row)) for row in s.iter_rows()] for s in book}


def _value(cell: Any) -> Any:
    """What a cell holds, with the look that makes a share a percentage."""
    is_share = isinstance(cell.value, float) and cell.number_format.endswith("%")
    return Percent(cell.value) if is_share else cell.value


@cache
def family() -> dict[tuple[str, str], bytes]:
    """(role id, '' for all roles; template) → finished document, of every template."""
    made: dict[tuple[str, str], bytes] = {}
    for language, templates in (("zh", (*NAMES, NOTICE, *BOOK)), ("en", (ENGLISH,))):
        output = MemoryOutput()
        report = xl_addin.generate(
            WORKBOOK,
            output=output,
            template_folder=TEMPLATES,
            templates=templates,
            language=language,
        )
        assert report.problems == ()
        made |= {
            (each.role, each.template): output.documents[each.file_name]
            for each in report.documents
        }
    return made


def source(changed: Sheets) -> MemorySource:
    """Changed sheets as a source of the same name."""
    return MemorySource(copy.deepcopy(changed), name=WORKBOOK.name)


def column(rows: list[list[Any]], header: str) -> tuple[int, int]:
    """(row, column) of a header, counted from 0."""
    for row_number, row in enumerate(rows):
        if header in row:
            return row_number, row.index(header)
    raise LookupError(header)
