"""Reads toggles in any of their three layouts.

Wide: the sheet 开关 with a column per role. Inside: role columns in 职责 itself. Long:
the sheet 开关 with one row per role and duty. All give role key → duty key → `Toggle`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xl_addin.model.book import Duty, Role, Table, Toggle
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key, nearest
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import DUTIES, LONG_TOGGLES, TOGGLES
from xl_addin.reader.faults import Faults
from xl_addin.reader.tables import find_header, read_table
from xl_addin.reader.values import Fault, bad_cell, is_share, text, toggle

_FREE_HEADERS = frozenset(
    key(word) for word in ["备注", "说明", "合计", "职责类别", "排序", "Note", "Total"]
)

Toggles = dict[str, dict[str, Toggle]]


@dataclass(slots=True)
class ToggleReader:
    """Everything a toggle needs to be understood, and what has been found so far."""

    roles: Mapping[str, Role]
    duties: Mapping[str, Duty]
    faults: Faults
    found: Toggles = field(default_factory=lambda: defaultdict(dict))
    role_columns: set[str] = field(default_factory=set)

    def read(
        self, sheet: RawSheet | None, duties: Table, duty_sheet: RawSheet | None
    ) -> Toggles:
        """All toggles of the workbook."""
        inside = self._columns(duty_sheet, duties.header_row) if duty_sheet else {}
        if duty_sheet and inside:
            id_field = duties.field("id")
            self._wide(
                duty_sheet, duties.header_row, id_field.column if id_field else 0, inside
            )
        if sheet is not None:
            self._own_sheet(sheet)
        if sheet is None and not inside:
            self.faults.add("toggles-missing", self.faults.place(""))
        return dict(self.found)

    def _own_sheet(self, sheet: RawSheet) -> None:
        header = find_header(sheet, LONG_TOGGLES.columns)
        cells = {key(text(cell)) for cell in sheet.row(header or 0) if not is_blank(cell)}
        if header and all(cells & column.keys for column in LONG_TOGGLES.columns):
            self._long(sheet)
            return
        header = find_header(sheet, TOGGLES.columns)
        id_keys = TOGGLES.column("duty").keys
        row = sheet.row(header or 0)
        ids = [n for n, cell in enumerate(row, start=1) if key(text(cell)) in id_keys]
        if not header or not ids:
            found = "、".join(text(cell) for cell in row if not is_blank(cell)) or "-"
            place = self.faults.place(sheet.name, header)
            self.faults.add("column-missing", place, header="职责编号", found=found)
            return
        self._wide(sheet, header, ids[0], self._columns(sheet, header))

    def _columns(self, sheet: RawSheet, header: int) -> dict[int, str]:
        """Role columns of a header row: column → role key."""
        columns: dict[int, str] = {}
        own = key(sheet.name) in TOGGLES.keys
        known = frozenset().union(*(c.keys for c in (*TOGGLES.columns, *DUTIES.columns)))
        for number, cell in enumerate(sheet.row(header), start=1):
            if is_blank(cell):
                continue
            shown = text(cell).strip()
            name = key(shown)
            if name in self.roles and (own or name not in known):
                if name in columns.values():
                    self.faults.add(
                        "role-column-twice",
                        self.faults.place(sheet.name, header, number),
                        roles=[name],
                        role=shown,
                        other=str(self.faults.place(sheet.name, header, _first(columns, name))),
                    )
                    continue
                columns[number] = name
            elif own and name not in known and name not in _FREE_HEADERS:
                self._unknown_column(sheet, header, number, shown)
        self.role_columns.update(columns.values())
        return columns

    def _unknown_column(self, sheet: RawSheet, header: int, column: int, shown: str) -> None:
        below = [sheet.cell(row, column) for row in range(header + 1, len(sheet.rows) + 1)]
        guess = nearest(shown, (role.id for role in self.roles.values()))
        if guess or any(
            not is_blank(cell) and not isinstance(toggle(cell), Fault) for cell in below
        ):
            self.faults.add(
                "unknown-role",
                self.faults.place(sheet.name, header, column),
                roles=[key(guess)] if guess else [],
                role=shown,
                guess=guess or "",
            )

    def _wide(
        self, sheet: RawSheet, header: int, id_column: int, columns: Mapping[int, str]
    ) -> None:
        seen: dict[str, int] = {}
        for number in range(header + 1, len(sheet.rows) + 1):
            cells = sheet.rows[number - 1]
            width = len(cells)
            marks = {
                column: cells[column - 1]
                for column in columns
                if column <= width and not is_blank(cells[column - 1])
            }
            shown = text(sheet.cell(number, id_column)).strip()
            if not shown:
                if marks and not self._is_names_row(number, header, columns, marks):
                    self.faults.add(
                        "id-blank",
                        self.faults.place(sheet.name, number, id_column),
                        roles=[columns[column] for column in marks],
                        header="职责编号",
                    )
                continue
            duty = key(shown)
            if duty in seen:
                self.faults.add(
                    "duplicate-id",
                    self.faults.place(sheet.name, number, id_column),
                    roles=[columns[column] for column in marks],
                    duties=[duty],
                    id=shown,
                    other=str(self.faults.place(sheet.name, seen[duty], id_column)),
                )
                continue
            seen[duty] = number
            if duty not in self.duties:
                self._unknown_duty(
                    sheet.name, number, id_column, shown, [columns[c] for c in marks]
                )
                continue
            for column, value in marks.items():
                self._set(sheet, number, column, columns[column], duty, value)
        self._without_toggles(sheet, header, id_column, seen)

    def _without_toggles(
        self, sheet: RawSheet, header: int, id_column: int, seen: Mapping[str, int]
    ) -> None:
        for name, duty in self.duties.items():
            if name not in seen and duty.active:
                self.faults.warn(
                    "duty-without-toggles",
                    self.faults.place(sheet.name, header, id_column),
                    id=duty.id,
                    title=duty.title,
                )

    def _is_names_row(
        self,
        number: int,
        header: int,
        columns: Mapping[int, str],
        cells: Mapping[int, CellValue],
    ) -> bool:
        return number == header + 1 and any(
            key(text(value)) == key(self.roles[columns[column]].name)
            for column, value in cells.items()
        )

    def _unknown_duty(
        self, sheet: str, row: int, column: int, shown: str, roles: list[str]
    ) -> None:
        self.faults.add(
            "unknown-duty",
            self.faults.place(sheet, row, column),
            roles=roles,
            duty=shown,
            guess=nearest(shown, (duty.id for duty in self.duties.values())) or "",
        )

    def _set(
        self, sheet: RawSheet, row: int, column: int, role: str, duty: str, value: CellValue
    ) -> None:
        place = self.faults.place(sheet.name, row, column)
        share = bad_cell(value) or toggle(value, sheet.fonts.get((row, column)))
        if isinstance(share, Fault):
            params: dict[str, Any] = share.params
            self.faults.add(share.code, place, roles=[role], **params)
            return
        written = share if share > 0 and is_share(value) else None
        self.found[role][duty] = Toggle(share > 0, place, written)

    def _long(self, sheet: RawSheet) -> None:
        table = read_table(sheet, LONG_TOGGLES, self.faults).table
        columns = {name: table.field(name) for name in ("role", "duty", "value")}
        role_at, duty_at, value_at = (f.column if f else 0 for f in columns.values())
        for record in table.records:
            role, duty = key(record.text("role")), key(record.text("duty"))
            if role not in self.roles:
                self.faults.add(
                    "unknown-role",
                    self.faults.place(sheet.name, record.row, role_at),
                    roles=[],
                    role=record.text("role"),
                    guess=nearest(record.text("role"), (r.id for r in self.roles.values()))
                    or "",
                )
            elif duty not in self.duties:
                self._unknown_duty(sheet.name, record.row, duty_at, record.text("duty"), [role])
            elif duty in self.found.get(role, {}):
                self.faults.add(
                    "toggle-twice",
                    self.faults.place(sheet.name, record.row, value_at),
                    roles=[role],
                    role=record.text("role"),
                    duty=record.text("duty"),
                    other=str(self.found[role][duty].place),
                )
            else:
                self.role_columns.add(role)
                value = sheet.cell(record.row, value_at)
                if not is_blank(value):
                    self._set(sheet, record.row, value_at, role, duty, value)


def _first(columns: Mapping[int, str], name: str) -> int:
    return next(number for number, role in columns.items() if role == name)
