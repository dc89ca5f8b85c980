"""Tasks spread over worker processes of this machine.

Workers are spawned on every system, so that Windows runs what Linux tests. The
function travels to a worker once, not with each task.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from xl_addin.errors import EnvironmentFault
from xl_addin.executors.base import Failure, Result, Task, attempt

_CHUNK = 16
_CHUNKS_AHEAD = 2

_function: Callable[[Any], Any] | None = None


class ProcessPool:
    """The executor for batches worth several processes.

    Args:
        jobs: Number of worker processes.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | Failure]]:
        """See `Executor.map`; at most a few chunks a worker are under way at once."""
        source = iter(tasks)
        waiting: deque[tuple[list[Task], Future[list[Any]]]] = deque()
        pool = ProcessPoolExecutor(
            self.jobs,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_install,
            initargs=(function,),
        )
        try:
            while True:
                while len(waiting) < self.jobs * _CHUNKS_AHEAD:
                    chunk = list(islice(source, _CHUNK))
                    if not chunk:
                        break
                    waiting.append((chunk, pool.submit(_run, chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                yield from zip(chunk, future.result(), strict=True)
        except BrokenProcessPool as fault:
            raise EnvironmentFault("worker-died") from fault
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _install(function: Callable[[Any], Any]) -> None:
    global _function  # noqa: PLW0603 - a worker process has no other place to keep it
    _function = function


def _run(chunk: list[Any]) -> list[Any]:
    if _function is None:
        raise RuntimeError
    return [attempt(_function, task) for task in chunk]
