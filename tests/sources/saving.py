"""Reads of a workbook that another process saves without a pause; each must be whole.

`python -m tests.sources.saving 1000` makes 1,000 reads for each way programs save. Every
version of the workbook holds its own number in every cell, so a mixture would show.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from xl_addin.errors import WorkbookError, XlAddinError
from xl_addin.model.raw import RawBook
from xl_addin.pipeline.guarded_source import GuardedSource
from xl_addin.sources.calamine_file import CalamineFile

WAYS = ("over", "beside", "truncated")
VERSIONS = 7
ROWS = 400
_PAUSE = 0.02
_MODULE = "tests.sources.saving"


def save_versions(folder: Path) -> None:
    """Versions of one workbook, of different sizes."""
    for number in range(VERSIONS):
        workbook = Workbook()
        sheet = workbook.active
        for row in range(ROWS + 100 * number):
            sheet.append([f"版本 {number}", f"第 {row} 行", f"{hash((number, row)):x}", number])
        workbook.save(folder / f"{number}.xlsx")


def save_for_ever(folder: Path, way: str) -> None:
    """Save one version after the other, as Excel (`beside`) or a simple program does."""
    versions = [(folder / f"{number}.xlsx").read_bytes() for number in range(VERSIONS)]
    path = folder / "book.xlsx"
    number = 0
    while True:
        content = versions[number % VERSIONS]
        if way == "beside":
            temporary = folder / "A1B2C300"
            _write(temporary, content, "wb")
            path.unlink()
            time.sleep(0.002)
            temporary.rename(path)
        elif way == "truncated":
            _write(path, content, "wb")
        else:
            _write(path, content, "r+b")
            os.truncate(path, len(content))
        number += 1
        time.sleep(_PAUSE)


def _write(path: Path, content: bytes, mode: str) -> None:
    third = len(content) // 3
    with path.open(mode) as file:
        for begin in range(0, len(content), third):
            file.write(content[begin : begin + third])
            file.flush()
            time.sleep(0.002)


def ours(path: Path) -> RawBook:
    """As every command reads a workbook."""
    return GuardedSource(path).read()


def at_once(path: Path) -> RawBook:
    """Without a second look, for comparison."""
    try:
        return CalamineFile(path, content=path.read_bytes()).read()
    except FileNotFoundError as fault:
        raise WorkbookError("workbook-not-found", file=str(path)) from fault


def read_many(
    folder: Path, way: str, count: int, read: Callable[[Path], RawBook] = ours
) -> Counter[str]:
    """What became of `count` reads: `whole`, `MIXED`, or an error's code."""
    save_versions(folder)
    path = folder / "book.xlsx"
    path.write_bytes((folder / "0.xlsx").read_bytes())
    writer = [sys.executable, "-m", _MODULE, "--save", str(folder), way]
    saver = subprocess.Popen(writer)
    outcomes: Counter[str] = Counter()
    seen = set()
    try:
        while outcomes.total() < count:
            try:
                rows = read(path).sheets[0].rows
            except XlAddinError as error:
                outcomes[error.code] += 1
                continue
            numbers = {row[3] for row in rows} | {int(row[0].split()[1]) for row in rows}
            whole = len(numbers) == 1 and len(rows) == ROWS + 100 * min(numbers)
            outcomes["whole" if whole else "MIXED"] += 1
            seen |= numbers
        assert saver.poll() is None, "the saving process died"
    finally:
        saver.kill()
        saver.wait()
    outcomes["versions seen"] = len(seen)
    return outcomes


if __name__ == "__main__":
    if sys.argv[1] == "--save":
        save_for_ever(Path(sys.argv[2]), sys.argv[3])
    for each in WAYS:
        for reader in (ours, at_once):
            began = time.monotonic()
            with tempfile.TemporaryDirectory() as place:
                found = dict(read_many(Path(place), each, int(sys.argv[1]), reader))
            print(f"{each:10} {reader.__name__:8} {found}  {time.monotonic() - began:.1f} s")
