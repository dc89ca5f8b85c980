"""The workbook that is open in Excel (or Calc) right now, unsaved edits included.

Values of a sheet are read at once; what a read of values does not tell (percentages,
merged and hidden cells, symbol fonts) is asked for by halving ranges until each is of
one kind, so that an ordinary sheet costs a handful of questions. Where drop-down lists
are is not asked: only a file tells that in one question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin.errors import WorkbookError
from xl_addin.model.cells import CellError, CellValue, Percent, Uncached, plain_number
from xl_addin.model.raw import CellRange, RawBook, RawSheet

if TYPE_CHECKING:
    import xlwings

_ERRORS = frozenset(
    ("#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
_LEADING_ZEROS = re.compile(r"0{2,15}")
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
# Letters that are drawn as ticks and crosses in a symbol font.
_MARKS = frozenset("xXtTvVrRpPüûþýoOaAqQ")


class XlwingsBook:
    """Source over an open xlwings book, on whatever engine it stands."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._read: RawBook | None = None

    @property
    def folder(self) -> Path | None:
        """Where the file lies; None for one never saved, or on OneDrive (`https://…`)."""
        full = str(self._book.fullname)
        if "://" in full or Path(full).name == full:
            return None
        return Path(full).parent

    def read(self) -> RawBook:
        """All worksheets as they stand in the program."""
        sheets = tuple(_raw_sheet(sheet) for sheet in self._book.sheets)
        if not sheets:
            raise WorkbookError("workbook-without-sheets", file=self._book.name)
        self._read = RawBook(self._book.name, sheets)
        return self._read

    def latest(self) -> RawBook:
        """The worksheets as they were last read; a live book is slow to read again."""
        return self._read or self.read()

    def fingerprint(self) -> str:
        """SHA-256 of the values."""
        raw = self.latest()
        return hashlib.sha256(repr(raw.sheets).encode()).hexdigest()


def _raw_sheet(sheet: Any) -> RawSheet:
    used = sheet.used_range
    # The used range may begin below or right of A1; rows are counted from the sheet's.
    height, width = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    whole = sheet.range((1, 1), (height, width))
    values = whole.options(ndim=2, err_to_str=True).value
    rows = [[_value(cell) for cell in row] for row in values]
    padded = _apply_formats(sheet, rows)
    fonts = dict(_symbol_fonts(sheet, rows))
    _put_uncached(sheet, rows)
    return RawSheet(
        name=sheet.name,
        rows=[tuple(row) for row in rows],
        hidden_rows=frozenset(_hidden(sheet, 1, height)),
        merged=tuple(dict.fromkeys(_merged(whole))),
        fonts=fonts,
        padded=padded,
    )


def _value(cell: Any) -> CellValue:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return CellError(cell) if cell in _ERRORS else cell
    if isinstance(cell, float):
        return plain_number(cell)
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    known: CellValue = cell
    return known


def stretches(
    first: int, last: int, ask: Callable[[int, int], Any], mixed: Any = None
) -> Iterator[tuple[int, int, Any]]:
    """Stretches of rows that are of one kind: (first, last, kind)."""
    kind = ask(first, last)
    if kind is not mixed or first == last:
        yield first, last, kind
        return
    middle = (first + last) // 2
    yield from stretches(first, middle, ask, mixed)
    yield from stretches(middle + 1, last, ask, mixed)


def _apply_formats(sheet: Any, rows: list[list[CellValue]]) -> dict[tuple[int, int], str]:
    """Make percentages of numbers shown as such; give what leading zeros make of others."""
    padded: dict[tuple[int, int], str] = {}
    for column in range(max(map(len, rows), default=0)):
        numbers = [row for row, cells in enumerate(rows, start=1) if _is_number(cells[column])]
        if not numbers:
            continue

        def number_format(first: int, last: int, column: int = column + 1) -> Any:
            return sheet.range((first, column), (last, column)).number_format

        for first, last, found in stretches(numbers[0], numbers[-1], number_format):
            for row in range(first, last + 1) if found else ():
                value = rows[row - 1][column]
                if not isinstance(value, int | float) or isinstance(value, bool):
                    continue
                if "%" in found:
                    rows[row - 1][column] = Percent(value)
                elif _LEADING_ZEROS.fullmatch(found) and isinstance(value, int):
                    padded[row, column + 1] = f"{value:0{len(found)}d}"
    return padded


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _symbol_fonts(
    sheet: Any, rows: Sequence[Sequence[CellValue]]
) -> Iterator[tuple[tuple[int, int], str]]:
    for number, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if isinstance(value, str) and value in _MARKS:
                name = sheet.range((number, column)).font.name
                if name and name.casefold().startswith(_SYMBOL_FONTS):
                    yield (number, column), name


def _put_uncached(sheet: Any, rows: list[list[CellValue]]) -> None:
    """A live program calculates: only with manual calculation can a result be missing."""
    if sheet.book.app.calculation != "manual":
        return
    for number, cells in enumerate(rows, start=1):
        if not any(value is None for value in cells):
            continue
        formulas = sheet.range((number, 1), (number, len(cells))).formula
        line = formulas[0] if isinstance(formulas, list | tuple) else [formulas]
        for column, formula in enumerate(line):
            if cells[column] is None and str(formula).startswith("="):
                cells[column] = Uncached(str(formula))


def _hidden(sheet: Any, first: int, last: int) -> Iterator[int]:
    def hidden(top: int, bottom: int) -> Any:
        return sheet.range((top, 1), (bottom, 1)).rows.hidden

    for top, bottom, found in stretches(first, last, hidden):
        if found:
            yield from range(top, bottom + 1)


def _merged(area: Any) -> Iterator[CellRange]:
    """Merged ranges of an area: only halves that hold one are looked into."""
    found = area.merge_cells
    if found is False:
        return
    height, width = area.shape
    if found is True or (height, width) == (1, 1):
        own = area[0, 0].merge_area
        bottom, right = own.row + own.shape[0] - 1, own.column + own.shape[1] - 1
        yield CellRange(own.row, own.column, bottom, right)
        return
    if height >= width:
        yield from _merged(area[: height // 2, :])
        yield from _merged(area[height // 2 :, :])
    else:
        yield from _merged(area[:, : width // 2])
        yield from _merged(area[:, width // 2 :])
