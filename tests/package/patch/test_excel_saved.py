"""Workbooks that Excel itself saved, with VBA: they come with libraries the add-in uses.

`quickstart.xlsm` and `quickstart_standalone.xlsm` are xlwings' (BSD), `blank_workbook` of
both kinds pyOpenVBA's (MIT); nothing of them is copied here.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.package.patch.oracle import changed, part, values
from xl_addin.package.gate import verify
from xl_addin.package.limits import Limits
from xl_addin.package.patch import (
    AddSheet,
    AppendColumn,
    AppendRow,
    DropSheet,
    SetCell,
    patch_workbook,
)
from xl_addin.package.refusal import Kind
from xl_addin.package.workbook import read_parts
from xl_addin.sources import open_source

BOOKS = {
    "quickstart": files("xlwings") / "quickstart.xlsm",
    "standalone": files("xlwings") / "quickstart_standalone.xlsm",
    "blank-macro": files("pyopenvba") / "_templates/blank_files/blank_workbook.xlsm",
    "blank": files("pyopenvba") / "_templates/blank_files/blank_workbook.xlsx",
}


@pytest.mark.parametrize("name", BOOKS)
def test_edits_touch_one_sheet_and_a_new_one_what_lists_it(name: str, tmp_path: Path) -> None:
    content = BOOKS[name].read_bytes()
    package = verify(content, Kind.WORKBOOK, file=name)
    assert b"Microsoft Excel" in package.parts["docProps/app.xml"]
    for sheet in read_parts(package, Limits()).sheets:
        edits = [
            SetCell(sheet.title, 40, 1, "一"),
            AppendRow(sheet.title, {1: "二"}),
            AppendColumn(sheet.title, {40: "三"}),
        ]
        after = patch_workbook(content, edits)
        assert changed(content, after) == {sheet.part}
        new = values(after).items() - values(content).items()
        assert {value for _, value in new} == {"一", "二", "三"}
        assert len(values(after)) == len(values(content)) + 3
        old, now = (part(each, sheet.part) for each in (content, after))
        assert _tail(old) == _tail(now)
        path = tmp_path / "book.xlsm"
        path.write_bytes(after)
        assert open_source(path).read().sheets
    added = patch_workbook(content, [AddSheet("冲突", (("a",),))])
    assert len(changed(content, added)) == 5
    dropped = patch_workbook(added, [DropSheet("冲突")])
    # xlwings' own workbook has an element for names with no name in it.
    old = {n: part(content, n).replace(b"<definedNames />", b"") for n in package.names}
    assert [n for n in old if old[n] != part(dropped, n)] == ["xl/styles.xml"]


def _tail(xml: bytes) -> bytes:
    """What stands behind the rows."""
    return re.split(rb"<sheetData\s*/>|</sheetData>", xml)[1]
