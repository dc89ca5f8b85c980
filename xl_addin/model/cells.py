"""Cell values as every source delivers them.

A cell is one of: None (blank), `str`, `bool`, `int`, `float`, `Percent`,
`datetime`, `time`, `timedelta`, `CellError`, `Uncached`. Whole numbers are `int`
whatever the file wrote, dates are `datetime`, so that two sources agree on equality.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

_EXCEL_DIGITS = ".15g"


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as `#N/A`; never a blank."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncached:
    """A formula the file holds no result for; never a blank."""

    formula: str


class Percent(float):
    """A number whose cell is formatted as a percentage: 0.25 is shown as 25%."""

    def __str__(self) -> str:
        return f"{float(self) * 100:{_EXCEL_DIGITS}}%"


CellValue = (
    str
    | bool
    | int
    | float
    | Percent
    | datetime
    | time
    | timedelta
    | CellError
    | Uncached
    | None
)


def plain_number(value: float) -> int | float:
    """A number as sources must deliver it: whole numbers as `int`."""
    return int(value) if value.is_integer() else value


def number_text(value: float) -> str:
    """A number as Excel would show it in a General cell: at most 15 digits."""
    if isinstance(value, Percent):
        return str(value)
    return str(value) if isinstance(value, int) else format(value, _EXCEL_DIGITS)


def is_blank(value: CellValue) -> bool:
    """Whether a cell holds nothing a reader of the sheet would see."""
    return value is None or (isinstance(value, str) and not value.strip())
