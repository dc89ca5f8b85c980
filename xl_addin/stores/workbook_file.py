"""A workbook's file replaced whole, with a backup, by one writer at a time.

Takes the new bytes and the hash of those they were made from. Somebody who saved in the
meantime is never overwritten: the writer that comes second is refused, and its caller
reads again. What a file was goes to `.xl_addin/backups/` beside it first.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from xl_addin.errors import Busy, EnvironmentFault
from xl_addin.filesystem import (
    STATE_FOLDER,
    make_folder,
    remove,
    replace,
    shortened,
    sync_folder,
    write_new,
    write_whole,
)

KEPT = 20
"""Backups kept of one workbook; older ones go."""

OpenedBy = Callable[[Path], Sequence[str]]
"""Names of the people who have a workbook open; blank where they are not known."""

_DIGITS = 12
_CODES = {
    errno.ENOSPC: "workbook-disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "workbook-disk-full",
    errno.ENAMETOOLONG: "workbook-name-long",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a replacement did.

    Attributes:
        path: The workbook.
        digest: SHA-256 of its bytes now.
        backup: The file that holds what it was; None if it is new.
    """

    path: Path
    digest: str
    backup: Path | None


def file_digest(content: bytes) -> str:
    """The hash by which a workbook's bytes are known again."""
    return hashlib.sha256(content).hexdigest()


def replace_workbook(
    path: Path, content: bytes, *, expected: str | None, opened_by: OpenedBy
) -> Written:
    """Replace a workbook, or make a new one.

    Args:
        path: The file.
        content: All of it.
        expected: Hash of the bytes these were made from; None for a file that must not
            exist yet.
        opened_by: Tells who has the file open.

    Raises:
        Busy: It is open, another program writes it just now, or it was changed since;
            nothing was written.
        EnvironmentFault: Disk or permission stands in the way; the file is as it was.
    """
    target = path.resolve()
    state = target.parent / STATE_FOLDER
    lock = FileLock(state / f"{shortened(target.name)}.lock", timeout=0)
    beside = target.with_name(f".{shortened(target.name)}.{os.getpid():x}.part")
    try:
        make_folder(state)
        with lock:
            backup = _keep(target, _checked(target, expected, opened_by), state / "backups")
            remove(beside)
            write_new(beside, content, sync=True)
            _like(beside, target)
            # All that takes time is done: look once more, then rename.
            _checked(target, expected, opened_by)
            _rename(beside, target)
            sync_folder(target.parent)
            _clear(state / "backups", target)
    except Timeout as taken:
        raise Busy("workbook-busy", file=path.name) from taken
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        code = _CODES.get(fault.errno or 0, "workbook-not-written")
        raise EnvironmentFault(code, file=str(path), cause=cause) from fault
    finally:
        with contextlib.suppress(OSError):
            remove(beside)
    return Written(target, file_digest(content), backup)


def _checked(target: Path, expected: str | None, opened_by: OpenedBy) -> bytes | None:
    """The file's present bytes, if they are the expected ones and nobody has it open."""
    names = list(opened_by(target))
    if names:
        who = ", ".join(dict.fromkeys(name for name in names if name))
        raise Busy("workbook-open", file=target.name, who=who)
    try:
        present = target.read_bytes()
    except FileNotFoundError:
        present = None
    if (None if present is None else file_digest(present)) != expected:
        code = "workbook-exists" if expected is None else "workbook-changed"
        raise Busy(code, file=target.name)
    return present


def _keep(target: Path, content: bytes | None, folder: Path) -> Path | None:
    """Put a file's bytes among the backups; the same bytes are kept once."""
    if content is None:
        return None
    digest = file_digest(content)[:_DIGITS]
    backup = folder / f"{shortened(target.stem)}.{digest}{target.suffix}"
    make_folder(folder)
    write_whole(backup, content, sync=True)
    return backup


def _like(beside: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        beside.chmod(target.stat().st_mode & 0o777)


def _rename(beside: Path, target: Path) -> None:
    try:
        replace(beside, target)
    except PermissionError as fault:
        # Windows says so of a file a program has open without a note beside it.
        raise Busy("workbook-open", file=target.name, who="") from fault


def _clear(folder: Path, target: Path) -> None:
    """Remove all but the latest backups of a workbook."""
    with contextlib.suppress(OSError):
        stem = shortened(target.stem)
        length = len(stem) + len(target.suffix) + _DIGITS + 1
        mine = [
            each
            for each in folder.iterdir()
            if each.name.startswith(f"{stem}.")
            and each.name.endswith(target.suffix)
            and len(each.name) == length
        ]
        for old in sorted(mine, key=lambda each: each.stat().st_mtime_ns)[:-KEPT]:
            remove(old)
