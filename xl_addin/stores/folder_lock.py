"""One run a folder: an operating system lock, and beside it a note of who holds it.

The system frees the lock of a process that dies, so what such a run left is recovered
without asking. The note tells a second run whom it waits for; across machines, where a
shared folder may not carry the lock, the note alone decides.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from xl_addin.errors import Busy, EnvironmentFault
from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, replace, write_new

_SILENT_FOR = 600.0
"""Seconds after which a holder on another machine that gave no sign is taken for dead."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a folder.

    Attributes:
        host: Name of the machine.
        process: Process id there.
        since: When the run began, in seconds since 1970.
    """

    host: str
    process: int
    since: float


class FolderLock:
    """Keeps every other run out of a folder while this one writes to it.

    Args:
        folder: The output folder.
        break_lock: Take the folder from a holder that cannot be shown to be alive.
    """

    def __init__(self, folder: Path, *, break_lock: bool = False) -> None:
        self.folder = folder
        self._break = break_lock
        self._state = folder / STATE_FOLDER
        self._note = self._state / "holder.json"
        self._lock = FileLock(self._state / "lock", timeout=0)

    def acquire(self) -> None:
        """Take the folder.

        Raises:
            Busy: Another run holds it; `fields` name host, process and age in minutes.
            EnvironmentFault: The folder cannot be written to.
        """
        try:
            make_folder(self._state)
            self._acquire()
            self._leave_note()
        except OSError as fault:
            self._lock.release()
            cause = fault.strerror or type(fault).__name__
            raise EnvironmentFault(
                "folder-not-writable", folder=str(self.folder), cause=cause
            ) from fault

    def beat(self) -> None:
        """Give a sign of life to runs on other machines."""
        with contextlib.suppress(OSError):
            os.utime(self._note)

    def release(self) -> None:
        """Give the folder back."""
        with contextlib.suppress(OSError):
            remove(self._note)
        self._lock.release()

    def _acquire(self) -> None:
        holder = self._holder()
        here = platform.node()
        try:
            self._lock.acquire()
        except Timeout as taken:
            # On this machine the system itself says that the holder lives.
            if not self._break or holder is None or holder.host == here:
                raise self._busy(holder) from taken
            remove(self._state / "lock")
            try:
                self._lock.acquire()
            except Timeout:
                raise self._busy(holder) from taken
        elsewhere = holder is not None and holder.host != here
        if elsewhere and not self._break and self._silence() < _SILENT_FOR:
            self._lock.release()
            raise self._busy(holder)

    def _holder(self) -> Holder | None:
        try:
            return Holder(**json.loads(self._note.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def _silence(self) -> float:
        try:
            return time.time() - self._note.stat().st_mtime
        except OSError:
            return _SILENT_FOR

    def _busy(self, holder: Holder | None) -> Busy:
        known = holder or Holder("?", 0, time.time())
        minutes = max(0, round((time.time() - known.since) / 60))
        return Busy(
            "folder-busy",
            folder=str(self.folder),
            host=known.host,
            process=known.process or "?",
            minutes=minutes,
        )

    def _leave_note(self) -> None:
        beside = self._note.with_suffix(".part")
        remove(beside)
        note = Holder(platform.node(), os.getpid(), time.time())
        write_new(beside, json.dumps(asdict(note)).encode())
        replace(beside, self._note)
