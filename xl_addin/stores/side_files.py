"""What else we made in a folder: PDFs, merged documents, packs; and what each is of."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, replace, write_new

_FORMAT = 1
_NAME = "side_files.json"


def has_any(folder: Path) -> bool:
    """Whether anything else was ever made in a folder."""
    return (folder / STATE_FOLDER / _NAME).exists()


@dataclass(frozen=True, slots=True)
class SideFile:
    """One file beside the documents.

    Attributes:
        document: Hash of what it was made of.
        maker: What made it.
        size: Bytes.
        mtime: When its file was last written, in nanoseconds.
        content: Hash of its own bytes.
    """

    document: str
    maker: str
    size: int
    mtime: int
    content: str = ""


class SideFiles:
    """Those of one folder, by file name; only for a run that holds the folder.

    A damaged record counts as none: the files are then taken for a person's.

    Args:
        folder: The folder of the documents.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / STATE_FOLDER / _NAME
        self.entries: dict[str, SideFile] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(self.path.read_bytes())
            if kept["format"] == _FORMAT:
                self.entries = {name: SideFile(**entry) for name, entry in kept["made"].items()}

    def is_ours(self, path: Path) -> bool:
        """Whether a file is as we left it; copying it changes its time, not that."""
        entry = self.entries.get(path.name)
        if entry is None:
            return False
        try:
            status = path.stat()
            return status.st_size == entry.size and (
                status.st_mtime_ns == entry.mtime or _hash(path) == entry.content
            )
        except OSError:
            return False

    def take(self, beside: Path, target: Path, document: str, maker: str) -> None:
        """Give a finished file its name, known before it has it.

        Args:
            beside: The file under a name nobody looks at.
            target: The name it gets; another file of that name is replaced.
            document: Hash of what it was made of.
            maker: What made it.

        Raises:
            OSError: As the system gives it.
        """
        status = beside.stat()
        self.entries[target.name] = SideFile(
            document, maker, status.st_size, status.st_mtime_ns, _hash(beside)
        )
        self.save()
        replace(beside, target)

    def forget(self, name: str) -> None:
        """Tell of a file that is there no more.

        Raises:
            OSError: As the system gives it.
        """
        if self.entries.pop(name, None) is not None:
            self.save()

    def save(self) -> None:
        """Write it, whole or not at all.

        Raises:
            OSError: As the system gives it.
        """
        make_folder(self.path.parent)
        beside = self.path.with_suffix(".part")
        remove(beside)
        made = {name: asdict(entry) for name, entry in sorted(self.entries.items())}
        write_new(beside, json.dumps({"format": _FORMAT, "made": made}).encode(), sync=True)
        replace(beside, self.path)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()
