"""A workbook as rows under keys: what diff and merge compare.

Takes a `DutyBook` and its cells; gives every table's rows by id, the toggles by duty and
role, and where each stands. Rows that have no id of their own (a role's requirements, a
new row still without a number) get a key from what they say.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xl_addin.merge.values import Known, comparable, plain_text
from xl_addin.model.book import DutyBook, Table, Toggle, ToggleGrid
from xl_addin.model.cells import CellValue, Percent, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.records import Record
from xl_addin.model.schema import OVERRIDE_ALIASES, OverrideField

RowKey = tuple[str, ...]
Mark = str | float
"""A toggle: `ON`, a share of working time, or the text of a cell nobody understands."""

ON = "✓"
TOGGLES = "toggles"
ANONYMOUS = "~"
_IDS = frozenset(("id", "role", "duty"))
_ID_FIELDS = {"settings": "key", "departments": "name", "roles": "id", "duties": "id"}
_FIELDS = {
    key(name): each.value
    for each in OverrideField
    for name in (each.value, *OVERRIDE_ALIASES[each])
}


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """One row.

    Attributes:
        key: What it is told apart by; the first part is `~` where it has no id.
        shown: How a person knows it.
        values: Its filled cells in comparable form, by template name of the column.
        cells: The same cells as typed.
        active: Whether it is in force: only roles and duties can be 停用.
        place: Where it stands, counted from 1; 0 if it is not in a sheet yet.
    """

    key: RowKey
    shown: str
    values: Mapping[str, Known]
    cells: Mapping[str, CellValue] = field(default_factory=dict, compare=False)
    active: bool = True
    place: int = field(default=0, compare=False)

    @property
    def is_anonymous(self) -> bool:
        """Whether it has no id of its own."""
        return self.key[0] == ANONYMOUS

    @property
    def group(self) -> str:
        """The role a row without id belongs to; '' for others."""
        return self.key[1] if self.is_anonymous else ""


@dataclass(frozen=True, slots=True)
class Header:
    """A column: its heading as it stands, and its number; 0 if it is not in a sheet yet."""

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class KeyedTable:
    """A table: its rows by key, in their order."""

    name: str
    title: str
    rows: Mapping[RowKey, KeyedRow]
    headers: Mapping[str, Header] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0


@dataclass(frozen=True, slots=True)
class KeyedBook:
    """A workbook.

    Attributes:
        file: File name without its folder.
        tables: By English template name.
        toggles: Role key → duty key → mark, only where something is switched on or not
            understood.
        grids: Where toggles stand.
    """

    file: str
    tables: Mapping[str, KeyedTable]
    toggles: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    grids: tuple[ToggleGrid, ...] = ()

    def rows(self, table: str) -> Mapping[RowKey, KeyedRow]:
        """A table's rows; none if there is no such table."""
        found = self.tables.get(table)
        return found.rows if found else {}

    def knows_toggle(self, role: str, duty: str) -> bool:
        """Whether the workbook has a cell for that toggle, blank or not."""
        return any(
            grid.is_long or (role in grid.columns and duty in grid.rows) for grid in self.grids
        )


