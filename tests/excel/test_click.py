"""A real click on a real button in a real spreadsheet program, on the shipped workbook."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import xl_addin
from tests.excel import desk
from tests.programs import require_program
from tests.reading import documents
from xl_addin.excel.attach import attach

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "workbooks" / "product_operations.xlsx"
# Where a run leaves its pictures: a person may want to see what the tests saw.
PICTURES = Path(os.environ.get("XL_ADDIN_PICTURES", ROOT / "build" / "pictures"))


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
    desk.picture(PICTURES / name, display)


@pytest.mark.timeout(600)
def test_a_click_makes_the_documents(
    workbook: Path, display: str, visible: xw.App, tmp_path: Path
) -> None:
    book = desk.open_with_macros(visible, workbook, tmp_path / "python.log")
    desk.fill_screen(book)
    desk.show(book, "首页")
    make = desk.middle(desk.button(book, "全部生成"))
    desk.drawn(make, display)
    _picture("home.png", display)

    desk.click(make, display)

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
    desk.show(book, "生成日志")
    _picture("log.png", display)


FAULTY = {
    "开关!C3": ("x", "toggle-not-understood"),
    "岗位!B4": ("=NA()", "error-cell"),
    "任职要求!A5": ("OPS-99", "unknown-role"),
}


def _looks(book: xw.Book) -> list[tuple[Any, Any, str | None]]:
    """Value, colour and note of the cells that a test spoils."""
    found = []
    for place in FAULTY:
        sheet, _, address = place.partition("!")
        cell = book.sheets[sheet][address]
        found.append((cell.value, cell.color, cell.note.text if cell.note else None))
    return found


@pytest.mark.timeout(600)
def test_marks_and_list_after_a_click_and_gone_after_another(
    workbook: Path, display: str, visible: xw.App, tmp_path: Path
) -> None:
    log = tmp_path / "python.log"
    book = desk.open_with_macros(visible, workbook, log)
    desk.fill_screen(book)
    book.sheets["开关"]["C3"].add_note("人事部：待定")
    book.sheets["任职要求"]["A5"].color = (204, 255, 204)
    before = _looks(book)
    for place, (value, _) in FAULTY.items():
        sheet, _, address = place.partition("!")
        book.sheets[sheet][address].value = value
    desk.show(book, "首页")

    # Both spots are taken now: once other sheets were shown, the list of what a screen
    # reader sees lacks the buttons.
    mark = desk.middle(desk.button(book, "标出问题"))
    check = desk.middle(desk.button(book, "检查"))
    desk.click(mark, display)
    desk.until(lambda: _started(log) == 1, "the first macro to start")
    ok = desk.dialog_button(visible, ("OK",))
    said = desk.dialog_text(visible)
    _picture("marked.png", display)
    desk.press(ok)
    desk.until(lambda: _ended(log) == 1, "the first macro to end")

    assert "发现" in said
    results = book.sheets["检查结果"]
    rows = results.used_range.options(ndim=2).value
    for place, (_, code) in FAULTY.items():
        number = next(n for n, row in enumerate(rows, 1) if row[1] == place and row[5] == code)
        assert results.range((number, 2)).hyperlink == "#" + place.replace("!", ".")
        sheet, _, address = place.partition("!")
        cell = book.sheets[sheet][address]
        assert cell.color == (255, 199, 206)
        assert "— xl_addin" in cell.note.text
    assert book.sheets["开关"]["C3"].note.text.startswith("人事部：待定")
    desk.show(book, "检查结果")
    _picture("list.png", display)
    desk.show(book, "开关")
    _picture("marks.png", display)

    for place, (value, _, _) in zip(FAULTY, before, strict=True):
        sheet, _, address = place.partition("!")
        book.sheets[sheet][address].value = value
    desk.show(book, "首页")
    desk.click(check, display)
    desk.until(lambda: _started(log) == 2, "the second macro to start")
    desk.press(desk.dialog_button(visible, ("OK",)))
    desk.until(lambda: _ended(log) == 2, "the second macro to end")

    assert _looks(book) == before


@pytest.mark.timeout(600)
def test_an_id_typed_over_is_carried_through_the_book_after_a_yes(
    workbook: Path, display: str, visible: xw.App, tmp_path: Path
) -> None:
    log = tmp_path / "python.log"
    book = desk.open_with_macros(visible, workbook, log)
    desk.fill_screen(book)
    book.sheets["岗位"]["A5"].value = "YH-01"
    desk.show(book, "首页")

    desk.click(desk.middle(desk.button(book, "改编号")), display)
    yes = desk.dialog_button(visible, ("Yes", "是"))
    asked = desk.dialog_text(visible)
    _picture("change_ids.png", display)
    desk.press(yes)
    desk.press(desk.dialog_button(visible, ("OK",)))
    desk.until(lambda: _ended(log) == 1, "the macro to end")

    assert "OPS-04 → YH-01　用户运营" in asked
    assert book.sheets["开关"]["F2"].value == "YH-01"
    needs = [row[0] for row in book.sheets["任职要求"].used_range.options(ndim=2).value]
    assert needs.count("YH-01") == 6
    assert "OPS-04" not in needs


def _started(log: Path) -> int:
    return log.read_text().count("started ") if log.exists() else 0


def _ended(log: Path) -> int:
    return log.read_text().count("ended ") if log.exists() else 0


def test_a_press_by_the_accessibility_action(
    fresh_calc: xw.App, workbook: Path, tmp_path: Path
) -> None:
    book = desk.open_with_macros(fresh_calc, workbook, tmp_path / "python.log")
    desk.show(book, "首页")

    desk.press(desk.button(book, "全部生成"))

    log = book.sheets["生成日志"]
    desk.until(lambda: log["A2"].value, "the log")
    made_by_click = documents(workbook.parent / "输出")
    assert len(made_by_click) == log.used_range.shape[0] - 1
