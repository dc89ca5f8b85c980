"""Workbooks broken at random: a typed error, or a workbook that is read as before but for the edits."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.hostile.mutants import base_workbooks, mutant
from tests.package.patch.books import listed
from xl_addin.errors import XlAddinError
from xl_addin.model.raw import RawBook
from xl_addin.package.patch import (
    AddSheet,
    AppendColumn,
    AppendRow,
    DropSheet,
    SetCell,
    patch_workbook,
)
from xl_addin.sources.calamine_file import read_tables
from xl_addin.sources.xlsx_file import XlsxFile

EDITS = [
    SetCell("S1", 9, 1, "一"),
    AppendRow("S1", {1: "二", 4: 5}),
    AddSheet("冲突", (("a",),)),
    SetCell("S1", 4, 2, "三"),
    DropSheet("冲突"),
    AppendColumn("S1", {1: "四"}),
]


def read(content: bytes, folder: Path) -> RawBook | None:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    try:
        return XlsxFile(path, read_tables).read()
    except XlAddinError:
        return None


def texts(book: RawBook) -> set[object]:
    return {str(value) for sheet in book.sheets for row in sheet.rows for value in row}


@pytest.mark.parametrize("seed", range(4))
def test_a_typed_error_or_a_workbook_that_reads_as_before(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    base = [base_workbooks()[0], listed(table=True)][seed % 2]
    patched = 0
    for _ in range(150):
        content = mutant(base, chance)
        before = read(content, tmp_path)
        try:
            after = patch_workbook(content, EDITS)
        except XlAddinError:
            continue
        patched += 1
        if before is not None:
            now = read(after, tmp_path)
            assert now is not None
            assert [sheet.name for sheet in now.sheets] == [s.name for s in before.sheets]
            assert {"一", "二", "三", "四"} <= texts(now)
            others = {str(value) for row in before.sheets[0].rows for value in row}
            lost = others - texts(now)
            assert len(lost) <= 1, f"only the value of B4 may be gone: {lost}"
    assert patched > 20
