"""The product's own filters: numerals, lists, dates, money and percentages.

Blank stays blank, and a text that is no number or no date (`面议`, `待定`) is printed as it
is. Documented for template authors in `docs/reference/template-filters.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from xl_addin.model.cells import number_text
from xl_addin.model.dates import CalendarDate, parse_date
from xl_addin.model.numerals import capital_amount, chinese_digits, chinese_numeral
from xl_addin.renderers.containers import require_text, require_texts

_MOST_PLACES = 9
_LARGEST = Decimal(10) ** 15


def lines(text: object) -> list[str]:
    """The non-blank lines of a text."""
    given = str(require_text(text))
    if "\n" not in given:
        return [given] if given.strip() else []
    return [line for line in given.split("\n") if line.strip()]


def numbered(number: object, level: int = 1) -> str:
    """`1` → `一、` on level 1, `（一）` on level 2, `1.` on level 3, `（1）` on level 4.

    Raises:
        ValueError: There is no such level.
    """
    value = _number(number)
    if value is None:
        return str(number)
    whole = int(value)
    forms = ("{0}、", "（{0}）", "{1}.", "（{1}）")
    if level not in range(1, len(forms) + 1):
        raise ValueError(level)
    return forms[level - 1].format(chinese_numeral(whole), whole)


def listed(items: object, separator: str = "、", last: str = "") -> str:
    """Items in one line: `A、B、C`, with `last` `A、B和C`; of a text, its lines."""
    if isinstance(items, str) or not isinstance(items, Iterable):
        items = lines(items)
    texts = [_text(item).strip() for item in require_texts(items)]
    kept = [text for text in texts if text]
    if last and len(kept) > 1:
        return last.join([separator.join(kept[:-1]), kept[-1]])
    return separator.join(kept)


def date(value: object, style: str = "zh") -> str:
    """A date in another spelling.

    Args:
        value: A date as the workbook has it: `2025年1月1日`, `2025-01-01`, `2025年1月` …
        style: `zh` 2025年1月1日, `中文` 二〇二五年一月一日, `en` 1 January 2025, or signs
            between numbers: `-` 2025-01-01, `.` 2025.01.01, `/` 2025/01/01.

    Raises:
        ValueError: There is no such style.
    """
    found = parse_date(str(require_text(value)))
    if found is None:
        return str(value)
    if style in ("zh", "en"):
        return found.text(style)
    if style == "中文":
        return _in_chinese(found)
    if style in ("-", ".", "/"):
        day = "" if found.day is None else f"{style}{found.day:02}"
        return f"{found.year}{style}{found.month:02}{day}"
    raise ValueError(style)


def money(value: object, places: int = 2, sign: str = "") -> str:
    """`12000` → `12,000.00`; `sign` stands before it (`¥`)."""
    number = _number(value)
    return _text(value) if number is None else f"{sign}{_rounded(number, places):,}"


def thousands(value: object) -> str:
    """`12000` → `12,000`; decimals stay as they are."""
    number = _number(value)
    return _text(value) if number is None else f"{number:,f}"


def capital_money(value: object) -> str:
    """`12000.5` → `壹万贰仟元伍角`, as on receipts."""
    number = _number(value)
    return _text(value) if number is None else capital_amount(_rounded(number, 2))


def percent(value: object, places: int | None = None) -> str:
    """`0.25` → `25%`; what is a percentage already only gets its decimals."""
    text = _text(value).strip()
    if text.endswith(("%", "％")):
        number = _number(text[:-1])
    else:
        number = _number(value)
        number = None if number is None else number * 100
    if number is None:
        return _text(value)
    shown = number.normalize() if places is None else _rounded(number, places)
    return f"{shown:f}%"


def _in_chinese(found: CalendarDate) -> str:
    day = "" if found.day is None else f"{chinese_numeral(found.day)}日"
    return f"{chinese_digits(found.year)}年{chinese_numeral(found.month)}月{day}"


def _text(value: object) -> str:
    return number_text(value) if isinstance(value, float) else str(require_text(value))


def _number(value: object) -> Decimal | None:
    """A number as people type it, full-width digits and thousands' commas too."""
    if isinstance(value, bool) or value is None:
        return None
    text = _text(value).strip().replace(",", "").replace("，", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _LARGEST else None


def _rounded(number: Decimal, places: int) -> Decimal:
    kept = min(max(int(places), 0), _MOST_PLACES)
    return number.quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP)


FILTERS: dict[str, Callable[..., Any]] = {
    "lines": lines,
    "分行": lines,
    "chinese_number": chinese_numeral,
    "中文数字": chinese_numeral,
    "numbered": numbered,
    "序号": numbered,
    "listed": listed,
    "顿号": listed,
    "date": date,
    "日期": date,
    "money": money,
    "金额": money,
    "thousands": thousands,
    "千分位": thousands,
    "capital_money": capital_money,
    "大写金额": capital_money,
    "percent": percent,
    "百分比": percent,
}
"""Filters by name; each has an English and a Chinese one."""
