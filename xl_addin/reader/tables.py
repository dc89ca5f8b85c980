"""Finds a table on a sheet by its headers and reads its rows.

Title rows above the header, moved columns and extra columns are all fine; what is
missing, doubled or unreadable becomes a problem at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from xl_addin.model.book import Field, Table
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key, template_name
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.records import Record, Records, Shape, Value
from xl_addin.model.schema import ENGLISH, Column, Kind, SheetSpec
from xl_addin.reader.columns import ReadColumn, absent_column, read_column
from xl_addin.reader.faults import Faults
from xl_addin.reader.headers import compare_headers
from xl_addin.reader.notes import note_found
from xl_addin.reader.values import Fault, text

_ROWS_SEARCHED = 30
_LONGEST_HEADER = 40
# A unit or star: 权重（%） and 岗位编号* are what they are without it; 概述（英文） is not.
_MARKED = re.compile(
    r"[*＊\s]*(.+?)[*＊\s]*(?:[（(](?:%|％|人|名|天|元|年|必填|选填|可选|required|optional)[）)])?"
    r"[*＊\s]*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A fault in one cell of a table, before it is known whom it affects."""

    record: Record
    column: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table and the faults of its cells.

    Attributes:
        table: What could be read.
        faults: What is wrong with its cells.
        unread: Row and column of the cells without a value because of that.
        sheet: Where it stands; None if the workbook lacks it.
    """

    table: Table
    faults: tuple[CellFault, ...] = ()
    unread: frozenset[tuple[int, int]] = frozenset()
    sheet: RawSheet | None = None

    def is_faulty(self, record: Record, name: str) -> bool:
        """Whether a value is missing because its cell could not be read."""
        field = self.table.field(name)
        return field is not None and (record.row, field.column) in self.unread

    def is_note(self, record: Record, name: str, faults: Faults) -> bool:
        """Whether a row is no data, which is noted; `name` is that of the column of ids."""
        field = self.table.field(name)
        return self.sheet is not None and note_found(
            self.sheet, record.row, field.column if field else 0, faults
        )


def find_sheet(raw: RawBook, spec: SheetSpec) -> RawSheet | None:
    """The sheet with one of the spec's names."""
    return next((sheet for sheet in raw.sheets if key(sheet.name) in spec.keys), None)


def find_header(sheet: RawSheet, columns: Sequence[Column]) -> int | None:
    """The first row that holds every required header, else the row that holds most."""
    required = [column.keys for column in columns if column.required]
    known = frozenset().union(*(column.keys for column in columns))
    best, most = None, 0
    for number, cells in enumerate(sheet.rows[:_ROWS_SEARCHED], start=1):
        # A row of toggles is thousands of cells wide and says the same all along.
        texts = {cell if type(cell) is str else text(cell) for cell in cells}
        found = frozenset(key(each) for each in texts if each and not each.isspace())
        if required and all(found & names for names in required):
            return number
        if len(found & known) > most:
            best, most = number, len(found & known)
    if best is None and required:
        for number, cells in enumerate(sheet.rows[:_ROWS_SEARCHED], start=1):
            found = frozenset(_bare(cell) for cell in cells if type(cell) is str)
            if all(found & names for names in required):
                return number
    return best


def _bare(header: str) -> str:
    """What a header is called without the sign that it must be filled in, or how."""
    marked = _MARKED.fullmatch(header) if len(header) <= _LONGEST_HEADER else None
    return key(marked[1]) if marked else ""


def read_table(sheet: RawSheet | None, spec: SheetSpec, faults: Faults) -> ReadTable:
    """Read a sheet the schema knows; an absent one gives an empty table."""
    if sheet is None:
        return ReadTable(Table(spec.name, spec.title, fields=tuple(_absent(spec))))
    header = find_header(sheet, spec.columns)
    if header is None:
        headless(sheet, [c.header for c in spec.columns if c.required], faults)
        return ReadTable(Table(spec.name, spec.title, sheet.name, 0, tuple(_absent(spec))))
    fields, kinds = _fields(sheet, header, spec, faults)
    present = {field.name for field in fields if field.column}
    missing = [c for c in spec.columns if c.required and c.name not in present]
    if missing:
        _missing(sheet, header, missing, faults)
    table = Table(spec.name, spec.title, sheet.name, header, tuple(fields))
    return _with_records(table, sheet, kinds, faults)


def read_child(sheet: RawSheet, role_column: Column, faults: Faults) -> ReadTable | None:
    """Read a sheet the schema does not know; None if it has no role id column."""
    name = template_name(sheet.name)
    spec = SheetSpec(name, name, (role_column,))
    header = find_header(sheet, spec.columns)
    if header is None or not name:
        return None
    return read_table(sheet, spec, faults)


def _absent(spec: SheetSpec) -> Iterator[Field]:
    english = {source.name: target.name for source, target in spec.translations()}
    for column in spec.columns:
        yield Field(column.name, column.header, "", 0, english.get(column.name))


def headless(sheet: RawSheet, headers: Sequence[str], faults: Faults) -> None:
    """Note that no row of a filled sheet is one of headers, and where to put it.

    Args:
        sheet: The sheet.
        headers: What must stand in it.
        faults: Is told.
    """
    filled = (n for n, row in enumerate(sheet.rows, 1) if not all(map(is_blank, row)))
    if first := next(filled, None):
        place = faults.place(sheet.name, first)
        faults.add("header-row-missing", place, headers="、".join(headers), row=first)


def _missing(sheet: RawSheet, header: int, columns: Sequence[Column], faults: Faults) -> None:
    found = [text(cell) for cell in sheet.row(header) if not is_blank(cell)]
    for column in columns:
        faults.add(
            "column-missing",
            faults.place(sheet.name, header),
            header=column.header,
            found="、".join(found),
        )


