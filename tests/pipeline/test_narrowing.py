"""After a few changed cells only the roles they concern are read, and nothing is missed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests.batches import make, save_batch, sheets_of, statuses
from tests.builders import docx, save_xlsx
from tests.narrowing import Tally, compare, small_counts
from tests.reading import documents, paragraphs
from xl_addin import Report, generate
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
    sheets["生成日志"] = [["随便"]]  # a sheet no document depends on
    save_xlsx(sheets, batch)
    make(batch, batch.parent / "out")
    sheets["生成日志"] = [["别的"]]
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


def test_an_open_question_of_a_merge_withholds_everything(batch: Path, tally: Tally) -> None:
    sheets = sheets_of(6)
    sheets["冲突"] = [["编号", "状态"], ["1", "待处理"]]
    save_xlsx(sheets, batch)
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert report.exit_code == 2


def test_a_copied_role_column_is_seen(batch: Path, tally: Tally) -> None:
    sheets = sheets_of(6)
    for row in sheets["开关"]:
        row.insert(4, row[3])
    save_xlsx(sheets, batch)
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert "role-column-twice" in {each.code for each in report.problems}


def test_rows_that_moved_under_merged_cells_are_seen(tmp_path: Path, tally: Tally) -> None:
    workbook = save_batch(tmp_path, 3)
    sheets = sheets_of(3)
    sheets["考核"] = [["岗位编号", "指标"], ["R00", "a"], ["R01", "b"], [], [], ["注", ""]]

    def save() -> None:
        save_xlsx(sheets, workbook)
        book = load_workbook(workbook)
        book["考核"].merge_cells("A4:B5")
        book.save(workbook)

    save()
    make(workbook, tmp_path / "out")
    sheets["考核"][3:5] = [["R02", "c"], ["R00", "d"]]
    del sheets["考核"][1]
    sheets["考核"].insert(1, [])
    save()
    report, narrowed = again(workbook, tally)
    assert not narrowed
    assert "merged-cells" in {each.code for each in report.problems}


def test_what_is_typed_into_merged_cells_is_seen_to_hide_those_of_others(
    tmp_path: Path, tally: Tally
) -> None:
    workbook = save_batch(tmp_path, 6)
    sheets = sheets_of(6)

    def save(version: str | None) -> None:
        sheets["岗位"][1][2], sheets["岗位"][2][2] = version, None
        save_xlsx(sheets, workbook, prepare=lambda book: book["岗位"].merge_cells("C2:C3"))

    save(None)
    assert not make(workbook, tmp_path / "out").problems
    save("V2")
    report, narrowed = again(workbook, tally)
    assert not narrowed
    assert [each.code for each in report.problems] == ["merged-cells"]


def test_texts_in_strings_of_another_shape_are_compared_whole(
    batch: Path, tally: Tally
) -> None:
    def save(title: str) -> None:
        sheets = sheets_of(6)
        sheets["职责"][1][1] = title
        with xlsxwriter.Workbook(str(batch)) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        with zipfile.ZipFile(batch) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        strings = parts["xl/sharedStrings.xml"].decode()
        parts["xl/sharedStrings.xml"] = strings.replace("</sst>", "</sst >").encode()
        with zipfile.ZipFile(batch, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    save("Filing")
    make(batch, batch.parent / "out")
    save("Sorting")
    report, narrowed = again(batch, tally)
    assert not narrowed
    assert all("written" in status for status in statuses(report).values())


def test_toggles_inside_duties_under_numbers_shown_with_zeros(
    tmp_path: Path, tally: Tally
) -> None:
    workbook = save_batch(tmp_path, 3)

    def save(version: str) -> None:
        sheets = sheets_of(3)
        del sheets["开关"]
        for number, row in enumerate(sheets["岗位"][1:], start=1):
            row[0] = number
        sheets["岗位"][2][2] = version
        toggles = ([1, 2, 3], ["✓", "", "✓"], ["", "✓", ""])
        for row, more in zip(sheets["职责"], toggles, strict=True):
            row.extend(more)
        save_xlsx(sheets, workbook)
        book = load_workbook(workbook)
        for cell in [*book["岗位"]["A"][1:], *book["职责"][1][-3:]]:
            cell.number_format = "000"
        book.save(workbook)

    save("V1")
    make(workbook, tmp_path / "out")
    save("V2")
    report, narrowed = again(workbook, tally)
    assert narrowed
    make(workbook, tmp_path / "fresh")
    assert documents(tmp_path / "out") == documents(tmp_path / "fresh")
    assert sum("written" in each for each in statuses(report).values()) == 1


def test_a_damaged_snapshot_is_not_carried_over(batch: Path, tally: Tally) -> None:
    (last,) = Snapshots(batch.parent).all("batch")
    content = bytearray(last.path.read_bytes())
    content[-30] ^= 1
    last.path.write_bytes(content)
    sheets = sheets_of(6)
    sheets["岗位"][2][2] = "V2"
    save_xlsx(sheets, batch)
    assert not again(batch, tally)[1]
    newest = Snapshots(batch.parent).all("batch")[0]
    assert newest.book() is not None


def test_documents_in_another_folder_are_left_to_their_own_journal(
    tmp_path: Path, tally: Tally
) -> None:
    workbook = save_batch(tmp_path, 3)
    sheets = sheets_of(3)
    sheets["设置"].append(["输出文件夹", "docs"])

    def run(version: str, output: Path | None) -> Report:
        sheets["岗位"][2][2] = version
        save_xlsx(sheets, workbook)
        return generate(workbook, output=output, templates=["t"], jobs=1)

    run("V1", None)
    run("V1", tmp_path / "输出")
    again_unnamed = run("V1", None)
    assert again_unnamed.folder is not None and again_unnamed.folder.name == "docs"
    run("V2", None)
    assert statuses(run("V3", tmp_path / "docs"))["R01"] == "written content"


def test_a_warning_of_no_role_holds_as_long_as_another_role_fills_its_column(
    tmp_path: Path, tally: Tally
) -> None:
    workbook = save_batch(tmp_path, 4)
    sheets = sheets_of(4)
    for row, note in zip(sheets["岗位"], ("备考", "x", "", "y", ""), strict=True):
        row.append(note)

    def run() -> tuple[Report, bool]:
        save_xlsx(sheets, workbook)
        before = tally.whole
        report = generate(workbook, output=tmp_path / "out", jobs=1, template_folder=tmp_path)
        return report, tally.whole == before

    sheets["设置"].append(["默认模板", "t"])
    first, _ = run()
    assert "column-unused" in {each.code for each in first.problems}
    sheets["岗位"][2][2] = "V2"
    report, narrowed = run()
    assert narrowed
    assert report.earlier_warnings + len(report.problems) == len(first.problems)
    sheets["岗位"][1][3] = ""
    assert run()[1]
    sheets["岗位"][3][3] = ""
    report, narrowed = run()
    assert not narrowed
    assert len(report.problems) == len(first.problems) - 1


@pytest.mark.parametrize("seed", range(12))
def test_narrowed_or_not_a_run_gives_the_same(seed: int, tmp_path: Path, tally: Tally) -> None:
    assert compare(seed, tmp_path, tally) == []
