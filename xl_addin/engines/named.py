"""Defined names as xlwings asks for them; neighbours: `book`, `cells`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xl_addin.engines.faults import plain_faults

if TYPE_CHECKING:
    from xl_addin.engines.book import Book, Sheet
    from xl_addin.engines.cells import Range


@plain_faults
class Names(base_classes.Names):
    """Names of a book, or of one of its sheets."""

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        self.book = book
        self.api = (sheet or book).xl.NamedRanges

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return Name(self, self.api.getByIndex(name_or_index - 1))
        if not self.api.hasByName(name_or_index):
            raise KeyError(name_or_index)
        return Name(self, self.api.getByName(name_or_index))

    def snapshot(self) -> Iterator[tuple[str, Name]]:
        for number in range(len(self)):
            name = Name(self, self.api.getByIndex(number))
            yield name.name, name

    def contains(self, name_or_index: str | int) -> bool:
        if isinstance(name_or_index, int):
            return 0 < name_or_index <= len(self)
        return bool(self.api.hasByName(name_or_index))

    def add(self, name: str, refers_to: str) -> Name:
        import uno

        origin = uno.createUnoStruct("com.sun.star.table.CellAddress")
        if self.api.hasByName(name):
            self.api.removeByName(name)
        self.api.addNewByName(name, _to_calc(refers_to), origin, 0)
        return Name(self, self.api.getByName(name))

    def of(self, cells: Range) -> Name | None:
        """The name that stands for exactly these cells."""
        for _, name in self.snapshot():
            area = name.refers_to_range
            if area is not None and area.coords == cells.coords:
                return name
        return None


@plain_faults
class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, names: Names, xl: Any) -> None:
        self._names, self.api = names, xl

    @property
    def name(self) -> str:
        return str(self.api.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)

    @property
    def refers_to(self) -> str:
        return "=" + str(self.api.getContent()).removeprefix("$").replace(".", "!", 1)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(_to_calc(value))

    @property
    def refers_to_range(self) -> Range | None:
        cells = self.api.getReferredCells()
        if cells is None:
            return None
        address = cells.getRangeAddress()
        return self._names.book.sheets(address.Sheet + 1).range_of(address)

    def delete(self) -> None:
        self._names.api.removeByName(self.name)


def _to_calc(reference: str) -> str:
    """`='Sheet 1'!$A$1` as Calc writes it: `$'Sheet 1'.$A$1`."""
    content = reference.removeprefix("=")
    sheet, mark, cells = content.partition("!")
    return f"${sheet}.{cells}" if mark else content
