"""Rows told apart into plain values, which any format carries, and the few others.

For whatever writes a `RawBook` down: between processes, or into a snapshot. Positions
count from 0 here, as they stand in the lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

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
