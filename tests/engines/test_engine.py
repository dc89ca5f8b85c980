"""What any engine must do for the macros, shown on Calc through xlwings' own objects."""

from __future__ import annotations

import os
import signal
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from xl_addin.engines.office import Office
from xl_addin.errors import EnvironmentFault


@pytest.fixture
def sheet(fresh_calc: xw.App) -> xw.Sheet:
    return fresh_calc.books.add().sheets[0]


def test_values_come_back_as_they_were_written(sheet: xw.Sheet) -> None:
    rows = [
        ["文字", 1.0, 2.5, True],
        [datetime(2025, 1, 6), datetime(2025, 1, 6, 8, 30), None, False],
        ["a\nb", "001", "'", " "],
    ]

    sheet["B2"].value = rows

    assert sheet["B2:E4"].value == rows


def test_one_cell_one_row_one_column(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "x"
    sheet["A2"].value = [1, 2, 3]
    sheet["A3"].options(transpose=True).value = [4, 5]

    assert sheet["A1"].value == "x"
    assert sheet["A2:C2"].value == [1, 2, 3]
    assert sheet["A3:A4"].options(ndim=2).value == [[4], [5]]


def test_errors_are_none_unless_wanted_as_text(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["=1/0", "=NA()", "=1+1"]]

    assert sheet["A1:C1"].value == [None, None, 2]
    assert sheet["A1:C1"].options(err_to_str=True).value == ["#DIV/0!", "#N/A", 2]
    assert sheet["C1"].formula == "=1+1"


def test_text_cells_take_no_formula(sheet: xw.Sheet) -> None:
    sheet["A1:A2"].number_format = "@"

    sheet["A1:A2"].options(transpose=True).value = ["=1+1", "=HYPERLINK(1)"]

    assert sheet["A1:A2"].value == ["=1+1", "=HYPERLINK(1)"]


def test_expand_end_and_region(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2, 3], [4, 5, 6]]
    sheet["A5"].value = 7

    assert sheet["A1"].expand().address == "$A$1:$C$2"
    assert sheet["A1"].current_region.address == "$A$1:$C$2"
    assert sheet["A1"].end("right").address == "$C$1"
    assert sheet["A2"].end("down").address == "$A$5"
    assert sheet["A1048576"].end("up").address == "$A$5"
    assert sheet["A5"].end("down").address == "$A$1048576"
    assert sheet.used_range.address == "$A$1:$C$5"


def test_number_format_is_none_where_it_differs(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[0.5], [0.25], [1]]
    sheet["A1:A2"].number_format = "0%"

    assert sheet["A1:A2"].number_format == "0%"
    assert sheet["A1:A3"].number_format is None


def test_colour_font_and_note_come_and_go(sheet: xw.Sheet) -> None:
    cell = sheet["B2"]
    cell.value = "x"
    cell.color = (255, 199, 206)
    cell.font.name = "Wingdings"
    cell.font.bold = True
    cell.add_note("请核对")

    assert (cell.color, cell.font.name, cell.font.bold) == ((255, 199, 206), "Wingdings", True)
    assert cell.note is not None
    assert cell.note.text == "请核对"
    assert [note.location.address for note in sheet.notes] == ["$B$2"]

    cell.color = None
    cell.note.delete()

    assert cell.color is None
    assert cell.note is None
    assert cell.value == "x"


def test_writing_values_keeps_notes(sheet: xw.Sheet) -> None:
    sheet["B2"].add_note("请核对")

    sheet["A1"].value = [[1, "a"], ["b", "=1+1"], [True, None]]

    assert sheet["A1:B3"].value == [[1, "a"], ["b", 2], [True, None]]
    assert sheet["B2"].note is not None
    assert sheet["B2"].note.text == "请核对"


def test_merged_and_hidden(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].merge()
    sheet["A4:A5"].rows.hidden = True

    assert sheet["B2"].merge_area.address == "$A$1:$B$2"
    assert sheet["A1:B2"].merge_cells is True
    assert sheet["A1:C3"].merge_cells is None
    assert sheet["C1:C3"].merge_cells is False
    assert sheet["A4:A5"].rows.hidden is True
    assert sheet["A3:A4"].rows.hidden is None


def test_links_lead_to_cells_and_files(sheet: xw.Sheet) -> None:
    sheet["A1"].add_hyperlink(f"#'{sheet.name}'!C3", "C3")
    sheet["A2"].add_hyperlink("file:///folder/a.docx", "a.docx")

    assert sheet["A1:A2"].value == ["C3", "a.docx"]
    assert sheet["A1"].hyperlink == f"#{sheet.name}.C3"
    assert sheet["A2"].hyperlink == "file:///folder/a.docx"


