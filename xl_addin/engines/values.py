"""Cell values and colours as xlwings writes them and as Calc holds them.

Calc knows numbers and texts only; that a number is a date or a truth value is its number
format. Whole ranges are read and written at once, formats per run of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

Matrix = Sequence[Sequence[Any]]

# com.sun.star.util.NumberFormat
DATE, TIME, LOGICAL, TEXT = 2, 4, 1024, 256
# com.sun.star.sheet.FormulaResult and CellFlags
ERRORS = 4

EPOCH = datetime(1899, 12, 30)
_ERROR_NAMES = {
    32767: "#N/A",
    502: "#VALUE!",
    503: "#NUM!",
    504: "#REF!",
    508: "#VALUE!",
    511: "#VALUE!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
}


class ErrorValue:
    """What an error cell reads as until xlwings decides on text or None."""

    def __init__(self, number: int) -> None:
        self.text = _ERROR_NAMES.get(number, f"#ERR{number}")


def to_calc(value: Any) -> float | str:
    """A value as `setDataArray` takes it; an empty text empties the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - EPOCH) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - EPOCH.date()).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return str(value).replace("\r\n", "\n")


def format_of(value: Any) -> str | None:
    """The number format a value brings along, as Excel gives it one; None for none."""
    if isinstance(value, bool):
        return "BOOLEAN"
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm" if value.time() != time() else "yyyy-mm-dd"
    if isinstance(value, date):
        return "yyyy-mm-dd"
    return "hh:mm:ss" if isinstance(value, time) else None


def runs(formats: Sequence[Sequence[str | None]]) -> Iterator[tuple[int, int, int, str]]:
    """Runs of one format down a column: (column, first row, last row, format)."""
    for column in range(len(formats[0]) if formats else 0):
        row = 0
        while row < len(formats):
            name = formats[row][column]
            last = row
            while name and last + 1 < len(formats) and formats[last + 1][column] == name:
                last += 1
            if name:
                yield column, row, last, name
            row = last + 1


def from_calc(value: Any, kind: int) -> Any:
    """A cell's value given the type of its number format."""
    if not isinstance(value, float):
        return value or None
    if kind & LOGICAL:
        return bool(value)
    if kind & DATE:
        moment = EPOCH + timedelta(days=value)
        # Fractions of a day do not hold whole microseconds.
        return (moment + timedelta(microseconds=500)).replace(microsecond=0)
    return value


def clean(value: Any, dates: Any, empty: Any, numbers: Any, *, errors: bool) -> Any:
    """A value as the options of an xlwings read want it."""
    if value is None or value == "":
        return empty
    if isinstance(value, ErrorValue):
        return value.text if errors else None
    if isinstance(value, datetime):
        return dates(
            month=value.month,
            day=value.day,
            year=value.year,
            hour=value.hour,
            minute=value.minute,
            second=value.second,
            microsecond=value.microsecond,
            tzinfo=None,
        )
    if numbers is not None and isinstance(value, float):
        return numbers(value)
    return value


def calc_colour(colour: Any) -> int:
    """A colour as xlwings gives it (RGB, `#rrggbb` or Excel's number) as Calc's; -1 is none."""
    if colour is None:
        return -1
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    if isinstance(colour, int):
        return ((colour & 255) << 16) | (colour & 0xFF00) | (colour >> 16 & 255)
    red, green, blue = colour
    return (int(red) << 16) | (int(green) << 8) | int(blue)


def rgb(colour: int) -> tuple[int, int, int] | None:
    """Calc's colour as xlwings gives it."""
    return None if colour < 0 else (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
