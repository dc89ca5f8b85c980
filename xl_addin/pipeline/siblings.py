"""Workbooks of one folder that would write over each other's documents, told beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from xl_addin.errors import XlAddinError
from xl_addin.model.names import key
from xl_addin.package.limits import Limits
from xl_addin.pipeline.copies import neighbours
from xl_addin.pipeline.generation import folder_named
from xl_addin.pipeline.load import book_of
from xl_addin.pipeline.merge_record import holds
from xl_addin.pipeline.origins import documents_of


class Siblings:
    """Knows the 工作簿编号 and output folder of each; reads a file again once it has changed.

    Args:
        output: Where documents go; None for where each workbook says.
        limits: What a file may hold.
    """

    def __init__(self, output: Path | None, limits: Limits | None = None) -> None:
        self._output = output
        self._limits = limits
        self._known: dict[Path, tuple[tuple[int, int], tuple[str, Path]]] = {}

    def original(self, path: Path) -> Path | None:
        """The other file of a workbook to make documents from; None if it is this one.

        A merge takes the place of what was merged. Else it is the one that most of what
        lies in their output folder was made from, and before there is anything the one with
        the shortest name.
        """
        others = neighbours(path)
        own = self._of(path) if others else None
        if own is None:
            return None
        same = [path, *(other for other in others if self._of(other) == own)]
        made = _documents_of(own[1])
        left = [each for each in same if not _is_merged(each, same)]
        first = min(
            left or same, key=lambda each: (-made[each.resolve()], len(each.name), each.name)
        )
        return None if first == path else first

    def _of(self, path: Path) -> tuple[str, Path] | None:
        """Id and output folder of a workbook; None where it has no id or cannot be read."""
        try:
            status = path.stat()
            state = (status.st_size, status.st_mtime_ns)
            if path not in self._known or self._known[path][0] != state:
                book = book_of(path, self._limits)
                output = self._output or folder_named(book, path.parent)
                workbook = key(book.settings.get("workbook_id", ""))
                self._known[path] = (state, (workbook, output))
        except (OSError, XlAddinError):
            return None
        found = self._known[path][1]
        return found if found[0] else None


def _is_merged(path: Path, others: Iterable[Path]) -> bool:
    return any(each != path and holds(each, path) for each in others)


def _documents_of(folder: Path) -> Counter[Path]:
    try:
        return documents_of(folder)
    except XlAddinError:
        return Counter()
