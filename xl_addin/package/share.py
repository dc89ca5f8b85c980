"""How several readers divide one workbook; imports nothing, for whoever only says so."""

from __future__ import annotations

from typing import NamedTuple


class Share(NamedTuple):
    """Which of several readers of one workbook this is, counted from 0."""

    number: int = 0
    of: int = 1


WHOLE = Share()
"""The only reader."""
