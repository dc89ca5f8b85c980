"""A workbook file read where reading can be killed.

The bytes are taken here, whole even while somebody saves the file; gate, scan and parser
all run in a guarded child, and what comes back is plain values. Several children may read
one large file, each some of its sheets.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xl_addin.errors import WorkbookError, WorkerDied, XlAddinError
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import Guarded, aside, further, shared
from xl_addin.executors.heap import give_back_large_blocks
from xl_addin.model.imprint import PartDigests
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.package.limits import Limits
from xl_addin.package.share import WHOLE, Share, shares
from xl_addin.sources import open_source, require_readable
from xl_addin.sources.packing import pack, unpack
from xl_addin.sources.whole_file import use_whole

if TYPE_CHECKING:
    from xl_addin.sources.xlsx_file import XlsxFile

T = TypeVar("T")

_LARGE = 2_000_000
_WORTH_SEVERAL = 1_000_000

_Packed = tuple[tuple[int, ...], tuple[bytes, bytes], PartDigests]
"""Places of some sheets among the tabs, the sheets as they travel, and the file's parts."""
_Read = tuple[tuple[int, ...], RawBook, PartDigests]


class GuardedSource:
    """Source over one workbook file; see `WorkbookSource`.

    Args:
        path: The file.
        limits: What it may hold, and what reading it may take.
        readers: How many processes may read it at once.

    Attributes:
        file_digest: Hash of the bytes that were read; '' before.
        parts: Hashes of the file's parts; None before.
        held: Its sheets where they were read, if several have and it is not too large.
    """

    def __init__(self, path: Path, limits: Limits | None = None, readers: int = 1) -> None:
        self.path = path
        self.file_digest = ""
        self.parts: PartDigests | None = None
        self.held: HeldSheets | None = None
        self._readers = readers
        self._limits = limits or Limits()

    def read(self) -> RawBook:
        """See `WorkbookSource.read`."""
        # A format that cannot be read is told without waiting for the file.
        require_readable(self.path)
        return use_whole(self.path, self._read, self._limits)

    def _read(self, content: bytes) -> RawBook:
        if len(content) > _LARGE:
            give_back_large_blocks()
        try:
            books = self._books(content)
        except WorkerDied as fault:
            raise unreadable(fault, self.path) from fault
        if len(content) > _LARGE:
            # What it took to read this is not to be held beside what comes of it.
            aside().let_go()
        self.file_digest = file_digest(content)
        parts = [each for _, _, each in books]
        regular = frozenset[str]().union(*(each.regular for each in parts))
        self.parts = replace(parts[0], regular=regular)
        return _joined(books)

    def _books(self, content: bytes) -> list[_Read]:
        if self._readers > 1 and len(content) > _WORTH_SEVERAL:
            # What one of them finds wrong another may, too: it is told as one reader would.
            with contextlib.suppress(WorkerDied, XlAddinError):
                others = (further(each) for each in range(2, self._readers))
                return self._sheet_by_sheet(content, [aside(), shared(), *others])
        if len(content) > _LARGE:
            # So that the child never holds all of it.
            return self._sheet_by_sheet(content, [aside()])
        whole = aside().call(_read, self._bounds, self.path.name, content, self._limits)
        return [_unpacked(whole)]

    def _sheet_by_sheet(self, content: bytes, children: Sequence[Guarded]) -> list[_Read]:
        """By the one that waits for it, and by any others when they have time."""
        left = deque(shares())
        is_held = len(content) <= _LARGE

        def read(child: Guarded) -> list[_Read]:
            books = []
            try:
                child.call(_begin, self._bounds, self.path.name, content, self._limits)
                while (share := _next(left)) is not None:
                    # Unpacked here while others are still read.
                    packed = child.call(_read_share, self._bounds, share, is_held=is_held)
                    books.append(_unpacked(packed))
                if not is_held:
                    child.call(_end, self._bounds)
            except BaseException:
                left.clear()
                raise
            return books

        if len(children) == 1:
            # Ctrl-C ends what this thread waits for at once.
            return read(children[0])
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(len(children), thread_name_prefix="reading") as threads:
            found = [each for books in threads.map(read, children) for each in books]
        if is_held:
            self.held = HeldSheets(children, self._bounds)
        return found

    @property
    def _bounds(self) -> Bounds:
        return read_bounds(self._limits)

    def fingerprint(self) -> str:
        """See `WorkbookSource.fingerprint`."""
        return open_source(self.path).fingerprint()


