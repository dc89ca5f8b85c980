"""Rows told apart into plain values, which any format carries, and the few others.

For whatever writes a `RawBook` down: between processes, or into a snapshot. Positions
count from 0 here, as they stand in the lists.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import overload

from xl_addin.model.cells import CellValue

Spot = tuple[int, int]
_PLAIN = frozenset({str, int, float, bool, type(None)})


def split(
    rows: Sequence[Sequence[CellValue]],
) -> tuple[list[list[CellValue]], dict[Spot, CellValue]]:
    """Rows with None in the place of what is not plain, and that by (row, column)."""
    if _PLAIN.issuperset(map(type, chain.from_iterable(rows))):
        return [row if type(row) is list else list(row) for row in rows], {}
    plain: list[list[CellValue]] = []
    special: dict[Spot, CellValue] = {}
    for number, row in enumerate(rows):
        if _PLAIN.issuperset(map(type, row)):
            plain.append(row if type(row) is list else list(row))
            continue
        cells = list(row)
        for column, value in enumerate(row):
            if type(value) not in _PLAIN:
                special[number, column] = value
                cells[column] = None
        plain.append(cells)
    return plain, special


def join(plain: list[list[CellValue]], special: Mapping[Spot, CellValue]) -> None:
    """Put the others back into their places."""
    for (number, column), value in special.items():
        plain[number][column] = value


class FlatRows(Sequence[Sequence[CellValue]]):
    """Rows of a tall sheet in one list; each is a list made when it is looked at.

    A list of its own for each row takes twice the memory, which the system does not get
    back as a whole afterwards.

    Args:
        cells: The cells, row after row.
        lengths: How many each row has.
    """

    __slots__ = ("_cells", "_starts")

    def __init__(self, cells: list[CellValue], lengths: Sequence[int]) -> None:
        self._cells = cells
        self._starts = array("Q", accumulate(lengths, initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[list[CellValue]]:
        return (self._cells[start:stop] for start, stop in pairwise(self._starts))

    @overload
    def __getitem__(self, at: int) -> list[CellValue]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[CellValue]]: ...
    def __getitem__(self, at: int | slice) -> list[CellValue] | list[list[CellValue]]:
        numbers = range(len(self))[at]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        return self._cells[self._starts[numbers] : self._starts[numbers + 1]]