def _fields(
    sheet: RawSheet, header: int, spec: SheetSpec, faults: Faults
) -> tuple[list[Field], dict[int, Kind]]:
    english = {source.name: target.name for source, target in spec.translations()}
    by_key = {name: column for column in spec.columns for name in column.keys}
    exact = {by_key.get(key(text(cell))) for cell in sheet.row(header)}
    fields: dict[str, Field] = {}
    kinds: dict[int, Kind] = {}
    beside = _beside(sheet, header, by_key)
    if beside:
        faults.warn("table-beside", faults.place(sheet.name, header, beside), sheet=sheet.name)
    for number, cell in enumerate(sheet.row(header)[: beside - 1 if beside else None], start=1):
        if is_blank(cell):
            continue
        shown = text(cell).strip()
        column = by_key.get(key(shown))
        if column is None:
            bare = by_key.get(_bare(shown))
            column = None if bare in exact else bare
        name = column.name if column else template_name(shown)
        if not name:
            continue
        if name in fields:
            faults.add(
                "header-clash",
                faults.place(sheet.name, header, number),
                header=shown,
                other=fields[name].header,
                other_place=str(faults.place(sheet.name, header, fields[name].column)),
            )
            continue
        chinese = column.header if column else name
        fields[name] = Field(name, chinese, shown, number, english.get(name))
        if column:
            kinds[number] = column.kind
    compare_headers(sheet, header, spec, fields, faults)
    _pair_english(fields)
    for absent in _absent(spec):
        fields.setdefault(absent.name, absent)
    return list(fields.values()), kinds


def _beside(sheet: RawSheet, header: int, known: Mapping[str, Column]) -> int:
    """The first column of another table that repeats headers of this one; 0 for none."""
    names = [key(text(cell)) for cell in sheet.row(header)]
    filled = [name for name in names if name]
    if len(set(filled)) == len(filled):
        return 0
    for number, name in enumerate(names, start=1):
        below = (row[number - 1] for row in sheet.rows[header:] if len(row) >= number)
        if name or not all(map(is_blank, below)):
            continue
        left, right = (known.keys() & set(part) for part in (names[:number], names[number:]))
        if right and right <= left:
            return next(at for at, each in enumerate(names, 1) if at > number and each)
    return 0


def _pair_english(fields: dict[str, Field]) -> None:
    """A column X that stands beside a column 英文X prints it in English documents."""
    for name, field in list(fields.items()):
        partner = f"{ENGLISH}{field.chinese}"
        if field.english is None and partner in fields:
            fields[name] = Field(name, field.chinese, field.header, field.column, partner)


def _with_records(
    table: Table, sheet: RawSheet, kinds: dict[int, Kind], faults: Faults
) -> ReadTable:
    rows = range(table.header_row + 1, len(sheet.rows) + 1)
    width = max((field.column for field in table.fields), default=0)
    below = islice(sheet.rows, table.header_row, None)
    across = list(zip_longest(*(cells[:width] for cells in below)))
    across += [(None,) * len(rows)] * (width - len(across))
    columns = [_column(field, across, kinds, table, sheet) for field in table.fields]
    shape = Shape(
        sheet.name,
        tuple(field.name for field in table.fields),
        tuple(number for number, column in enumerate(columns) if not column.is_text),
    )
    records = Records(shape, rows, [column.values for column in columns])
    if not any(column.is_full for column in columns):
        records = records.where(_filled(table, across))
    cell_faults = _cell_faults(table, columns, records)
    complete = replace(table, records=records)
    unread = ((each.record.row, each.column) for each in cell_faults if not each.fault.warning)
    return ReadTable(complete, cell_faults, frozenset(unread), sheet)


def _column(
    field: Field,
    across: Sequence[Sequence[CellValue]],
    kinds: dict[int, Kind],
    table: Table,
    sheet: RawSheet,
) -> ReadColumn:
    kind = _kind_of(field, kinds, table)
    if not field.column:
        blank: Value = () if kind is Kind.LINES else ""
        return absent_column(len(sheet.rows) - table.header_row, blank)
    padded = {
        row - table.header_row - 1: shown
        for (row, column), shown in sheet.padded.items()
        if column == field.column
    }
    return read_column(across[field.column - 1], kind, padded)


def _filled(table: Table, across: Sequence[Sequence[CellValue]]) -> list[bool]:
    """Which rows have anything in a column of the table."""
    present = [across[field.column - 1] for field in table.fields if field.column]
    return [not all(map(is_blank, cells)) for cells in zip(*present, strict=True)]


def _cell_faults(
    table: Table, columns: Sequence[ReadColumn], records: Records
) -> tuple[CellFault, ...]:
    """Faults row by row, in each from left to right as the fields stand."""
    found = [
        (table.header_row + 1 + number, at, fault)
        for at, column in enumerate(columns)
        for number, fault in column.faults
    ]
    if not found:
        return ()
    at_row = {record.row: record for record in records}
    return tuple(
        CellFault(at_row[row], table.fields[at].column, fault)
        for row, at, fault in sorted(found, key=lambda each: each[:2])
    )


def _kind_of(field: Field, kinds: dict[int, Kind], table: Table) -> Kind | None:
    if field.column:
        return kinds.get(field.column)
    # Points of a workbook without that column are an empty list, not empty text.
    return Kind.LINES if table.name == "duties" and field.name.endswith("points") else None


def by_role(records: Records) -> Mapping[str, Records]:
    """Rows of a child table by the normalised id of their role."""
    ids = list(records.texts("role"))
    keys = {shown: key(shown) for shown in set(ids)}
    return records.by(map(keys.__getitem__, ids))
