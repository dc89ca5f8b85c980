"""The whole command on big batches: growth, reruns, one change, memory, one document.

`python -m benchmarks.batch --roles 10000`. Every time is the clock's, the command's start
included; processor time would leave out children that are not waited for. Memory is the sum
over its processes, looked at ten times a second; a page that several share counts once.
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.many_roles import make_many_roles

_ROOT = Path(__file__).parent.parent
_SHIPPED = _ROOT / "workbooks" / "product_operations.xlsx"

_templates = ["job_content"]


@dataclass(frozen=True)
class Figures:
    """What one command took.

    Attributes:
        wall: Seconds by the clock.
        peak: MiB of all its processes together, at most; 0 where that cannot be seen.
        making: The same, when the first document was there.
    """

    wall: float
    peak: float
    making: float


def generate(workbook: Path, folder: Path, *options: str) -> Figures:
    """Run the command and watch it."""
    command = [sys.executable, "-m", "xl_addin", "generate", str(workbook), "-o", str(folder)]
    named = ["--templates", str(_ROOT / "word_templates")]
    named += [word for template in _templates for word in ("-t", template)]
    bounds = ["--limit", "read_seconds=600", "--limit", "prepare_seconds=60"]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, *named, *bounds, *options],
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seen = _Seen(process, folder)
    seen.start()
    # Not polled: the clock stops when the command ends, not up to 0.1 s later.
    process.wait()
    wall = time.perf_counter() - started
    seen.join()
    if process.returncode:
        raise SystemExit(f"generate ended with {process.returncode}")
    return Figures(wall, seen.peak, seen.making)


class _Seen(threading.Thread):
    """Looks at a command's memory until it ends."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        super().__init__()
        self._process = process
        self._folder = folder
        self.peak = self.making = 0.0

    def run(self) -> None:
        """Look ten times a second."""
        while self._process.returncode is None:
            now = _memory(self._process.pid)
            self.peak = max(self.peak, now)
            if not self.making and any(self._folder.glob("*.docx")):
                self.making = now
            time.sleep(0.1)


def _memory(pid: int) -> float:
    """MiB of a process and all below it."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        for thread in Path(f"/proc/{pid}/task").glob("*/children"):
            total += sum(_memory(int(child)) for child in thread.read_text().split())
    except OSError:
        return total
    return total


def show(title: str, figures: Figures) -> None:
    """One line of the table."""
    memory = f"{figures.making:.0f} → {figures.peak:.0f}" if figures.making else "—"
    print(f"| {title} | {figures.wall:.2f} | {memory} |", flush=True)


def newest(folder: Path, since: int) -> list[str]:
    """Names of documents written since a moment, in nanoseconds."""
    return sorted(p.name for p in folder.glob("*.docx") if p.stat().st_mtime_ns > since)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--roles", type=int, default=10_000)
    parser.add_argument("--template", action="append", help="job_content without")
    given = parser.parse_args()
    count = given.roles
    _templates[:] = given.template or _templates
    # As in an installed package: no run compiles what another has compiled.
    compileall.compile_dir(_ROOT / "xl_addin", quiet=1)
    with tempfile.TemporaryDirectory(dir=_ROOT / "build") as name:
        home = Path(name)
        small = make_many_roles(count // 10, home / "small.xlsx")
        large = make_many_roles(count, home / "large.xlsx")
        print("| | s | MiB when making starts → most |\n|---|---|---|")
        one = generate(_SHIPPED, home / "one", "--role", "OPS-01")
        show("one document", one)
        few = generate(small, home / "few", "-j", "1")
        show(f"{count // 10} roles", few)
        many = generate(large, home / "many", "-j", "1")
        show(f"{count} roles", many)
        spread = generate(large, home / "spread", "-j", "2")
        show(f"{count} roles, two processes", spread)
        again = generate(large, home / "many", "-j", "1")
        show("again, nothing changed", again)
        moment = time.time_ns()
        shutil.move(make_many_roles(count, home / "switched.xlsx", switched=count // 2), large)
        changed = generate(large, home / "many", "-j", "1")
        show("again, one toggle changed", changed)
        made = newest(home / "many", moment)
        print(f"\nmade after the change: {made}")
        print(
            f"time a document beyond the first, {count} to {count // 10}: {(many.wall - one.wall) / (few.wall - one.wall) / 10:.2f}"
        )
        print(f"two processes: {many.wall / spread.wall:.2f} times one")
        print(f"nothing changed: {again.wall / many.wall:.1%} of making them")
        print(f"one toggle changed: {changed.wall / many.wall:.1%} of making them")


if __name__ == "__main__":
    main()