def test_names_and_tables(sheet: xw.Sheet) -> None:
    book = sheet.book
    sheet["A1"].value = [["h", "i"], [1, 2]]
    book.names.add("foo", f"='{sheet.name}'!$A$1:$B$2")
    table = sheet.tables.add(sheet["A1:B2"], name="duties")

    assert book.names["foo"].refers_to_range.address == "$A$1:$B$2"
    assert sheet["foo"].value == [["h", "i"], [1, 2]]
    assert (table.range.address, sheet.tables["duties"].name) == ("$A$1:$B$2", "duties")
    assert table.data_body_range.address == "$A$2:$B$2"


def test_sheets_are_added_found_and_deleted(sheet: xw.Sheet) -> None:
    book = sheet.book
    added = book.sheets.add("检查结果", after=sheet)

    assert [each.name for each in book.sheets] == [sheet.name, "检查结果"]
    assert added.index == 2
    added.delete()
    assert "检查结果" not in book.sheets


def test_saved_file_holds_what_was_written(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A1"].value = [["岗位", 3], [datetime(2025, 1, 6), True]]
    target = tmp_path / "保存 & 再开.xlsx"

    sheet.book.save(target)

    read = openpyxl.load_workbook(target).worksheets[0]
    assert [[cell.value for cell in row] for row in read.iter_rows()] == [
        ["岗位", 3],
        [datetime(2025, 1, 6), True],
    ]
    assert sheet.book.fullname == str(target)


def test_selection_of_several_areas(sheet: xw.Sheet, fresh_calc: xw.App) -> None:
    sheet["B2:C3"].select()

    assert fresh_calc.selection is not None
    assert fresh_calc.selection.address == "$B$2:$C$3"


def test_an_office_without_windows_asks_nobody(fresh_calc: xw.App) -> None:
    fresh_calc.books.add()
    fresh_calc.status_bar = "1/3"

    assert fresh_calc.status_bar == "1/3"
    assert fresh_calc.alert("打开文件夹？", buttons="yes_no") == "no"
    assert fresh_calc.impl.shown == ["打开文件夹？"]


def test_the_caller_is_found_by_name(
    sheet: xw.Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet.book.save(tmp_path / "岗位 1.xlsx")
    monkeypatch.setattr("sys.argv", ["-c", "--wb=岗位 1.xlsx", "--from_xl=1"])

    assert xw.Book.caller().name == "岗位 1.xlsx"


def test_an_unknown_book_is_a_key_error(fresh_calc: xw.App) -> None:
    with pytest.raises(KeyError):
        fresh_calc.books["nowhere.xlsx"]


def test_a_killed_office_is_told_and_leaves_nothing(calc: xw.App) -> None:
    app = xw.App(visible=False)
    office: Office = app.impl.office
    sheet = app.books[0].sheets[0]
    os.killpg(office.pid, signal.SIGKILL)

    with pytest.raises(EnvironmentFault) as told:
        sheet["A1"].value = 1

    app.quit()
    assert told.value.code == "libreoffice-ended"
    assert not office.alive
    assert office.profile is not None
    assert not Path(office.profile).exists()
    assert office.pid not in [other.pid for other in xw.apps]


def test_an_office_that_does_not_exist_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_addin.engines import office

    monkeypatch.setenv("XL_ADDIN_SOFFICE", "/nowhere/soffice")

    with pytest.raises(EnvironmentFault) as told:
        office.program()
    assert told.value.code == "libreoffice-missing"


def test_validation_is_read_set_and_pasted(sheet: xw.Sheet) -> None:
    sheet["A1:A4"].data_validation.set_list(["甲", "乙"])
    sheet["B1:B2"].data_validation.set_list(sheet["D1:D3"])

    assert sheet["A1:A4"].data_validation.type == "list"
    assert sheet["A1"].data_validation.source == "甲,乙"
    assert sheet["B1"].data_validation.source.endswith("$D$1:$D$3")
    assert sheet["A1:A5"].data_validation.type == "mixed_criteria"
    assert sheet["A1:B1"].data_validation.type == "inconsistent"
    assert sheet["C1"].data_validation.type == "none"

    sheet["A2"].data_validation.delete()
    assert sheet["A2"].data_validation.type == "none"

    sheet["C1"].value = "值"
    sheet["C1"].color = (1, 2, 3)
    sheet["A1"].copy()
    sheet["C1:C2"].paste("validation")
    assert sheet["C1:C2"].data_validation.source == "甲,乙"
    assert (sheet["C1"].value, sheet["C1"].color) == ("值", (1, 2, 3))


def test_cells_are_copied_with_all_they_have(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["字", "=1+1"]
    sheet["A1"].color = (1, 2, 3)

    sheet["A1:B1"].copy(sheet["D4"])
    sheet["A1:B1"].copy()
    assert sheet.book.app.cut_copy_mode == "copy"
    sheet["D6"].paste()
    sheet.book.app.cut_copy_mode = False

    for corner in (sheet["D4"], sheet["D6"]):
        assert (corner.value, corner.color) == ("字", (1, 2, 3))
        assert corner.offset(0, 1).formula == "=1+1"
    assert sheet.book.app.cut_copy_mode is None
