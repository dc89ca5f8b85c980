"""What the cells of one column mean: each text is understood once, however often it stands.

Takes a column's cells and its kind, gives its values and what is wrong with which of
them. A workbook of thousands of roles has a million cells and far fewer texts, so
nothing here goes from cell to cell that can go from text to text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from xl_addin.model.cells import CellValue, Percent, is_blank
from xl_addin.model.records import Value
from xl_addin.model.schema import Kind
from xl_addin.reader.values import (
    Fault,
    bad_cell,
    free,
    is_illegal,
    is_numbered,
    parse,
    typed_numbering,
)

_Meaning = Value | Fault
_FREE = (None, Kind.TEXT)
_NUMBERS = frozenset({int, float, type(None)})
_ALIKE = frozenset({str, type(None)})
# Of these types equal values look alike, which 1, 1.0, TRUE and 100% do not.
_TOLD_APART = tuple(_ALIKE | {kind} for kind in (str, datetime, int, bool, Percent))


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column.

    Attributes:
        values: What its cells mean, blank and faulty ones included.
        faults: What is wrong with which of them, counted from 0.
        is_full: Whether no cell is blank.
        is_text: Whether all values are text.
    """

    values: Sequence[Value]
    faults: Sequence[tuple[int, Fault]]
    is_full: bool
    is_text: bool


def absent_column(count: int, blank: Value) -> ReadColumn:
    """A column the sheet lacks."""
    return ReadColumn([blank] * count, (), is_full=not count, is_text=type(blank) is str)


def read_column(
    cells: Sequence[CellValue], kind: Kind | None, padded: Mapping[int, str]
) -> ReadColumn:
    """Understand a column.

    Args:
        cells: Its cells.
        kind: What they hold; None for a column the schema does not know.
        padded: What Excel shows in number cells with leading zeros, by number from 0.
    """
    if kind is Kind.NUMBERED:
        prose = read_column(cells, Kind.TEXT, padded)
        numbered = _numbered(cast("Sequence[str]", prose.values))
        return replace(prose, faults=[*prose.faults, *numbered])
    blank: Value = () if kind is Kind.LINES else ""
    if kind is Kind.KEY and padded:
        cells = [_shown(cell, padded.get(number)) for number, cell in enumerate(cells)]

    def meaning(cell: CellValue) -> _Meaning:
        return blank if is_blank(cell) else _read_cell(cell, kind)

    kinds = set(map(type, cells))
    if kind in _FREE and (plain := _as_it_is(cells, kinds, kind)):
        return plain
    if any(kinds <= types for types in _TOLD_APART):
        known = {cell: meaning(cell) for cell in dict.fromkeys(cells)}
        found = [known[cell] for cell in cells]
        distinct, is_full = list(known.values()), not any(map(is_blank, known))
    else:
        found = distinct = _one_by_one(cells, meaning)
        is_full = not any(map(is_blank, cells))
    faults: Sequence[tuple[int, Fault]] = ()
    if any(map(_fault, distinct)):
        faults = list(_faults(found))
        found = [blank if isinstance(each, Fault) else each for each in found]
    is_text = type(blank) is str and set(map(type, distinct)) <= {str, Fault}
    return ReadColumn(cast("Sequence[Value]", found), faults, is_full, is_text)


def _as_it_is(
    cells: Sequence[CellValue], kinds: set[type], kind: Kind | None
) -> ReadColumn | None:
    """A column of prose or numbers in which there is nothing to understand; else None."""
    is_text = kinds <= _ALIKE
    if is_text:
        texts = [cell for cell in cells if type(cell) is str]
        together = "".join(texts)
        if is_illegal(together) or "\r" in together or not all(map(str.strip, texts)):
            return None
    elif kind is not None or not kinds <= _NUMBERS:
        return None
    is_full = type(None) not in kinds
    values = cells if is_full else ["" if cell is None else cell for cell in cells]
    return ReadColumn(cast("Sequence[Value]", values), (), is_full=is_full, is_text=is_text)


def _one_by_one(
    cells: Sequence[CellValue], meaning: Callable[[CellValue], _Meaning]
) -> list[_Meaning]:
    texts = {cell: meaning(cell) for cell in cells if type(cell) is str}
    return [texts[cell] if type(cell) is str else meaning(cell) for cell in cells]


def _shown(cell: CellValue, padded: str | None) -> CellValue:
    return cell if padded is None or cell is None or type(cell) is str else padded


def _read_cell(cell: CellValue, kind: Kind | None) -> _Meaning:
    return bad_cell(cell) or (free(cell) if kind is None else parse(cell, kind))


def _faults(found: Sequence[_Meaning]) -> Iterator[tuple[int, Fault]]:
    for number, each in enumerate(found):
        if fault := _fault(each):
            yield number, fault


def _fault(meaning: _Meaning) -> Fault | None:
    """What is wrong with a cell: its own fault, or lines that somebody numbered."""
    if isinstance(meaning, Fault):
        return meaning
    return typed_numbering(meaning) if type(meaning) is tuple else None


def _numbered(texts: Sequence[str]) -> Iterator[tuple[int, Fault]]:
    """Cells of prose with lines that somebody numbered."""
    distinct = set(texts)
    if is_numbered(distinct):
        faults = {each: typed_numbering(each.split("\n")) for each in distinct}
        for number, shown in enumerate(texts):
            if fault := faults[shown]:
                yield number, fault
