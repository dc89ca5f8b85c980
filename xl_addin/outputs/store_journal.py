"""What a store's folder holds of ours, kept in the store itself; and who is at work there.

The journal is a row of objects, each a few lines; a later one outranks an earlier one.
Nothing is ever changed in place, so that a reader always meets whole lines.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
from dataclasses import asdict, dataclass, replace
from typing import Any

from xl_addin.errors import Busy

_SILENT_FOR = 600.0


@dataclass(frozen=True, slots=True)
class Stored:
    """One object of ours.

    Attributes:
        file: Its name in the folder.
        md5: Hash of its content, as stores give it.
        size: Its bytes.
        replaced: What of ours it took the place of: what is there if it was never put.
        workbook: Id of the workbook it was made from; '' if that is not known.
    """

    file: str
    md5: str
    size: int
    replaced: Stored | None = None
    workbook: str = ""


class StoreJournal:
    """The journal of one folder.

    Args:
        fs: An fsspec file system.
        folder: Where the journal's objects lie.
    """

    def __init__(self, fs: Any, folder: str) -> None:
        self._fs = fs
        self._folder = folder
        self._planned: list[Stored] = []
        self.entries: dict[str, Stored] = {}
        self._names = self._listed()
        for name in self._names:
            for line in fs.cat_file(name).decode("utf-8").splitlines():
                entry = _entry(json.loads(line))
                self.entries[entry.file] = entry

    def plan(self, entry: Stored, replaced: Stored | None) -> None:
        """Note what is about to be put; it is in the store after `save`."""
        if replaced is not None:
            earlier = Stored(replaced.file, replaced.md5, replaced.size)
            entry = replace(entry, replaced=earlier)
        self.entries[entry.file] = entry
        self._planned.append(entry)

    def save(self) -> None:
        """Put what was noted since the last time."""
        if self._planned:
            self._names.append(self._put(self._planned))
            self._planned = []

    def compact(self) -> None:
        """One object instead of many: the new one is there before the old ones go."""
        self.save()
        if len(self._names) > 1:
            old, self._names = self._names, [self._put(list(self.entries.values()))]
            self._fs.rm(old)

    def _put(self, entries: list[Stored]) -> str:
        last = max((_number(name) for name in self._names), default=0)
        name = f"{self._folder}/journal-{last + 1:08}.jsonl"
        lines = "".join(f"{json.dumps(asdict(entry))}\n" for entry in entries)
        self._fs.pipe_file(name, lines.encode("utf-8"))
        return name

    def _listed(self) -> list[str]:
        with contextlib.suppress(FileNotFoundError):
            found = self._fs.ls(self._folder, detail=False, refresh=True)
            return sorted(
                name for name in found if name.rpartition("/")[2].startswith("journal-")
            )
        return []


def _number(name: str) -> int:
    digits = name.rpartition("journal-")[2].partition(".")[0]
    return int(digits) if digits.isdecimal() else 0


def _entry(values: dict[str, Any]) -> Stored:
    replaced = values.get("replaced")
    return Stored(
        values["file"],
        values["md5"],
        values["size"],
        Stored(**replaced) if replaced else None,
        values.get("workbook", ""),
    )


class StoreLock:
    """A note of who is at work; advisory where the store cannot put on condition.

    Args:
        fs: An fsspec file system.
        folder: Where the note lies.
        url: The folder's address, for messages.
    """

    def __init__(self, fs: Any, folder: str, url: str) -> None:
        self._fs = fs
        self._note = f"{folder}/holder.json"
        self._url = url

    def acquire(self, *, take: bool) -> None:
        """Leave the note.

        Args:
            take: Whatever a note of somebody else says.

        Raises:
            Busy: Another run is at work, on this machine or, as of late, on another.
        """
        holder = self._holder()
        if holder is not None and not take and _may_live(holder):
            raise self._busy(holder)
        if holder is not None:
            self._fs.rm_file(self._note)
        try:
            self._fs.pipe_file(self._note, self._content(), mode="create")
        except FileExistsError as fault:
            raise self._busy(self._holder() or {}) from fault
        except (NotImplementedError, TypeError, ValueError):
            self.beat()

    def beat(self) -> None:
        """Give a sign of life."""
        self._fs.pipe_file(self._note, self._content())

    def release(self) -> None:
        """Take the note away."""
        with contextlib.suppress(Exception):
            self._fs.rm_file(self._note)

    @staticmethod
    def _content() -> bytes:
        note = {"host": platform.node(), "process": os.getpid(), "seen": time.time()}
        return json.dumps(note).encode("utf-8")

    def _holder(self) -> dict[str, Any] | None:
        with contextlib.suppress(FileNotFoundError, ValueError):
            self._fs.invalidate_cache()
            held: dict[str, Any] = json.loads(self._fs.cat_file(self._note))
            return held
        return None

    def _busy(self, holder: dict[str, Any]) -> Busy:
        minutes = max(0, round((time.time() - holder.get("seen", time.time())) / 60))
        return Busy(
            "folder-busy",
            folder=self._url,
            host=holder.get("host", "?"),
            process=holder.get("process", "?"),
            minutes=minutes,
        )


def _may_live(holder: dict[str, Any]) -> bool:
    if holder.get("host") != platform.node():
        return time.time() - float(holder.get("seen", 0)) < _SILENT_FOR
    if os.name == "nt":
        return time.time() - float(holder.get("seen", 0)) < _SILENT_FOR
    try:
        os.kill(int(holder.get("process", 0)), 0)
    except PermissionError:
        # It is there, another user's.
        return True
    except (OSError, ValueError):
        return False
    return int(holder.get("process", 0)) != os.getpid()
