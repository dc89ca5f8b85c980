from __future__ import annotations

import os
import platform
import struct
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlwings as xw

from tests.builders import book, save_xlsx
from tests.calc import open_book
from xl_addin.sources.owner_files import openers

NOW = datetime(2026, 11, 24, 18, 0)


def excel_note(name: str, code_page: str = "gbk") -> bytes:
    """As Excel writes it: the name in its code page, padded, then in UTF-16; 165 bytes."""
    narrow = name.encode(code_page)[:52]
    wide = struct.pack("<H", len(name)) + name.encode("utf-16-le")
    return (bytes([len(narrow)]) + narrow.ljust(54) + wide).ljust(165)


def left(path: Path, content: bytes, at: datetime) -> None:
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return tmp_path / "岗位职责.xlsx"


@pytest.mark.parametrize("name", ["王芳", "Anna Ångström", "欧阳" * 26])
def test_excels_user_by_name_whatever_the_code_page(workbook: Path, name: str) -> None:
    code_page = "cp1252" if name.startswith("Anna") else "gbk"
    since = NOW - timedelta(minutes=5)
    left(workbook.with_name("~$岗位职责.xlsx"), excel_note(name, code_page), since)

    (found,) = openers(workbook, now=NOW)
    assert (found.name, found.program, found.since) == (name, "Excel", since)
    assert not found.stale


@pytest.mark.parametrize("content", [b"", b"\x03Eve", bytes(165), b"\x05" * 165])
def test_a_note_that_names_nobody_is_a_note_all_the_same(
    workbook: Path, content: bytes
) -> None:
    left(workbook.with_name("~$岗位职责.xlsx"), content, NOW)
    (found,) = openers(workbook, now=NOW)
    assert found.name in ("", "Eve", "\x05" * 5)


@pytest.mark.parametrize(
    ("note", "name", "host"),
    [
        ("王芳,wang,HR-07,24.11.2026 16:05,file:///home/wang;", "王芳", "HR-07"),
        (",wang,HR-07,24.11.2026 16:05,file:///home/wang;", "wang", "HR-07"),
        (r"Wang\, Fang\; HR,w,A\\B,24.11.2026 16:05,x;", "Wang, Fang; HR", r"A\B"),
    ],
)
def test_libreoffices_user(workbook: Path, note: str, name: str, host: str) -> None:
    left(workbook.with_name(".~lock.岗位职责.xlsx#"), note.encode(), NOW)
    (found,) = openers(workbook, now=NOW)
    assert (found.name, found.host, found.program) == (name, host, "LibreOffice")
    assert found.since == datetime(2026, 11, 24, 16, 5)


def test_a_note_of_yesterday_is_probably_left_from_a_crash(workbook: Path) -> None:
    left(workbook.with_name("~$岗位职责.xlsx"), excel_note("王芳"), NOW - timedelta(days=1))
    old = "王芳,wang,HR-07,20.11.2026 16:05,x;"
    left(workbook.with_name(".~lock.岗位职责.xlsx#"), old.encode(), NOW)
    assert [each.stale for each in openers(workbook, now=NOW)] == [True, True]


def test_nobody(workbook: Path) -> None:
    assert openers(workbook) == ()


def test_what_libreoffice_itself_leaves(calc: xw.App, tmp_path: Path) -> None:
    path = save_xlsx(book(), tmp_path / "岗位职责.xlsx")
    opened = open_book(calc, path)
    try:
        (found,) = openers(path)
    finally:
        opened.close()
    assert found.program == "LibreOffice"
    assert found.host == platform.node()
    assert not found.stale
    assert openers(path) == ()
