"""A real Dask cluster on this machine: a scheduler and workers, processes over TCP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_QUIET = {"DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "0", "PYTHONPATH": str(ROOT)}


@dataclass
class Cluster:
    """A running cluster."""

    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill_worker(self, number: int) -> None:
        """End a worker with all it started, as a power cut would."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Start one; it is gone afterwards."""
    log = folder / "scheduler.log"
    scheduler = _start(
        ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], log, folder
    )
    made = Cluster(_address(log))
    try:
        for number in range(workers):
            made.workers.append(
                _start(
                    [
                        *("worker", made.address, "--host", "127.0.0.1", "--nthreads", "1"),
                        *("--no-nanny", "--no-dashboard", "--memory-limit", "0"),
                        *("--name", f"w{number}", "--local-directory", str(folder)),
                    ],
                    folder / f"worker{number}.log",
                    folder,
                )
            )
        _wait_for_workers(made.address, workers)
        yield made
    finally:
        for process in [*made.workers, scheduler]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(arguments: list[str], log: Path, folder: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as target:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{arguments[0]}", *arguments[1:]],
            stdin=subprocess.DEVNULL,
            stdout=target,
            stderr=target,
            env={**os.environ, **_QUIET},
            cwd=folder,
            start_new_session=True,
        )


def _address(log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = re.search(r"Scheduler at:\s*(tcp://\S+)", log.read_text(errors="replace"))
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"no scheduler: {log.read_text(errors='replace')[-2000:]}")


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)
