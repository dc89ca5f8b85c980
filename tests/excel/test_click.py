"""A real click on a real button in a real spreadsheet program, on the shipped workbook."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

import xl_addin
from tests.excel import desk
from tests.programs import require_program
from tests.reading import documents
from xl_addin.excel.attach import attach

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "workbooks" / "product_operations.xlsx"
# Where a run leaves its pictures; none are kept unless it is named.
PICTURES = os.environ.get("XL_ADDIN_PICTURES")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The shipped workbook with its buttons, in a folder with a difficult name."""
    folder = tmp_path / "人事 & 行政"
    folder.mkdir()
    shutil.copytree(ROOT / "word_templates", folder / "word_templates", ignore=_not_templates)
    target = folder / "产品运营 岗位.xlsm"
    target.write_bytes(attach(SHIPPED.read_bytes(), SHIPPED.name))
    return target


def _not_templates(_: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".docx")]


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for program in ("soffice", "Xvfb", "xdotool", "import"):
        require_program(program, apt=desk.PACKAGES)
    with desk.screen() as name:
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.setenv("XL_ADDIN_LANG", "zh")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        yield name


@pytest.fixture
def visible(display: str) -> Iterator[xw.App]:
    from xl_addin.engines.libreoffice import engine

    engine()
    app = xw.App(visible=True, add_book=False)
    try:
        yield app
    finally:
        app.quit()


def _picture(name: str, display: str) -> None:
    if PICTURES:
        desk.picture(Path(PICTURES) / name, display)


def test_a_click_makes_thedocuments(
    workbook: Path, display: str, visible: xw.App, tmp_path: Path
) -> None:
    book = desk.open_with_macros(visible, workbook)
    desk.fill_screen(book)
    book.sheets["首页"].activate()
    make = desk.button(book, "全部生成")
    _picture("home.png", display)

    desk.click(desk.middle(make), display)

    no = desk.dialog_button(visible, ("No", "否"))
    said = desk.dialog_text(visible)
    _picture("done.png", display)
    desk.press(no)
    made_by_click = documents(workbook.parent / "输出")
    made = xl_addin.generate(workbook, output=tmp_path / "command")
    assert made.exit_code == 0
    assert made_by_click == documents(tmp_path / "command")
    assert f"已生成 {len(made_by_click)} 份文档" in said
    log = book.sheets["生成日志"].used_range.options(ndim=2).value[1:]
    assert sorted(str(row[3]) for row in log) == sorted(made_by_click)
    assert {row[4] for row in log} == {"已生成"}
    book.sheets["生成日志"].activate()
    _picture("log.png", display)


def test_marks_and_list_after_a_click_and_gone_after_another(
    workbook: Path, display: str, visible: xw.App
) -> None:
    book = desk.open_with_macros(visible, workbook)
    desk.fill_screen(book)
    toggles = book.sheets["开关"]
    good = toggles["C3"].value
    toggles["C3"].value = "x"
    book.sheets["岗位"]["B4"].value = "=NA()"
    book.sheets["首页"].activate()

    # Both spots are taken now: once other sheets were shown, the list of what a screen
    # reader sees lacks the buttons.
    mark = desk.middle(desk.button(book, "标出问题"))
    check = desk.middle(desk.button(book, "检查"))
    desk.click(mark, display)
    ok = desk.dialog_button(visible, ("OK",))
    said = desk.dialog_text(visible)
    desk.press(ok)

    assert "发现" in said
    places = [row[1] for row in book.sheets["检查结果"].used_range.options(ndim=2).value[3:]]
    assert {"开关!C3", "岗位!B4"} <= set(places)
    assert toggles["C3"].color == (255, 199, 206)
    book.sheets["检查结果"].activate()
    _picture("list.png", display)
    toggles.activate()
    _picture("marks.png", display)

    toggles["C3"].value = good
    book.sheets["岗位"]["B4"].value = "新媒体运营"
    book.sheets["首页"].activate()
    desk.click(check, display)
    desk.press(desk.dialog_button(visible, ("OK",)))

    assert desk.until(lambda: toggles["C3"].note is None, "the mark to go")
    assert toggles["C3"].color is None


def test_a_press_by_the_accessibility_action(
    fresh_calc: xw.App, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = desk.open_with_macros(fresh_calc, workbook)
    book.sheets["首页"].activate()

    desk.press(desk.button(book, "全部生成"))

    log = book.sheets["生成日志"]
    desk.until(lambda: log["A2"].value, "the log")
    made_by_click = documents(workbook.parent / "输出")
    assert len(made_by_click) == log.used_range.shape[0] - 1
