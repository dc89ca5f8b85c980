"""Other files beside a workbook that hold the same workbook: conflict copies, old years.

What synchronising programs and people call their copies is only a hint; two files are
one workbook if they carry one id, or, where an id is missing, mostly the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from xl_addin.errors import XlAddinError
from xl_addin.model.book import DutyBook
from xl_addin.model.names import key
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import book_of
from xl_addin.sources import READABLE

MOST = 60
"""How many files of a folder are looked into, likely names first."""

_ALIKE = 0.6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?:年度?)?")
_BETWEEN_WORDS = re.compile(r"[\s_\-－·.（()）]+")
# After the workbook's own name, in the order in which they are tried.
_HINTS = {
    "Syncthing": re.compile(r"\.sync-conflict-\d{8}-\d{6}(-\w+)?"),
    "Nextcloud": re.compile(r" \(conflicted copy [\d\- ]+\)"),
    "Dropbox": re.compile(r" ?[（(].*(conflicted copy|冲突副本).*[）)]"),
    "WPS": re.compile(
        r" ?- ?副本( ?[（(]\d+[)）])?|_?副本\d*|[（(]\d+[)）]| - Copy( \(\d+\))?"
    ),
    "OneDrive": re.compile(r"-(?:[A-Z0-9]+(?:-[A-Z0-9]+)*|[\w\-]*(?:MacBook|iMac|PC)[\w\-]*)"),
}


class Kind(StrEnum):
    """What a copy is, as far as its name tells."""

    CONFLICT = "conflict"
    YEAR = "year"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A file that holds the same workbook.

    Attributes:
        path: The file.
        kind: What it seems to be.
        program: Which program names its copies so; '' if none is known to.
    """

    path: Path
    kind: Kind
    program: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {"file": self.path.name, "kind": self.kind.value, "program": self.program}


def copies_of(
    path: Path, book: DutyBook, *, hinted_only: bool = False, limits: Limits | None = None
) -> tuple[FoundCopy, ...]:
    """The copies of a workbook in its folder.

    Args:
        path: The workbook.
        book: The same as it was read.
        hinted_only: Look only into files whose names say that they are copies.
        limits: What a file may hold.
    """
    names = neighbours(path)
    candidates = [_named(path, each) for each in names]
    if hinted_only:
        candidates = [each for each in candidates if each.kind is not Kind.COPY]
    candidates.sort(key=lambda each: (each.kind is Kind.COPY, each.path.name))
    return tuple(each for each in candidates[:MOST] if _is_same(book, each.path, limits))


def conflict_original(path: Path) -> Path | None:
    """The workbook a file is a conflict copy of, by its name and the ids inside both.

    None where it is none, or where it cannot be read.
    """
    for other in neighbours(path):
        longer = path.stem.startswith(other.stem)
        if longer and _named(path, other).kind is Kind.CONFLICT:
            try:
                book = book_of(path)
            except XlAddinError:
                return None
            if _is_same(book, other, None):
                return other
    return None


def neighbours(path: Path) -> list[Path]:
    """The other workbooks of a file's folder."""
    try:
        return [each for each in path.parent.iterdir() if _may_be_copy(path, each)]
    except OSError:
        return []


def _may_be_copy(path: Path, other: Path) -> bool:
    hidden = other.name.startswith(("~", "."))
    return other.suffix.lower() in READABLE and not hidden and other.name != path.name


def _named(path: Path, other: Path) -> FoundCopy:
    for longer, shorter in ((other.stem, path.stem), (path.stem, other.stem)):
        rest = longer.removeprefix(shorter)
        if rest == longer or not rest:
            continue
        for program, pattern in _HINTS.items():
            if pattern.fullmatch(rest) and _without_years(rest):
                return FoundCopy(other, Kind.CONFLICT, program)
    if _without_years(path.stem) == _without_years(other.stem):
        return FoundCopy(other, Kind.YEAR)
    return FoundCopy(other, Kind.COPY)


def _without_years(stem: str) -> str:
    return _BETWEEN_WORDS.sub("", _YEAR.sub("", key(stem)))


def _is_same(book: DutyBook, other: Path, limits: Limits | None) -> bool:
    try:
        found = book_of(other, limits)
    except XlAddinError:
        return False
    ids = [key(each.settings.get("workbook_id", "")) for each in (book, found)]
    if all(ids):
        return ids[0] == ids[1]
    return _overlap(_row_ids(book), _row_ids(found)) >= _ALIKE


def _row_ids(book: DutyBook) -> frozenset[tuple[str, str]]:
    return frozenset(_tagged("role", book.roles)) | frozenset(_tagged("duty", book.duties))


def _tagged(kind: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((kind, each) for each in ids)


def _overlap(first: frozenset[tuple[str, str]], second: frozenset[tuple[str, str]]) -> float:
    together = len(first | second)
    return len(first & second) / together if together else 0.0
