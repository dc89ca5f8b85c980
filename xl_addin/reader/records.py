"""Reads the two sheets whose rows have an id of their own: 岗位 and 职责."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.model.book import Duty, Role
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.model.records import Record
from xl_addin.model.schema import DUTIES, ROLES
from xl_addin.reader.faults import Faults
from xl_addin.reader.tables import ReadTable
from xl_addin.reader.values import is_disabled


def read_roles(result: ReadTable, sheet: RawSheet | None, faults: Faults) -> dict[str, Role]:
    """Roles by key in sheet order."""
    roles: dict[str, Role] = {}
    for record, name in _identified(result, sheet, faults, of_roles=True):
        title = record.text("name")
        if not title and _has_column(result, record, "name"):
            faults.add(
                "value-blank",
                result.table.place(record, "name", faults.file),
                roles=[name],
                header=ROLES.column("name").header,
                id=record.text("id"),
            )
        roles[name] = Role(
            name,
            record.text("id"),
            title,
            record,
            active=not is_disabled(record.text("status")),
            generate=record.value("generate") is not False,
        )
    for cell in result.faults:
        faults.cell(cell.record, cell.column, cell.fault, roles=[key(cell.record.text("id"))])
    return roles


def read_duties(result: ReadTable, sheet: RawSheet | None, faults: Faults) -> dict[str, Duty]:
    """Duty sections by key in sheet order."""
    duties: dict[str, Duty] = {}
    for record, name in _identified(result, sheet, faults, of_roles=False):
        title = record.text("title")
        if not title and _has_column(result, record, "title"):
            faults.add(
                "value-blank",
                result.table.place(record, "title", faults.file),
                duties=[name],
                header=DUTIES.column("title").header,
                id=record.text("id"),
            )
        order = record.value("order")
        duties[name] = Duty(
            name,
            record.text("id"),
            title,
            record,
            order=float(order) if isinstance(order, int | float) else None,
            active=not is_disabled(record.text("status")),
        )
    for cell in result.faults:
        faults.cell(cell.record, cell.column, cell.fault, duties=[key(cell.record.text("id"))])
    return duties


def _has_column(result: ReadTable, record: Record, name: str) -> bool:
    """Whether a blank value is the row's own fault: no missing column, no unreadable cell."""
    field = result.table.field(name)
    return bool(field and field.column) and not result.is_faulty(record, name)


def _identified(
    result: ReadTable, sheet: RawSheet | None, faults: Faults, *, of_roles: bool
) -> Iterator[tuple[Record, str]]:
    """Records that have an id of their own; blank and doubled ids are problems."""
    field = result.table.field("id")
    lost = faults.lost.ids["unknown-role" if of_roles else "unknown-duty"]
    if sheet is None or field is None or not field.column:
        lost.append(None)
        return
    rows: dict[str, int] = {}
    for record in result.table.records:
        if result.is_note(record, "id", faults):
            continue
        shown = record.text("id")
        name = key(shown)
        if not name:
            place = result.table.place(record, "id", faults.file)
            lost.append(place)
            if not result.is_faulty(record, "id"):
                faults.add("id-blank", place, roles=[], header=field.header)
        elif name in rows:
            place = result.table.place(record, "id", faults.file)
            other = str(faults.place(record.sheet, rows[name], field.column))
            # Whoever uses the id may mean either row: nobody gets a document from it.
            if of_roles:
                faults.add("duplicate-id", place, roles=[name], id=shown, other=other)
            else:
                faults.add("duplicate-id", place, duties=[name], id=shown, other=other)
        else:
            rows[name] = record.row
            if not isinstance(sheet.cell(record.row, field.column), str):
                place = result.table.place(record, "id", faults.file)
                faults.warn("id-is-number", place, id=shown)
            yield record, name
