"""One task after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from xl_addin.executors.base import Failure, Result, Task, attempt


class SerialExecutor:
    """The executor for small batches."""

    local = True

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Generator[tuple[Task, Result | Failure]]:
        """See `Executor.map`."""
        for task in tasks:
            yield task, attempt(function, task)
