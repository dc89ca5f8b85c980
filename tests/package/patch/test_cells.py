"""One cell changes; its style stays, its neighbours do not move."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from tests.package.patch.oracle import cell, changed, part, sheet_root, values, without
from tests.raw_xlsx import (
    CUSTOM,
    DATE,
    DATE_TIME,
    DURATION,
    MAIN,
    PERCENT,
    PERCENT_2,
    TEXT,
    cells,
    raw_xlsx,
    worksheet,
)
from xl_addin.model.cells import Percent
from xl_addin.package.escapes import escape_characters, unescape
from xl_addin.package.patch import SetCell, Value, patch_workbook
from xl_addin.package.serials import Shown, from_serial, to_serial

SHEET = "xl/worksheets/sheet1.xml"


def put(content: bytes, row: int, column: int, value: Value) -> bytes:
    return patch_workbook(content, [SetCell("S1", row, column, value)])


def xml_of(content: bytes, reference: str) -> dict[str, str]:
    return dict(cell(content, reference).attrib)


def test_nothing_asked_for_nothing_changed() -> None:
    content = raw_xlsx(cells('<c r="A1"><v>1</v></c>'))
    assert patch_workbook(content, []) is content


@pytest.mark.parametrize(
    "value",
    [
        "文字",
        " 两边 有空格 ",
        "两\n行",
        "制表\t符",
        "_x000D_",
        "_x005F_x0041_ _x0041_x0042_",
        "a\x0bb\x00c",
        "<b>&amp;'\"]]>",
        "\ufffe 😀",
        True,
        False,
        0,
        -7,
        12345678901,
        0.1,
        1e-7,
        1e-300,
        Percent(0.25),
        Percent(0.125),
        datetime(2026, 2, 28),
        datetime(1900, 2, 28),
        datetime(1900, 1, 1),
        datetime(9999, 12, 31, 23, 59, 59),
        time(8, 30),
        timedelta(hours=37, minutes=30),
    ],
)
@pytest.mark.parametrize("style", [None, DATE, PERCENT, TEXT, DURATION, CUSTOM, PERCENT_2])
def test_any_value_reads_back_under_any_style(value: Value, style: int | None) -> None:
    given = "" if style is None else f' s="{style}"'
    content = raw_xlsx(cells(f'<c r="A1"{given}><v>1</v></c><c r="B1"><v>2</v></c>'))
    after = values(put(content, 1, 1, value))
    assert after == {("S1", 1, 1): value, ("S1", 1, 2): 2}
    assert type(after["S1", 1, 1]) is type(value)


@pytest.mark.parametrize("value", [datetime(2026, 2, 28, 13, 5), datetime(1904, 1, 2)])
def test_dates_where_they_count_from_1904(value: datetime) -> None:
    content = raw_xlsx(cells(f'<c r="A1" s="{DATE}"><v>1</v></c>'), date1904=True)
    assert values(put(content, 1, 1, value)) == {("S1", 1, 1): value}


def test_a_date_without_any_style_part() -> None:
    content = raw_xlsx(cells('<c r="A1"><v>1</v></c>'), styles=None)
    after = put(content, 1, 1, datetime(2026, 2, 28))
    assert values(after) == {("S1", 1, 1): datetime(2026, 2, 28)}
    assert changed(content, after) == {
        SHEET,
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    }


def test_a_style_is_added_only_where_none_fits_and_once() -> None:
    content = raw_xlsx(cells(f'<c r="A1" s="{DATE}"/><c r="B1" s="{DATE}"/><c r="C1"/>'))
    fits = put(content, 1, 1, datetime(2026, 1, 1))
    assert changed(content, fits) == {SHEET}
    edits = [SetCell("S1", 1, 1, 5), SetCell("S1", 1, 2, 6), SetCell("S1", 1, 3, 7)]
    after = patch_workbook(content, edits)
    assert changed(content, after) == {SHEET, "xl/styles.xml"}
    assert xml_of(after, "A1")["s"] == xml_of(after, "B1")["s"] == "10"
    assert "s" not in xml_of(after, "C1")
    assert b'<cellXfs count="11">' in part(after, "xl/styles.xml")


def test_crlf_becomes_lf_and_a_lone_return_stays() -> None:
    content = raw_xlsx(cells('<c r="A1"/>'))
    assert values(put(content, 1, 1, "a\r\nb\rc"))["S1", 1, 1] == "a\nb\rc"


def test_the_style_stays_and_what_belonged_to_the_old_value_goes() -> None:
    content = raw_xlsx(
        cells(f'<c r="A1" s="{TEXT}" t="s" cm="1" vm="2"><v>0</v></c>'),
        strings=["<t>alt</t>"],
    )
    after = put(content, 1, 1, "新")
    assert xml_of(after, "A1") == {"r": "A1", "s": str(TEXT), "t": "inlineStr"}
    assert changed(content, after) == {SHEET}
    assert xml_of(put(content, 1, 1, None), "A1") == {"r": "A1", "s": str(TEXT)}
    assert xml_of(put(content, 1, 1, ""), "A1") == {"r": "A1", "s": str(TEXT)}


def test_new_cells_keep_the_look_the_place_has() -> None:
    content = raw_xlsx(
        worksheet(
            f'<row r="1" s="{TEXT}" customFormat="1"/><row r="2"><c r="A2"/></row>',
            before=f'<cols><col min="3" max="4" style="{DATE_TIME}"/></cols>',
        )
    )
    after = patch_workbook(
        content,
        [SetCell("S1", 1, 3, "x"), SetCell("S1", 2, 4, "x"), SetCell("S1", 2, 5, "x")],
    )
    assert xml_of(after, "C1")["s"] == str(TEXT)
    assert xml_of(after, "D2")["s"] == str(DATE_TIME)
    assert "s" not in xml_of(after, "E2")


def test_rows_and_cells_come_in_order_and_spans_hold_them() -> None:
    content = raw_xlsx(
        worksheet(
            '<row r="2" spans="2:3"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row>'
            '<row r="5"/><row r="7" ht="30"></row>',
            before='<dimension ref="B2:D7"/>',
        )
    )
    spots = [(2, 1), (2, 3), (2, 5), (1, 2), (3, 1), (5, 2), (7, 1), (9, 1)]
    after = patch_workbook(content, [SetCell("S1", *spot, "x") for spot in spots])
    root = sheet_root(after)
    rows = list(root.iter(f"{{{MAIN}}}row"))
    assert [row.get("r") for row in rows] == ["1", "2", "3", "5", "7", "9"]
    assert [c.get("r") for c in rows[1]] == ["A2", "B2", "C2", "D2", "E2"]
    assert rows[1].get("spans") == "1:5"
    assert rows[4].get("ht") == "30"
    assert root.find(f"{{{MAIN}}}dimension").get("ref") == "B2:E9"


@pytest.mark.parametrize("data", ["<sheetData/>", "<sheetData></sheetData>"])
def test_an_empty_sheet(data: str) -> None:
    content = raw_xlsx(f'<worksheet xmlns="{MAIN}">{data}</worksheet>')
    assert values(put(content, 3, 2, "x")) == {("S1", 3, 2): "x"}


def test_rows_and_cells_without_references() -> None:
    content = raw_xlsx(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        '<row r="5"><c r="B5"><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>'
    )
    edits = [SetCell("S1", *spot, "x") for spot in [(1, 2), (2, 2), (4, 1), (5, 1), (6, 1)]]
    assert values(patch_workbook(content, edits)) == {
        ("S1", 1, 1): 1,
        ("S1", 1, 2): "x",
        ("S1", 2, 1): 3,
        ("S1", 2, 2): "x",
        ("S1", 4, 1): "x",
        ("S1", 5, 1): "x",
        ("S1", 5, 2): 4,
        ("S1", 5, 3): 5,
        ("S1", 6, 1): "x",
    }


def test_prefixed_markup_stays_prefixed() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    content = raw_xlsx(sheet.replace("<x:worksheet", "<worksheet", 0), parts={SHEET: sheet})
    edits = [SetCell("S1", 1, 1, "neu"), SetCell("S1", 1, 2, 5), SetCell("S1", 2, 1, True)]
    after = patch_workbook(content, edits)
    assert values(after) == {("S1", 1, 1): "neu", ("S1", 1, 2): 5, ("S1", 2, 1): True}
    assert {each.prefix for each in sheet_root(after).iter()} == {"x"}


def test_comments_instructions_and_cdata_in_a_sheet() -> None:
    content = raw_xlsx(
        '<row r="1"><!-- <row r="9"><c r="A9"/> --><c r="A1" t="str"><v><![CDATA[<c r="B1">]]>'
        '</v></c><?pi <c r="A1"/>?><c r="B1"><v>2</v></c></row>'
    )
    after = put(content, 1, 2, "x")
    assert values(after) == {("S1", 1, 1): '<c r="B1">', ("S1", 1, 2): "x"}
    same = without(part(content, SHEET), {(1, 2)}) == without(part(after, SHEET), {(1, 2)})
    assert same
    assert b"<![CDATA[" in part(after, SHEET)


def test_a_main_part_of_another_name_and_absolute_targets() -> None:
    plain = raw_xlsx(cells('<c r="A1"><v>1</v></c>'))
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    workbook = part(plain, "xl/workbook.xml")
    content = raw_xlsx(
        cells('<c r="A1"><v>1</v></c>'),
        parts={
            "xl/workbook.xml": None,
            "xl/_rels/workbook.xml.rels": None,
            "book/wb1.xml": workbook,
            "book/_rels/wb1.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{kinds}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{kinds}/officeDocument" Target="/book/wb1.xml"/></Relationships>',
            "[Content_Types].xml": part(plain, "[Content_Types].xml").replace(
                b"/xl/workbook.xml", b"/book/wb1.xml"
            ),
        },
    )
    after = put(content, 1, 1, "x")
    assert changed(content, after) == {SHEET}
    assert cell(after, "A1").get("t") == "inlineStr"


def test_escapes_are_each_others_inverse() -> None:
    for text in ("_x0041_", "_x005F_x0041_", "_", "a\x01b\x1f", "_x0041_x0042_", "😀_xD83D_"):
        assert unescape(escape_characters(text)) == text


@pytest.mark.parametrize("date1904", [False, True])
def test_serials_are_each_others_inverse(date1904: bool) -> None:
    for days in (1.0, 59.0, 61.0, 62.0, 20000.5, 45000.123456, 2_957_003.0):
        moment = from_serial(days, Shown.DATE, date1904=date1904)
        assert isinstance(moment, datetime)
        again = from_serial(to_serial(moment, date1904=date1904), Shown.DATE, date1904=date1904)
        assert again == moment
