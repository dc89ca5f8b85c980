"""A workbook as its cells stand, before any meaning: what a source delivers.

Sources (`xl_addin.sources`) make a `RawBook`; the reader (`xl_addin.reader`) and the
checks consume it. Rows and columns count from 1, as Excel shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_addin.model.cells import CellValue, is_blank


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def rows(self) -> range:
        """Its row numbers."""
        return range(self.top, self.bottom + 1)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One worksheet.

    Attributes:
        name: As on the tab.
        rows: `rows[0]` is row 1; a row may be shorter than the sheet is wide.
        hidden_rows: Rows hidden or filtered away; they count all the same.
        merged: Merged ranges.
        fonts: Font names of the few cells set in a symbol font such as Wingdings.
        padded: What Excel shows in number cells whose format adds leading zeros.
        lists: Ranges with a drop-down list.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[CellRange, ...] = ()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    padded: Mapping[tuple[int, int], str] = field(default_factory=dict)
    lists: tuple[CellRange, ...] = ()

    def row(self, number: int) -> Sequence[CellValue]:
        """The cells of a row counted from 1; empty beyond the last one."""
        return self.rows[number - 1] if 0 < number <= len(self.rows) else ()

    def cell(self, row: int, column: int) -> CellValue:
        """The value at a row and column counted from 1; None beyond the used cells."""
        cells = self.row(row)
        return cells[column - 1] if 0 < column <= len(cells) else None

    @property
    def last_row(self) -> int:
        """The last row with anything in it; 0 for an empty sheet."""
        rows = range(len(self.rows), 0, -1)
        return next((n for n in rows if any(not is_blank(cell) for cell in self.row(n))), 0)

    @property
    def last_column(self) -> int:
        """The last column with anything in it; 0 for an empty sheet."""
        return max(
            (n for row in self.rows for n, cell in enumerate(row, 1) if not is_blank(cell)),
            default=0,
        )


@dataclass(frozen=True, slots=True)
class RawBook:
    """All worksheets of a workbook, in tab order.

    Attributes:
        name: File name without its folder, for messages.
        sheets: Worksheets; chart sheets are left out.
    """

    name: str
    sheets: tuple[RawSheet, ...]
