"""Rows and columns go to the end of their list, look like their neighbours, and it grows."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.package.patch.books import listed, xlsx
from tests.package.patch.oracle import M, cell, changed, part, sheet_root, values, without
from tests.raw_xlsx import TEXT, cells, raw_xlsx, worksheet
from xl_addin.errors import EditRefused
from xl_addin.package.patch import AppendColumn, AppendRow, SetCell, patch_workbook

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"


def ranges(content: bytes) -> list[str]:
    """Every range of validations, conditional formats and the filter, in document order."""
    found = []
    for each in sheet_root(content).iter():
        local = etree.QName(each).localname
        if local in ("dataValidation", "conditionalFormatting") and each.get("sqref"):
            found.append(each.get("sqref", ""))
        elif local == "sqref":
            found.append(each.text or "")
        elif local == "autoFilter":
            found.append(f"filter {each.get('ref')}")
    return found


def table(content: bytes) -> etree._Element:
    return etree.fromstring(part(content, TABLE))


def test_rows_follow_each_other_below_the_list() -> None:
    content = listed()
    after = patch_workbook(
        content, [AppendRow("S1", {2: "D4", 4: 4}), AppendRow("S1", {2: "D5"})]
    )
    new = {("S1", 6, 2): "D4", ("S1", 6, 4): 4, ("S1", 7, 2): "D5"}
    assert values(after) == values(content) | new
    assert changed(content, after) == {SHEET}
    spots = {(row, column) for row in (6, 7) for column in (2, 3, 4)}
    assert without(part(content, SHEET), ()) == without(part(after, SHEET), spots)


def test_a_new_row_looks_like_the_one_above() -> None:
    content = listed()
    after = patch_workbook(content, [AppendRow("S1", {2: "D4"}), AppendRow("S1", {2: "D5"})])
    for row in (6, 7):
        for column in "BCD":
            assert cell(after, f"{column}{row}").get("s") == cell(content, f"{column}5").get(
                "s"
            )
    heights = {row.get("r"): row.get("ht") for row in sheet_root(after).iter(f"{M}row")}
    assert heights["6"] == heights["7"] == heights["5"] == "39.75"


def test_a_first_row_does_not_look_like_the_header() -> None:
    content = listed(rows=0)
    after = patch_workbook(content, [AppendRow("S1", {2: "D1"})])
    assert cell(after, "B3").get("s") is None


def test_rows_prepared_for_filling_in_are_filled_in() -> None:
    """Below the list: cells with a style, and a column of formulas, but nothing typed."""
    content = raw_xlsx(
        cells(
            '<c r="A1"><v>1</v></c>',
            f'<c r="A2" s="{TEXT}"/><c r="B2"><f>A2*2</f><v>0</v></c>',
            f'<c r="A3" s="{TEXT}"/><c r="B3"><f>A3*2</f><v>0</v></c>',
        )
    )
    after = patch_workbook(content, [AppendRow("S1", {1: "x", 3: "y"})])
    assert values(after) == values(content) | {("S1", 2, 1): "x", ("S1", 2, 3): "y"}
    assert cell(after, "A2").get("s") == str(TEXT)
    assert cell(after, "B2").find(f"{M}f") is not None


def test_what_ended_at_the_last_row_grows_and_nothing_else() -> None:
    def more(workbook: Any, sheet: Any) -> None:
        sheet.autofilter("B2:D5")
        sheet.data_validation("B3:B5", {"validate": "list", "source": ["a"]})
        sheet.data_validation("C3:C50", {"validate": "list", "source": ["a"]})
        sheet.data_validation("D3:D4", {"validate": "list", "source": ["a"]})
        red = workbook.add_format({"bg_color": "#FF0000"})
        rule = {"type": "cell", "criteria": ">", "value": 1, "format": red}
        sheet.conditional_format("D3:D5", {**rule, "multi_range": "D3:D5 F2 F5"})
        sheet.conditional_format("D3:D5", {"type": "data_bar_2010"[:8], "data_bar_2010": True})
        sheet.ignore_errors({"number_stored_as_text": "B3:B5"})

    content = listed(more=more)
    before = ranges(content)
    assert before.count("D3:D5") == 2, "the 2010 rule should have a range of its own"
    after = patch_workbook(content, [AppendRow("S1", {2: "D4"}), AppendRow("S1", {2: "D5"})])
    grown = {
        "B3:B5": "B3:B7",
        "D3:D5": "D3:D7",
        "D3:D5 F2 F5": "D3:D7 F2 F5:F7",
        "filter B2:D5": "filter B2:D7",
    }
    assert ranges(after) == [grown.get(each, each) for each in before]
    assert changed(content, after) == {SHEET, "xl/workbook.xml"}
    name = part(after, "xl/workbook.xml")
    assert b"$B$2:$D$7<" in name
    assert name.replace(b"$D$7<", b"$D$5<") == part(content, "xl/workbook.xml")
    spots = {(row, column) for row in (6, 7) for column in (2, 3, 4)}
    old, new = (part(each, SHEET) for each in (content, after))
    assert without(old, (), ranges=True) == without(new, spots, ranges=True)
    assert b'sqref="B3:B5"' in new, "ignored errors are no list of ours"


def test_a_table_grows_by_rows() -> None:
    content = listed(table=True)
    after = patch_workbook(content, [AppendRow("S1", {2: "D4"}), AppendRow("S1", {2: "D5"})])
    assert changed(content, after) == {SHEET, TABLE}
    root = table(after)
    assert root.get("ref") == "B2:D7"
    assert root.find(f"{M}autoFilter").get("ref") == "B2:D7"
    assert part(after, TABLE).replace(b"B2:D7", b"B2:D5") == part(content, TABLE)


def test_a_table_with_room_does_not_grow() -> None:
    content = listed(
        table=True, rows=5, more=lambda _, sheet: sheet.write_row(6, 1, ["", "", ""])
    )
    content = patch_workbook(content, [SetCell("S1", 7, 2, None), SetCell("S1", 7, 3, None)])
    content = patch_workbook(content, [SetCell("S1", 7, 4, None)])
    after = patch_workbook(content, [AppendRow("S1", {2: "D6"})])
    assert values(after)["S1", 7, 2] == "D6"
    assert changed(content, after) == {SHEET}


def test_a_table_grows_by_columns() -> None:
    content = listed(table=True)
    after = patch_workbook(
        content,
        [
            AppendColumn("S1", {2: "岗位\n一", 3: "✓"}),
            AppendColumn("S1", {2: "岗位二", 5: "✓"}),
            AppendRow("S1", {2: "D4", 5: "✓", 6: "✓"}),
        ],
    )
    assert changed(content, after) == {SHEET, TABLE}
    root = table(after)
    assert root.get("ref") == root.find(f"{M}autoFilter").get("ref") == "B2:F6"
    columns = root.find(f"{M}tableColumns")
    assert columns.get("count") == "5"
    assert [each.get("name") for each in columns][3:] == ["岗位_x000a_一", "岗位二"]
    ids = [each.get("id") for each in columns]
    assert len(set(ids)) == 5
    new = values(after)
    assert (new["S1", 2, 5], new["S1", 3, 5], new["S1", 5, 6]) == ("岗位\n一", "✓", "✓")
    assert cell(after, "E4").get("s") == cell(content, "D4").get("s")
    assert cell(after, "F6").get("s") == cell(content, "D5").get("s")


def test_columns_follow_each_other_and_ranges_and_widths_grow() -> None:
    def more(_: Any, sheet: Any) -> None:
        sheet.set_column("D:D", 7.5)
        sheet.set_column("H:H", 20)
        sheet.data_validation("D3:D9", {"validate": "list", "source": ["✓"]})
        sheet.data_validation("B3:C9", {"validate": "list", "source": ["✓"]})
        sheet.autofilter("B2:D5")

    content = listed(more=more)
    after = patch_workbook(
        content, [AppendColumn("S1", {2: "R1", 3: "✓"}), AppendColumn("S1", {1: "二", 2: "R2"})]
    )
    assert values(after) == values(content) | {
        ("S1", 2, 5): "R1",
        ("S1", 3, 5): "✓",
        ("S1", 1, 6): "二",
        ("S1", 2, 6): "R2",
    }
    assert ranges(after) == ["filter B2:F5", "D3:F9", "B3:C9"]
    widths = [(c.get("min"), c.get("max")) for c in sheet_root(after).iter(f"{M}col")]
    assert widths == [("4", "6"), ("8", "8")]
    assert cell(after, "F2").get("s") == cell(content, "D2").get("s")
    assert cell(after, "F5").get("s") == cell(content, "D5").get("s")


def test_the_filter_of_row_and_column_grows_in_any_order() -> None:
    content = listed(more=lambda _, sheet: sheet.autofilter("B2:D5"))
    row, column = AppendRow("S1", {2: "D4", 5: "✓"}), AppendColumn("S1", {2: "R1"})
    one, other = (patch_workbook(content, each) for each in ([row, column], [column, row]))
    assert ranges(other) == ["filter B2:E6"]
    assert ranges(one)[0].startswith("filter B2:")


@pytest.mark.parametrize(("after", "row"), [(5, 6), (8, 9)])
def test_the_caller_may_know_the_last_row(after: int, row: int) -> None:
    content = listed()
    new = patch_workbook(content, [AppendRow("S1", {2: "D4"}, after=after)])
    assert values(new)["S1", row, 2] == "D4"


def test_a_note_underneath_is_not_written_over() -> None:
    content = listed(table=True, more=lambda _, sheet: sheet.write(8, 1, "注：……"))
    with pytest.raises(EditRefused) as refused:
        patch_workbook(content, [AppendRow("S1", {2: "D4"})])
    assert (refused.value.code, refused.value.fields["cell"]) == ("edit-underneath", "B9")


def test_a_note_at_the_side_is_no_hindrance() -> None:
    content = listed(table=True, more=lambda _, sheet: sheet.write(20, 8, "注"))
    after = patch_workbook(content, [AppendRow("S1", {2: "D4"})])
    assert values(after)["S1", 6, 2] == "D4"
    assert table(after).get("ref") == "B2:D6"


def test_two_tables_on_a_sheet() -> None:
    def fill(_: Any, sheet: Any) -> None:
        for column, name in ((0, "左"), (4, "右")):
            columns = [{"header": f"{name}1"}, {"header": f"{name}2"}]
            data = [["a", "b"]] * (1 + column)
            sheet.add_table(
                0, column, len(data), column + 1, {"columns": columns, "data": data}
            )

    content = xlsx(fill)
    after = patch_workbook(content, [AppendRow("S1", {1: "x"}), AppendRow("S1", {5: "y"})])
    new = {("S1", 3, 1): "x", ("S1", 7, 5): "y"}
    assert values(after) == values(content) | new
    assert table(after).get("ref") == "A1:B3"


def test_a_sheet_of_rows_without_references_takes_rows() -> None:
    content = raw_xlsx("<row><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>")
    after = patch_workbook(
        content,
        [AppendRow("S1", {1: 4}), AppendColumn("S1", {1: "x"}), AppendRow("S1", {2: 5})],
    )
    new = {("S1", 3, 1): 4, ("S1", 1, 3): "x", ("S1", 4, 2): 5}
    assert values(after) == values(content) | new


def test_an_empty_sheet_takes_rows() -> None:
    content = raw_xlsx(worksheet(""))
    after = patch_workbook(content, [AppendRow("S1", {1: "a"}), AppendRow("S1", {1: "b"})])
    assert values(after) == {("S1", 1, 1): "a", ("S1", 2, 1): "b"}
