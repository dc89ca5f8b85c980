"""Kills a batch at many moments of its write phase, and looks at what is left.

``python -m tests.kill_harness --moments 100`` takes some minutes; the suite runs a few
moments. Each moment: a forked child brings a folder from one workbook's documents to the
next one's, and is killed (SIGKILL) at its moment of the phase that was measured before.
Then every document must be whole, and a rerun must complete the folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.batches import leftovers, save_batch, sheets_of
from tests.builders import save_xlsx
from tests.reading import documents
from xl_addin import generate
from xl_addin.pipeline import delivery

TEMPLATES = ["t"]


@dataclass
class Outcome:
    """What a round of kills showed.

    Attributes:
        moments: Number of kills.
        phase: Seconds from the first document's name to the last one's.
        counts: New documents in the folder at each kill.
        partial: Kills that left some new documents, not all.
        torn: Documents that were neither the old nor the new one.
        unequal: Reruns after which the folder was not that of an undisturbed run.
        strays: Temporary files after a rerun.
    """

    moments: int
    phase: float
    counts: list[int]
    partial: int = 0
    torn: int = 0
    unequal: int = 0
    strays: int = 0


def measure(
    home: Path, *, moments: int, count: int = 120, chunk: int = 4, jobs: int = 1
) -> Outcome:
    """Kill `moments` batches of `count` documents.

    Args:
        home: An empty folder.
        moments: How many.
        count: Documents of a batch.
        chunk: Documents that get their names at once.
        jobs: Worker processes.
    """
    delivery._CHUNK = chunk
    workbook = save_batch(home, count)
    _child(workbook, home / "before", jobs)
    old = documents(home / "before")
    save_xlsx(sheets_of(count, version="V2"), workbook)
    phase = _phase(workbook, home, jobs)
    new = documents(home / "out")
    assert len(new) == len(old) == count
    outcome = Outcome(moments, round(phase, 3), [])
    for moment in range(moments):
        out = _copied(home)
        _kill_after(phase * (moment + 0.5) / moments, workbook, out, jobs)
        _judge(outcome, documents(out), old, new)
        _child(workbook, out, jobs=1)
        outcome.unequal += documents(out) != new
        outcome.strays += len(leftovers(out))
    return outcome


def _judge(
    outcome: Outcome, found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    made = sum(content == new[name] for name, content in found.items())
    outcome.counts.append(made)
    outcome.partial += 0 < made < len(new)
    outcome.torn += sum(
        content not in (old[name], new[name]) for name, content in found.items()
    )


def _copied(home: Path) -> Path:
    shutil.rmtree(home / "out", ignore_errors=True)
    return Path(shutil.copytree(home / "before", home / "out"))


def _start(workbook: Path, out: Path, jobs: int, report: int | None = None) -> int:
    """Fork a child that makes the batch; it tells when each document is counted."""

    def progress(_: int, __: int) -> None:
        if report is not None:
            os.write(report, f"{time.monotonic()}\n".encode())

    child = os.fork()
    if child == 0:
        status = 1
        try:
            generate(workbook, output=out, templates=TEMPLATES, jobs=jobs, on_progress=progress)
            status = 0
        finally:
            os._exit(status)
    return child


def _child(workbook: Path, out: Path, jobs: int) -> None:
    _, status = os.waitpid(_start(workbook, out, jobs), 0)
    assert status == 0


def _phase(workbook: Path, home: Path, jobs: int) -> float:
    """Seconds from the first document's name to the last one's, the shortest of three."""
    return min(_times(workbook, _copied(home), jobs) for _ in range(3))


def _times(workbook: Path, out: Path, jobs: int) -> float:
    reader, writer = os.pipe()
    child = _start(workbook, out, jobs, writer)
    os.close(writer)
    with os.fdopen(reader) as told:
        times = [float(line) for line in told]
    os.waitpid(child, 0)
    return times[-1] - times[0]


def _kill_after(seconds: float, workbook: Path, out: Path, jobs: int) -> None:
    """Kill a batch so many seconds after its first document has got its name."""
    reader, writer = os.pipe()
    child = _start(workbook, out, jobs, writer)
    os.close(writer)
    with os.fdopen(reader) as told:
        told.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def main() -> int:
    """Run from the command line; prints the outcome, ends with 0 if every promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--chunk", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        outcome = measure(
            Path(home),
            moments=given.moments,
            count=given.documents,
            chunk=given.chunk,
            jobs=given.jobs,
        )
    print(json.dumps(asdict(outcome)))
    return int(bool(outcome.torn or outcome.unequal or outcome.strays))


if __name__ == "__main__":
    sys.exit(main())
