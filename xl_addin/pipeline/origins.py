"""Which of several files with one 工作簿编号 a folder's documents were made from.

People keep copies side by side: sent back by e-mail, 副本, last month's. All carry one id,
so that does not tell whose a document is. It belongs to the file it was made from for as
long as that is there and still is that workbook; a file that was renamed, moved away or
given an id of its own leaves its documents to the others, and one that has been merged and
not been edited since leaves them to the merge.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

from xl_addin.errors import XlAddinError
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import book_of
from xl_addin.pipeline.plan import are_two_workbooks, workbook_id
from xl_addin.pipeline.seen_paths import file_seen, seen_from
from xl_addin.stores.journal import Entry, Journal


class Origins:
    """The files that documents of a folder were made from.

    Args:
        folder: The output folder; it need not exist.
        file: The workbook at hand; None for one that lies nowhere.
        limits: What a file may hold.

    Attributes:
        own: The workbook at hand as the journal remembers it; '' for one that lies nowhere.
    """

    def __init__(self, folder: Path, file: Path | None, limits: Limits) -> None:
        self._folder = folder
        self._file = file
        self._limits = limits
        self._others: dict[tuple[str, str], Path | None] = {}
        self._merged: dict[Path, bool] = {}
        self.own = seen_from(folder, file) if file else ""

    def other(self, entry: Entry) -> Path | None:
        """The other file a document belongs to; None if there is none."""
        if not self.own or entry.origin in ("", self.own):
            return None
        whose = (entry.origin, entry.workbook)
        if whose not in self._others:
            self._others[whose] = self._owner(*whose)
        return self._others[whose]

    def is_left(self, entry: Entry) -> bool:
        """Whether no file is known or there any more that a document was made from."""
        if not self.own or entry.origin == self.own:
            return False
        if not entry.origin:
            return True
        path = file_seen(self._folder, entry.origin)
        return not path.is_file() or self._is_merged(path)

    def _owner(self, origin: str, workbook: str) -> Path | None:
        path = file_seen(self._folder, origin)
        if not path.is_file() or self._is_at_hand(path) or self._is_merged(path):
            return None
        try:
            book = book_of(path, self._limits)
        except XlAddinError:
            # What cannot be read just now is there all the same.
            return path
        return None if are_two_workbooks(workbook_id(book), workbook) else path

    def _is_merged(self, path: Path) -> bool:
        """Whether the workbook at hand is a merge of that file as it is."""
        if path not in self._merged:
            # Few runs meet another file's documents.
            from xl_addin.pipeline.merge_record import holds

            self._merged[path] = self._file is not None and holds(self._file, path)
        return self._merged[path]

    def _is_at_hand(self, path: Path) -> bool:
        with contextlib.suppress(OSError):
            return self._file is not None and path.samefile(self._file)
        return False


def documents_of(folder: Path) -> Counter[Path]:
    """How many documents of a folder were made from each file.

    Raises:
        XlAddinError: The journal cannot be read.
    """
    origins = Counter(each.origin for each in Journal(folder).entries.values() if each.origin)
    return Counter({file_seen(folder, each): count for each, count in origins.items()})
