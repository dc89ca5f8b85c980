"""Random edits on random workbooks: exactly the edited cells differ, whoever reads them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.package.patch.oracle import M, changed, column_of, part, values, without
from tests.raw_xlsx import DATE, GENERAL, MAIN, PERCENT, TEXT, raw_xlsx
from xl_addin.errors import EditRefused
from xl_addin.package.escapes import unescape
from xl_addin.package.patch import (
    AddSheet,
    AppendColumn,
    AppendRow,
    DropSheet,
    Edit,
    SetCell,
    patch_workbook,
)
from xl_addin.sources.calamine_file import read_tables
from xl_addin.sources.xlsx_file import XlsxFile

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style:UserWarning")

ListEdit = SetCell | AppendRow | AppendColumn
SIDE = 6
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=8
) | st.sampled_from(["_x000D_", "a\nb", " x ", "<&>", "✓", "]]>"])
VALUES = (
    st.none()
    | TEXTS
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.sampled_from([0.5, -2.25, 1e-9, datetime(2026, 1, 2), datetime(1999, 12, 31, 6, 30)])
)
STYLES = st.sampled_from(
    ["", f' s="{GENERAL}"', f' s="{DATE}"', f' s="{PERCENT}"', f' s="{TEXT}"']
)
SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")


@st.composite
def cell_markup(draw: st.DrawFn, prefix: str, reference: str) -> str:
    """A cell as some program might write it."""
    style = draw(STYLES)
    given_reference = f' r="{reference}"' if reference else ""
    head = f"<{prefix}c{given_reference}{style}"
    content = draw(
        st.sampled_from(
            [
                None,
                f"><{prefix}v>12.5</{prefix}v>",
                f' t="s"><{prefix}v>0</{prefix}v>',
                f' t="b"><{prefix}v>1</{prefix}v>',
                f' t="str"><{prefix}f>A1&amp;""</{prefix}f><{prefix}v>f</{prefix}v>',
                f' t="inlineStr"><{prefix}is><{prefix}t>inline</{prefix}t></{prefix}is>',
                f" ><!-- c --><{prefix}v>7</{prefix}v>",
            ]
        )
    )
    return f"{head}/>" if content is None else f"{head}{content}</{prefix}c>"


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """A worksheet: rows and cells missing, with and without references, prefixed or not."""
    prefix = draw(st.sampled_from(["", "x:"]))
    bare = draw(st.booleans())
    rows = []
    for row in range(1, draw(st.integers(0, SIDE)) + 1):
        if not bare and draw(st.integers(0, 4)) == 0:
            continue
        cells = ""
        for column in range(1, draw(st.integers(0, SIDE)) + 1):
            if bare or draw(st.integers(0, 3)):
                cells += draw(
                    cell_markup(prefix, "" if bare else f"{'ABCDEF'[column - 1]}{row}")
                )
        number = "" if bare else f' r="{row}"'
        given_spans = draw(st.sampled_from(["", ' spans="1:6"', ' ht="33" customHeight="1"']))
        open_tag = f"<{prefix}row{number}{given_spans}"
        rows.append(f"{open_tag}>{cells}</{prefix}row>" if cells else f"{open_tag}/>")
    names = f'xmlns:x="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    data = "".join(rows)
    return (
        f'<{prefix}worksheet {names}><{prefix}dimension ref="A1"/>'
        f'<{prefix}cols><{prefix}col min="2" max="3" style="{TEXT}"/></{prefix}cols>'
        f"<{prefix}sheetData>{data}</{prefix}sheetData></{prefix}worksheet>"
    )


@st.composite
def books(draw: st.DrawFn) -> bytes:
    parts = dict(zip(SHEETS, (draw(sheets()), draw(sheets())), strict=True))
    return raw_xlsx("", "", strings=["<t>shared</t>"], parts=parts)


SPOT = st.integers(1, SIDE + 2)
EDITS = st.lists(
    st.builds(SetCell, st.sampled_from(["S1", "S2"]), SPOT, SPOT, VALUES)
    | st.builds(
        AppendRow, st.sampled_from(["S1", "S2"]), st.dictionaries(SPOT, VALUES, max_size=4)
    )
    | st.builds(
        AppendColumn,
        st.sampled_from(["S1", "S2"]),
        st.dictionaries(SPOT, VALUES, max_size=4, min_size=1),
    ),
    max_size=8,
)


class Model:
    """What edits mean, said plainly over a dictionary of values."""

    def __init__(self, content: bytes) -> None:
        self.values = values(content)
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.formulas = {
            (sheet.title, cell.row, cell.column)
            for sheet in book
            for line in sheet.iter_rows()
            for cell in line
            if cell.data_type == "f"
        }
        self.touched: dict[str, set[tuple[int, int]]] = {"S1": set(), "S2": set()}

    def apply(self, edit: ListEdit) -> bool:
        """Make an edit; False if a formula stands in its way."""
        spots = self._spots(edit)
        if any((edit.sheet, *spot) in self.formulas for spot in spots):
            return False
        for spot, value in spots.items():
            self.values.pop((edit.sheet, *spot), None)
            if value is not None:
                self.values[edit.sheet, *spot] = value
            self.touched[edit.sheet].add(spot)
        return True

    def _spots(self, edit: ListEdit) -> dict[tuple[int, int], Any]:
        if isinstance(edit, SetCell):
            return {(edit.row, edit.column): edit.value}
        typed = [key[1:] for key in self.values.keys() - self.formulas if key[0] == edit.sheet]
        if isinstance(edit, AppendRow):
            row = 1 + max((row for row, _ in typed), default=0)
            return {(row, column): value for column, value in edit.values.items()}
        column = 1 + max((column for _, column in typed), default=0)
        return {(row, column): value for row, value in edit.values.items()}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), EDITS)
def test_exactly_the_edited_cells_differ(content: bytes, edits: list[ListEdit]) -> None:
    model = Model(content)
    made: list[ListEdit] = []
    for edit in edits:
        if model.apply(edit):
            made.append(edit)
        else:
            with pytest.raises(EditRefused) as refused:
                patch_workbook(content, [*made, edit])
            assert refused.value.code == "edit-formula"
    after = patch_workbook(content, made)
    assert values(after) == model.values
    assert _own_reader(after) == model.values
    assert _by_openpyxl(after) == {
        key: value for key, value in model.values.items() if key not in model.formulas
    }
    assert changed(content, after) <= {*SHEETS, "xl/styles.xml"}
    for name, title in zip(SHEETS, ("S1", "S2"), strict=True):
        old, new = part(content, name), part(after, name)
        # Appended rows and columns bring cells that hold a style alone.
        spots = model.touched[title] | (_places(new) - _places(old))
        assert without(old, spots, ranges=True) == without(new, spots, ranges=True)


def _places(xml: bytes) -> set[tuple[int, int]]:
    found, row = set(), 0
    for line in etree.fromstring(xml).iter(f"{M}row"):
        row, column = int(line.get("r", row + 1)), 0
        for each in line.iterchildren(f"{M}c"):
            reference = each.get("r")
            column = column_of(reference) if reference else column + 1
            found.add((row, column))
    return found


class _Memory(XlsxFile):
    """The product's own reader over bytes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(Path("book.xlsx"), read_tables)
        self._content = content


