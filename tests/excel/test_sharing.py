"""The check button in a shared folder: who else, which copies, what has changed."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest
import xlwings as xw

import xl_addin.excel
from tests.excel.conftest import Opened
from xl_addin.excel.session import Session
from xl_addin.stores.snapshots import Snapshots

ONE = {"roles": ["R1 Clerk"], "duties": ["D1 Filing", "D2 Post"], "on": ["R1 D1", "R1 D2"]}


def said(book: xw.Book) -> list[str]:
    return list(book.app.impl.shown)


def test_nobody_else_and_nothing_kept_is_nothing_to_say(opened: Opened, tmp_path: Path) -> None:
    book = opened(**ONE)
    # The program has left its own note by now, which is not somebody else.
    assert list(tmp_path.glob(".~lock.*"))
    xl_addin.excel.check()
    assert said(book) == ["没有发现问题"]


def test_other_openers_and_conflict_copies_are_told(opened: Opened, tmp_path: Path) -> None:
    book = opened(**ONE)
    path = Path(book.fullname)
    shutil.copy(path, path.with_name("岗位 工作簿-副本.xlsx"))
    wide = struct.pack("<H", 2) + "王芳".encode("utf-16-le")
    path.with_name(f"~${path.name}").write_bytes((bytes(55) + wide).ljust(165))
    xl_addin.excel.check()

    message = said(book)[-1]
    assert "王芳 正在用 Excel 打开它" in message
    assert "同一工作簿的副本：岗位 工作簿-副本.xlsx" in message
    assert f'合并：xl-addin merge "{path}"' in message


def test_changes_since_the_last_generation_are_offered(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(**ONE)
    xl_addin.excel.generate_all()
    before = len(said(book))
    xl_addin.excel.check()
    assert said(book)[before:] == ["没有发现问题"]

    book.sheets["岗位"]["B2"].value = "Head clerk"
    book.sheets["开关"]["C2"].value = None
    asked: list[str] = []

    def ask(_: Session, message: str) -> bool:
        # An office without windows answers no to all; here somebody says yes to this.
        asked.append(message)
        return "改动" in message

    monkeypatch.setattr(Session, "ask", ask)
    xl_addin.excel.check()

    assert "有 2 处改动" in asked[-1]
    header, *rows = book.sheets["改动"].used_range.options(ndim=2).value
    assert header == ["表", "行", "改动", "内容"]
    assert rows == [
        ["岗位", "R1 Head clerk", "改了", "岗位名称"],
        ["开关", "R1 Head clerk", "关闭", "D1 Filing"],
    ]
    # What the program wrote is no change of anybody's, and is kept in no snapshot.
    xl_addin.excel.generate_all()
    kept = Snapshots(Path(book.fullname).parent).all(book.name)
    assert len(kept) == 2
    asked.clear()
    xl_addin.excel.check()
    assert asked == []
