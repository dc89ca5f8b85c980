"""Numbers that a number format shows as a date, a time or a duration.

One rule for every source: parsers disagree on custom formats, on serials before 1900
and on those beyond 9999.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from enum import Enum

from xl_addin.model.cells import CellValue, plain_number

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST = 2_958_466
_MILLISECONDS = 86_400_000
# What a number format may hold beside codes: texts, escapes, paddings, colours, locales.
_NOT_CODES = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL
)
_DATE_CODES = re.compile(r"[dmhysgb]|e(?![+-])", re.IGNORECASE)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


class Shown(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"


def shown_as(code: str) -> Shown:
    """What a number format makes of a number, by its first section."""
    first = _NOT_CODES.sub("", code).split(";")[0]
    if first.strip().casefold() == "general":
        return Shown.NUMBER
    if _DURATION.search(first):
        return Shown.DURATION
    if _DATE_CODES.search(first):
        return Shown.DATE
    return Shown.PERCENT if "%" in first else Shown.NUMBER


def from_serial(number: float, shown: Shown, *, date1904: bool) -> CellValue:
    """The date, time or duration a number stands for; the number itself if none."""
    if shown is Shown.DURATION:
        if abs(number) > _LAST:
            return plain_number(number)
        return timedelta(milliseconds=round(number * _MILLISECONDS))
    if not 0 <= number < _LAST:
        return plain_number(number)
    days, milliseconds = divmod(round(number * _MILLISECONDS), _MILLISECONDS)
    if days == 0:
        return (datetime.min + timedelta(milliseconds=milliseconds)).time()
    if days < 60 and not date1904:
        # Excel counts a 29th of February 1900 that never was.
        days += 1
    start = _EPOCH_1904 if date1904 else _EPOCH_1900
    try:
        return start + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        return plain_number(number)


def to_serial(value: datetime | time | timedelta, *, date1904: bool) -> float:
    """The number that stands for a date, time or duration; the inverse of `from_serial`.

    Raises:
        ValueError: It lies before the first day Excel can count.
    """
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (datetime.combine(datetime.min, value) - datetime.min) / timedelta(days=1)
    start = _EPOCH_1904 if date1904 else _EPOCH_1900
    number = (value.replace(tzinfo=None) - start) / timedelta(days=1)
    if not date1904 and number < 61:
        number -= 1
    if number < 1:
        raise ValueError(value)
    return number
