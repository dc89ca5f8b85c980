"""Reads what hangs on roles: 覆盖 and every child table."""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.model.book import Duty, Override, Record, Role, Table
from xl_addin.model.names import key, nearest
from xl_addin.model.raw import RawBook
from xl_addin.model.schema import (
    CHILDREN,
    DEPARTMENTS,
    DUTIES,
    NOT_DATA,
    OVERRIDE_ALIASES,
    OVERRIDES,
    ROLE_ID,
    ROLES,
    SETTINGS,
    TOGGLES,
    Column,
    Kind,
    OverrideField,
    SheetSpec,
)
from xl_addin.reader.faults import Faults
from xl_addin.reader.tables import ReadTable, read_child, read_table

_ROLE_REF = Column("role", ROLE_ID.header, ROLE_ID.aliases, Kind.KEY, required=True)
_OVERRIDE_FIELDS = {
    key(name): field
    for field in OverrideField
    for name in (field.value, *OVERRIDE_ALIASES[field])
}
_NOT_CHILDREN = frozenset().union(
    *(s.keys for s in (SETTINGS, DEPARTMENTS, ROLES, DUTIES, TOGGLES, OVERRIDES, *NOT_DATA))
)


def read_overrides(
    result: ReadTable, roles: Mapping[str, Role], duties: Mapping[str, Duty], faults: Faults
) -> dict[str, list[Override]]:
    """Rows of 覆盖 by role key, in sheet order."""
    found: dict[str, list[Override]] = {}
    _cell_faults(result, faults)
    table = result.table
    if _lacks_columns(table, OVERRIDES):
        return found
    for record in table.records:
        if any(result.is_faulty(record, column.name) for column in OVERRIDES.columns):
            continue
        role, duty = key(record.text("role")), key(record.text("duty"))
        field = _OVERRIDE_FIELDS.get(key(record.text("field")))
        blank = next((n for n in ("duty", "field") if not record.text(n)), None)
        if not role:
            _without_role(table, record, faults)
        elif blank:
            place = table.place(record, blank, faults.file)
            header = OVERRIDES.column(blank).header
            faults.add("override-incomplete", place, roles=[role], header=header)
        elif role not in roles:
            unknown_role(table, record, roles, faults)
        elif duty not in duties:
            faults.add(
                "unknown-duty",
                table.place(record, "duty", faults.file),
                roles=[role],
                duty=record.text("duty"),
                guess=nearest(record.text("duty"), (d.id for d in duties.values())) or "",
            )
        elif field is None:
            faults.add(
                "override-field-unknown",
                table.place(record, "field", faults.file),
                roles=[role],
                field=record.text("field"),
                known="、".join(known.value for known in OverrideField),
            )
        else:
            place = table.place(record, "value", faults.file)
            found.setdefault(role, []).append(
                Override(role, duty, field, record.text("value"), place)
            )
    return found


def read_children(raw: RawBook, roles: Mapping[str, Role], faults: Faults) -> dict[str, Table]:
    """Child tables by English template name; known ones the workbook lacks are empty."""
    known = {name: spec for spec in CHILDREN for name in spec.keys}
    results: dict[str, ReadTable] = {}
    for sheet in raw.sheets:
        if key(sheet.name) in _NOT_CHILDREN:
            continue
        spec = known.get(key(sheet.name))
        result = (
            read_table(sheet, spec, faults) if spec else read_child(sheet, _ROLE_REF, faults)
        )
        if result is None:
            continue
        name = result.table.name
        if name in results:
            other = results[name].table.sheet
            faults.add("sheet-twice", faults.place(sheet.name), sheet=sheet.name, other=other)
            continue
        results[name] = result
    for spec in CHILDREN:
        if spec.name not in results:
            results[spec.name] = read_table(None, spec, faults)
    for result in results.values():
        _cell_faults(result, faults)
        _check_roles(result, roles, faults)
    return {name: result.table for name, result in results.items()}


def unknown_role(
    table: Table, record: Record, roles: Mapping[str, Role], faults: Faults
) -> None:
    """Note a row of a role that does not exist."""
    shown = record.text("role")
    guess = nearest(shown, (role.id for role in roles.values()))
    faults.add(
        "unknown-role",
        table.place(record, "role", faults.file),
        # The row was most likely meant for the near miss: its document lacks it.
        roles=[key(guess)] if guess else [],
        role=shown,
        guess=guess or "",
    )


def _check_roles(result: ReadTable, roles: Mapping[str, Role], faults: Faults) -> None:
    table = result.table
    if _lacks_columns(table, SheetSpec(table.name, table.chinese, (_ROLE_REF,))):
        return
    for record in table.records:
        shown = record.text("role")
        if not shown:
            if not result.is_faulty(record, "role"):
                _without_role(table, record, faults)
        elif key(shown) not in roles:
            unknown_role(table, record, roles, faults)


def _without_role(table: Table, record: Record, faults: Faults) -> None:
    place = table.place(record, "role", faults.file)
    faults.add("child-without-role", place, roles=[], header=ROLE_ID.header)


def _lacks_columns(table: Table, spec: SheetSpec) -> bool:
    """Whether a required column is missing, which has been said already."""
    fields = (table.field(column.name) for column in spec.columns if column.required)
    return any(field is None or not field.column for field in fields)


def _cell_faults(result: ReadTable, faults: Faults) -> None:
    for cell in result.faults:
        faults.cell(cell.record, cell.column, cell.fault, roles=[key(cell.record.text("role"))])
