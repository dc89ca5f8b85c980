"""What may be asked of a workbook: plain values, independent of how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

Value = str | bool | int | float | datetime | time | timedelta | None
"""A cell's new value; None or '' empties it, `Percent` is written as a percentage."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """Give a cell a value; its style stays.

    Attributes:
        sheet: Name of its tab.
        row: Counted from 1.
        column: Counted from 1.
        value: The new value.
    """

    sheet: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class AppendRow:
    """Put a row below the last one of a list, in the look of that one.

    The list is the Excel table that holds the given columns, else the whole sheet. Its
    last row is the last that holds a typed value; rows below it that hold only formulas
    or a style are filled.

    Attributes:
        sheet: Name of its tab.
        values: Values by column; a column left out stays blank.
        after: The list's last row, where the caller knows it better.
    """

    sheet: str
    values: Mapping[int, Value]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class AppendColumn:
    """Put a column to the right of the last one of a list, in the look of that one.

    Attributes:
        sheet: Name of its tab.
        values: Values by row; an Excel table needs one for its header row.
        after: The list's last column, where the caller knows it better.
    """

    sheet: str
    values: Mapping[int, Value]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class DropDown:
    """A list to choose from in one column of a new sheet.

    Attributes:
        column: Counted from 1.
        first: First row.
        last: Last row.
        choices: What can be chosen; no comma, no quotation mark, 255 characters in all.

    Raises:
        ValueError: The choices are not such.
    """

    column: int
    first: int
    last: int
    choices: tuple[str, ...]

    def __post_init__(self) -> None:
        long = len(",".join(self.choices)) > 255
        if long or any("," in choice or '"' in choice for choice in self.choices):
            raise ValueError(self.choices)


@dataclass(frozen=True, slots=True)
class HeaderStyle:
    """How the first row of a new sheet looks: colours as RRGGBB."""

    fill: str = "1F3864"
    text: str = "FFFFFF"


@dataclass(frozen=True, slots=True)
class AddSheet:
    """Put a sheet of our own behind the last tab.

    Attributes:
        name: Of its tab.
        rows: Values, header row first.
        widths: Of its columns, in characters.
        lists: Its drop-downs.
        header: Look of the first row; None for that of the others.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...] = ()
    lists: tuple[DropDown, ...] = ()
    header: HeaderStyle | None = field(default_factory=HeaderStyle)


@dataclass(frozen=True, slots=True)
class DropSheet:
    """Take away a sheet that `AddSheet` made, and no other."""

    name: str


Edit = SetCell | AppendRow | AppendColumn | AddSheet | DropSheet