def _own_reader(content: bytes) -> dict[tuple[str, int, int], Any]:
    return {
        (sheet.name, row, column): value
        for sheet in _Memory(content).read().sheets
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if value is not None
    }


def _by_openpyxl(content: bytes) -> dict[tuple[str, int, int], Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.row, cell.column): unescape(cell.value)
        if isinstance(cell.value, str)
        else cell.value
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None and cell.data_type != "f"
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), EDITS)
def test_a_sheet_of_our_own_comes_and_goes(content: bytes, edits: list[ListEdit]) -> None:
    made: list[Edit] = []
    for edit in edits:
        try:
            patch_workbook(content, [*made, edit])
        except EditRefused:
            continue
        made.append(edit)
    with_sheet = patch_workbook(content, [AddSheet("冲突", (("a", 1),)), *made])
    assert values(with_sheet).items() >= values(patch_workbook(content, made)).items()
    gone = patch_workbook(with_sheet, [DropSheet("冲突")])
    plain = patch_workbook(content, made)
    with zipfile.ZipFile(io.BytesIO(gone)) as one, zipfile.ZipFile(io.BytesIO(plain)) as other:
        assert one.namelist() == other.namelist()
        for name in one.namelist():
            if name != "xl/styles.xml" and name not in SHEETS:
                assert one.read(name) == other.read(name), name
    assert values(gone) == values(plain)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(books(), EDITS)
def test_edits_at_once_are_edits_in_turn(content: bytes, edits: list[ListEdit]) -> None:
    at_once = in_turn = content
    made: list[Edit] = []
    for edit in edits:
        try:
            at_once = patch_workbook(content, [*made, edit])
        except EditRefused:
            continue
        in_turn = patch_workbook(in_turn, [edit])
        made.append(edit)
    assert _own_reader(at_once) == _own_reader(in_turn)
