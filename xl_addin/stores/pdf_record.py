"""What each PDF of a folder was made of, so that only what changed is laid out again."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, replace, write_new

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PdfEntry:
    """One PDF.

    Attributes:
        document: Hash of the document it shows.
        maker: What laid it out.
        size: Bytes.
        mtime: When its file was last written, in nanoseconds.
    """

    document: str
    maker: str
    size: int
    mtime: int


class PdfRecord:
    """The PDFs of one folder, by file name; only for a run that holds the folder.

    A damaged record counts as none: PDFs are then taken for a person's.

    Args:
        folder: The folder of the documents.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / STATE_FOLDER / "pdf.json"
        self.entries: dict[str, PdfEntry] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(self.path.read_bytes())
            if kept["format"] == _FORMAT:
                self.entries = {name: PdfEntry(**entry) for name, entry in kept["made"].items()}

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
