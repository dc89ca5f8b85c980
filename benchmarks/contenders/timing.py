"""The clock every Python contender uses; no import of its own, so that any venv runs it."""

from __future__ import annotations

import gc
import json
import pickle
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def arguments() -> tuple[Path, list[Any], Path, list[str]]:
    """Template, records, new folder, and whatever else was given."""
    template, data, folder, *rest = sys.argv[1:]
    records = _records(Path(data))
    Path(folder).mkdir(parents=True)
    return Path(template), records, Path(folder), rest


def _records(path: Path) -> list[Any]:
    if path.suffix == ".pickle":
        return [pickle.loads(each) for each in pickle.loads(path.read_bytes())]
    records: list[Any] = json.loads(path.read_text("utf-8"))
    return records


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Measure a block: wall-clock and processor seconds, those of ended children too."""
    gc.collect()
    # What is filled in was there before: collecting it again is nobody's work.
    gc.freeze()
    before, started = _processor(), time.perf_counter()
    result: dict[str, float] = {}
    yield result
    result["seconds"] = time.perf_counter() - started
    result["cpu"] = _processor() - before
    print(json.dumps(result))


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
