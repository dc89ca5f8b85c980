"""A sheet of our own comes behind the last tab, opens everywhere, and goes without a trace."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from lxml import etree

from tests.package.patch.books import listed, xlsx
from tests.package.patch.oracle import M, changed, part, values
from tests.raw_xlsx import MAIN, RELATIONS, cells, raw_xlsx
from xl_addin.errors import EditRefused
from xl_addin.package.patch import (
    AddSheet,
    DropDown,
    DropSheet,
    HeaderStyle,
    SetCell,
    Value,
    patch_workbook,
)

ROWS: tuple[tuple[Value, ...], ...] = (
    ("工作表", "原值", "我方", "对方", "选择"),
    ("职责", "a", "b\n第二行", "c", None),
    ("开关", None, True, 0.5, None),
)
SHEET = AddSheet(
    "冲突",
    ROWS,
    widths=(12, 30, 30, 30, 10),
    lists=(DropDown(5, 2, 3, ("我方", "对方", "原值")),),
)
TOUCHED = {
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "xl/styles.xml",
    "xl/worksheets/xl_addin_1.xml",
}


def tabs(content: bytes) -> list[str]:
    root = etree.fromstring(part(content, "xl/workbook.xml"))
    return [each.get("name", "") for each in root.find(f"{M}sheets")]


def test_the_sheet_and_nothing_else_is_new() -> None:
    content = listed(table=True)
    after = patch_workbook(content, [SHEET])
    assert changed(content, after) == TOUCHED
    assert tabs(after) == ["S1", "冲突"]
    added = {key[1:]: value for key, value in values(after).items() if key[0] == "冲突"}
    assert added == {
        (row, column): value
        for row, line in enumerate(ROWS, start=1)
        for column, value in enumerate(line, start=1)
        if value is not None
    }
    sheet = openpyxl.load_workbook(io.BytesIO(after))["冲突"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("E2:E3", '"我方,对方,原值"')
    assert sheet.column_dimensions["B"].width == 30
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (34, 17)
    assert sheet.freeze_panes == "A2"
    head = sheet["A1"]
    assert head.font.b
    assert (head.fill.fgColor.rgb, head.font.color.rgb) == ("FF1F3864", "FFFFFFFF")
    assert sheet["C2"].alignment.wrap_text
    assert not sheet["C2"].font.b


def test_a_second_one_uses_the_same_styles() -> None:
    once = patch_workbook(listed(), [SHEET])
    twice = patch_workbook(once, [AddSheet("冲突 2", ROWS)])
    assert "xl/styles.xml" not in changed(once, twice)
    assert tabs(twice) == ["S1", "冲突", "冲突 2"]
    other = patch_workbook(once, [AddSheet("三", ROWS, header=HeaderStyle(fill="FF0000"))])
    assert "xl/styles.xml" in changed(once, other)


def test_it_can_be_filled_in_at_once_and_later() -> None:
    after = patch_workbook(listed(), [SHEET, SetCell("冲突", 2, 5, "我方")])
    again = patch_workbook(after, [SetCell("冲突", 3, 5, "对方")])
    assert values(again)["冲突", 2, 5] == "我方"
    assert values(again)["冲突", 3, 5] == "对方"


def test_dropping_it_leaves_everything_as_before_but_the_styles() -> None:
    content = listed(table=True)
    after = patch_workbook(patch_workbook(content, [SHEET]), [DropSheet("冲突")])
    assert changed(content, after) == {"xl/styles.xml"}
    assert patch_workbook(content, [SHEET, DropSheet("冲突"), SHEET]) == patch_workbook(
        after, [SHEET]
    )


def test_dropping_moves_what_counts_sheets() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("b").autofilter("A1:B2")
        sheet.write(0, 0, 1)

    content = patch_workbook(xlsx(fill), [SHEET])
    moved = _with_tab_first(content, "冲突")
    after = patch_workbook(moved, [DropSheet("冲突")])
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == ["S1", "b"]
    root = etree.fromstring(part(after, "xl/workbook.xml"))
    names = [
        (n.get("name"), n.get("localSheetId"), n.text) for n in root.iter(f"{M}definedName")
    ]
    assert names == [("_xlnm._FilterDatabase", "1", "b!$A$1:$B$2")]
    assert root.find(f"{M}bookViews")[0].get("activeTab") == "1"


def _with_tab_first(content: bytes, name: str) -> bytes:
    """As Excel saves it after somebody dragged the tab to the front."""
    from tests.package.patch.rich import repacked

    root = etree.fromstring(part(content, "xl/workbook.xml"))
    sheets = root.find(f"{M}sheets")
    old = [each.get("name") for each in sheets]
    sheets.insert(0, next(each for each in sheets if each.get("name") == name))
    new = [each.get("name") for each in sheets]
    for each in root.iter(f"{M}definedName"):
        each.set("localSheetId", str(new.index(old[int(each.get("localSheetId", ""))])))
    root.find(f"{M}bookViews")[0].set("activeTab", "2")
    return repacked(content, {"xl/workbook.xml": etree.tostring(root)})


def test_a_sheet_of_that_name_that_is_not_ours_stays() -> None:
    content = raw_xlsx(cells('<c r="A1"/>'), cells('<c r="A1"/>'), names=["S1", "冲突"])
    with pytest.raises(EditRefused) as refused:
        patch_workbook(content, [DropSheet("冲突")])
    assert refused.value.code == "edit-sheet-not-ours"


@pytest.mark.parametrize("formula", ["冲突!A1", "'冲突'!A1+1"])
def test_a_sheet_that_formulas_use_stays(formula: str) -> None:
    content = raw_xlsx(cells(f'<c r="A1"><f>{formula}</f><v>1</v></c>'))
    with pytest.raises(EditRefused) as refused:
        patch_workbook(patch_workbook(content, [SHEET]), [DropSheet("冲突")])
    assert refused.value.code == "edit-sheet-used"


def test_a_workbook_part_with_prefixes_and_without_names_or_styles() -> None:
    workbook = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{RELATIONS}"><x:sheets>'
        '<x:sheet name="S1" sheetId="7" q:id="rId1"/></x:sheets><x:calcPr/></x:workbook>'
    )
    content = raw_xlsx(
        cells('<c r="A1"><v>1</v></c>'), styles=None, parts={"xl/workbook.xml": workbook}
    )
    after = patch_workbook(content, [SHEET])
    root = etree.fromstring(part(after, "xl/workbook.xml"))
    assert [etree.QName(each).localname for each in root] == [
        "sheets",
        "definedNames",
        "calcPr",
    ]
    assert {each.prefix for each in root.iter()} == {"x"}
    assert root[0][1].get("sheetId") == "8"
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames == ["S1", "冲突"]
    gone = patch_workbook(after, [DropSheet("冲突")])
    assert part(gone, "xl/workbook.xml") == part(content, "xl/workbook.xml")


@pytest.mark.parametrize("choices", [("a,b",), ('a"b',), ("长" * 200, "长" * 100)])
def test_choices_a_drop_down_cannot_hold(choices: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=choices[0][:3]):
        DropDown(1, 1, 1, choices)


def test_libreoffice_shows_it_keeps_the_mark_and_it_can_be_dropped(
    fresh_calc: xw.App, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(patch_workbook(listed(), [SHEET]))
    book = fresh_calc.books.open(path)
    assert book.sheets["冲突"]["C2"].value == "b\n第二行"
    book.sheets["冲突"]["E2"].value = "我方"
    book.save()
    book.close()
    saved = path.read_bytes()
    assert values(saved)["冲突", 2, 5] == "我方"
    after = patch_workbook(saved, [DropSheet("冲突")])
    assert tabs(after) == ["S1"]
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames == ["S1"]
