"""Calendar dates as HR types them: a day, or only a month."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SPELLINGS = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(\d{4})年(\d{1,2})月"),
)


@dataclass(frozen=True, slots=True, order=True)
class CalendarDate:
    """A date without a clock; `day` is None where only the month was given."""

    year: int
    month: int
    day: int | None = None

    def text(self, language: str) -> str:
        """`2025年1月1日` in Chinese, `1 January 2025` in English."""
        if language == "en":
            day = f"{self.day} " if self.day else ""
            return f"{day}{_MONTHS[self.month - 1]} {self.year}"
        day = f"{self.day}日" if self.day else ""
        return f"{self.year}年{self.month}月{day}"


def parse_date(text: str) -> CalendarDate | None:
    """A date in one of the accepted spellings; None for anything else.

    Accepted: `2025-01-01`, `2025/1/1`, `2025.1.1`, `2025年1月1日`, `2025年1月`, in full width
    too.
    """
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    for spelling in _SPELLINGS:
        if match := spelling.fullmatch(compact):
            numbers = [int(group) for group in match.groups()]
            try:
                date(*numbers, *([1] if len(numbers) == 2 else []))
            except ValueError:
                return None
            return CalendarDate(*numbers)
    return None