def keyed(book: DutyBook, raw: RawBook) -> KeyedBook:
    """The keyed view of a workbook."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    active = {
        "roles": {name: each.active for name, each in book.roles.items()},
        "duties": {name: each.active for name, each in book.duties.items()},
    }
    tables = {
        name: _table(table, sheets.get(table.sheet), active.get(name, {}))
        for name, table in book.tables.items()
    }
    return KeyedBook(book.file, tables, _toggles(book, sheets), book.grids)


def _table(table: Table, sheet: RawSheet | None, active: Mapping[str, bool]) -> KeyedTable:
    headers = {f.name: Header(f.header, f.column) for f in table.fields if f.column}
    rows: dict[RowKey, KeyedRow] = {}
    seen: Counter[RowKey] = Counter()
    for record in table.records:
        values: dict[str, Known] = {}
        cells: dict[str, CellValue] = {}
        for name, header in headers.items():
            typed = sheet.cell(record.row, header.column) if sheet else None
            if typed is None:
                continue
            value = comparable(name, record.value(name), typed)
            if value is not None:
                values[name] = value
                # An id that Excel pads with zeros is what it shows.
                cells[name] = record.text(name) if name in _IDS else typed
        if not values:
            continue
        wanted = row_key(table.name, values)
        seen[wanted] += 1
        if seen[wanted] > 1:
            wanted = (*wanted, str(seen[wanted]))
        shown = shown_as(table.name, record, values)
        in_force = active.get(wanted[0], True)
        rows[wanted] = KeyedRow(wanted, shown, values, cells, in_force, record.row)
    return KeyedTable(table.name, table.chinese, rows, headers, table.sheet, table.header_row)


def row_key(table: str, values: Mapping[str, Known]) -> RowKey:
    """What a row is told apart by."""
    own = _ID_FIELDS.get(table)
    if own:
        name = key(plain_text(values.get(own)))
        return (name,) if name else (ANONYMOUS, "", content_hash(values))
    role = plain_text(values.get("role"))
    if table == "overrides":
        duty, text = plain_text(values.get("duty")), plain_text(values.get("field"))
        if role and duty and text:
            return role, duty, _FIELDS.get(key(text), key(text))
    return (ANONYMOUS, role, content_hash(values))


def content_hash(values: Mapping[str, Known]) -> str:
    """A hash of what a row says."""
    said = repr(sorted((name, plain_text(value)) for name, value in values.items()))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def shown_as(table: str, record: Record, values: Mapping[str, Known]) -> str:
    """How a person knows a row: by its ids and its title, or by what it says first."""
    if table in ("roles", "duties"):
        title = record.text("name" if table == "roles" else "title")
        return f"{record.text('id')} {title}".strip()
    if table in _ID_FIELDS:
        return record.text(_ID_FIELDS[table])
    if table == "overrides":
        words = [record.text(name) for name in ("role", "duty", "field")]
        return " · ".join(word for word in words if word)
    first = [plain_text(value) for name, value in values.items() if name != "role"][:2]
    return " · ".join([record.text("role"), *(text.split("\n")[0][:20] for text in first)])


def _toggles(book: DutyBook, sheets: Mapping[str, RawSheet]) -> dict[str, dict[str, Mark]]:
    marks: dict[str, dict[str, Mark]] = {}
    for role, row in book.toggles.items():
        marks[role] = {
            duty: ON if each.share is None else _share(each, each.share, sheets)
            for duty, each in row.items()
            if each.on
        }
    for grid in book.grids:
        for role, duty, cell in _filled(grid, sheets[grid.sheet]):
            if duty not in book.toggles.get(role, {}):
                text = cell if isinstance(cell, str) else plain_text(comparable("", "", cell))
                marks.setdefault(role, {}).setdefault(duty, text)
    return {role: row for role, row in marks.items() if row}


def _share(toggle: Toggle, share: float, sheets: Mapping[str, RawSheet]) -> float:
    """A share of working time; one that reads as a percentage stays one."""
    cell = sheets[toggle.sheet.sheet or ""].cell(toggle.row, toggle.column)
    rounded = round(share, 10)
    percent = isinstance(cell, Percent) or (isinstance(cell, str) and key(cell).endswith("%"))
    return Percent(rounded) if percent else rounded


def _filled(grid: ToggleGrid, sheet: RawSheet) -> Iterator[tuple[str, str, CellValue]]:
    for (role, duty), number in grid.pairs.items():
        cell = sheet.cell(number, grid.value_column)
        if not is_blank(cell):
            yield role, duty, cell
    columns = tuple(grid.columns.items())
    for duty, number in grid.rows.items():
        cells: Sequence[CellValue] = sheet.row(number)
        for role, column in columns:
            if column <= len(cells):
                cell = cells[column - 1]
                if cell is not None and not is_blank(cell):
                    yield role, duty, cell
