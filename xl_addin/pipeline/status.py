"""How a shared workbook stands: who has it open, what copies there are, what is kept of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from xl_addin.errors import XlAddinError
from xl_addin.filesystem import free, shortened
from xl_addin.package.limits import Limits
from xl_addin.pipeline.copies import FoundCopy, Kind, copies_of
from xl_addin.pipeline.load import Loaded, load
from xl_addin.pipeline.plan import workbook_id
from xl_addin.sources.owner_files import Opener, openers
from xl_addin.stores.snapshot_format import content_digest
from xl_addin.stores.snapshots import Snapshot, Snapshots

_PLAIN = re.compile(r"[\w./\\:\-]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Status:
    """What there is to know of a workbook before one works on it.

    Attributes:
        path: The workbook.
        openers: Who has it open.
        workbook: Its id; '' where it has none or cannot be read.
        fault: Why it cannot be read just now.
        copies: Files beside it that hold the same workbook.
        snapshots: What is kept of it, newest first.
        changed: Whether it says something else than its last snapshot; None without one.
    """

    path: Path
    openers: tuple[Opener, ...]
    workbook: str = ""
    fault: XlAddinError | None = None
    copies: tuple[FoundCopy, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    changed: bool | None = None

    @property
    def to_merge(self) -> tuple[FoundCopy, ...]:
        """The copies that are no other year's workbook."""
        return tuple(each for each in self.copies if each.kind is not Kind.YEAR)

    @property
    def other_years(self) -> tuple[FoundCopy, ...]:
        """The copies that seem to be another year's workbook and share its id."""
        return tuple(each for each in self.copies if each.kind is Kind.YEAR)

    @property
    def merge_command(self) -> str:
        """The command that brings its copies together with the workbook; '' without any."""
        copies = [each.path for each in self.to_merge]
        return merge_command(self.path, *copies) if copies else ""

    def new_id_command(self, copy: FoundCopy) -> str:
        """The command that makes the newer of two years' workbooks one of its own."""
        newer = max(self.path, copy.path, key=_last_year)
        return command_line("copy", newer, "--new-id")

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        last = self.snapshots[0].as_dict() if self.snapshots else None
        return {
            "file": str(self.path),
            "workbook": self.workbook,
            "openers": [each.as_dict() for each in self.openers],
            "copies": [each.as_dict() for each in self.copies],
            "merge": self.merge_command or None,
            "snapshots": len(self.snapshots),
            "last_snapshot": last,
            "changed_since": self.changed,
        }


def status(path: Path, *, limits: Limits | None = None) -> Status:
    """Look at a workbook and around it.

    Args:
        path: The file.
        limits: What it may hold, and what reading it may take.
    """
    found = openers(path)
    try:
        loaded = load(path, limits)
    except XlAddinError as fault:
        return Status(path, found, fault=fault)
    snapshots = Snapshots(path.parent).all(workbook_id(loaded.book))
    return Status(
        path,
        found,
        workbook=loaded.book.settings.get("workbook_id", "").strip(),
        copies=copies_of(path, loaded.book, limits=limits),
        snapshots=snapshots,
        changed=_changed(loaded, snapshots),
    )


def merge_command(ours: Path, *theirs: Path) -> str:
    """The command that brings copies of a workbook together beside the first."""
    into = free(ours.with_name(f"{shortened(ours.stem)}_merged{ours.suffix}"), "{stem}{number}")
    # Of three files the first would be taken for the base; that is in the store.
    more = ["--no-base"] if len(theirs) > 1 else []
    return command_line("merge", ours, *theirs, *more, "-o", into)


def command_line(*words: str | Path) -> str:
    """A command as it can be typed into a terminal."""
    return " ".join(["xl-addin", *(_quoted(str(word)) for word in words)])


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    # Every shell, Windows' too, reads double quotes alike where none of these is in them.
    return quote(word) if set(word) & set('"$`\\!') else f'"{word}"'


def _last_year(path: Path) -> int:
    return max(map(int, _YEAR.findall(path.stem)), default=0)


def _changed(loaded: Loaded, snapshots: tuple[Snapshot, ...]) -> bool | None:
    if not snapshots:
        return None
    own = [each for each in snapshots if each.file == loaded.raw.name]
    return content_digest(loaded.raw) != (own or snapshots)[0].digest
