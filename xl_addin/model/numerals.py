"""Numbers as documents count: 第一章 一、（一）1. in Chinese, Chapter 1 1. 1.1 (a) in English."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_POINTS = [f"{number}." for number in range(100)]
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


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


def chinese_digits(number: int) -> str:
    """`2025` → `二〇二五`, as years are written."""
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))


def capital_amount(amount: Decimal) -> str:
    """`10203.05` → `壹万零贰佰零叁元零伍分`; two decimals at most, below 10^16."""
    sign = "负" if amount < 0 else ""
    cents = int(abs(amount) * 100)
    whole, rest = divmod(cents, 100)
    ten, one = divmod(rest, 10)
    text = f"{_capital_whole(whole)}元" if whole else ""
    if ten:
        text += f"{_CAPITALS[ten]}角"
    elif one and whole:
        text += "零"
    text += f"{_CAPITALS[one]}分" if one else "" if ten else "整"
    return sign + (text if cents else "零元整")


def _capital_whole(number: int) -> str:
    text, place, gap = "", 0, False
    while number:
        number, group = divmod(number, 10_000)
        if group:
            text = (
                _capital_group(group) + _GROUPS[place] + ("零" if gap and text else "") + text
            )
        # A group below a thousand, or none at all, is read with a zero before it.
        gap = group < 1000
        place += 1
    return text.removesuffix("零")


def _capital_group(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _CAPITALS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return text


def letters(number: int) -> str:
    """`1` → `a`, `27` → `aa`."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def heading_number(language: str, level: int, number: int, above: int = 0) -> str:
    """What stands before a heading; see `Numbering`.

    Args:
        language: `en`, or Chinese.
        level: 0 to 3; 0 is a chapter.
        number: Its number among those of its level.
        above: That of the heading above it, which English shows on level 2.
    """
    if language == "en":
        forms = ("Chapter {0}", "{0}.", "{1}.{0}", "({2})")
        return forms[level].format(number, above, letters(number) if level == 3 else "")
    if level == 3:
        return _POINTS[number] if number < len(_POINTS) else f"{number}."
    return ("第{}章", "{}、", "（{}）")[level].format(chinese_numeral(number))


class Numbering:
    """Counts headings of one document: each level restarts when one above it counts.

    `numbering(0)` → `第一章`, `numbering(1)` → `一、`, `numbering(2)` → `（一）`,
    `numbering(3)` → `1.`

    Attributes:
        language: Of the document.
        counts: The last number of each level, chapters first.
    """

    __slots__ = ("counts", "language")

    def __init__(self, language: str = "zh") -> None:
        self.language = language
        self.counts: tuple[int, ...] = (0, 0, 0, 0)

    def __call__(self, level: int = 1) -> str:
        """The next number of a level from 0 to 3; 0 counts chapters.

        Raises:
            ValueError: There is no such level.
        """
        if level not in (0, 1, 2, 3):
            raise ValueError(level)
        level, counts = int(level), self.counts
        number = counts[level] + 1
        self.counts = (*counts[:level], number, *(0,) * (3 - level))
        return heading_number(self.language, level, number, counts[1])
