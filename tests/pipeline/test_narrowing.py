"""After a few changed cells only the roles they concern are read, and nothing is missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batches import make, save_batch, sheets_of, statuses
from tests.builders import docx, save_xlsx
from tests.narrowing import Tally, compare, small_counts
from tests.reading import paragraphs
from xl_addin import Report
from xl_addin.filesystem import STATE_FOLDER
from xl_addin.pipeline.generation import Generation
from xl_addin.stores.snapshot_format import content_digest
from xl_addin.stores.snapshots import Snapshots


@pytest.fixture(autouse=True)
def tally() -> Iterator[Tally]:
    with small_counts() as counted:
        yield counted


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    workbook = save_batch(tmp_path, 6)
    make(workbook, tmp_path / "out")
    return workbook


def again(workbook: Path, tally: Tally) -> tuple[Report, bool]:
    """A further run, and whether it was narrowed."""
    before = tally.whole
    report = make(workbook, workbook.parent / "out")
    return report, tally.whole == before and not report.repeated


def test_a_toggle_is_read_for_its_role_alone(batch: Path, tally: Tally) -> None:
    sheets = sheets_of(6)
    sheets["开关"][2][3] = "✓"  # D2 of R01
    save_xlsx(sheets, batch)

    report, narrowed = again(batch, tally)

    assert narrowed
    assert list(statuses(report)) == ["R00", "R01", "R02", "R03", "R04", "R05"]
    assert [name for name, status in statuses(report).items() if "written" in status] == ["R01"]
    made = (batch.parent / "out" / "R01.docx").read_bytes()
    assert paragraphs(made)[1:] == ["Filing", "Planning"]
    assert make(batch, batch.parent / "out").repeated


def test_it_goes_on_from_narrowed_run_to_narrowed_run(batch: Path, tally: Tally) -> None:
    sheets = sheets_of(6)
    for row in (1, 3, 5):
        sheets["岗位"][row + 1][2] = f"V{row + 1}"
        save_xlsx(sheets, batch)
        report, narrowed = again(batch, tally)
        assert narrowed
        assert statuses(report)[f"R0{row}"] == "written content"
        assert sum("written" in each for each in statuses(report).values()) == 1


def test_saved_without_a_change_nothing_is_made(batch: Path, tally: Tally) -> None:
    sheets = sheets_of(6)
    sheets["选项"] = [["随便"]]  # a sheet no document depends on
    save_xlsx(sheets, batch)
    make(batch, batch.parent / "out")
    sheets["选项"] = [["别的"]]
    save_xlsx(sheets, batch)

    report, narrowed = again(batch, tally)

    assert narrowed
    assert set(statuses(report).values()) == {"unchanged"}
    assert report.exit_code == 0


def test_earlier_warnings_are_counted_on(batch: Path, tally: Tally) -> None:
    first = make(batch, batch.parent / "out", reread=True)
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    report, narrowed = again(batch, tally)
    assert narrowed
    assert report.earlier_warnings + len(report.problems) == len(first.problems)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value"),
    [
        ("职责", 1, 1, "Archiving"),  # of every role
        ("设置", 1, 1, "{岗位编号} {岗位名称}"),  # every document's name
        ("岗位", 2, 0, "R99"),  # another role
        ("岗位", 2, 1, ""),  # an error
        ("开关", 1, 3, "maybe"),  # another
    ],
)
def test_what_concerns_more_than_one_role_is_read_whole(
    batch: Path, tally: Tally, sheet: str, row: int, column: int, value: str
) -> None:
    sheets = sheets_of(6)
    sheets[sheet][row][column] = value
    save_xlsx(sheets, batch)
    assert not again(batch, tally)[1]


def test_another_template_or_an_edited_document_is_seen(batch: Path, tally: Tally) -> None:
    out = batch.parent / "out"
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    (out / "R04.docx").write_bytes(b"edited")
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert statuses(report)["R04"] == "edited"

    (out / "R04.docx").unlink()
    make(batch, out)
    sheets["岗位"][2][2] = "V3"
    save_xlsx(sheets, batch)
    (batch.parent / "t.docx").write_bytes(docx("{{ role.name }}", "new"))
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert {each.split()[0] for each in statuses(report).values()} == {"written"}


@pytest.mark.parametrize("harm", [b"", b"{}\n", b"not json"])
def test_a_damaged_imprint_costs_nothing_but_time(
    batch: Path, tally: Tally, harm: bytes
) -> None:
    kept = batch.parent / "out" / STATE_FOLDER / "imprint.jsonl"
    lines = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(harm or b"".join([*lines[:-1], b"[]\n"]))
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert statuses(report)["R01"] == "written content"


def test_a_snapshot_that_is_gone_is_taken_whole(batch: Path, tally: Tally) -> None:
    snapshots = Snapshots(batch.parent)
    for each in snapshots.all("batch"):
        each.path.unlink()
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    assert not again(batch, tally)[1]
    assert len(snapshots.all("batch")) == 1


def test_the_snapshot_of_a_narrowed_run_holds_every_role(batch: Path, tally: Tally) -> None:
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    assert again(batch, tally)[1]

    last = Snapshots(batch.parent).all("batch")[0]
    book = last.book()
    assert book is not None
    assert [row[0] for row in book.sheets[0].rows][-6:] == [f"R{n:02d}" for n in range(6)]
    assert content_digest(book) == last.digest


def test_documents_that_are_in_use_now_are_looked_at_again_under_the_lock(
    batch: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    going = Generation._run

    def meanwhile(self: Generation, *given: object) -> Report:
        (batch.parent / "out" / "R05.docx").write_bytes(b"edited meanwhile")
        return going(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Generation, "_run", meanwhile)
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert statuses(report)["R05"] == "edited"
    assert statuses(report)["R01"] == "written content"


@pytest.mark.parametrize("seed", range(12))
def test_narrowed_or_not_a_run_gives_the_same(seed: int, tmp_path: Path, tally: Tally) -> None:
    assert compare(seed, tmp_path, tally) == []
