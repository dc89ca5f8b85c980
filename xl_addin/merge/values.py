"""What two spellings of one value have in common, so that notation is no difference.

Texts stay as typed; ids are compared as keys, numbers and dates as they are shown, points
as lines. A cell that could not be read keeps its own text: a fault somebody typed is a
difference too.
"""

from __future__ import annotations

from datetime import datetime, time

from xl_addin.model.cells import CellError, CellValue, Uncached, is_blank, number_text
from xl_addin.model.dates import CalendarDate
from xl_addin.model.names import key
from xl_addin.model.records import Value

Known = str | bool | tuple[str, ...] | CellError | Uncached | None
"""A comparable value; None is blank."""

_KEYS = frozenset(("id", "role", "duty"))


def comparable(name: str, value: Value, typed: CellValue) -> Known:
    """A cell's value in the form copies are compared in.

    Args:
        name: Template name of its column.
        value: What the reader made of it; blank if it could make nothing of it.
        typed: The cell itself.
    """
    if isinstance(typed, CellError | Uncached):
        return typed
    if isinstance(value, bool):
        return value
    if value in ("", ()):
        return None if is_blank(typed) else _as_typed(typed)
    if name in _KEYS:
        return key(str(value))
    if isinstance(value, CalendarDate):
        return value.text("zh")
    if isinstance(value, int | float):
        return number_text(value)
    return value


def _as_typed(typed: CellValue) -> str:
    return typed.replace("\r\n", "\n") if isinstance(typed, str) else str(typed)


def writable(value: Known, typed: CellValue) -> CellValue:
    """What to write into another copy's cell so that it says the same there."""
    if typed is None and value is not None:
        return plain_text(value)
    return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


def plain_text(value: Known) -> str:
    """A value as a person reads it; '' for a blank one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Uncached):
        return f"={value.formula.removeprefix('=')}"
    return "\n".join(value) if isinstance(value, tuple) else value


def said(cell: CellValue) -> str:
    """A cell of no known column as a person reads it, without outer spaces; '' if blank."""
    value: Value = "" if cell is None else str(cell)
    if isinstance(cell, bool | int | float):
        value = cell
    elif isinstance(cell, datetime) and cell.time() == time():
        value = CalendarDate(cell.year, cell.month, cell.day)
    return plain_text(comparable("", value, cell)).replace("\r\n", "\n").strip()


def is_fault(value: Known) -> bool:
    """Whether a cell holds no value at all but an error of Excel's."""
    return isinstance(value, CellError | Uncached)
