"""How cells look and what hangs on them: formats, colours, sizes, notes, links.

Mixed into `cells.Range`; apart from it only to keep both readable.
"""

from __future__ import annotations

import re
from typing import Any

from xlwings import base_classes

from xl_addin.engines import values
from xl_addin.engines.faults import plain_faults
from xl_addin.engines.validation import DataValidation

_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
_VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4}
_POINT = 2540 / 72  # hundredths of a millimetre
_DIGIT = 185.0  # width of one digit of the default font, in the same
_INTERNAL = re.compile(r"#'?(?P<sheet>.+?)'?!(?P<cell>\$?[A-Za-z]+\$?\d+)")


@plain_faults
class CellLooks(base_classes.Range):
    """The half of a range that is not its values."""

    sheet: Any

    @property
    def number_format(self) -> str | None:
        groups = self.api.getUniqueCellFormatRanges()
        keys = {groups.getByIndex(n).NumberFormat for n in range(groups.getCount())}
        names = {self.sheet.book.format_name(key) for key in keys}
        return names.pop() if len(names) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.api.NumberFormat = self.sheet.book.format_key(value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        colours = self._all("CellBackColor")
        return values.rgb(colours.pop()) if len(colours) == 1 else None

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CellBackColor = values.calc_colour(value)

    @property
    def font(self) -> Font:
        return Font(self.api)

    @property
    def wrap_text(self) -> bool | None:
        found = self._all("IsTextWrapped")
        return bool(found.pop()) if len(found) == 1 else None

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = value

    @property
    def horizontal_alignment(self) -> str | None:
        found = {each.value for each in self._all("HoriJustify")}
        shown = found.pop() if len(found) == 1 else None
        return next((name for name, own in _HORIZONTAL.items() if own == shown), None)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        import uno

        name = _HORIZONTAL.get(value, "STANDARD")
        self.api.HoriJustify = uno.Enum("com.sun.star.table.CellHoriJustify", name)

    @property
    def vertical_alignment(self) -> str | None:
        found = self._all("VertJustify")
        shown = found.pop() if len(found) == 1 else None
        return next((name for name, own in _VERTICAL.items() if own == shown), None)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.api.VertJustify = _VERTICAL.get(value, 0)

    def _all(self, name: str) -> set[Any]:
        groups = self.api.getUniqueCellFormatRanges()
        return {getattr(groups.getByIndex(n), name) for n in range(groups.getCount())}

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    # Sizes

    @property
    def column_width(self) -> float | None:
        columns = self.api.Columns
        found = {columns.getByIndex(n).Width for n in range(columns.getCount())}
        return found.pop() / _DIGIT if len(found) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.Columns.Width = round(value * _DIGIT)

    @property
    def row_height(self) -> float | None:
        rows = self.api.Rows
        found = {rows.getByIndex(n).Height for n in range(rows.getCount())}
        return found.pop() / _POINT if len(found) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.api.Rows.Height = round(value * _POINT)

    @property
    def width(self) -> float:
        return float(self.api.Size.Width / _POINT)

    @property
    def height(self) -> float:
        return float(self.api.Size.Height / _POINT)

    @property
    def left(self) -> float:
        return float(self.api.Position.X / _POINT)

    @property
    def top(self) -> float:
        return float(self.api.Position.Y / _POINT)

    @property
    def row_hidden(self) -> bool | None:
        own = self.api.getRangeAddress()
        # Whole rows are asked for: a hidden column must not make its rows seem hidden.
        whole = self.sheet.xl.getCellRangeByPosition(0, own.StartRow, 16383, own.EndRow)
        areas = whole.queryVisibleCells().getRangeAddresses()
        seen = {row for area in areas for row in range(area.StartRow, area.EndRow + 1)}
        return not seen if len(seen) in (0, own.EndRow - own.StartRow + 1) else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.api.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        columns = self.api.Columns
        found = {not columns.getByIndex(n).IsVisible for n in range(columns.getCount())}
        return found.pop() if len(found) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.api.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "columns", "c"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self.api.Rows.OptimalHeight = True

    # Notes and links

    @property
    def note(self) -> Note | None:
        cell = self.api.getCellByPosition(0, 0)
        return Note(self.sheet, cell) if cell.getAnnotation().getString() else None

    def add_note(self, text: str) -> Note:
        cell = self.api.getCellByPosition(0, 0)
        note = Note(self.sheet, cell)
        note.text = text
        return note

    @property
    def hyperlink(self) -> str:
        fields = self.api.getCellByPosition(0, 0).getTextFields()
        for each in (fields.getByIndex(n) for n in range(fields.getCount())):
            if hasattr(each, "URL"):
                return str(each.URL)
        raise ValueError("no hyperlink")

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: Any = None
    ) -> None:
        field = self.sheet.book.xl.createInstance("com.sun.star.text.TextField.URL")
        inside = _INTERNAL.fullmatch(address)
        field.URL = f"#{inside['sheet']}.{inside['cell']}" if inside else address
        field.Representation = text_to_display or address
        cell = self.api.getCellByPosition(0, 0)
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)


@plain_faults
class Note(base_classes.Note):
    """A note on a cell."""

    def __init__(self, sheet: Any, cell: Any) -> None:
        self._sheet, self._cell = sheet, cell

    @property
    def api(self) -> Any:
        return self._cell.getAnnotation()

    @property
    def text(self) -> str:
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        # A note is put anew: setString keeps the old one's box and its size.
        self.delete()
        self._sheet.xl.getAnnotations().insertNew(self._cell.getCellAddress(), value)

    @property
    def author(self) -> str:
        return str(self.api.getAuthor())

    @property
    def location(self) -> Any:
        where = self._cell.getRangeAddress()
        return self._sheet.range_of(where)

    def delete(self) -> None:
        notes = self._sheet.xl.getAnnotations()
        here = self._cell.getCellAddress()
        for number in range(notes.getCount()):
            place = notes.getByIndex(number).getPosition()
            if (place.Row, place.Column) == (here.Row, here.Column):
                notes.removeByIndex(number)
                return


@plain_faults
class Font(base_classes.Font):
    """The font of cells; a property that differs among them reads as that of most."""

    def __init__(self, xl: Any) -> None:
        self._xl = xl

    @property
    def api(self) -> Any:
        return self._xl

    @property
    def bold(self) -> bool:
        return bool(self._xl.CharWeight > 100)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._xl.CharWeight = self._xl.CharWeightAsian = 150.0 if value else 100.0

    @property
    def italic(self) -> bool:
        return bool(self._xl.CharPosture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        import uno

        posture = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC" if value else "NONE")
        self._xl.CharPosture = self._xl.CharPostureAsian = posture

    @property
    def size(self) -> float:
        return float(self._xl.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._xl.CharHeight = self._xl.CharHeightAsian = value

    @property
    def name(self) -> str:
        return str(self._xl.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self._xl.CharFontName = self._xl.CharFontNameAsian = value

    @property
    def color(self) -> tuple[int, int, int] | None:
        return values.rgb(self._xl.CharColor)

    @color.setter
    def color(self, value: Any) -> None:
        self._xl.CharColor = values.calc_colour(value)
