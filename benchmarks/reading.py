"""How long workbooks take to read, beside what calamine alone takes.

    python benchmarks/reading.py

Makes two workbooks in a temporary folder and measures A and B in turn, medians of
`--rounds`: calamine's own reading to plain rows, then ours. Prints ratios, which hold
on a busy machine better than seconds do.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from python_calamine import load_workbook

from xl_addin.package.workbook_scan import WorkbookScan
from xl_addin.pipeline.load import load, uncollected
from xl_addin.reader.book import read_book
from xl_addin.sources import open_source

_WORDS = ("客户回访", "需求分析", "数据看板", "版本上线", "用户增长", "竞品调研", "活动复盘")


def make_book(path: Path, rows: int, columns: int) -> Path:
    """A workbook of 100 roles whose child sheet has that many rows and columns."""
    with xlsxwriter.Workbook(path) as workbook:
        roles = [f"R{number:03}" for number in range(100)]
        _write(workbook, "岗位", [["岗位编号", "岗位名称"], *([r, f"岗位{r}"] for r in roles)])
        _write(workbook, "职责", [["职责编号", "职责标题"], ["D1", "日常工作"]])
        _write(workbook, "开关", [["职责编号", *roles], ["D1", *["✓"] * len(roles)]])
        headers = ["岗位编号", *(f"列{number}" for number in range(2, columns + 1))]
        sheet = workbook.add_worksheet("考核")
        sheet.write_row(0, 0, headers)
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, roles[row % 100])
            for column in range(1, columns):
                if column % 4 == 0:
                    sheet.write_number(row, column, row * column / 8)
                else:
                    sheet.write_string(
                        row, column, f"{_WORDS[row % 7]}第{row % 9973}项 {column}"
                    )
    return path


def _write(workbook: xlsxwriter.Workbook, name: str, table: list[list[str]]) -> None:
    sheet = workbook.add_worksheet(name)
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)


def calamine_alone(path: Path) -> None:
    """Every sheet to plain rows."""
    with load_workbook(io.BytesIO(path.read_bytes())) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def gate_and_scan(path: Path) -> None:
    """The gate and the scan of every sheet, as the program does them: rows and all."""
    opened = WorkbookScan(path.read_bytes(), file=path.name)
    for place in range(len(opened.titles)):
        opened.sheet(place, alone=True)


def to_book(path: Path) -> None:
    """Gate, scan, parser and reader in this process: a `DutyBook`."""
    with uncollected():
        read_book(open_source(path).read())


def to_book_guarded(path: Path) -> None:
    """The same as the program does it: parsed in the guarded child, which starts for it."""
    load(path)


def compare(path: Path, rounds: int, *others: Callable[[Path], None]) -> None:
    """Print what each takes, and its ratio to calamine alone in the same round."""
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for function in (calamine_alone, *others):
            started = time.perf_counter()
            function(path)
            seconds.setdefault(function.__name__, []).append(time.perf_counter() - started)
    alone = seconds["calamine_alone"]
    for name, taken in seconds.items():
        ratio = statistics.median(one / base for one, base in zip(taken, alone, strict=True))
        print(f"  {name:16} {statistics.median(taken):7.3f} s   {ratio:5.2f} × calamine")


def main() -> None:
    """Measure both workbooks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        print("10,000 rows × 30 columns: gate and scan (to stay below 1)")
        compare(make_book(Path(folder) / "wide.xlsx", 10_000, 30), rounds, gate_and_scan)
        print("100,000 rows × 10 columns: to a DutyBook (to stay below 3)")
        long = make_book(Path(folder) / "long.xlsx", 100_000, 10)
        compare(long, rounds, gate_and_scan, to_book, to_book_guarded)


if __name__ == "__main__":
    main()
