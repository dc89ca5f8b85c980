"""A workbook file read where reading can be killed.

The bytes are taken here, whole even while somebody saves the file; gate, scan and parser
all run in a guarded child, and what comes back is plain values. Several children may read
one large file, each some of its sheets.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import replace
from pathlib import Path

from xl_addin.errors import WorkbookError, WorkerDied, XlAddinError
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import Guarded, aside, further
from xl_addin.model.imprint import PartDigests
from xl_addin.model.raw import RawBook
from xl_addin.package.limits import Limits
from xl_addin.package.share import WHOLE, Share
from xl_addin.sources import open_source, require_readable
from xl_addin.sources.packing import pack, unpack
from xl_addin.sources.whole_file import use_whole

_LARGE = 2_000_000
_WORTH_SEVERAL = 1_000_000

_Packed = tuple[tuple[int, ...], tuple[bytes, bytes], PartDigests]
"""Places of some sheets among the tabs, the sheets as they travel, and the file's parts."""


class GuardedSource:
    """Source over one workbook file; see `WorkbookSource`.

    Args:
        path: The file.
        limits: What it may hold, and what reading it may take.
        readers: How many processes may read it at once.

    Attributes:
        file_digest: Hash of the bytes that were read; '' before.
        parts: Hashes of the file's parts; None before.
    """

    def __init__(self, path: Path, limits: Limits | None = None, readers: int = 1) -> None:
        self.path = path
        self.file_digest = ""
        self.parts: PartDigests | None = None
        self._readers = readers
        self._limits = limits or Limits()

    def read(self) -> RawBook:
        """See `WorkbookSource.read`."""
        # A format that cannot be read is told without waiting for the file.
        require_readable(self.path)
        return use_whole(self.path, self._read, self._limits)

    def _read(self, content: bytes) -> RawBook:
        try:
            packed = self._packed(content)
        except WorkerDied as fault:
            raise unreadable(fault, self.path) from fault
        if len(content) > _LARGE:
            # What it took to read this is not to be held beside what comes of it.
            aside().let_go()
        self.file_digest = file_digest(content)
        parts = [each for _, _, each in packed]
        regular = frozenset[str]().union(*(each.regular for each in parts))
        self.parts = replace(parts[0], regular=regular)
        return _joined(packed)

    def _packed(self, content: bytes) -> list[_Packed]:
        if self._readers > 1 and len(content) > _WORTH_SEVERAL:
            # What one of them finds wrong another may, too: it is told as one reader would.
            with contextlib.suppress(WorkerDied, XlAddinError):
                return self._by_several(content)
        return [self._share(aside(), content, WHOLE)]

    def _by_several(self, content: bytes) -> list[_Packed]:
        from concurrent.futures import ThreadPoolExecutor

        children = [aside(), *(further(number) for number in range(1, self._readers))]
        shares = [Share(number, self._readers) for number in range(self._readers)]
        with ThreadPoolExecutor(self._readers, thread_name_prefix="reading") as threads:
            return list(threads.map(self._share, children, [content] * self._readers, shares))

    def _share(self, child: Guarded, content: bytes, share: Share) -> _Packed:
        bounds = Bounds(self._limits.read_seconds, self._limits.memory_mb)
        return child.call(_read, bounds, self.path.name, content, self._limits, share)

    def fingerprint(self) -> str:
        """See `WorkbookSource.fingerprint`."""
        return open_source(self.path).fingerprint()


def is_large(path: Path) -> bool:
    """Whether several processes read a file sooner than one."""
    try:
        return path.stat().st_size > _WORTH_SEVERAL
    except OSError:
        return False


def file_digest(content: bytes) -> str:
    """Hash by which journals and snapshots know a workbook's file again."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def unreadable(fault: WorkerDied, path: Path) -> WorkbookError:
    """What became of the child, as what is the matter with the file it read."""
    # The codes are workbook-deadline, workbook-memory and workbook-died.
    reason = fault.code.removeprefix("worker-")
    return WorkbookError(f"workbook-{reason}", file=path.name, **fault.fields)


def _read(name: str, content: bytes, limits: Limits, share: Share) -> _Packed:
    try:
        source = open_source(Path(name), limits, content)
        book, places = source.read_share(share)
    except (XlAddinError, MemoryError, TimeoutError):
        raise
    except Exception as fault:
        # What a library makes of a damaged package is anything; the file is the cause.
        cause = f"{type(fault).__name__}: {fault}"
        raise WorkbookError("workbook-damaged", file=name, cause=cause) from fault
    return places, pack(book), source.scan.digests


def _joined(shares: list[_Packed]) -> RawBook:
    """The book of which several readers read each some sheets."""
    books = [(places, unpack(packed)) for places, packed, _ in shares]
    sheets = {
        place: sheet
        for places, book in books
        for place, sheet in zip(places, book.sheets, strict=True)
    }
    return replace(books[0][1], sheets=tuple(sheets[place] for place in sorted(sheets)))
