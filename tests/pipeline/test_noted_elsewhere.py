"""Notes of a run are the same whoever takes them."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import pytest

from tests.batches import make, save_batch
from xl_addin.filesystem import STATE_FOLDER
from xl_addin.pipeline import guarded_source, run_notes
from xl_addin.pipeline.load import load
from xl_addin.pipeline.sheet_notes import Noting
from xl_addin.reader.imprints import layouts


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_source, "_WORTH_SEVERAL", 0)
    monkeypatch.setattr(run_notes, "WORTH_AN_IMPRINT", 1)


SHIPPED = Path(__file__).parents[2] / "workbooks" / "product_operations.xlsx"


@pytest.fixture
def alone(tmp_path: Path) -> tuple[bytes, ...]:
    save_batch(tmp_path, 9)
    return notes(tmp_path, tmp_path / "one", 1)


def notes(given: Path, folder: Path, jobs: int) -> tuple[bytes, ...]:
    """Imprint, cells of the snapshot and documents of a run over a copy of a folder."""
    folder.mkdir()
    for file in given.iterdir():
        if file.is_file():
            shutil.copy2(file, folder)
    report = make(folder / "book.xlsx", folder / "out", jobs=jobs)
    assert not report.problems
    (snapshot,) = (file for file in (folder / STATE_FOLDER).rglob("*.gz"))
    cells = gzip.decompress(snapshot.read_bytes()).partition(b"\n")[2]
    imprint = (folder / "out" / STATE_FOLDER / "imprint.jsonl").read_bytes()
    documents = sorted((folder / "out").glob("*.docx"))
    return imprint, cells, *(each.read_bytes() for each in documents)


def test_by_the_children_that_have_read_the_sheets() -> None:
    loaded = load(SHIPPED, readers=2)
    noting = Noting((("岗位", 1, 2),), layouts(loaded.book), frozenset(loaded.book.roles))
    assert loaded.held is not None
    assert loaded.held.map(noting) == {each.name: noting(each) for each in loaded.raw.sheets}
    # They have let go of them.
    assert loaded.held.map(noting) is None


def test_by_the_command_itself_where_one_has_died(
    tmp_path: Path, alone: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded_source, "_of_held", _die)
    assert notes(tmp_path, tmp_path / "two", 2) == alone


def _die(*_: object) -> None:
    os._exit(1)
