"""The contract every executor keeps; neighbours: one module a kind of executor."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from xl_addin.errors import XlAddinError

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a task ended with instead of a result."""

    error: XlAddinError


class Executor(Protocol):
    """Runs one function over many tasks.

    Attributes:
        local: Whether tasks run on this machine, and so may write to its disk.
    """

    local: bool

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Generator[tuple[Task, Result | Failure]]:
        """Each task with its result or failure, in the tasks' order, lazily.

        Args:
            function: Picklable; only an `XlAddinError` it raises becomes a `Failure`.
            tasks: Picklable; taken only as fast as results are consumed.

        Closing the generator early ends the work under way before it returns.
        """
        ...


def attempt(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    """A task's result, or the failure it raised."""
    try:
        return function(task)
    except XlAddinError as error:
        return Failure(error)