def is_large(path: Path) -> bool:
    """Whether several processes read a file sooner than one."""
    try:
        return path.stat().st_size > _WORTH_SEVERAL
    except OSError:
        return False


class HeldSheets:
    """The sheets of a workbook, still at hand in the children that have read them.

    Args:
        children: The children.
        bounds: What working on the sheets of one may take.
    """

    def __init__(self, children: Sequence[Guarded], bounds: Bounds) -> None:
        self._children = children
        self._bounds = bounds

    def map(self, function: Callable[[RawSheet], T]) -> dict[str, T] | None:
        """What a function gives of each sheet, by tab; then they are let go.

        Args:
            function: Picklable.

        Returns:
            The results; None where a child has not got its sheets any more.
        """
        from concurrent.futures import ThreadPoolExecutor

        def run(child: Guarded) -> dict[str, T]:
            return child.call(_of_held, self._bounds, function)

        # All are asked at once: later they have other calls, and may be ended after those.
        with ThreadPoolExecutor(len(self._children), thread_name_prefix="held") as threads:
            try:
                found = list(threads.map(run, self._children))
            except (XlAddinError, LookupError):
                return None
        return {title: result for each in found for title, result in each.items()}

    def let_go(self) -> None:
        """Let go of them unused."""
        for child in self._children:
            child.begin(_end, self._bounds)


def file_digest(content: bytes) -> str:
    """Hash by which journals and snapshots know a workbook's file again."""
    return _digest(content).hexdigest()


def digest_now(path: Path) -> str:
    """The same of a file as it is now, which is not held for that.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, _digest).hexdigest()


def _digest(content: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=16)


def unreadable(fault: WorkerDied, path: Path) -> WorkbookError:
    """What became of the child, as what is the matter with the file it read."""
    # The codes are workbook-deadline, workbook-memory and workbook-died.
    reason = fault.code.removeprefix("worker-")
    return WorkbookError(f"workbook-{reason}", file=path.name, **fault.fields)


@contextlib.contextmanager
def damage_told(file: str) -> Iterator[None]:
    """What a library makes of a damaged package is anything; the file is the cause.

    Raises:
        WorkbookError: Whatever was raised that is no error of ours and no bound.
    """
    try:
        yield
    except (XlAddinError, MemoryError, TimeoutError):
        raise
    except Exception as fault:
        cause = f"{type(fault).__name__}: {fault}"
        raise WorkbookError("workbook-damaged", file=file, cause=cause) from fault


def read_bounds(limits: Limits) -> Bounds:
    """What reading a workbook may take."""
    return Bounds(limits.read_seconds, limits.memory_mb)


_begun: list[XlsxFile] = []
_held: dict[str, RawSheet] = {}


def _begin(name: str, content: bytes, limits: Limits) -> None:
    """Have a workbook at hand, in a child that will be asked for some of its sheets."""
    _end()
    _begun[:] = [open_source(Path(name), limits, content)]


def _read_share(share: Share, *, is_held: bool) -> _Packed:
    (source,) = _begun
    book, places = _share(source, share)
    if is_held:
        _held.update((sheet.name, sheet) for sheet in book.sheets)
        # No cycles: looking through the cells for garbage after each call finds none.
        gc.freeze()
    return places, pack(book), source.scan.digests


def _of_held(function: Callable[[RawSheet], T]) -> dict[str, T]:
    if not _begun:
        raise LookupError
    try:
        return {title: function(sheet) for title, sheet in _held.items()}
    finally:
        _end()
        # What this had to import stays.
        gc.freeze()


def _end() -> None:
    _begun.clear()
    _held.clear()


def _read(name: str, content: bytes, limits: Limits) -> _Packed:
    source = open_source(Path(name), limits, content)
    book, places = _share(source, WHOLE)
    return places, pack(book), source.scan.digests


def _share(source: XlsxFile, share: Share) -> tuple[RawBook, tuple[int, ...]]:
    with damage_told(source.path.name):
        return source.read_share(share)


def _next(left: deque[Share]) -> Share | None:
    try:
        return left.popleft()
    except IndexError:
        return None


def _unpacked(read: _Packed) -> _Read:
    places, cells, digests = read
    return places, unpack(cells), digests


def _joined(books: list[_Read]) -> RawBook:
    """The book of which some sheets were read at a time."""
    sheets = {
        place: sheet
        for places, book, _ in books
        for place, sheet in zip(places, book.sheets, strict=True)
    }
    return replace(books[0][1], sheets=tuple(sheets[place] for place in sorted(sheets)))
