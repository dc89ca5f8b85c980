"""What a macro is going to change, decided before any cell is touched.

A plan is a list of steps over sheets, rows and columns counted from 1; `xl_addin.excel.
editing` carries it out in the open workbook. Rows and columns are appended, never
inserted: whatever refers to a place by its address stays right.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from xl_addin.model.raw import RawBook, RawSheet


@dataclass(frozen=True, slots=True)
class Write:
    """Put a text into a cell; a cell with a formula is left alone."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Make a new row like another one; without `keep` only looks and formulas stay."""

    sheet: str
    row: int
    to: int
    width: int
    keep: bool


@dataclass(frozen=True, slots=True)
class CopyColumn:
    """Make a new column like another one, between two rows."""

    sheet: str
    column: int
    to: int
    top: int
    bottom: int
    keep: bool


Step = Write | CopyRow | CopyColumn


@dataclass(slots=True)
class Plan:
    """Steps in the order they are to be done."""

    raw: RawBook
    steps: list[Step] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)

    def write(self, sheet: RawSheet, row: int, column: int, text: str) -> None:
        """Put a text into a cell."""
        if column:
            self.steps.append(Write(sheet.name, row, column, text))

    def append_row(self, sheet: RawSheet, like: int, *, keep: bool) -> int:
        """A new row under all others, like another one; gives its number."""
        to = self._rows.get(sheet.name, max(sheet.last_row, like)) + 1
        self._rows[sheet.name] = to
        width = max(sheet.last_column, 1)
        self.steps.append(CopyRow(sheet.name, like, to, width, keep))
        return to

    def append_column(self, sheet: RawSheet, like: int, top: int, *, keep: bool) -> int:
        """A new column right of all others, like another one; gives its number."""
        to = self._columns.get(sheet.name, sheet.last_column) + 1
        self._columns[sheet.name] = to
        bottom = max(sheet.last_row, self._rows.get(sheet.name, 0))
        self.steps.append(CopyColumn(sheet.name, like, to, top, bottom, keep))
        return to

    def counted(self, kind: type[Step]) -> dict[str, int]:
        """Number of steps of one kind by sheet, in the order they are done."""
        return dict(Counter(step.sheet for step in self.steps if isinstance(step, kind)))
