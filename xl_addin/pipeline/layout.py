"""Where the ids of roles and duties stand in a workbook.

Takes what `load` gave; tells every cell that has to change when an id is added, copied
or changed. Neighbours: `edit_plan` and the use cases over it (`add_role`, `change_ids`,
`give_ids`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from xl_addin.model.book import Table
from xl_addin.model.cells import is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import (
    DUTIES,
    DUTY_ID,
    GENERATED_LOG,
    LONG_TOGGLES,
    ROLE_ID,
    TOGGLES,
    Column,
)
from xl_addin.pipeline.load import Loaded
from xl_addin.reader.tables import find_header, find_sheet
from xl_addin.reader.values import Fault, identifier, text, toggle


class IdKind(Enum):
    """Whose id it is; the value is the name of the table that owns it."""

    ROLE = "roles"
    DUTY = "duties"


@dataclass(frozen=True, slots=True)
class IdColumn:
    """Ids one below the other."""

    sheet: RawSheet
    header: int
    column: int

    def cells(self) -> Iterator[tuple[int, str]]:
        """(row, id as shown) of each filled cell."""
        for row in range(self.header + 1, len(self.sheet.rows) + 1):
            if shown := shown_id(self.sheet, row, self.column):
                yield row, shown


@dataclass(frozen=True, slots=True)
class Matrix:
    """Toggles with a column per role: the sheet 开关, or the role columns of 职责.

    Attributes:
        sheet: Its sheet.
        header: The row of role ids.
        names: The row of role names beside it, if there is one.
        roles: Column → role key.
        strangers: Column → id of columns that look like a role's nobody knows.
        ids: The column of duty ids.
        title: The column of duty titles, 0 if there is none.
        own: Whether it is a sheet of its own, whose rows repeat those of 职责.
    """

    sheet: RawSheet
    header: int
    names: int | None
    roles: Mapping[int, str]
    strangers: Mapping[int, str]
    ids: int
    title: int
    own: bool

    @property
    def top(self) -> int:
        """The first of its two rows of headers."""
        return min(self.header, self.names or self.header)

    @property
    def first(self) -> int:
        """The first row of toggles."""
        return max(self.header, self.names or self.header) + 1


@dataclass(slots=True)
class Layout:
    """Every place of an id.

    Attributes:
        own: The column that gives ids: in 岗位 and in 职责; absent if there is none.
        used: Columns that use them: 覆盖, child sheets, long toggles, 开关.
        matrices: Toggles in columns, a sheet of their own first.
        long: The two columns of toggles one a row, by kind; empty for other layouts.
    """

    own: dict[IdKind, IdColumn] = field(default_factory=dict)
    used: dict[IdKind, list[IdColumn]] = field(
        default_factory=lambda: {kind: [] for kind in IdKind}
    )
    matrices: list[Matrix] = field(default_factory=list)
    long: dict[IdKind, IdColumn] = field(default_factory=dict)

    def taken(self, kind: IdKind) -> set[str]:
        """Keys of all ids there are or were, as far as the workbook remembers."""
        columns = [*self.used[kind], *([self.own[kind]] if kind in self.own else [])]
        found = {key(shown) for column in columns for _, shown in column.cells()}
        if kind is IdKind.ROLE:
            for matrix in self.matrices:
                found |= {*matrix.roles.values(), *map(key, matrix.strangers.values())}
        return found


def shown_id(sheet: RawSheet, row: int, column: int) -> str:
    """An id as the cell shows it; '' for a blank cell."""
    return identifier(sheet.padded.get((row, column), sheet.cell(row, column)))


def layout(loaded: Loaded) -> Layout:
    """Find every place of an id."""
    raw, book = loaded.raw, loaded.book
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    found = Layout()
    for kind in IdKind:
        own = _table_column(book.tables[kind.value], "id", sheets)
        if own:
            found.own[kind] = own
    for table in (book.tables["overrides"], *book.children.values()):
        for kind, column in ((IdKind.ROLE, ROLE_ID), (IdKind.DUTY, DUTY_ID)):
            used = _table_column(table, column, sheets)
            if used:
                found.used[kind].append(used)
    _toggles(found, loaded, sheets)
    log = find_sheet(raw, GENERATED_LOG)
    if log is not None:
        # What was generated once keeps its id for good: no new role may get it.
        found.used[IdKind.ROLE].extend(_header_columns(log, (ROLE_ID,)))
    return found


def is_history(column: IdColumn) -> bool:
    """Whether a column says what was, and so is never changed."""
    return key(column.sheet.name) in GENERATED_LOG.keys


def _table_column(
    table: Table, wanted: str | Column, sheets: Mapping[str, RawSheet]
) -> IdColumn | None:
    sheet = sheets.get(table.sheet)
    for each in table.fields if sheet is not None else ():
        named = (
            each.name == wanted if isinstance(wanted, str) else key(each.header) in wanted.keys
        )
        if sheet is not None and each.column and named:
            return IdColumn(sheet, table.header_row, each.column)
    return None


def _header_columns(sheet: RawSheet, columns: tuple[Column, ...]) -> list[IdColumn]:
    """Columns of one header row, in the order asked for; empty if any is missing."""
    header = find_header(sheet, columns)
    if header is None:
        return []
    keys = [key(text(cell)) for cell in sheet.row(header)]
    at = [next((n for n, k in enumerate(keys, 1) if k in c.keys), 0) for c in columns]
    return [IdColumn(sheet, header, column) for column in at] if all(at) else []


def _toggles(found: Layout, loaded: Loaded, sheets: Mapping[str, RawSheet]) -> None:
    sheet = find_sheet(loaded.raw, TOGGLES)
    if sheet is not None:
        long = _header_columns(sheet, LONG_TOGGLES.columns)
        if long:
            found.long = {IdKind.ROLE: long[0], IdKind.DUTY: long[1]}
            for kind, column in found.long.items():
                found.used[kind].append(column)
        else:
            ids = _header_columns(sheet, (TOGGLES.column("duty"),))
            found.matrices += [_matrix(loaded, each, own=True) for each in ids]
            found.used[IdKind.DUTY] += ids
    if IdKind.DUTY in found.own:
        inside = _matrix(loaded, found.own[IdKind.DUTY], own=False)
        if inside.roles or inside.strangers:
            found.matrices.append(inside)


def _matrix(loaded: Loaded, ids: IdColumn, *, own: bool) -> Matrix:
    sheet, header = ids.sheet, ids.header
    known = frozenset().union(*(c.keys for c in (*TOGGLES.columns, *DUTIES.columns)))
    roles: dict[int, str] = {}
    others: dict[int, str] = {}
    title = 0
    for column in range(1, len(sheet.row(header)) + 1):
        shown = shown_id(sheet, header, column)
        name = key(shown)
        if name in loaded.book.roles and (own or name not in known):
            roles[column] = name
        elif name in TOGGLES.column("title").keys:
            title = title or column
        elif name and name not in known:
            others[column] = shown
    known_names = {key(role.name) for role in loaded.book.roles.values() if role.name}
    names = _names_row(loaded, sheet, header, roles, others, known_names)
    strangers = {
        column: shown
        for column, shown in others.items()
        if (names and key(text(sheet.cell(names, column))) in known_names)
        or _holds_toggles(sheet, header, column, own=own)
    }
    return Matrix(sheet, header, names, roles, strangers, ids.column, title, own)


def _names_row(
    loaded: Loaded,
    sheet: RawSheet,
    header: int,
    roles: Mapping[int, str],
    others: Mapping[int, str],
    known: Collection[str],
) -> int | None:
    own = {column: key(loaded.book.roles[name].name) for column, name in roles.items()}

    def hits(row: int) -> int:
        cells = {column: key(text(sheet.cell(row, column))) for column in (*own, *others)}
        return sum(name in known and own.get(c, name) == name for c, name in cells.items())

    best = max((row for row in (header - 1, header + 1) if row > 0), key=hits)
    return best if hits(best) else None


def _holds_toggles(sheet: RawSheet, header: int, column: int, *, own: bool) -> bool:
    """Whether all cells of an unknown column are toggles; numbers alone may be anything."""
    below = [sheet.cell(row, column) for row in range(header + 1, len(sheet.rows) + 1)]
    filled = [cell for cell in below if not is_blank(cell)]
    marks = filled if own else [cell for cell in filled if isinstance(cell, str)]
    return bool(marks) and not any(isinstance(toggle(cell), Fault) for cell in filled)
