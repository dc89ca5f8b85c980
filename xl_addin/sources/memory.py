"""A workbook given as plain Python values; for programs that hold their data already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from xl_addin.model.cells import CellValue
from xl_addin.model.raw import RawBook, RawSheet


class MemorySource:
    """Sheets as lists of rows: `MemorySource({"岗位": [["岗位编号", …], …]})`."""

    def __init__(
        self, sheets: Mapping[str, Sequence[Sequence[CellValue]]], *, name: str = "memory"
    ) -> None:
        self._book = RawBook(
            name,
            tuple(
                RawSheet(title, tuple(tuple(row) for row in rows))
                for title, rows in sheets.items()
            ),
        )

    def read(self) -> RawBook:
        """The sheets as given."""
        return self._book

    def fingerprint(self) -> str:
        """SHA-256 of the values."""
        return hashlib.sha256(repr(self._book.sheets).encode()).hexdigest()
