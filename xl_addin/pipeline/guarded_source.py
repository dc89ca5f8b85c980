"""A workbook file read where reading can be killed.

The bytes are taken here, whole even while somebody saves the file; gate, scan and parser
all run in the guarded child, and what comes back is plain values.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from xl_addin.errors import WorkbookError, WorkerDied, XlAddinError
from xl_addin.executors.guarded import Bounds, aside
from xl_addin.model.raw import RawBook
from xl_addin.package.limits import Limits
from xl_addin.sources import open_source, require_readable
from xl_addin.sources.packing import pack, unpack
from xl_addin.sources.whole_file import use_whole

_LARGE = 2_000_000


class GuardedSource:
    """Source over one workbook file; see `WorkbookSource`.

    Args:
        path: The file.
        limits: What it may hold, and what reading it may take.

    Attributes:
        file_digest: Hash of the bytes that were read; '' before.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self.path = path
        self.file_digest = ""
        self._limits = limits or Limits()

    def read(self) -> RawBook:
        """See `WorkbookSource.read`."""
        # A format that cannot be read is told without waiting for the file.
        require_readable(self.path)
        return use_whole(self.path, self._read, self._limits)

    def _read(self, content: bytes) -> RawBook:
        bounds = Bounds(self._limits.read_seconds, self._limits.memory_mb)
        try:
            packed = aside().call(_read, bounds, self.path.name, content, self._limits)
        except WorkerDied as fault:
            # The codes are workbook-deadline, workbook-memory and workbook-died.
            reason = fault.code.removeprefix("worker-")
            raise WorkbookError(
                f"workbook-{reason}", file=self.path.name, **fault.fields
            ) from fault
        if len(content) > _LARGE:
            # What it took to read this is not to be held beside what comes of it.
            aside().let_go()
        self.file_digest = file_digest(content)
        return unpack(packed)

    def fingerprint(self) -> str:
        """See `WorkbookSource.fingerprint`."""
        return open_source(self.path).fingerprint()


def file_digest(content: bytes) -> str:
    """Hash by which journals and snapshots know a workbook's file again."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _read(name: str, content: bytes, limits: Limits) -> tuple[bytes, bytes]:
    try:
        return pack(open_source(Path(name), limits, content).read())
    except (XlAddinError, MemoryError, TimeoutError):
        raise
    except Exception as fault:
        # What a library makes of a damaged package is anything; the file is the cause.
        cause = f"{type(fault).__name__}: {fault}"
        raise WorkbookError("workbook-damaged", file=name, cause=cause) from fault
