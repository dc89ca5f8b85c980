"""Workbooks, their sheets and names as xlwings asks for them; neighbours: `app`, `cells`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xl_addin.engines.cells import LAST_COLUMN, LAST_ROW, Range, area_of
from xl_addin.engines.faults import plain_faults
from xl_addin.engines.named import Names
from xl_addin.engines.tables import Tables

if TYPE_CHECKING:
    from xl_addin.engines.app import App

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}


def property_values(**values: Any) -> tuple[Any, ...]:
    """Keyword arguments as UNO's PropertyValue structs."""
    import uno

    made = []
    for name, value in values.items():
        item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


@plain_faults
class Book(base_classes.Book):
    """An open spreadsheet document."""

    def __init__(self, app: App, xl: Any) -> None:
        self._app, self.xl = app, xl
        self._kinds: dict[int, int] = {}
        self._names: dict[int, str] = {}

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        import uno

        url = self.xl.getURL()
        return str(uno.fileUrlToSystemPath(url)) if url else str(self.xl.Title)

    @property
    def controller(self) -> Any:
        return self.xl.getCurrentController()

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.controller.Frame.activate()

    def close(self) -> None:
        self.xl.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        import uno

        if path is None:
            self.xl.store()
            return
        ending = Path(path).suffix.lower()
        options: dict[str, Any] = {"FilterName": _FILTERS.get(ending, "calc8")}
        if password:
            options["Password"] = password
        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        self.xl.storeAsURL(url, property_values(**options))

    def to_pdf(self, path: str, quality: Any = None) -> None:
        import uno

        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        self.xl.storeToURL(url, property_values(FilterName="calc_pdf_Export"))

    # Number formats are kept by number in the document.

    def format_kind(self, key: int) -> int:
        """Type of a number format."""
        if key not in self._kinds:
            self._kinds[key] = self.xl.getNumberFormats().getByKey(key).Type
        return self._kinds[key]

    def format_name(self, key: int) -> str:
        """A number format as Excel writes it."""
        if key not in self._names:
            self._names[key] = self.xl.getNumberFormats().getByKey(key).FormatString
        return self._names[key]

    def format_key(self, name: str) -> int:
        """The number of a format, added to the document if it is new there."""
        import uno

        locale = uno.createUnoStruct("com.sun.star.lang.Locale")
        locale.Language, locale.Country = "en", "US"
        formats = self.xl.getNumberFormats()
        key = formats.queryKey(name, locale, False)
        return int(key if key != -1 else formats.addNew(name, locale))


@plain_faults
class Sheets(base_classes.Sheets):
    """The worksheets of a book, in tab order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.xl.getSheets()

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.controller.getActiveSheet())

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, self.api.getByIndex(n)) for n in range(len(self)))

    def __contains__(self, name: str) -> bool:
        return bool(self.api.hasByName(name))

    def __call__(self, name_or_index: str | int) -> Sheet:
        if isinstance(name_or_index, int):
            return Sheet(self.book, self.api.getByIndex(name_or_index - 1))
        for name in self.api.getElementNames():
            if name.lower() == name_or_index.lower():
                return Sheet(self.book, self.api.getByName(name))
        raise KeyError(name_or_index)

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        place = before.index - 1 if before else after.index if after else self.active.index - 1
        taken = set(self.api.getElementNames())
        fresh = name or next(s for n in range(1, 10_000) if (s := f"Sheet{n}") not in taken)
        self.api.insertNewByName(fresh, place)
        return Sheet(self.book, self.api.getByName(fresh))


@plain_faults
class Sheet(base_classes.Sheet):
    """One worksheet."""

    def __init__(self, book: Book, xl: Any) -> None:
        self._book, self.xl = book, xl

    @property
    def book(self) -> Book:
        return self._book

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def name(self) -> str:
        return str(self.xl.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.xl.setName(value)

    @property
    def index(self) -> int:
        return int(self.xl.getRangeAddress().Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def notes(self) -> Iterator[Any]:
        found = self.xl.getAnnotations()
        for number in range(found.getCount()):
            place = found.getByIndex(number).getPosition()
            yield Range(self, (place.Row, place.Column, place.Row, place.Column)).note

    def noted_rows(self, first: int, last: int) -> set[int]:
        """Rows from 0 between two rows in which a cell has a note."""
        found = self.xl.getAnnotations()
        rows = {found.getByIndex(n).getPosition().Row for n in range(found.getCount())}
        return {row for row in rows if first <= row <= last}

    @property
    def cells(self) -> Range:
        return Range(self, (0, 0, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        cursor = self.xl.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.getRangeAddress()
        return Range(self, (0, 0, end.EndRow, end.EndColumn))

    def range_of(self, address: Any) -> Range:
        """A UNO CellRangeAddress as a range."""
        return Range(
            self, (address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)
        )

    def range(self, first: Any, last: Any = None) -> Range:
        start = self._one(first)
        if last is None:
            return start
        end = self._one(last)
        return Range(
            self,
            (
                min(start.first_row, end.first_row),
                min(start.first_column, end.first_column),
                max(start.last_row, end.last_row),
                max(start.last_column, end.last_column),
            ),
        )

    def _one(self, given: Any) -> Range:
        if isinstance(given, Range):
            return given
        if isinstance(given, tuple):
            row, column, *size = given
            if row < 1 or column < 1:
                raise IndexError(given)
            height, width = size or (1, 1)
            return Range(self, (row - 1, column - 1, row + height - 2, column + width - 2))
        try:
            return Range(self, area_of(given))
        except ValueError:
            named = self.book.names(given).refers_to_range
            if named is None:
                raise ValueError(given) from None
            return named

    @property
    def visible(self) -> bool:
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = value

    def activate(self) -> None:
        self.book.controller.setActiveSheet(self.xl)

    def select(self) -> None:
        self.activate()

    def clear(self) -> None:
        self.cells.clear()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        self.book.sheets.api.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        place = before.index - 1 if before else after.index if after else len(self.book.sheets)
        taken = set(self.book.sheets.api.getElementNames())
        fresh = next(s for n in range(2, 10_000) if (s := f"{self.name} ({n})") not in taken)
        self.book.sheets.api.copyByName(self.name, fresh, place)
