"""Tables as xlwings asks for them: Calc's database ranges; neighbours: `book`, `cells`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xl_addin.engines.faults import plain_faults

if TYPE_CHECKING:
    from xl_addin.engines.book import Sheet
    from xl_addin.engines.cells import Range


@plain_faults
class Tables(base_classes.Tables):
    """The tables of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.api = sheet.book.xl.DatabaseRanges

    def __iter__(self) -> Iterator[Table]:
        own = self.sheet.index - 1
        for number in range(self.api.getCount()):
            xl = self.api.getByIndex(number)
            if xl.getDataArea().Sheet == own:
                yield Table(self, xl)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: str) -> bool:
        return any(table.name == name for table in self)

    def __call__(self, name_or_index: str | int) -> Table:
        found = list(self)
        if isinstance(name_or_index, int):
            return found[name_or_index - 1]
        for table in found:
            if table.name.lower() == name_or_index.lower():
                return table
        raise KeyError(name_or_index)

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: Any = None,
        destination: Any = None,
        table_style_name: Any = None,
        name: str | None = None,
    ) -> Table:
        taken = set(self.api.getElementNames())
        fresh = name or next(s for n in range(1, 10_000) if (s := f"Table{n}") not in taken)
        self.api.addNewByName(fresh, source.impl.api.getRangeAddress())
        xl = self.api.getByName(fresh)
        xl.ContainsHeader = True
        return Table(self, xl)


@plain_faults
class Table(base_classes.Table):
    """One table."""

    def __init__(self, tables: Tables, xl: Any) -> None:
        self._tables, self._xl = tables, xl

    @property
    def api(self) -> Any:
        return self._xl

    @property
    def parent(self) -> Sheet:
        return self._tables.sheet

    @property
    def name(self) -> str:
        return str(self.api.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)

    display_name = name

    @property
    def range(self) -> Range:
        return self.parent.range_of(self.api.getDataArea())

    @property
    def header_row_range(self) -> Range | None:
        area = self.range
        return self.parent.range((area.row, area.column), (area.row, area.last_column + 1))

    @property
    def data_body_range(self) -> Range | None:
        area = self.range
        if area.last_row == area.first_row:
            return None
        return self.parent.range(
            (area.row + 1, area.column), (area.last_row + 1, area.last_column + 1)
        )

    def resize(self, cells: Any) -> None:
        self.api.setDataArea(cells.impl.api.getRangeAddress())
