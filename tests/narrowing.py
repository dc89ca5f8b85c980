"""Runs narrowed to changed roles held against whole ones: `python -m tests.narrowing --count 300`.

The shipped workbook is edited at random, again and again, and generated into one folder;
after each edit a run into an empty folder must give the same documents, the same problems
and the same snapshot.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
import zipfile
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
_INLINE = re.compile(r'<c ([^<>]*?)t="inlineStr"[^<>]*><is>(.*?)</is></c>', re.DOTALL)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
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
    match rng.randrange(14):
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
        case 4:
            for cells in book["开关"].iter_rows():
                book["开关"].cell(cells[0].row, book["开关"].max_column + 1, cells[-1].value)
            done = "开关: last column doubled"
        case 5:
            other = rng.randint(2, sheet.max_row)
            for number in range(1, sheet.max_column + 1):
                first, second = sheet.cell(row, number), sheet.cell(other, number)
                first.value, second.value = second.value, first.value
            done = f"{sheet.title}: rows {row} and {other} swapped"
        case _:
            cell = sheet.cell(row, column)
            if sheet.title == "开关" and row > 2 and column > 2:
                cell.value = None if cell.value else "✓"
            else:
                # Mostly what is no id; ids are changed too, but for the workbook's own:
                # with another it is another workbook, whose way to the folder is barred.
                text = rng.choice(_TEXTS)
                own = column == 2 and sheet.cell(row, 1).value == "工作簿编号"
                cell.value = cell.value if own else text
            done = f"{sheet.title}!{cell.coordinate} = {cell.value!r}"
    book.save(path)
    return done


def share_strings(path: Path, strings: list[str]) -> None:
    """Move the texts of a workbook's cells into shared strings, as Excel keeps them.

    Args:
        path: The workbook.
        strings: Texts that are there already, in their order; new ones are added behind.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("latin-1") for name in archive.namelist()}

    def shared(cell: re.Match[str]) -> str:
        if cell[2] not in strings:
            strings.append(cell[2])
        return f'<c {cell[1]}t="s"><v>{strings.index(cell[2])}</v></c>'

    sheets = {
        name: xml for name, xml in parts.items() if name.startswith("xl/worksheets/sheet")
    }
    parts |= {name: _INLINE.sub(shared, xml) for name, xml in sheets.items()}
    items = "".join(f"<si>{text}</si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}" count="9">{items}</sst>'
    links = "xl/_rels/workbook.xml.rels"
    link = (
        f'<Relationship Id="strings" Type="{_LINK}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    parts[links] = parts[links].replace("</Relationships>", f"{link}</Relationships>")
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}"/>'
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace("</Types>", f"{kind}</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.encode("latin-1"))


def compare(seed: int, folder: Path, tally: Tally, *, edits: int = 4) -> list[str]:
    """What differs after each of a few edits; empty if nothing does."""
    rng = random.Random(seed)
    work = folder / "work" / "职责.xlsx"
    work.parent.mkdir(parents=True)
    load_workbook(WORKBOOK).save(work)
    strings: list[str] = []
    # Cells hold their texts themselves, or share them: added behind, or in a new order.
    sharing = (None, strings, [])[seed % 3]

    def save() -> None:
        if sharing is not None:
            share_strings(work, sharing if sharing is strings else [])

    save()
    make(work, folder / "out")
    found = []
    for number in range(edits):
        kept = work.with_suffix(".kept")
        shutil.copy(work, kept)
        done = edit(work, rng)
        save()
        wholes = tally.whole
        report = make(work, folder / "out")
        narrowed = tally.whole == wholes and not report.repeated
        tally.narrowed += narrowed
        fresh = folder / f"fresh {number}"
        (fresh / "work").mkdir(parents=True)
        copy = Path(shutil.copy(work, fresh / "work"))
        found += [f"{seed}, {done}: {each}" for each in _differences(report, make(copy, fresh))]
        if report.done:
            found += [f"{seed}, {done}: {each}" for each in _snapshot_differs(work)]
        if not narrowed:
            # A fault that stays would keep later runs from being narrowed.
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
