"""Numbers as documents count: 第一章 一、（一）1. in Chinese, Chapter 1 1. 1.1 (a) in English."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_POINTS = [f"{number}." for number in range(100)]


@lru_cache(maxsize=1000)
def chinese_numeral(number: int) -> str:
    """`12` → `十二`, `105` → `一百零五`; digits from 10,000 on and below 0."""
    if not 0 <= number < 10_000:
        return str(number)
    if number == 0:
        return _DIGITS[0]
    parts: list[str] = []
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(("零" if gap else "") + _DIGITS[digit] + name)
            gap = False
        elif parts:
            gap = True
    text = "".join(parts)
    return text.removeprefix("一") if text.startswith("一十") else text


def letters(number: int) -> str:
    """`1` → `a`, `27` → `aa`."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


class Numbering:
    """Counts headings of one document: each level restarts when one above it counts.

    `numbering(0)` → `第一章`, `numbering(1)` → `一、`, `numbering(2)` → `（一）`,
    `numbering(3)` → `1.`
    """

    def __init__(self, language: str = "zh") -> None:
        self.language = language
        self._chapter = 0
        self._counts = [0, 0, 0]

    def __call__(self, level: int = 1) -> str:
        """The next number of a level from 0 to 3; 0 counts chapters.

        Raises:
            ValueError: There is no such level.
        """
        counts = self._counts
        if level == 3:
            counts[2] = third = counts[2] + 1
            if self.language == "en":
                return f"({letters(third)})"
            return _POINTS[third] if third < len(_POINTS) else f"{third}."
        if level == 0:
            return self._next_chapter()
        if level not in (1, 2):
            raise ValueError(level)
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        first, second = counts[:2]
        if self.language == "en":
            return f"{first}." if level == 1 else f"{first}.{second}"
        if level == 1:
            return f"{chinese_numeral(first)}、"
        return f"（{chinese_numeral(second)}）"

    def _next_chapter(self) -> str:
        self._chapter += 1
        self._counts = [0, 0, 0]
        if self.language == "en":
            return f"Chapter {self._chapter}"
        return f"第{chinese_numeral(self._chapter)}章"
