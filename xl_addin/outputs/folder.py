"""Documents as files of one folder: written beside, then renamed, never half there."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.filesystem import (
    STATE_FOLDER,
    make_folder,
    remove,
    replace,
    sync_folder,
    write_new,
)
from xl_addin.model.document import RenderedDocument
from xl_addin.outputs.base import Receipt, Staged

_ENDING = ".part"
_DIGEST_BYTES = 16
_PAUSES = (0.1, 0.2, 0.4)
# Many documents open in Word must not hold up the others for minutes.
_PATIENCE = 5.0
_CODES = {
    getattr(errno, name): code
    for code, names in {
        "disk-full": ("ENOSPC", "EDQUOT"),
        "file-refused": ("EACCES", "EPERM", "EROFS"),
        "folder-vanished": ("ENOENT", "ENOTDIR", "ESTALE", "ENOTCONN", "EHOSTDOWN", "ENETDOWN"),
    }.items()
    for name in names
    if hasattr(errno, name)
}

_number = itertools.count()


def content_digest(content: bytes) -> str:
    """The hash by which a written document is known again."""
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


class FolderOutput:
    """Writes into a folder, which it makes if it is missing.

    Args:
        folder: The folder.
        durable: Whether each document has reached the disk before it gets its name.

    Attributes:
        foreign: Names of files there that are not ours: left alone unless they hold the
            very bytes to be written.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self.durable = durable
        self.foreign: frozenset[str] = frozenset()
        self._receipts: list[Receipt] = []
        self._patience = _PATIENCE

    def open(self) -> None:
        """Make sure the folder takes files, before anything is rendered; clear strays.

        Raises:
            EnvironmentFault: It cannot be made or written to.
        """
        probe = self._parts / f"{os.getpid():x}-probe{_ENDING}"
        try:
            make_folder(self._parts)
            self.clear()
            write_new(probe, b"")
            remove(probe)
        except OSError as fault:
            raise EnvironmentFault(
                "folder-not-writable", folder=str(self.folder), cause=_cause(fault)
            ) from fault

    def clear(self) -> None:
        """Remove documents that were staged and never got their names.

        Only for a caller that holds the folder: another run's documents would go too.
        """
        with contextlib.suppress(FileNotFoundError):
            for stray in self._parts.glob(f"*-*{_ENDING}"):
                remove(stray)

    def stager(self) -> Callable[[RenderedDocument], Staged]:
        """See `StagingOutput.stager`."""
        return FolderStager(self.folder, self._parts, self.durable, self.foreign)

    def place(self, staged: Staged) -> Receipt:
        """See `StagingOutput.place`; a document that is there already is left alone."""
        path = self.folder / staged.file_name
        if staged.beside is not None:
            self._rename(staged.beside, path)
        receipt = Receipt(
            staged.role,
            staged.template,
            staged.file_name,
            path,
            staged.size,
            staged.beside is None,
        )
        self._receipts.append(receipt)
        return receipt

    def write(self, document: RenderedDocument) -> Receipt:
        """Deliver one document; one that is there with the same bytes is left alone."""
        with _named_faults(self.folder / document.file_name):
            make_folder(self._parts)
        return self.place(self.stager()(document))

    def finish(self) -> Sequence[Receipt]:
        """All receipts."""
        if self.durable:
            with _named_faults(self.folder):
                sync_folder(self.folder)
        return tuple(self._receipts)

    @property
    def _parts(self) -> Path:
        return self.folder / STATE_FOLDER

    def _rename(self, beside: Path, path: Path) -> None:
        with _named_faults(path):
            try:
                self._rename_patiently(beside, path)
            except PermissionError as fault:
                if not path.exists() or not self._takes_files():
                    raise
                with contextlib.suppress(OSError):
                    remove(beside)
                cause = _cause(fault)
                raise EnvironmentFault("file-in-use", path=str(path), cause=cause) from fault

    def _rename_patiently(self, beside: Path, path: Path) -> None:
        for pause in _PAUSES:
            if self._patience <= 0:
                break
            try:
                replace(beside, path)
            except PermissionError:
                self._patience -= pause
                time.sleep(pause)
            else:
                return
        replace(beside, path)

    def _takes_files(self) -> bool:
        """Whether it is only this one name that cannot be given."""
        probe = self.folder / f".xl_addin-probe-{os.getpid():x}{_ENDING}"
        try:
            write_new(probe, b"")
            remove(probe)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class FolderStager:
    """Writes documents beside their folder's; see `StagingOutput.stager`."""

    folder: Path
    parts: Path
    durable: bool
    foreign: frozenset[str]

    def __call__(self, document: RenderedDocument) -> Staged:
        """Write one document under a name of its own."""
        path = self.folder / document.file_name
        content = document.content
        status = _status_if_same(path, content)
        beside = None
        if status is None:
            if document.file_name in self.foreign:
                raise EnvironmentFault("file-not-ours", path=str(path))
            beside = self.parts / f"{os.getpid():x}-{next(_number):x}{_ENDING}"
            with _named_faults(path):
                status = write_new(beside, content, sync=self.durable)
        return Staged(
            document.role,
            document.template,
            document.file_name,
            beside,
            content_digest(content),
            len(content),
            status.st_mtime_ns,
        )


def _status_if_same(path: Path, content: bytes) -> os.stat_result | None:
    try:
        status = path.stat()
        same = status.st_size == len(content) and path.read_bytes() == content
    except OSError:
        return None
    return status if same else None


@contextlib.contextmanager
def _named_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        code = _CODES.get(fault.errno or 0, "file-not-written")
        raise EnvironmentFault(code, path=str(path), cause=_cause(fault)) from fault


def _cause(fault: OSError) -> str:
    return errno.errorcode.get(fault.errno or 0, "") or str(fault)
