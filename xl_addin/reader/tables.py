"""Finds a table on a sheet by its headers and reads its rows.

Title rows above the header, moved columns and extra columns are all fine; what is
missing, doubled or unreadable becomes a problem at its cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from xl_addin.model.book import Field, Record, Table, Value
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key, template_name
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import ENGLISH, Column, Kind, SheetSpec
from xl_addin.reader.faults import Faults
from xl_addin.reader.values import Fault, bad_cell, free, parse, text, typed_number

_ROWS_SEARCHED = 30


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
    """

    table: Table
    faults: tuple[CellFault, ...] = ()
    unread: frozenset[tuple[int, int]] = frozenset()

    def is_faulty(self, record: Record, name: str) -> bool:
        """Whether a value is missing because its cell could not be read."""
        field = self.table.field(name)
        return field is not None and (record.row, field.column) in self.unread


def find_sheet(raw: RawBook, spec: SheetSpec) -> RawSheet | None:
    """The sheet with one of the spec's names."""
    return next((sheet for sheet in raw.sheets if key(sheet.name) in spec.keys), None)


def find_header(sheet: RawSheet, columns: Sequence[Column]) -> int | None:
    """The first row that holds every required header, else the row that holds most."""
    required = [column.keys for column in columns if column.required]
    known = frozenset().union(*(column.keys for column in columns))
    best, most = None, 0
    for number, cells in enumerate(sheet.rows[:_ROWS_SEARCHED], start=1):
        found = frozenset(key(text(cell)) for cell in cells if not is_blank(cell))
        if required and all(found & names for names in required):
            return number
        if len(found & known) > most:
            best, most = number, len(found & known)
    return best


def read_table(sheet: RawSheet | None, spec: SheetSpec, faults: Faults) -> ReadTable:
    """Read a sheet the schema knows; an absent one gives an empty table."""
    if sheet is None:
        return ReadTable(Table(spec.name, spec.title, fields=tuple(_absent(spec))))
    header = find_header(sheet, spec.columns)
    if header is None:
        if any(not is_blank(cell) for row in sheet.rows for cell in row):
            _missing(sheet, 0, [c for c in spec.columns if c.required], faults)
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


def _missing(sheet: RawSheet, header: int, columns: Sequence[Column], faults: Faults) -> None:
    found = [text(cell) for cell in sheet.row(header) if not is_blank(cell)] if header else []
    for column in columns:
        faults.add(
            "column-missing",
            faults.place(sheet.name, header or None),
            header=column.header,
            found="、".join(found) or "-",
        )


def _fields(
    sheet: RawSheet, header: int, spec: SheetSpec, faults: Faults
) -> tuple[list[Field], dict[int, Kind]]:
    english = {source.name: target.name for source, target in spec.translations()}
    by_key = {name: column for column in spec.columns for name in column.keys}
    fields: dict[str, Field] = {}
    kinds: dict[int, Kind] = {}
    for number, cell in enumerate(sheet.row(header), start=1):
        if is_blank(cell):
            continue
        shown = text(cell).strip()
        column = by_key.get(key(shown))
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
    _pair_english(fields)
    for absent in _absent(spec):
        fields.setdefault(absent.name, absent)
    return list(fields.values()), kinds


def _pair_english(fields: dict[str, Field]) -> None:
    """A column X that stands beside a column 英文X prints it in English documents."""
    for name, field in list(fields.items()):
        partner = f"{ENGLISH}{field.chinese}"
        if field.english is None and partner in fields:
            fields[name] = Field(name, field.chinese, field.header, field.column, partner)


_NUMBERS = frozenset({int, float})
Meaning = dict[str, Value | Fault | None]
"""What texts of one kind of column mean; None for one that is blank."""


def _with_records(
    table: Table, sheet: RawSheet, kinds: dict[int, Kind], faults: Faults
) -> ReadTable:
    columns = [(field.name, field.column, kinds.get(field.column)) for field in table.fields]
    present = [column for column in columns if column[1]]
    blank: dict[str, Value] = {
        field.name: () if _kind_of(field, kinds, table) is Kind.LINES else ""
        for field in table.fields
    }
    records: list[Record] = []
    cell_faults: list[CellFault] = []
    # What one text means in one kind of column is worked out, and kept, once.
    known: dict[Kind | None, Meaning] = defaultdict(dict)
    meanings = [(name, column, kind, known[kind]) for name, column, kind in present]
    for number in range(table.header_row + 1, len(sheet.rows) + 1):
        values = dict(blank)
        found: list[tuple[int, Fault]] = []
        if _fill(values, found, sheet, number, meanings):
            record = Record(values, sheet.name, number)
            records.append(record)
            cell_faults.extend(CellFault(record, column, fault) for column, fault in found)
    if records:
        check_merged(sheet, table.header_row, records[-1].row, faults)
    complete = Table(
        table.name, table.chinese, table.sheet, table.header_row, table.fields, tuple(records)
    )
    unread = ((each.record.row, each.column) for each in cell_faults if not each.fault.warning)
    return ReadTable(complete, tuple(cell_faults), frozenset(unread))


def _fill(
    values: dict[str, Value],
    found: list[tuple[int, Fault]],
    sheet: RawSheet,
    number: int,
    meanings: Sequence[tuple[str, int, Kind | None, Meaning]],
) -> bool:
    """Put a row's cells into `values`, and what is wrong into `found`; whether it has any."""
    cells = sheet.rows[number - 1]
    width = len(cells)
    filled = False
    for name, column, kind, meaning in meanings:
        value = cells[column - 1] if column <= width else None
        if value is None:
            continue
        if type(value) is str:
            if value not in meaning:
                meaning[value] = None if is_blank(value) else _read_cell(value, kind)
            result = meaning[value]
            if result is None:
                continue
        elif kind is None and type(value) in _NUMBERS:
            # By far most cells that are no text: nothing can be wrong with them.
            result = cast(float, value)
        else:
            padded = sheet.padded.get((number, column), value) if kind is Kind.KEY else value
            result = _read_cell(padded, kind)
        filled = True
        if isinstance(result, Fault):
            found.append((column, result))
        elif result is not None:
            values[name] = result
            if kind is Kind.LINES and isinstance(result, tuple):
                found.extend(_numbering(column, result))
    return filled


def _kind_of(field: Field, kinds: dict[int, Kind], table: Table) -> Kind | None:
    if field.column:
        return kinds.get(field.column)
    # Points of a workbook without that column are an empty list, not empty text.
    return Kind.LINES if table.name == "duties" and field.name.endswith("points") else None


def _read_cell(value: CellValue, kind: Kind | None) -> Value | Fault:
    return bad_cell(value) or (free(value) if kind is None else parse(value, kind))


def _numbering(column: int, lines: tuple[str, ...]) -> Iterator[tuple[int, Fault]]:
    for line in lines:
        if mark := typed_number(line):
            yield column, Fault("typed-numbering", {"mark": mark, "line": line}, warning=True)
            return


def check_merged(sheet: RawSheet, first: int, last: int, faults: Faults) -> None:
    """Merged cells from the header row to the last filled one hide values."""
    for area in sheet.merged:
        if area.bottom >= first and area.top <= last:
            corner = faults.place(sheet.name, area.bottom, area.right).address
            faults.add(
                "merged-cells",
                faults.place(sheet.name, area.top, area.left),
                range=f"{faults.place(sheet.name, area.top, area.left).address}:{corner}",
            )


def by_role(records: Sequence[Record], column: str) -> dict[str, list[Record]]:
    """Records grouped by the normalised role id in a column, in sheet order."""
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        grouped[key(record.text(column))].append(record)
    return dict(grouped)
