"""A workbook file's bytes, whole, while somebody else may be saving or syncing it.

Takes a path and what is to be made of the bytes. Programs save in two ways: over the
file, or beside it with a deletion and a rename; a reader can meet half a file or none.
The bytes are copied once, between two looks at size and time that agree; what turns out
to be torn all the same, or is not there just now, is tried again while the file is
young. After ten seconds there is an error that says so.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from xl_addin.errors import Busy, EnvironmentFault, WorkbookError
from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Kind, Refusal, error_of

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds after which a file that is never whole is given up."""

_MB = 1024 * 1024
_BETWEEN = 0.05
# A broken file, or a missing one, that nobody has touched for so long is no save under way.
_SETTLED = 2.0
_GONE = 1.0
# What half a package can look like: no directory, or an old one over new entries.
_TORN = ("workbook-damaged", "workbook-empty", "package-duplicate", "package-compression")
# Another program has the file open for itself, as Windows says it.
_SHARING_VIOLATIONS = (32, 33)


class _Unsettled(Exception):
    """The file changed while it was read, or is not there, or is held just now."""


def read_whole(path: Path, limits: Limits | None = None) -> bytes:
    """A file's bytes at one moment; whether they make a workbook is not looked at.

    Raises:
        WorkbookError: There is no such file, or it is larger than `limits` allow.
        Busy: It was being written to for ten seconds.
        EnvironmentFault: It is locked away.
    """
    return use_whole(path, lambda content: content, limits)


def use_whole(path: Path, use: Callable[[bytes], T], limits: Limits | None = None) -> T:
    """What `use` makes of a file's bytes, with other bytes where it says they are torn.

    Args:
        path: The file.
        use: Takes the bytes; its `workbook-damaged`, `workbook-empty` and the like may
            mean that they are half a save, and get it others while the file is young.
        limits: What the file may hold.

    Raises:
        WorkbookError: As `read_whole`, and whatever `use` raises of a settled file.
        Busy: It was being written to for ten seconds.
        EnvironmentFault: It is locked away.
    """
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            content = _at_one_moment(path, limits or Limits())
            return use(content)
        except FileNotFoundError as fault:
            if not _young(path.parent, _GONE):
                raise WorkbookError("workbook-not-found", file=str(path)) from fault
        except _Unsettled:
            pass
        except WorkbookError as fault:
            if fault.code not in _TORN or _settled(path):
                raise
        except OSError as fault:
            if getattr(fault, "winerror", None) not in _SHARING_VIOLATIONS:
                cause = fault.strerror or type(fault).__name__
                raise EnvironmentFault(
                    "file-not-readable", file=str(path), cause=cause
                ) from fault
        if time.monotonic() > give_up:
            raise Busy("workbook-being-saved", file=path.name, seconds=round(PATIENCE))
        time.sleep(_BETWEEN)


def _at_one_moment(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        if before.st_size > limits.file_mb * _MB:
            refusal = Refusal.limit("file_mb", before.st_size // _MB, limits.file_mb)
            raise error_of(refusal, Kind.WORKBOOK, path.name)
        content = file.read()
        after = os.fstat(file.fileno())
    # A rename meanwhile is no harm: what was opened is still whole.
    if _state(before) != _state(after) or len(content) != after.st_size:
        raise _Unsettled
    return content


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _settled(path: Path) -> bool:
    """Whether nobody is at work on a file: it is there, and has been as it is for a while."""
    return path.exists() and not _young(path, _SETTLED)


def _young(path: Path, seconds: float) -> bool:
    """Whether a file or folder has been changed so recently that more may follow."""
    with contextlib.suppress(OSError):
        # A clock that goes ahead on a file server makes nothing young for ever.
        return abs(time.time() - path.stat().st_mtime) < seconds
    return False
