"""What the buttons do, on a live workbook in Calc: read back from the book and the folder."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click
import pytest
import xlwings as xw

import xl_addin
import xl_addin.excel
from tests.excel.conftest import Opened
from tests.reading import documents, paragraphs
from xl_addin.excel import stopping

TWO = {
    "roles": ["R1 Clerk", "R2 Lead"],
    "duties": ["D1 Filing", "D2 Planning"],
    "on": ["R1 D1", "R2 D1", "R2 D2"],
}


def _said(book: xw.Book) -> str:
    return "\n".join(book.app.impl.shown)


def _rows(book: xw.Book, sheet: str) -> list[list[object]]:
    rows: list[list[object]] = book.sheets[sheet].used_range.options(ndim=2).value
    return rows


def test_generate_makes_documents_of_unsaved_edits_and_logs_them(
    opened: Opened, tmp_path: Path
) -> None:
    book = opened(**TWO)
    book.sheets["岗位"]["B2"].value = "=1+1 不是公式"
    book.sheets["岗位"]["B2"].number_format = "@"
    book.sheets["岗位"]["B2"].value = "=1+1 不是公式"
    front = book.sheets.active.name

    xl_addin.excel.generate_all()

    made = [tmp_path / "输出" / name for name in documents(tmp_path / "输出")]
    assert [paragraphs(each.read_bytes()) for each in made] == [
        ["=1+1 不是公式", "Filing"],
        ["Lead", "Filing", "Planning"],
    ]
    header, *rows = _rows(book, "生成日志")
    assert header == ["时间", "岗位编号", "岗位名称", "文件", "状态", "警告", "链接"]
    assert [row[1:5] for row in rows] == [
        ["R1", "=1+1 不是公式", made[0].name, "已生成"],
        ["R2", "Lead", made[1].name, "已生成"],
    ]
    assert book.sheets["生成日志"]["G2"].hyperlink == made[0].as_uri()
    assert "已生成 2 份文档" in _said(book)
    assert book.sheets.active.name == front
    assert not book.app.status_bar


def test_the_button_and_the_command_make_the_same_bytes(opened: Opened, tmp_path: Path) -> None:
    book = opened(**TWO)

    xl_addin.excel.generate_all()
    xl_addin.generate(book.fullname, output=tmp_path / "command")

    by_button = documents(tmp_path / "输出")
    by_command = documents(tmp_path / "command")
    assert len(by_button) == 2
    assert by_button == by_command


@pytest.mark.parametrize(("sheet", "cells"), [("岗位", "A3:B3"), ("开关", "D1")])
def test_generate_makes_the_selected_roles_only(
    opened: Opened, tmp_path: Path, sheet: str, cells: str
) -> None:
    book = opened(**TWO)
    book.sheets[sheet].activate()
    book.sheets[sheet][cells].select()

    xl_addin.excel.generate()

    assert [name[:2] for name in documents(tmp_path / "输出")] == ["R2"]


def test_generate_without_roles_selected_makes_those_to_generate(
    opened: Opened, tmp_path: Path
) -> None:
    book = opened(**TWO)
    book.sheets["职责"].activate()

    xl_addin.excel.generate()

    assert len(documents(tmp_path / "输出")) == 2


def test_check_lists_every_problem_with_a_link(opened: Opened) -> None:
    def spoil(sheets: dict[str, list[list[object]]]) -> None:
        sheets["开关"][1][2] = "x"
        sheets["开关"][0].append("R7")
        sheets["开关"][1].append("✓")
        sheets["岗位"][2][1] = "=NA()"

    book = opened(spoil, **TWO)

    xl_addin.excel.check()

    rows = _rows(book, "检查结果")
    listed = {row[5]: row[1] for row in rows[3:]}
    assert listed["toggle-not-understood"] == "开关!C2"
    assert listed["unknown-role"] == "开关!E1"
    assert listed["error-cell"] == "岗位!B3"
    cells = book.sheets["检查结果"]
    links = {
        row: cells.range((row, 2)).hyperlink
        for row in range(4, len(rows) + 1)
        if cells.range((row, 6)).value in listed
    }
    assert "#开关.C2" in links.values()
    assert book.sheets.active.name == "检查结果"
    assert book.sheets["开关"]["C2"].color is None


def test_a_clean_workbook_is_said_to_be_clean(opened: Opened) -> None:
    book = opened(**TWO)

    xl_addin.excel.check()

    assert _said(book) == "没有发现问题"
    assert "检查结果" not in [sheet.name for sheet in book.sheets]


def test_marks_go_when_mended_and_leave_nothing_behind(opened: Opened) -> None:
    def spoil(sheets: dict[str, list[list[object]]]) -> None:
        sheets["开关"][1][2] = "x"
        sheets["开关"][2][3] = "x"

    book = opened(spoil, **TWO)
    toggles = book.sheets["开关"]
    toggles["C2"].color = (1, 2, 3)
    toggles["C2"].add_note("人事部的批注")

    xl_addin.excel.mark_problems()

    assert toggles["C2"].color == toggles["D3"].color == (255, 199, 206)
    assert toggles["C2"].note.text.startswith("人事部的批注\n\n— xl_addin")
    assert [row[1] for row in _rows(book, "检查结果")[3:]] == ["开关!C2"]
    assert "开关!D3" in str(_rows(book, "检查结果")[3][2])
    assert "开关" not in toggles["B2"].value
    assert toggles["B2"].note is None

    # A row inserted above must not make a mark's cell unfindable.
    toggles["2:2"].insert("down")
    toggles["C3"].value = "✓"
    xl_addin.excel.check()

    assert toggles["C3"].color == (1, 2, 3)
    assert toggles["C3"].note.text == "人事部的批注"
    assert toggles["C3"].value == "✓"
    assert toggles["D4"].color == (255, 199, 206)

    toggles["D4"].value = None
    xl_addin.excel.generate_all()

    assert toggles["D4"].color is None
    assert toggles["D4"].note is None
    assert "xl_addin_marks" not in [sheet.name for sheet in book.sheets]


def test_one_bad_toggle_withholds_its_role_and_is_listed(
    opened: Opened, tmp_path: Path
) -> None:
    def spoil(sheets: dict[str, list[list[object]]]) -> None:
        sheets["开关"][1][2] = "x"

    book = opened(spoil, **TWO)

    xl_addin.excel.generate_all()

    assert [name[:2] for name in documents(tmp_path / "输出")] == ["R2"]
    assert "1 份因错误未生成：R1 Clerk" in _said(book)
    assert [row[4] for row in _rows(book, "生成日志")[1:]] == ["未生成", "已生成"]


def test_a_protected_log_is_told_and_documents_are_there(
    opened: Opened, tmp_path: Path
) -> None:
    book = opened(
        **TWO, 生成日志=[["时间", "岗位编号", "岗位名称", "文件", "状态", "警告", "链接"]]
    )
    book.sheets["生成日志"].api.protect("")

    xl_addin.excel.generate_all()

    assert len(documents(tmp_path / "输出")) == 2
    assert "“生成日志”表受保护，没有写入" in _said(book)


def test_a_stop_is_honoured_between_documents(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(**TWO)
    monkeypatch.setattr(stopping, "wanted", lambda: True)

    xl_addin.excel.generate_all()

    assert len(documents(tmp_path / "输出")) == 1
    assert "此前完成的 1 份都是完整的" in _said(book)
    assert len(_rows(book, "生成日志")) == 2


def test_the_stop_button_leaves_a_flag_for_one_run(opened: Opened) -> None:
    opened(**TWO)

    xl_addin.excel.stop()

    assert stopping.wanted()
    stopping.forget()
    assert not stopping.wanted()


def test_preview_opens_the_selected_role(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(**TWO)
    launched: list[str] = []
    monkeypatch.setattr(click, "launch", launched.append)
    book.sheets["岗位"].activate()
    book.sheets["岗位"]["A3"].select()

    xl_addin.excel.preview()

    assert [paragraphs(Path(each).read_bytes()) for each in launched] == [
        ["Lead", "Filing", "Planning"]
    ]
    assert not (tmp_path / "输出").exists()


def test_compare_shows_two_roles_side_by_side(opened: Opened) -> None:
    book = opened(**TWO)
    book.sheets["岗位"].activate()
    book.sheets["岗位"]["A2:A3"].select()

    xl_addin.excel.compare_roles()

    assert _rows(book, "岗位对比") == [
        ["职责编号", "职责标题", "R1 Clerk", "R2 Lead", "比较"],
        ["D1", "Filing", "✓", "✓", "相同"],
        ["D2", "Planning", None, "✓", "不同"],
    ]
    assert "1 项相同，1 项不同" in _said(book)


def test_open_folder_says_when_there_is_none(opened: Opened) -> None:
    book = opened(**TWO)

    xl_addin.excel.open_folder()

    assert "文件夹还不存在" in _said(book)


def test_an_unforeseen_fault_is_a_sentence_and_a_log(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book = opened(**TWO)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    secret = "机密的单元格内容"

    def fail(*_: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("xl_addin.excel.macros.inspect", fail)

    xl_addin.excel.check()

    log = next(tmp_path.rglob("xl_addin.log"))
    assert str(log) in _said(book)
    assert "Traceback" not in _said(book)
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert "机密" not in log.read_text(encoding="utf-8")
    assert not book.app.status_bar


def test_an_office_killed_in_the_middle_is_told_and_leaves_no_half_document(
    calc: xw.App,
    opened: Opened,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = opened(**TWO)
    path = Path(first.fullname)
    first.close()
    own = xw.App(visible=False, add_book=False)
    own.books.open(path).set_mock_caller()
    real = stopping.wanted

    def kill_then_go_on() -> bool:
        os.killpg(own.pid, signal.SIGKILL)
        return real()

    monkeypatch.setattr(stopping, "wanted", kill_then_go_on)

    with pytest.raises(SystemExit) as ended:
        xl_addin.excel.generate_all()

    office = own.impl.office
    own.quit()
    assert ended.value.code == 3
    assert "LibreOffice 中途关闭了" in capsys.readouterr().err
    assert not office.alive
    for name, content in documents(tmp_path / "输出").items():
        assert paragraphs(content)
        assert name.endswith(".docx")
