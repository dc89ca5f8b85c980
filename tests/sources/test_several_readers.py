"""Several processes reading one workbook read what one of them would."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.package.scanning import scan_workbook
from tests.raw_xlsx import cells, raw_xlsx
from xl_addin.errors import WorkbookError
from xl_addin.package.share import Share, shares
from xl_addin.package.workbook_scan import WorkbookScan
from xl_addin.pipeline import guarded_source
from xl_addin.pipeline.guarded_source import GuardedSource

SHIPPED = Path(__file__).parents[2] / "workbooks" / "product_operations.xlsx"


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_source, "_WORTH_SEVERAL", 0)


def test_the_same_book() -> None:
    one, two = GuardedSource(SHIPPED), GuardedSource(SHIPPED, readers=2)
    assert two.read() == one.read()
    assert two.file_digest == one.file_digest


def test_one_reader_sheet_by_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = GuardedSource(SHIPPED)
    book = at_once.read()
    monkeypatch.setattr(guarded_source, "_LARGE", 0)
    apart = GuardedSource(SHIPPED)
    assert apart.read() == book
    assert apart.parts == at_once.parts


def test_more_readers_than_sheets(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(raw_xlsx(cells('<c r="A1"><v>1</v></c>')))
    assert GuardedSource(path, readers=3).read() == GuardedSource(path).read()


def test_the_same_fault(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    bad = cells('<c r="A1" t="b"><v>2</v></c>')
    path.write_bytes(raw_xlsx(bad, bad, names=["一", "二"]))
    said = []
    for readers in (1, 2):
        with pytest.raises(WorkbookError) as caught:
            GuardedSource(path, readers=readers).read()
        said.append((caught.value.code, caught.value.fields))
    assert said[0] == said[1]


def test_each_sheet_is_in_one_share_and_the_largest_first() -> None:
    content = SHIPPED.read_bytes()
    sizes = {
        sheet.place: sum(map(len, sheet.rows or ()))
        for sheet in scan_workbook(content, file="book.xlsx", alone=True)
    }
    scan = WorkbookScan(content, file="book.xlsx")
    found = [scan.places(share) for share in shares()]
    assert sorted(place for share in found for place in share) == sorted(sizes)
    assert found[0] == [max(sizes, key=lambda place: sizes[place])]


def test_a_reader_that_dies_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_source, "_read_share", _die)
    assert GuardedSource(SHIPPED, readers=2).read() == GuardedSource(SHIPPED).read()


def _die(_share: Share, *, is_held: bool) -> None:
    os._exit(1)
