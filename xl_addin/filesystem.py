"""The few calls by which documents and their journal reach a disk, in one place.

Every one raises `OSError` as the system gives it; the rooms above say what it means for
the user. Because nothing else in those rooms touches a disk, a test can make any single
open, write, sync or rename of a batch fail.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

STATE_FOLDER = ".xl_addin"
"""Beside documents: the folder for what the program keeps about them."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
_READABLE_BY_ALL = 0o666
# Of the 255 a name may have, what is left for the endings of files kept beside it.
_MOST_BYTES = 200


def make_folder(path: Path) -> None:
    """A folder and those above it; one that exists is fine."""
    os.makedirs(path, exist_ok=True)  # noqa: PTH103 - see the module's docstring


def write_new(path: Path, content: bytes, *, sync: bool = False) -> os.stat_result:
    """Write a file that does not exist yet; on failure nothing of it stays.

    Args:
        path: The file.
        content: All of it.
        sync: Whether it has reached the disk when this returns.
    """
    handle = os.open(path, _NEW, _READABLE_BY_ALL)
    try:
        try:
            _write_all(handle, content)
            if sync:
                os.fsync(handle)
            status = os.fstat(handle)
        finally:
            os.close(handle)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        raise
    return status


def replace(source: Path, target: Path) -> None:
    """Rename a file over another: afterwards the name stands for the one or the other."""
    os.replace(source, target)  # noqa: PTH105


def write_whole(path: Path, content: bytes, *, sync: bool = False) -> None:
    """Write a file under another name, then give it its own, whatever had that before.

    Args:
        path: The file.
        content: All of it.
        sync: Whether its bytes are on the disk before it gets its name.
    """
    beside = path.with_name(f".{shortened(path.name)}.{os.getpid()}.part")
    remove(beside)
    try:
        write_new(beside, content, sync=sync)
        replace(beside, path)
    finally:
        with contextlib.suppress(OSError):
            remove(beside)


def remove(path: Path) -> None:
    """Remove a file; one that is gone already is fine."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108


def shortened(name: str) -> str:
    """A name that others are made from: a long one is cut, and told apart by its hash."""
    whole = os.fsencode(name)
    if len(whole) <= _MOST_BYTES:
        return name
    digest = hashlib.blake2b(whole, digest_size=4).hexdigest()
    return f"{whole[:_MOST_BYTES].decode(errors='ignore')}~{digest}"


def free(path: Path, numbered: str) -> Path:
    """The path, or with the next number if there is a file of that name.

    Args:
        path: The path.
        numbered: How its stem is numbered, from 2 on: `{stem} ({number})`.
    """
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_stem(numbered.format(stem=path.stem, number=number))
        number += 1
    return candidate


def sync_folder(path: Path) -> None:
    """Bring renames inside a folder to the disk, where the system knows such a thing."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class AppendedFile:
    """A file that only grows, line by line.

    Args:
        path: The file; made if it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, _APPEND, _READABLE_BY_ALL)

    def append(self, content: bytes) -> None:
        """Add to the end; on the disk when this returns."""
        _write_all(self._handle, content)
        os.fsync(self._handle)

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
