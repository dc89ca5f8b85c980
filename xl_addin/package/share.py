"""How readers divide one workbook; imports nothing, for whoever only says so."""

from __future__ import annotations

from typing import NamedTuple


class Share(NamedTuple):
    """Some sheets of a workbook, counted from 0 by how large they are.

    Attributes:
        first: The largest of them.
        stop: The one before which they end; None for none.
    """

    first: int = 0
    stop: int | None = None


WHOLE = Share()
"""All of them."""

_ONE_BY_ONE = 7


def shares() -> tuple[Share, ...]:
    """A workbook in pieces: each large sheet by itself, first the largest."""
    large = (Share(place, place + 1) for place in range(_ONE_BY_ONE))
    return (*large, Share(_ONE_BY_ONE))
