"""From a cell to a value of the model, by the kind of its column.

Prose stays as typed (CRLF becomes LF); only keys, flags, dates and orders are
understood. A parser returns the value, or a `Fault` naming the catalogue's entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from xl_addin.model.cells import CellError, CellValue, Percent, Uncached, number_text
from xl_addin.model.dates import CalendarDate, parse_date
from xl_addin.model.names import key
from xl_addin.model.schema import Kind

if TYPE_CHECKING:
    from xl_addin.model.records import Value

# All that XML 1.0 cannot hold: such a character would damage the document.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARK = (
    r"[^\S\n]*(?:\d{1,2}\s*[.、．)）]\s*(?!\d)|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]|[•●◆■▪·\-–—*]\s)"
)
_TYPED_NUMBER = re.compile(_MARK)
# What begins with one sign is searched for fastest.
_NUMBERED_LINE = re.compile("\n" + _MARK)
_SHOWN_LINE = 16

_ON = frozenset(
    key(mark)
    for mark in [
        *("✓", "√", "✔", "☑", "✅", "●", "〇", "Y", "YES", "是", "对", "有", "开", "1", "TRUE")
    ]
)
_OFF = frozenset(
    key(mark)
    for mark in [
        *("0", "N", "NO", "否", "无", "关", "FALSE"),
        *("✗", "✘", "×", "✖", "❌", "☐", "－", "-", "–", "—", "―"),
    ]
)
_DISABLED = frozenset(
    key(word)
    for word in ["停用", "禁用", "作废", "草稿", "disabled", "inactive", "retired", "draft"]
)
_ENABLED = frozenset(
    key(word)
    for word in [
        *("启用", "在用", "使用中", "有效", "生效", "现行", "正常", "试行"),
        *("active", "enabled", "in force", "current"),
    ]
)
_WORDS_FOR_OFF = frozenset(("off", "关闭", "不"))
# Follows a mark that was typed as an emoji, and is not seen.
_AS_EMOJI = "\ufe0e\ufe0f"
_SYMBOL_TICKS = frozenset("ptvrüþ")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: an entry of the catalogue and what it names."""

    code: str
    params: dict[str, str]
    warning: bool = False


def is_illegal(text: str) -> bool:
    """Whether a text holds a character that XML cannot."""
    return bool(_ILLEGAL.search(text))


def bad_cell(value: CellValue) -> Fault | None:
    """What makes a cell unusable whatever its column: errors, lost results, characters."""
    if isinstance(value, str):
        if found := _ILLEGAL.search(value):
            return Fault("illegal-character", {"character": f"U+{ord(found.group()):04X}"})
        return None
    if isinstance(value, CellError):
        return Fault("error-cell", {"error": value.code})
    if isinstance(value, Uncached):
        return Fault("uncached-formula", {"formula": value.formula})
    return None


def text(value: CellValue) -> str:
    """A cell as prose: as typed, numbers and times as Excel shows them."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n") if value.strip() else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime):
        return _date(value).text("zh")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def identifier(value: CellValue) -> str:
    """An id as typed, without outer spaces; '' for a blank cell."""
    return unicodedata.normalize("NFC", text(value)).strip()


def parse(value: CellValue, kind: Kind) -> Value | Fault:
    """The value of a non-blank, usable cell of a known column."""
    return _PARSERS[kind](value)


def free(value: CellValue) -> Value:
    """The value of a column the product does not know: numbers and dates stay such."""
    if type(value) is str or isinstance(value, bool):
        return text(value)
    if isinstance(value, datetime):
        return _date(value)
    return value if isinstance(value, int | float) else text(value)


def _date(value: datetime) -> CalendarDate:
    return CalendarDate(value.year, value.month, value.day)


def _parse_lines(value: CellValue) -> Value | Fault:
    return tuple(line for line in text(value).split("\n") if line.strip())


def is_numbered(texts: Iterable[str]) -> bool:
    """Whether somebody typed a number or bullet before a line of any of these texts."""
    return bool(_NUMBERED_LINE.search("\n" + "\n".join(texts)))


def typed_numbering(lines: Iterable[str]) -> Fault | None:
    """The lines before which a person typed a number or bullet, if there are any."""
    found = [line.strip() for line in lines if _TYPED_NUMBER.match(line)]
    if not found:
        return None
    shown = "、".join(f"“{_shortened(line)}”" for line in found)
    return Fault("typed-numbering", {"count": str(len(found)), "lines": shown}, warning=True)


def unnumbered(line: str) -> str:
    """A line without a number or bullet typed before it."""
    return _TYPED_NUMBER.sub("", line, count=1) if _TYPED_NUMBER.match(line) else line


def _shortened(line: str) -> str:
    return line if len(line) <= _SHOWN_LINE else f"{line[:_SHOWN_LINE]}…"


def _parse_order(value: CellValue) -> Value | Fault:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        number = float(text(value))
    except ValueError:
        return Fault("order-not-a-number", {"value": text(value)})
    return number


def _parse_date(value: CellValue) -> Value | Fault:
    if isinstance(value, datetime):
        return _date(value)
    found = parse_date(value) if isinstance(value, str) else None
    return found or Fault("date-not-understood", {"value": text(value)})


def _parse_flag(value: CellValue) -> Value | Fault:
    mark = toggle(value)
    if isinstance(mark, Fault):
        return Fault("flag-not-understood", mark.params)
    return mark > 0


def _parse_status(value: CellValue) -> Value | Fault:
    if key(text(value)) in _ENABLED | _DISABLED:
        return text(value)
    return Fault("status-unknown", {"value": text(value)})


def is_disabled(status: str) -> bool:
    """Whether a 状态 takes its row out."""
    return key(status) in _DISABLED


def means_off(setting: str) -> bool:
    """Whether a setting that is on by default is switched off."""
    return key(setting) in _OFF | _WORDS_FOR_OFF


def toggle(value: CellValue, font: str | None = None) -> float | Fault:
    """A toggle cell as a share of working time: 1 on, 0 off.

    Args:
        value: A non-blank cell.
        font: Name of the cell's symbol font, if it has one.
    """
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return (
            float(value) if 0 <= value <= 1 else Fault("toggle-not-understood", _shown(value))
        )
    mark = key(text(value)).rstrip(_AS_EMOJI)
    if font and mark in _SYMBOL_TICKS:
        return Fault("toggle-symbol-font", {**_shown(value), "font": font})
    if mark in _ON:
        return 1.0
    if mark in _OFF:
        return 0.0
    if share := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)%|(0?\.\d+)", mark):
        number = float(share[1]) / 100 if share[1] else float(share[2])
        if number <= 1:
            return number
    return Fault("toggle-not-understood", _shown(value))


def is_share(value: CellValue) -> bool:
    """Whether a toggle was written as a share rather than as a mark."""
    if isinstance(value, Percent):
        return True
    if isinstance(value, str):
        return value.strip().endswith(("%", "％")) or "." in value
    return isinstance(value, float) and not isinstance(value, bool)


def _shown(value: CellValue) -> dict[str, str]:
    return {"value": text(value)}


_PARSERS: dict[Kind, Callable[[CellValue], Value | Fault]] = {
    Kind.KEY: identifier,
    Kind.TEXT: text,
    Kind.NUMBERED: text,
    Kind.LINES: _parse_lines,
    Kind.ORDER: _parse_order,
    Kind.DATE: _parse_date,
    Kind.FLAG: _parse_flag,
    Kind.STATUS: _parse_status,
}
