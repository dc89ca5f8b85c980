"""A workbook file read where reading can be killed.

Gate, scan and parser all run in the guarded child; what comes back is plain values.
"""

from __future__ import annotations

from pathlib import Path

from xl_addin.errors import WorkbookError, WorkerDied, XlAddinError
from xl_addin.executors.guarded import Bounds, run_guarded
from xl_addin.model.raw import RawBook
from xl_addin.package.limits import Limits
from xl_addin.sources import open_source
from xl_addin.sources.packing import pack, unpack


class GuardedSource:
    """Source over one workbook file; see `WorkbookSource`.

    Args:
        path: The file.
        limits: What it may hold, and what reading it may take.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self.path = path
        self._limits = limits or Limits()

    def read(self) -> RawBook:
        """See `WorkbookSource.read`."""
        bounds = Bounds(self._limits.read_seconds, self._limits.memory_mb)
        path = self.path.absolute()
        try:
            return unpack(run_guarded(_read, bounds, path, self._limits))
        except WorkerDied as fault:
            # The codes are workbook-deadline, workbook-memory and workbook-died.
            reason = fault.code.removeprefix("worker-")
            raise WorkbookError(f"workbook-{reason}", file=path.name, **fault.fields) from fault

    def fingerprint(self) -> str:
        """See `WorkbookSource.fingerprint`."""
        return open_source(self.path).fingerprint()


def _read(path: Path, limits: Limits) -> tuple[bytes, bytes]:
    try:
        return pack(open_source(path, limits).read())
    except (XlAddinError, MemoryError, TimeoutError):
        raise
    except Exception as fault:
        # What a library makes of a damaged package is anything; the file is the cause.
        cause = f"{type(fault).__name__}: {fault}"
        raise WorkbookError("workbook-damaged", file=path.name, cause=cause) from fault
