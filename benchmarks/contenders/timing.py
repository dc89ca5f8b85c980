"""The clock every Python contender uses; no import of its own, so that any venv runs it."""

from __future__ import annotations

import gc
import json
import pickle
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Records:
    """What is filled in, one record made at a time, as a batch makes them.

    Args:
        kept: The records, each written down by itself.
        load: Makes one of them.
    """

    def __init__(self, kept: Sequence[Any], load: Callable[[Any], Any]) -> None:
        self._kept = kept
        self._load = load

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Any]:
        return map(self._load, self._kept)


class Clock:
    """Clock and processor, stopped while a record is made, and while one is freed.

    Attributes:
        result: Seconds of both, at the end; contenders may add to it.
    """

    def __init__(self) -> None:
        self.result: dict[str, float] = {}
        self._stopped = self._stopped_cpu = 0.0
        self._cpu, self._wall = _processor(), time.perf_counter()

    def each(self, records: Records) -> Iterator[Any]:
        """The records, in turn."""
        waiting = iter(records)
        # The one filled last is held until the clock has stopped again.
        held = deque[Any](maxlen=2)
        while True:
            wall, cpu = time.perf_counter(), time.process_time()
            held.append(next(waiting, self))
            self._stopped += time.perf_counter() - wall
            self._stopped_cpu += time.process_time() - cpu
            if held[-1] is self:
                return
            yield held[-1]

    def stop(self) -> None:
        """Work out the result."""
        self.result["seconds"] = time.perf_counter() - self._wall - self._stopped
        self.result["cpu"] = _processor() - self._cpu - self._stopped_cpu


def arguments() -> tuple[Path, Records, Path, list[str]]:
    """Template, records, new folder, and whatever else was given."""
    template, data, folder, *rest = sys.argv[1:]
    Path(folder).mkdir(parents=True)
    return Path(template), _records(Path(data)), Path(folder), rest


def pickled(values: Sequence[Any]) -> Records:
    """Anything made anew each time."""
    return Records([pickle.dumps(each) for each in values], pickle.loads)


def _records(path: Path) -> Records:
    if path.suffix == ".pickle":
        return Records(pickle.loads(path.read_bytes()), pickle.loads)
    made = json.loads(path.read_text("utf-8"))
    return Records([json.dumps(each) for each in made], json.loads)


@contextmanager
def timed() -> Iterator[Clock]:
    """Measure a block: wall-clock and processor seconds, those of ended children too."""
    gc.collect()
    # What is filled in was there before: collecting it again is nobody's work.
    gc.freeze()
    clock = Clock()
    yield clock
    clock.stop()
    print(json.dumps(clock.result))


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
