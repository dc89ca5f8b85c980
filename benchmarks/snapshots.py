"""What a snapshot costs a batch: the same run with and without one, in turn.

Run: `python -m benchmarks.snapshots [roles] [rounds]`. Every run starts in an empty
folder; the ratio of the medians and the cost of one snapshot alone are printed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from unittest.mock import patch

from benchmarks.many_roles import make_many_roles
from xl_addin import generate
from xl_addin.pipeline.load import load
from xl_addin.pipeline.snapshot import keep


def run(workbook: Path, *, kept: bool) -> float:
    """Seconds of one run."""
    home = workbook.parent
    shutil.rmtree(home / ".xl_addin", ignore_errors=True)
    shutil.rmtree(home / "out", ignore_errors=True)
    began = time.perf_counter()
    if kept:
        generate(workbook, output=home / "out")
    else:
        with patch("xl_addin.pipeline.generation.RunNotes", lambda *_: None):
            generate(workbook, output=home / "out")
    seconds = time.perf_counter() - began
    assert bool(list(home.glob(".xl_addin/snapshots/*/*"))) is kept
    return seconds


def main(roles: int = 200, rounds: int = 5) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = make_many_roles(roles, Path(folder) / "many.xlsx")
        run(workbook, kept=True)
        taken = {kept: [] for kept in (True, False)}
        for _ in range(rounds):
            for kept, seconds in taken.items():
                seconds.append(run(workbook, kept=kept))
        loaded = load(workbook)
        alone = []
        for _ in range(rounds):
            shutil.rmtree(workbook.parent / ".xl_addin", ignore_errors=True)
            began = time.perf_counter()
            snapshot = keep(loaded)
            alone.append(time.perf_counter() - began)
        with_one, without = median(taken[True]), median(taken[False])
        size = snapshot.path.stat().st_size if snapshot else 0
        print(f"{roles} roles, median of {rounds} runs in turn")
        print(f"with a snapshot {with_one:.3f} s, without {without:.3f} s")
        print(f"ratio {with_one / without:.3f}; a snapshot alone {1000 * median(alone):.1f} ms")
        print(f"workbook {workbook.stat().st_size:,} bytes, snapshot {size:,} bytes")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
