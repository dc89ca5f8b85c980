"""How long a workbook that is open in LibreOffice Calc takes to read.

    python benchmarks/live_book.py

Opens a workbook of 1,000 roles × 26 duties, all toggles filled, and measures in turn, in
one run: reading the same file (gate, scan, parser), the live book as `RawBook`, and the
live book up to the `DutyBook` a macro works with. Prints medians, and ratios to the file.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
import xlwings as xw

from xl_addin.engines.libreoffice import engine
from xl_addin.reader.book import read_book
from xl_addin.sources import open_source
from xl_addin.sources.xlwings_book import XlwingsBook

ROLES, DUTIES = 1000, 26


def make_book(path: Path) -> Path:
    """The workbook: three sheets, a tick in every other cell, a cross in the rest."""
    roles = [f"R{number:04}" for number in range(ROLES)]
    duties = [f"D{number:02}" for number in range(DUTIES)]
    tables: dict[str, list[list[str]]] = {
        "岗位": [["岗位编号", "岗位名称", "岗位目的"]],
        "职责": [["职责编号", "职责标题", "工作要点"]],
        "开关": [["职责编号", "职责标题", *roles]],
    }
    tables["岗位"] += [[role, f"岗位{role}", "负责本岗位的日常工作"] for role in roles]
    tables["职责"] += [[duty, f"职责{duty}", "编写计划\n组织实施\n总结改进"] for duty in duties]
    tables["开关"] += [
        [duty, f"职责{duty}", *("✓" if (row + n) % 2 else "✗" for n in range(ROLES))]
        for row, duty in enumerate(duties)
    ]
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in tables.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def measure(rounds: int, **functions: Callable[[], object]) -> dict[str, list[float]]:
    """Seconds of each function, one call of each in every round."""
    taken: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            started = time.perf_counter()
            function()
            taken[name].append(time.perf_counter() - started)
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    engine()
    with tempfile.TemporaryDirectory() as folder:
        path = make_book(Path(folder) / "live.xlsx")
        app = xw.App(visible=False, add_book=False)
        try:
            book = app.books.open(path)
            taken = measure(
                rounds,
                file=lambda: open_source(path).read(),
                live=lambda: XlwingsBook(book).read(),
                live_to_book=lambda: read_book(XlwingsBook(book).read()),
            )
        finally:
            app.quit()
    print(f"{ROLES} roles × {DUTIES} duties, from the live book (to stay at or below 2 s)")
    for name, seconds in taken.items():
        pairs = zip(seconds, taken["file"], strict=True)
        ratio = statistics.median(one / base for one, base in pairs)
        spread = f"{min(seconds):.2f}–{max(seconds):.2f}"
        print(
            f"  {name:13} {statistics.median(seconds):6.2f} s ({spread})  {ratio:5.2f} × file"
        )


if __name__ == "__main__":
    main()
