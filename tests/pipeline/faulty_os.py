"""A disk on which the Nth call fails: what `xl_addin.filesystem` is given instead of `os`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

CALLS = frozenset(["open", "write", "fsync", "replace", "unlink", "makedirs"])


class FaultyOs:
    """Passes every call on to `os`, but for those that fail.

    Args:
        nth: The call that fails, counted from 1 over all of `CALLS`; 0 for none.
        error: What it fails with.
        lasting: Whether every later call fails too, as on a full disk or a vanished share.
    """

    def __init__(self, nth: int = 0, error: int = 0, *, lasting: bool = False) -> None:
        self.nth = nth
        self.error = error
        self.lasting = lasting
        self.count = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(name, real) if name in CALLS else real

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.nth and (
                self.count >= self.nth if self.lasting else self.count == self.nth
            ):
                if name == "write":
                    # Half of it reaches the disk before the disk says no.
                    handle, content = arguments
                    real(handle, content[: len(content) // 2])
                raise OSError(self.error, os.strerror(self.error), name)
            return real(*arguments, **options)

        return call
