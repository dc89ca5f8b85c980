"""A whole workbook understood, sheet by sheet.

Finds sheets and columns by their headers, understands keys, toggles, dates and flags, and
leaves prose as typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xl_addin.model.book import DutyBook, Role, Table
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import (
    DEPARTMENTS,
    DUTIES,
    OVERRIDES,
    ROLES,
    SETTINGS,
    TOGGLES,
    SheetSpec,
)
from xl_addin.problems import Problem
from xl_addin.reader.children import read_children, read_overrides
from xl_addin.reader.faults import Faults
from xl_addin.reader.merged import merged_cells, without_covered
from xl_addin.reader.notes import without_notes
from xl_addin.reader.records import read_duties, read_roles
from xl_addin.reader.settings import read_departments, read_settings
from xl_addin.reader.tables import ReadTable, find_sheet, read_table
from xl_addin.reader.toggle_columns import role_columns
from xl_addin.reader.toggles import ToggleReader


def read_book(raw: RawBook) -> tuple[DutyBook, tuple[Problem, ...]]:
    """Understand a workbook.

    Returns:
        The book, as complete as the workbook allows, and every problem of its cells.
        Nothing is raised for what a user typed.
    """
    faults = Faults(raw.name)
    tables: dict[str, Table] = {}
    sheets: dict[str, RawSheet | None] = {}

    def table(spec: SheetSpec) -> ReadTable:
        sheets[spec.name] = find_sheet(raw, spec)
        result = _known_table(raw, spec, sheets[spec.name], faults)
        tables[spec.name] = result.table
        return result

    settings = read_settings(table(SETTINGS), faults)
    departments = read_departments(table(DEPARTMENTS), faults)
    roles = read_roles(table(ROLES), sheets["roles"], faults)
    duties = read_duties(table(DUTIES), sheets["duties"], faults)
    toggles = ToggleReader(roles, duties, faults)
    sheet = find_sheet(raw, TOGGLES)
    _one_of_a_kind(raw, TOGGLES, sheet, faults)
    found = toggles.read(sheet, tables["duties"], sheets["duties"])
    tables["duties"] = _without_toggles(tables["duties"], sheets["duties"], roles)
    _roles_without_toggles(roles, toggles.role_columns, tables["roles"], faults)
    overrides = read_overrides(table(OVERRIDES), roles, duties, faults)
    children, child_rows = read_children(raw, roles, faults)
    tables |= children
    book = DutyBook(
        file=raw.name,
        settings=settings,
        departments=departments,
        roles=roles,
        duties=duties,
        toggles=found,
        grids=tuple(toggles.grids),
        overrides=overrides,
        children=children,
        child_rows=child_rows,
        tables=tables,
        hidden_rows=_hidden_rows(raw, tables),
        notes=frozenset(faults.notes),
    )
    problems = without_notes([*faults.settle(book), *merged_cells(raw, book)], book.notes)
    return book, tuple(without_covered(tuple(problems), raw))


def _known_table(
    raw: RawBook, spec: SheetSpec, sheet: RawSheet | None, faults: Faults
) -> ReadTable:
    if sheet is None and spec.required:
        found = "、".join(each.name for each in raw.sheets)
        faults.add("sheet-missing", faults.place(""), sheet=spec.title, found=found)
    _one_of_a_kind(raw, spec, sheet, faults)
    return read_table(sheet, spec, faults)


def _one_of_a_kind(
    raw: RawBook, spec: SheetSpec, sheet: RawSheet | None, faults: Faults
) -> None:
    for other in raw.sheets:
        if sheet is not None and other is not sheet and key(other.name) in spec.keys:
            place = faults.place(other.name)
            faults.add("sheet-twice", place, sheet=other.name, other=sheet.name)


def _without_toggles(table: Table, sheet: RawSheet | None, roles: Mapping[str, Role]) -> Table:
    """A table without the columns that are toggles of a role."""
    columns = role_columns(sheet, table.header_row, roles) if sheet else {}
    fields = tuple(each for each in table.fields if each.column not in columns)
    return replace(table, fields=fields)


def _roles_without_toggles(
    roles: Mapping[str, Role], columns: set[str], table: Table, faults: Faults
) -> None:
    for name, role in roles.items():
        if role.active and role.generate and name not in columns:
            place = table.place(role.record, "id", faults.file)
            faults.add("role-without-toggles", place, roles=[name], role=role.id)


def _hidden_rows(raw: RawBook, tables: Mapping[str, Table]) -> dict[str, int]:
    hidden = {sheet.name: sheet.hidden_rows for sheet in raw.sheets}
    counts = {
        table.sheet: sum(record.row in hidden[table.sheet] for record in table.records)
        for table in tables.values()
        if table.sheet and hidden[table.sheet]
    }
    return {sheet: count for sheet, count in counts.items() if count}
