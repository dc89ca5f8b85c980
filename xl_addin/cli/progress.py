"""A progress bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from xl_addin.messages import text


class ProgressBar:
    """A bar on a terminal, nothing elsewhere; drawn once there is something to count."""

    def __init__(self, language: str, code: str = "progress") -> None:
        self._label = text(code, language)
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    @property
    def advance(self) -> Callable[[int, int], None] | None:
        """The callback, or None where there is no terminal."""
        return self._advance if sys.stderr.isatty() else None

    def _advance(self, made: int, total: int) -> None:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TimeRemainingColumn,
            )

            self._progress = Progress(
                "{task.description}",
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(self._label, total=total)
        self._progress.update(self._task, completed=made, total=total)
