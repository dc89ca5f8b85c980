"""Runs narrowed to changed roles held against whole ones: `python -m tests.narrowing --count 300`.

The shipped workbook is edited at random, again and again, and generated into one folder;
after each edit a run into an empty folder must give the same documents, the same problems
and the same snapshot.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.shipped import TEMPLATES, WORKBOOK
from xl_addin import Report, generate
from xl_addin.pipeline import generation, run_notes
from xl_addin.pipeline.load import load
from xl_addin.pipeline.plan import workbook_id
from xl_addin.reader.values import means_off
from xl_addin.stores.snapshot_format import data_sheets
from xl_addin.stores.snapshots import Snapshots

_SHEETS = (
    "岗位",
    "开关",
    "开关",
    "开关",
    "覆盖",
    "任职要求",
    "考核",
    "协作关系",
    "职责",
    "设置",
)
_TEXTS = ("新的内容", "R&D <b>", "  两端有空格 ", "一行\n两行", "OPS-01", "30%", "", None)


@dataclass(slots=True)
class Tally:
    """How many runs were narrowed, and how many went the whole way."""

    narrowed: int = 0
    whole: int = 0


@contextmanager
def small_counts() -> Iterator[Tally]:
    """Small workbooks leave imprints too; and whole readings are counted."""
    tally = Tally()

    def counted(*given: Any) -> Any:
        tally.whole += 1
        return load(*given)

    with (
        patch.object(run_notes, "WORTH_AN_IMPRINT", 1),
        patch.object(generation, "load", counted),
    ):
        yield tally


def make(workbook: Path, output: Path) -> Report:
    """Generate with one shipped template."""
    return generate(
        workbook, output=output, templates=["job_content"], template_folder=TEMPLATES
    )


def edit(path: Path, rng: random.Random) -> str:
    """Change one thing in a workbook; says what."""
    book = load_workbook(path)
    sheet: Worksheet = book[rng.choice(_SHEETS)]
    row = rng.randint(2, sheet.max_row)
    column = rng.randint(1, sheet.max_column)
    match rng.randrange(12):
        case 0:
            sheet.delete_rows(row)
            done = f"{sheet.title}: row {row} deleted"
        case 1:
            values = [cell.value for cell in sheet[row]]
            sheet.insert_rows(row)
            for number, value in enumerate(values, start=1):
                sheet.cell(row, number, value)
            done = f"{sheet.title}: row {row} doubled"
        case 2:
            column = rng.randint(3, sheet.max_column)
            sheet.insert_cols(column)
            done = f"{sheet.title}: column {column} inserted"
        case 3:
            done = "saved"
        case _:
            cell = sheet.cell(row, column)
            if sheet.title == "开关" and row > 2 and column > 2:
                cell.value = None if cell.value else "✓"
            else:
                # Mostly what is no id; ids are changed too.
                cell.value = rng.choice(_TEXTS)
            done = f"{sheet.title}!{cell.coordinate} = {cell.value!r}"
    book.save(path)
    return done


def compare(seed: int, folder: Path, tally: Tally, *, edits: int = 4) -> list[str]:
    """What differs after each of a few edits; empty if nothing does."""
    rng = random.Random(seed)
    work = folder / "work" / "职责.xlsx"
    work.parent.mkdir(parents=True)
    book = load_workbook(WORKBOOK)
    book.save(work)
    make(work, folder / "out")
    found = []
    for number in range(edits):
        kept = work.with_suffix(".kept")
        shutil.copy(work, kept)
        done = edit(work, rng)
        wholes = tally.whole
        report = make(work, folder / "out")
        tally.narrowed += tally.whole == wholes and not report.repeated
        fresh = folder / f"fresh {number}"
        (fresh / "work").mkdir(parents=True)
        copy = Path(shutil.copy(work, fresh / "work"))
        found += [f"{seed}, {done}: {each}" for each in _differences(report, make(copy, fresh))]
        if report.done:
            found += [f"{seed}, {done}: {each}" for each in _snapshot_differs(work)]
        if report.exit_code:
            # What nobody could generate from is mended before anything else is edited.
            shutil.copy(kept, work)
            make(work, folder / "out")
    return found


def _differences(report: Report, fresh: Report) -> Iterator[str]:
    ours = {(each.role, each.template): each for each in report.documents}
    theirs = {(each.role, each.template): each for each in fresh.documents}
    if list(ours) != list(theirs):
        yield f"documents {ours.keys() ^ theirs.keys() or 'in another order'}"
        return
    for name, their in theirs.items():
        our = ours[name]
        if (our.path is None) != (their.path is None) or our.sections != their.sections:
            yield f"{name}: {our.status}, not {their.status}"
        elif our.path and their.path and our.path.read_bytes() != their.path.read_bytes():
            yield f"{name}: bytes"
    if report.repeated:
        return
    strangers = set(map(str, report.problems)) - set(map(str, fresh.problems))
    count = len(report.problems) + report.earlier_warnings
    if strangers or count != len(fresh.problems):
        yield f"{count} problems, not {len(fresh.problems)}: {strangers}"


def _snapshot_differs(workbook: Path) -> Iterator[str]:
    loaded = load(workbook)
    last = Snapshots(workbook.parent).last_of(workbook_id(loaded.book), workbook.name)
    if means_off(loaded.book.settings.get("snapshot", "")):
        return
    if last is None or last.book() != data_sheets(loaded.raw):
        yield "snapshot"


def main() -> None:
    """Compare many and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    with small_counts() as tally:
        for seed in range(given.first, given.first + given.count):
            with tempfile.TemporaryDirectory() as name:
                for each in compare(seed, Path(name), tally):
                    print(each, flush=True)
    print(f"narrowed {tally.narrowed}, whole readings {tally.whole}")


if __name__ == "__main__":
    main()
