"""Reads what hangs on roles: 覆盖 and every child table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from operator import attrgetter

from xl_addin.model.book import Duty, Override, Role, Table
from xl_addin.model.names import key, nearest, template_name
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.records import Record, Records
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
    TAKEN_NAMES,
    TOGGLES,
    Column,
    Kind,
    OverrideField,
    SheetSpec,
)
from xl_addin.problems import Place
from xl_addin.reader.faults import Faults
from xl_addin.reader.tables import ReadTable, by_role, find_header, read_child, read_table
from xl_addin.reader.values import is_numbered, text, typed_numbering

_ROLE_REF = Column("role", ROLE_ID.header, ROLE_ID.aliases, Kind.KEY, required=True)
_OVERRIDE_FIELDS = {
    key(name): field
    for field in OverrideField
    for name in (field.value, *OVERRIDE_ALIASES[field])
}
_NUMBERED = frozenset(
    [
        *(OverrideField.TITLE, OverrideField.ENGLISH_TITLE),
        *(OverrideField.POINTS, OverrideField.ENGLISH_POINTS),
        *(OverrideField.GROUP_TITLE, OverrideField.ENGLISH_GROUP_TITLE),
    ]
)
_NOT_CHILDREN = frozenset().union(
    *(s.keys for s in (SETTINGS, DEPARTMENTS, ROLES, DUTIES, TOGGLES, OVERRIDES, *NOT_DATA))
)

_KNOWN = (ROLES, DUTIES, TOGGLES, OVERRIDES, DEPARTMENTS, SETTINGS, *CHILDREN)
_TAKEN = {
    key(name): chinese
    for english, chinese in (
        *((spec.name, spec.title) for spec in _KNOWN),
        *TAKEN_NAMES.items(),
    )
    for name in (english, chinese)
}


def read_overrides(
    result: ReadTable, roles: Mapping[str, Role], duties: Mapping[str, Duty], faults: Faults
) -> dict[str, list[Override]]:
    """Rows of 覆盖 by role key, in sheet order."""
    found: dict[str, list[Override]] = {}
    _cell_faults(result, faults)
    table = result.table
    if _lacks_columns(table, OVERRIDES):
        return found
    column = _value_column(table, faults)
    for record in table.records:
        if result.unread and any(result.is_faulty(record, c.name) for c in OVERRIDES.columns):
            continue
        role, duty = key(record.text("role")), key(record.text("duty"))
        field = _OVERRIDE_FIELDS.get(key(record.text("field")))
        if field is None or role not in roles or duty not in duties:
            _useless_override(result, record, roles, duties, faults)
            continue
        override = Override(role, duty, field, record.text("value"), column, record.row)
        found.setdefault(role, []).append(override)
    if is_numbered({override.value for rows in found.values() for override in rows}):
        _typed_numbering(found, faults)
    return found


def _typed_numbering(found: Mapping[str, Sequence[Override]], faults: Faults) -> None:
    for override in chain.from_iterable(found.values()):
        fault = typed_numbering(override.value.split("\n"))
        if fault and override.field in _NUMBERED:
            faults.warn(fault.code, override.place, **fault.params)


def _value_column(table: Table, faults: Faults) -> Place:
    field = table.field("value")
    return faults.place(table.sheet, None, field.column if field else None)


def _useless_override(
    result: ReadTable,
    record: Record,
    roles: Mapping[str, Role],
    duties: Mapping[str, Duty],
    faults: Faults,
) -> None:
    """Note a row of 覆盖 that names no role, no duty or nothing to change."""
    table, role = result.table, key(record.text("role"))
    blank = next((name for name in ("duty", "field") if not record.text(name)), None)
    if role not in roles and result.is_note(record, "role", faults):
        return
    if not role:
        _without_role(table, record, faults)
    elif blank:
        place = table.place(record, blank, faults.file)
        header = OVERRIDES.column(blank).header
        faults.add("override-incomplete", place, roles=[role], header=header)
    elif role not in roles:
        unknown_role(table, record, roles, faults)
    elif key(record.text("duty")) not in duties:
        faults.add(
            "unknown-duty",
            table.place(record, "duty", faults.file),
            roles=[role],
            duty=record.text("duty"),
            guess=nearest(record.text("duty"), (d.id for d in duties.values())) or "",
        )
    else:
        faults.add(
            "override-field-unknown",
            table.place(record, "field", faults.file),
            roles=[role],
            field=record.text("field"),
            known="、".join(known.value for known in OverrideField),
        )


def read_children(
    raw: RawBook, roles: Mapping[str, Role], faults: Faults
) -> tuple[dict[str, Table], dict[str, Mapping[str, Records]]]:
    """Child tables by English template name, and their rows by role key.

    Known ones the workbook lacks are empty.
    """
    known = {name: spec for spec in CHILDREN for name in spec.keys}
    results: dict[str, ReadTable] = {}
    for sheet in raw.sheets:
        if key(sheet.name) in _NOT_CHILDREN:
            continue
        spec = known.get(key(sheet.name))
        if spec is not None:
            result: ReadTable | None = read_table(sheet, spec, faults)
        elif _is_taken(sheet, raw, faults):
            continue
        else:
            _compare_name(sheet, raw, faults)
            result = read_child(sheet, _ROLE_REF, faults)
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
    rows: dict[str, Mapping[str, Records]] = {}
    for name, result in results.items():
        rows[name] = by_role(result.table.records)
        _cell_faults(result, faults)
        _check_roles(result, rows[name], roles, faults)
    return {name: result.table for name, result in results.items()}, rows


def _is_taken(sheet: RawSheet, raw: RawBook, faults: Faults) -> bool:
    """Whether a sheet would be known to templates by a name that means something else."""
    name = template_name(sheet.name)
    other = _TAKEN.get(key(name))
    if other is None or find_header(sheet, (_ROLE_REF,)) is None:
        return False
    original = next((each.name for each in raw.sheets if key(each.name) == key(name)), None)
    if original is not None and original != sheet.name:
        # Excel names copies so, and people their backups.
        faults.warn("sheet-copied", faults.place(sheet.name), sheet=sheet.name, other=original)
    else:
        faults.add("sheet-name-taken", faults.place(sheet.name), sheet=sheet.name, name=other)
    return True


def _compare_name(sheet: RawSheet, raw: RawBook, faults: Faults) -> None:
    """Note a sheet of one's own that may be meant for a known one that is missing."""
    there = {key(each.name) for each in raw.sheets}
    missing = {each.title: each for each in (OVERRIDES, *CHILDREN) if not there & each.keys}
    guess = nearest(sheet.name, missing, cutoff=0.5)
    if guess is None or (header := find_header(sheet, (_ROLE_REF,))) is None:
        return
    headers = {key(text(cell)) for cell in sheet.row(header)}
    is_like_it = all(each.keys & headers for each in missing[guess].columns if each.required)
    if missing[guess] is OVERRIDES and is_like_it:
        # Nothing it says would come about.
        faults.add("sheet-unknown", faults.place(sheet.name), sheet=sheet.name, guess=guess)
    elif nearest(sheet.name, [guess]):
        faults.warn("sheet-unknown", faults.place(sheet.name), sheet=sheet.name, guess=guess)


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


def _check_roles(
    result: ReadTable,
    rows: Mapping[str, Sequence[Record]],
    roles: Mapping[str, Role],
    faults: Faults,
) -> None:
    table = result.table
    if _lacks_columns(table, SheetSpec(table.name, table.chinese, (_ROLE_REF,))):
        return
    strangers = chain.from_iterable(rows[name] for name in rows if name not in roles)
    for record in sorted(strangers, key=attrgetter("row")):
        if result.is_note(record, "role", faults):
            continue
        if record.text("role"):
            unknown_role(table, record, roles, faults)
        elif not result.is_faulty(record, "role"):
            _without_role(table, record, faults)


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
