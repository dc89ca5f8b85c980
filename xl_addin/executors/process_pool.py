"""Tasks spread over guarded worker processes of this machine.

Each worker is a child of `guarded`: a task that outruns its bounds, or takes its
process down, fails by itself; the others go on in a new process. One thread a worker
waits for it, so that results come while others are being delivered. The function
travels with each chunk, so what it wants to keep it keeps in its module.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Hashable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import islice
from typing import Any

from xl_addin.errors import DeadlineError, WorkerDied, XlAddinError
from xl_addin.executors.base import Failure, Result, Task, attempt
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import Guarded, further, shared

_FIRST_CHUNK = 8
_LARGEST_CHUNK = 64
# What tasks of a chunk share travels once: the longer a chunk the better, but a chunk has
# the bounds of one task, and the last ones of a batch should end together.
_CHUNK_SECONDS = 0.2
_CHUNKS_AHEAD = 2
# Those done before an earlier one count, too: results come in the tasks' order.
_CHUNKS_HELD = 8
# A group that took this many processes down, or their whole time, is not tried again.
_TRIES = 2


class ProcessPool:
    """The executor for templates and workbooks nobody vouches for, and for large batches.

    Args:
        jobs: Number of worker processes; the first is the one this process keeps anyway.
        bounds: What one task may take.
        group: What tasks have in common that die for the same reason, their template say:
            300 documents must not wait 300 times for one endless loop.
    """

    local = True

    def __init__(
        self,
        jobs: int = 1,
        bounds: Bounds | None = None,
        group: Callable[[Any], Hashable] | None = None,
    ) -> None:
        self.jobs = jobs
        self.bounds = bounds or Bounds()
        self.group = group

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Generator[tuple[Task, Result | Failure]]:
        """See `Executor.map`; at most a few chunks a worker are under way at once."""
        source = iter(tasks)
        waiting: deque[tuple[list[Task], Future[list[Any]]]] = deque()
        workers = _Workers(function, self.jobs, self.bounds, self.group)
        pool = ThreadPoolExecutor(self.jobs, thread_name_prefix="worker")
        try:
            while True:
                under_way = [future for _, future in waiting if not future.done()]
                while self._has_room(len(under_way), len(waiting)):
                    chunk = list(islice(source, workers.chunk))
                    if not chunk:
                        break
                    waiting.append((chunk, pool.submit(workers.run, chunk)))
                    under_way.append(waiting[-1][1])
                if not waiting:
                    return
                if waiting[0][1].done():
                    chunk, future = waiting.popleft()
                    yield from zip(chunk, future.result(), strict=True)
                else:
                    wait(under_way, return_when=FIRST_COMPLETED)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            workers.close()
            pool.shutdown(wait=True)
            # A thread may have started its child anew between the two lines above.
            workers.close()

    def _has_room(self, under_way: int, waiting: int) -> bool:
        """Whether another chunk may be begun: a slow one holds up nobody for a while."""
        return under_way < self.jobs * _CHUNKS_AHEAD and waiting < self.jobs * _CHUNKS_HELD


class _Workers:
    """The children of one batch, one a thread."""

    def __init__(
        self,
        function: Callable[[Any], Any],
        jobs: int,
        bounds: Bounds,
        group: Callable[[Any], Hashable] | None,
    ) -> None:
        self._function = function
        self._bounds = bounds
        self._group = group
        self._own = [further(number) for number in range(1, jobs)]
        self._free = [*self._own, shared()]
        self._mine = threading.local()
        self._costs: Counter[Hashable] = Counter()
        self._last: dict[Hashable, XlAddinError] = {}
        self._known: set[Hashable] = set()
        self._closed = False
        self.chunk = _FIRST_CHUNK

    def run(self, chunk: list[Any]) -> list[Any]:
        """Results or failures of a chunk's tasks."""
        results: list[Any] = []
        rest = deque(chunk)
        while rest and not all(self._proven(task) for task in rest):
            results.append(self._run_alone(rest.popleft()))
        if rest:
            results.extend(self._run_together(list(rest)))
        return results

    def close(self) -> None:
        """End the children that only batches need."""
        self._closed = True
        for child in self._own:
            child.close()

    def _run_together(self, tasks: list[Any]) -> list[Any]:
        try:
            # Nobody is warned: the time is one task's, and may be up through no fault.
            bounds = replace(self._bounds, warned=False)
            began = time.monotonic()
            results: list[Any] = self._child().call(_run, bounds, self._function, tasks)
        except WorkerDied:
            if self._closed:
                raise
            # Which task it was shows when each has the bounds for itself.
            return [self._run_alone(task) for task in tasks]
        self._keep_pace(len(tasks), time.monotonic() - began)
        return results

    def _keep_pace(self, tasks: int, seconds: float) -> None:
        """Let the next chunk hold what can be done in the time a chunk should take."""
        affordable = int(tasks * _CHUNK_SECONDS / max(seconds, 1e-6))
        self.chunk = max(1, min(affordable, _LARGEST_CHUNK, 2 * tasks))

    def _run_alone(self, task: Any) -> Any:
        group = self._group(task) if self._group else None
        if self._given_up(task):
            return Failure(self._last[group])
        try:
            result = self._child().call(attempt, self._bounds, self._function, task)
        except WorkerDied as fault:
            if self._closed:
                raise
            result = Failure(fault)
        if isinstance(result, Failure) and isinstance(result.error, WorkerDied | DeadlineError):
            self._costs[group] += 1
            self._last[group] = result.error
        else:
            self._known.add(group)
        return result

    def _proven(self, task: Any) -> bool:
        """Whether a task of its group has come through, and none too many has not."""
        if self._group is None:
            return True
        return self._group(task) in self._known and not self._given_up(task)

    def _given_up(self, task: Any) -> bool:
        return self._group is not None and self._costs[self._group(task)] >= _TRIES

    def _child(self) -> Guarded:
        child: Guarded | None = getattr(self._mine, "child", None)
        if child is None:
            child = self._mine.child = self._free.pop()
        return child


def _run(function: Callable[[Any], Any], chunk: list[Any]) -> list[Any]:
    return [attempt(function, task) for task in chunk]
