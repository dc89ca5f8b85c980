"""How long comparing and merging take as a workbook grows to 10,000 duties × 200 roles.

    python -m benchmarks.merging [--duties 10000] [--roles 200]

Makes three copies in a temporary folder: a base, ours and theirs, each side with 1,000
scattered edits (titles, points, toggles, new duties). Prints processor seconds (a busy
machine does not change them) of reading, diff, decisions, writing, and of the commands
from start to end, for a quarter, half and all of the duties, and how they grow.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import xlsxwriter

from xl_addin.merge.diff import diff
from xl_addin.merge.three_way import decide
from xl_addin.pipeline.keyed_copy import copy_from_bytes
from xl_addin.pipeline.merge import merge_step

T = TypeVar("T")
_EDITS = 1000
_TICKED = 5
_WORDS = ("数据", "用户", "活动", "版本", "反馈", "报告", "竞品", "渠道")


def make_copy(path: Path, duties: int, roles: int, seed: int | None) -> Path:
    """A workbook, one toggle in five on; with a seed, edited by somebody."""
    heads = ["职责编号", "排序", "职责标题", "概述", "工作要点"]
    rows: list[list[Any]] = [
        [f"D{n:05}", n * 10, f"{_WORDS[n % 8]}工作{n}", f"负责第{n}项工作。", _points(n)]
        for n in range(duties)
    ]
    ids = [f"R{n:03}" for n in range(roles)]
    marks = [
        ["✓" if (n * 7 + m * 3) % _TICKED == 0 else None for m in range(roles)]
        for n in range(duties)
    ]
    if seed is not None:
        chance = random.Random(seed)
        for _ in range(_EDITS):
            n, m = chance.randrange(duties), chance.randrange(roles)
            kind = chance.randrange(3)
            if kind == 0:
                rows[n][2] = f"改写{chance.randrange(10**6)}"
            elif kind == 1:
                rows[n][4] = f"{rows[n][4]}\n补充{chance.randrange(10**6)}"
            else:
                marks[n][m] = None if marks[n][m] else "✓"
        for n in range(20):
            rows.append([f"N{seed}{n}", n, f"新增职责{seed}{n}", "", "要点"])
            marks.append(["✓", *[None] * (roles - 1)])
    toggles = [[row[0], row[2], *ticks] for row, ticks in zip(rows, marks, strict=True)]
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "设置": [["键", "值"], ["工作簿编号", "W1"]],
        "岗位": [["岗位编号", "岗位名称"], *([each, f"岗位{each}"] for each in ids)],
        "职责": [heads, *rows],
        "开关": [["职责编号", "职责标题", *ids], *toggles],
    }
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        for name, table in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)
    return path


def _points(n: int) -> str:
    return "\n".join(f"{word}第{n}条" for word in _WORDS[:4])


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds and result of a call, processes it started and ended included."""
    start = _processor()
    result = call()
    return _processor() - start, result


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def command(*words: str | Path) -> None:
    """A command from start to end; `merge` ends with 1 where it has questions."""
    program = Path(sys.executable).with_name("xl-addin")
    done = subprocess.run([program, *words], stdout=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, 1), done


def measure(folder: Path, duties: int, roles: int) -> dict[str, float]:
    """Seconds of each step for one size."""
    names = {"base": None, "ours": 1, "theirs": 2}
    paths = {n: make_copy(folder / f"{n}.xlsx", duties, roles, s) for n, s in names.items()}
    seconds: dict[str, float] = {}
    ours, theirs, base = (
        copy_from_bytes(paths[n].read_bytes(), paths[n]) for n in ("ours", "theirs", "base")
    )
    seconds["read one"], _ = timed(lambda: copy_from_bytes(ours.content, paths["ours"]))
    seconds["diff"], ops = timed(lambda: diff(ours.view, theirs.view))
    seconds["decide"], decisions = timed(lambda: decide(base.view, ours.view, theirs.view))
    seconds["decide and write"], step = timed(
        lambda: merge_step(ours, theirs, base, "base.xlsx", None)
    )
    seconds["xl-addin diff"], _ = timed(
        lambda: command("diff", paths["ours"], paths["theirs"], "--json")
    )
    out = folder / "merged.xlsx"
    out.unlink(missing_ok=True)
    seconds["xl-addin merge"], _ = timed(
        lambda: command("merge", paths["base"], paths["ours"], paths["theirs"], "-o", out)
    )
    print(
        f"{duties:>6} × {roles}: {len(ops)} differences, {len(decisions)} decisions, "
        f"{len(step[0].conflicts)} conflicts, {len(step[1]) / 1e6:.1f} MB"
    )
    for name, value in seconds.items():
        print(f"        {name:<22}{value:>8.2f} s")
    return seconds


def main() -> None:
    """Measure three sizes and print how the time grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--duties", type=int, default=10_000)
    parser.add_argument("--roles", type=int, default=200)
    given = parser.parse_args()
    sizes = [given.duties // 4, given.duties // 2, given.duties]
    with tempfile.TemporaryDirectory() as name:
        found = [measure(Path(name), size, given.roles) for size in sizes]
    print("growth, whole to a quarter (4 is linear):")
    for step in found[0]:
        print(f"        {step:<22}{found[2][step] / max(found[0][step], 1e-9):>8.1f} ×")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
