"""Tasks on an existing Dask cluster: the same contract, machines of somebody else.

What tasks share (templates above all) travels once to each worker, under the hash of its
content. Tasks go in chunks, only a few of them ahead of what has been consumed. Each
worker works in a guarded child, so that a task which outruns its bounds fails by itself.
Dask tries a chunk again whose worker was lost; one that takes workers down time and again
is split, and the task at fault fails alone.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from xl_addin.errors import EnvironmentFault, WorkerDied
from xl_addin.executors.base import Failure, Result, Task, attempt
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import Guarded

if TYPE_CHECKING:
    from distributed import Client, Future

_CHUNK = 32
_CHUNKS_AHEAD = 2
_RETRIES = 2
_CONNECT_SECONDS = 10


class DaskCluster:
    """The executor for more documents than one machine makes in the time there is.

    Args:
        scheduler: Its address, such as `tcp://10.0.0.5:8786`.
        bounds: What one task may take.
        chunk: Tasks that travel together.
    """

    local = False

    def __init__(
        self, scheduler: str, bounds: Bounds | None = None, *, chunk: int = _CHUNK
    ) -> None:
        self.scheduler = scheduler
        self.bounds = bounds or Bounds()
        self._chunk = chunk

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Generator[tuple[Task, Result | Failure]]:
        """See `Executor.map`.

        Raises:
            EnvironmentFault: The scheduler cannot be reached, or has no workers.
        """
        with _client(self.scheduler) as client:
            batch = _Batch(client, function, self.bounds)
            source = iter(tasks)
            waiting: deque[tuple[list[Task], Future]] = deque()
            try:
                while True:
                    while len(waiting) < batch.workers * _CHUNKS_AHEAD:
                        chunk = list(islice(source, self._chunk))
                        if not chunk:
                            break
                        waiting.append((chunk, batch.submit(chunk)))
                    if not waiting:
                        return
                    chunk, future = waiting.popleft()
                    yield from zip(chunk, batch.results(chunk, future), strict=True)
            finally:
                client.cancel([future for _, future in waiting], force=True)


class _Batch:
    """One function on its way through the cluster."""

    def __init__(self, client: Client, function: Callable[[Any], Any], bounds: Bounds) -> None:
        self._client = client
        self._bounds = bounds
        self._content = pickle.dumps(function, protocol=pickle.HIGHEST_PROTOCOL)
        self._key = f"xl_addin-{hashlib.blake2b(self._content, digest_size=16).hexdigest()}"
        self.workers = sum(client.nthreads().values())
        if not self.workers:
            raise EnvironmentFault(
                "cluster-without-workers", scheduler=client.scheduler.address
            )
        self._send()

    def submit(self, chunk: list[Any]) -> Future:
        """Have a chunk worked on."""
        return self._client.submit(
            _run, self._key, self._shared, self._bounds, chunk,
            pure=False, retries=_RETRIES,
        )  # fmt: skip

    def results(self, chunk: list[Any], future: Future) -> list[Any]:
        """Its results, in the tasks' order."""
        from distributed import CancelledError, KilledWorker

        for _ in range(_RETRIES):
            try:
                results: list[Any] = future.result()
            except KilledWorker:
                if len(chunk) == 1:
                    return [Failure(WorkerDied("worker-died"))]
                alone = [([task], self.submit([task])) for task in chunk]
                return [self.results(each, one)[0] for each, one in alone]
            except CancelledError:
                # What tasks share went with the last worker that held it.
                self._send()
                future = self.submit(chunk)
            except (OSError, TimeoutError) as fault:
                raise _unreached(self._client.scheduler.address, fault) from fault
            else:
                return results
        return [Failure(WorkerDied("worker-died")) for _ in chunk]

    def _send(self) -> None:
        self._shared = self._client.scatter(
            {self._key: self._content}, broadcast=True, hash=False
        )[self._key]


_own = threading.local()


def _run(key: str, content: bytes, bounds: Bounds, chunk: list[Any]) -> list[Any]:
    """On a worker: a chunk's results from the guarded child of this thread."""
    child: Guarded | None = getattr(_own, "child", None)
    if child is None:
        child = _own.child = Guarded()
    with suppress(WorkerDied):
        results: list[Any] = child.call(_in_child, bounds, key, content, chunk)
        return results
    return [_alone(child, key, content, bounds, task) for task in chunk]


def _alone(child: Guarded, key: str, content: bytes, bounds: Bounds, task: Any) -> Any:
    try:
        return child.call(_in_child, bounds, key, content, [task])[0]
    except WorkerDied as fault:
        return Failure(fault)


_functions: dict[str, Callable[[Any], Any]] = {}


def _in_child(key: str, content: bytes, chunk: list[Any]) -> list[Any]:
    function = _functions.get(key)
    if function is None:
        _functions.clear()
        function = _functions[key] = pickle.loads(content)  # noqa: S301 - from our own client
    return [attempt(function, task) for task in chunk]


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as fault:
        raise EnvironmentFault("extra-missing", extra="dask") from fault
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise _unreached(address, fault) from fault


def _unreached(address: str, fault: BaseException) -> EnvironmentFault:
    cause = type(fault).__name__
    return EnvironmentFault("scheduler-not-reached", scheduler=address, cause=cause)
