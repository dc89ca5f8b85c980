"""One cell as it stands in a sheet's XML, and what it means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_addin.model.cells import CellError, CellValue, Percent, Uncached, plain_number
from xl_addin.package.escapes import unescape
from xl_addin.package.refusal import Irregular
from xl_addin.package.serials import Shown, from_serial
from xl_addin.package.workbook import Styles

_BOOLEANS = {"1": True, "0": False, "true": True, "false": False}


@dataclass(slots=True)
class RawCell:
    """A `<c>` element."""

    row: int
    column: int
    style: int
    kind: str
    value: str | None = None
    formula: str | None = None
    texts: list[str] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Whether it holds nothing, neither value nor formula."""
        return self.value is None and self.formula is None and not self.texts


class CellDecoder:
    """Values of cells under a workbook's styles and strings.

    Args:
        styles: What its style ids mean.
        strings: Shared strings by number: all of them, or those a parser may change.
        date1904: Whether dates count from 1904.
        alone: See the attribute.

    Attributes:
        alone: Nobody else reads these cells, so every value is given.
    """

    def __init__(
        self,
        styles: Styles,
        strings: Mapping[int, str | None],
        *,
        date1904: bool,
        alone: bool = False,
    ) -> None:
        self._styles = styles
        self._strings = strings
        self._date1904 = date1904
        self.alone = alone

    def decode(
        self,
        cell: RawCell,
        values: dict[tuple[int, int], CellValue],
        fonts: dict[tuple[int, int], str],
        padded: dict[tuple[int, int], str],
    ) -> None:
        """Note a cell's value, where a parser may give another, and how it is shown.

        Raises:
            ValueError: The cell does not hold what its type says.
            Irregular: Only a parser knows what it holds.
        """
        spot = cell.row, cell.column
        if cell.kind in ("s", "str", "inlineStr") and cell.style in self._styles.symbols:
            fonts[spot] = self._styles.symbols[cell.style]
        if cell.kind == "s" and cell.value:
            if not (cell.value.isascii() and cell.value.strip().isdecimal()):
                raise ValueError(cell.value)
            index = int(cell.value)
            if index in self._strings:
                values[spot] = self._strings[index] or None
            elif self.alone:
                raise Irregular
        elif cell.kind == "d":
            if self.alone:
                raise Irregular
        else:
            value = values[spot] = self._value(cell)
            digits = self._styles.padded.get(cell.style)
            if digits and isinstance(value, int) and not isinstance(value, bool):
                padded[spot] = f"{value:0{digits}d}"

    def _value(self, cell: RawCell) -> CellValue:
        if cell.kind == "inlineStr":
            return unescape("".join(cell.texts)) or None
        if cell.kind == "str" and cell.value is not None:
            return unescape(cell.value) or None
        value = (cell.value or "").strip()
        if not value:
            return None if cell.formula is None else Uncached(f"={cell.formula}")
        if cell.kind == "e":
            return CellError(value)
        if cell.kind == "b":
            if value not in _BOOLEANS:
                raise ValueError(value)
            return _BOOLEANS[value]
        if "_" in value or not value.isascii():
            # Python reads 1_0 and digits of every script, nobody else does.
            raise ValueError(value)
        return self.number(value, cell.style)

    def number(self, digits: str | bytes, style: int) -> CellValue:
        """What a cell of that style shows for these digits.

        Raises:
            ValueError: They are no finite number.
        """
        number, shown = float(digits), self._styles.meaning(style)
        if not math.isfinite(number):
            raise ValueError(number)
        if shown is Shown.PERCENT:
            return Percent(number)
        if shown is Shown.NUMBER:
            return plain_number(number)
        return from_serial(number, shown, date1904=self._date1904)
