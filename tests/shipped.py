"""The shipped workbook and templates, as tests need them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from xl_addin.sources.memory import MemorySource

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / "workbooks" / "product_operations.xlsx"
TEMPLATES = ROOT / "word_templates"
NAMES = ("job_content.docx", "job_description.docx")

Sheets = dict[str, list[list[Any]]]


def sheets() -> Sheets:
    """All cells of the shipped workbook, free to change."""
    book = load_workbook(WORKBOOK, data_only=True)
    return {s.title: [[cell.value for cell in row] for row in s.iter_rows()] for s in book}


def source(changed: Sheets) -> MemorySource:
    """Changed sheets as a source of the same name."""
    return MemorySource(copy.deepcopy(changed), name=WORKBOOK.name)


def column(rows: list[list[Any]], header: str) -> tuple[int, int]:
    """(row, column) of a header, counted from 0."""
    for row_number, row in enumerate(rows):
        if header in row:
            return row_number, row.index(header)
    raise LookupError(header)
