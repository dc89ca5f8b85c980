"""Reads toggles in any of their three layouts.

Wide: the sheet 开关 with a column per role. Inside: role columns in 职责 itself. Long:
the sheet 开关 with one row per role and duty. All give role key → duty key → `Toggle`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xl_addin.model.book import Duty, Role, Table, Toggle, ToggleGrid
from xl_addin.model.cells import CellValue, is_blank
from xl_addin.model.names import key, nearest
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import DUTY_ID, LONG_TOGGLES, ROLE_ID, ROLES, TOGGLES
from xl_addin.problems import Place
from xl_addin.reader.faults import Faults
from xl_addin.reader.headless_toggles import note_headless
from xl_addin.reader.notes import note_found
from xl_addin.reader.tables import find_header, headless, read_table
from xl_addin.reader.toggle_columns import NOT_ROLES, are_ticks, is_helper, shown_headers
from xl_addin.reader.values import Fault, bad_cell, is_share, text, toggle, unnumbered

_DUTY_HEADER = DUTY_ID.header

Toggles = dict[str, dict[str, Toggle]]
_Mark = tuple[bool, float | None]


@dataclass(slots=True)
class ToggleReader:
    """Everything a toggle needs to be understood, and what has been found so far."""

    roles: Mapping[str, Role]
    duties: Mapping[str, Duty]
    faults: Faults
    found: Toggles = field(default_factory=lambda: defaultdict(dict))
    role_columns: set[str] = field(default_factory=set)
    duty_sheet: RawSheet | None = None
    duty_column: int = 0
    grids: list[ToggleGrid] = field(default_factory=list)
    known: dict[str, _Mark | Fault] = field(default_factory=dict)

    def read(
        self, sheet: RawSheet | None, duties: Table, duty_sheet: RawSheet | None
    ) -> Toggles:
        """All toggles of the workbook."""
        id_field = duties.field("id")
        self.duty_sheet = duty_sheet
        self.duty_column = id_field.column if id_field else 0
        inside = self._columns(duty_sheet, duties.header_row) if duty_sheet else {}
        if duty_sheet and inside:
            self.faults.lost.toggles.add(duty_sheet.name)
            self._wide(duty_sheet, duties.header_row, self.duty_column, inside)
        if sheet is not None:
            self._own_sheet(sheet)
        if sheet is None and not inside and self.roles and self.duties:
            self.faults.add("toggles-missing", self.faults.place(""))
        return dict(self.found)

    def _own_sheet(self, sheet: RawSheet) -> None:
        self.faults.lost.toggles.add(sheet.name)
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
            if header:
                found = "、".join(text(cell) for cell in row if not is_blank(cell))
                place = self.faults.place(sheet.name, header)
                self.faults.add("column-missing", place, header=_DUTY_HEADER, found=found)
            else:
                headless(sheet, [_DUTY_HEADER, ROLE_ID.header], self.faults)
            self.faults.lost.toggles.clear()
            return
        self._wide(sheet, header, ids[0], self._columns(sheet, header))

    def _columns(self, sheet: RawSheet, header: int) -> dict[int, str]:
        """Role columns of a header row: column → role key."""
        columns: dict[int, str] = {}
        seen: set[str] = set()
        own = key(sheet.name) in TOGGLES.keys
        for number, shown in shown_headers(sheet, header):
            name = key(shown)
            if name in self.roles and (own or name not in NOT_ROLES):
                if name in seen:
                    self.faults.add(
                        "role-column-twice",
                        self.faults.place(sheet.name, header, number),
                        roles=[name],
                        role=shown,
                        other=str(self.faults.place(sheet.name, header, _first(columns, name))),
                    )
                    continue
                columns[number] = name
                seen.add(name)
            elif own and name not in NOT_ROLES and not is_helper(shown):
                self._unknown_column(sheet, header, number, shown)
        self.role_columns |= seen
        return columns

    def _unknown_column(self, sheet: RawSheet, header: int, column: int, shown: str) -> None:
        below = [sheet.cell(row, column) for row in range(header + 1, len(sheet.rows) + 1)]
        guess = nearest(shown, (role.id for role in self.roles.values()))
        if guess or are_ticks(below):
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
        titles = [] if sheet is self.duty_sheet else self._title_columns(sheet, header)
        corner = self.faults.place(sheet.name)
        for number in range(header + 1, len(sheet.rows) + 1):
            cells = sheet.rows[number - 1]
            # The numbers are those of all rows: a wide sheet has a hundred thousand cells.
            marks = {
                column: cell
                for column in columns
                if column <= len(cells)
                and (cell := cells[column - 1]) is not None
                and not is_blank(cell)
            }
            cell = sheet.padded.get((number, id_column), sheet.cell(number, id_column))
            shown = text(cell).strip()
            if fault := bad_cell(cell) if cell is not None else None:
                self._lost_row(sheet, number, id_column, fault, columns, marks)
                continue
            duty = key(shown)
            if not shown and not marks:
                continue
            if duty not in self.duties and note_found(sheet, number, id_column, self.faults):
                continue
            if not shown:
                if not self._is_names_row(number, header, columns, marks):
                    blank = Fault("id-blank", {"header": _DUTY_HEADER})
                    self._lost_row(sheet, number, id_column, blank, columns, marks)
                continue
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
            for column in titles:
                self._compare_title(sheet, number, column, self.duties[duty])
            for column, value in marks.items():
                self._set(sheet, corner, number, column, columns[column], duty, value)
        if sheet is not self.duty_sheet:
            self._compare_names(sheet, header, columns)
            without = (
                role
                for name, role in self.roles.items()
                if name not in self.role_columns and role.active and role.generate
            )
            note_headless(sheet, header, seen.values(), without, self.faults)
        roles = {role: column for column, role in columns.items()}
        title = next(iter(titles), 0)
        self.grids.append(ToggleGrid(sheet.name, header, id_column, title, seen, roles))
        self._without_toggles(seen)

    def _without_toggles(self, seen: Mapping[str, int]) -> None:
        for name, duty in self.duties.items():
            if name not in seen and duty.active:
                self.faults.warn(
                    "duty-without-toggles",
                    self.faults.place(duty.record.sheet, duty.record.row, self.duty_column),
                    id=duty.id,
                    title=duty.title,
                )

    def _lost_row(
        self,
        sheet: RawSheet,
        row: int,
        column: int,
        fault: Fault,
        columns: Mapping[int, str],
        marks: Mapping[int, CellValue],
    ) -> None:
        place = self.faults.place(sheet.name, row, column)
        params: dict[str, Any] = fault.params
        self.faults.lost.toggle_rows.append(place)
        self.faults.add(fault.code, place, roles=[columns[each] for each in marks], **params)

    def _title_columns(self, sheet: RawSheet, header: int) -> list[int]:
        names = TOGGLES.column("title").keys
        cells = enumerate(sheet.row(header), start=1)
        return [number for number, cell in cells if key(text(cell)) in names]

    def _compare_title(self, sheet: RawSheet, row: int, column: int, duty: Duty) -> None:
        """The title beside an id is what a person reads when ticking."""
        shown = text(sheet.cell(row, column)).strip()
        titles = [duty.title, duty.record.text("english_title")]
        # A title to be rid of its number is told so where it stands.
        own = {key(each) for title in titles for each in (title, unnumbered(title))}
        if shown and duty.title and key(shown) not in own:
            self.faults.warn(
                "title-differs",
                self.faults.place(sheet.name, row, column),
                id=duty.id,
                title=shown,
                own=duty.title,
            )

    def _compare_names(self, sheet: RawSheet, header: int, columns: Mapping[int, str]) -> None:
        """The names above or below the ids are what a person reads when ticking."""
        labels = tuple(ROLES.column("name").keys)
        for number in (header - 1, header + 1):
            cells = sheet.row(number)
            others = [key(text(cell)) for at, cell in enumerate(cells, 1) if at not in columns]
            if not any(each.startswith(labels) for each in others):
                continue
            for column, name in columns.items():
                role, shown = self.roles[name], text(sheet.cell(number, column)).strip()
                own = {key(role.name), key(role.record.text("english_name"))}
                if shown and role.name and key(shown) not in own:
                    self.faults.warn(
                        "role-name-differs",
                        self.faults.place(sheet.name, number, column),
                        id=role.id,
                        name=shown,
                        own=role.name,
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
        self,
        sheet: RawSheet,
        corner: Place,
        row: int,
        column: int,
        role: str,
        duty: str,
        value: CellValue,
    ) -> None:
        own = self.found[role]
        if known := own.get(duty):
            place = self.faults.place(sheet.name, row, column)
            shown = {"role": self.roles[role].id, "duty": self.duties[duty].id}
            self.faults.add(
                "toggle-twice", place, roles=[role], **shown, other=str(known.place)
            )
            return
        mark = self._mark(value, sheet.fonts.get((row, column)) if sheet.fonts else None)
        if isinstance(mark, Fault):
            place = self.faults.place(sheet.name, row, column)
            params: dict[str, Any] = mark.params
            self.faults.add(mark.code, place, roles=[role], **params)
            return
        own[duty] = Toggle(mark[0], corner, row, column, mark[1])

    def _mark(self, value: CellValue, font: str | None) -> _Mark | Fault:
        """Whether a cell means on, and its share; a workbook ticks in one or two ways."""
        if type(value) is not str or font:
            return _understood(value, font)
        if value not in self.known:
            self.known[value] = _understood(value, None)
        return self.known[value]

    def _long(self, sheet: RawSheet) -> None:
        result = read_table(sheet, LONG_TOGGLES, self.faults)
        table = result.table
        columns = {name: table.field(name) for name in ("role", "duty", "value")}
        role_at, duty_at, value_at = (f.column if f else 0 for f in columns.values())
        corner = self.faults.place(sheet.name)
        pairs: dict[tuple[str, str], int] = {}
        self.grids.append(
            ToggleGrid(
                sheet.name,
                table.header_row,
                duty_at,
                role_column=role_at,
                value_column=value_at,
                pairs=pairs,
            )
        )
        for record in table.records:
            role, duty = key(record.text("role")), key(record.text("duty"))
            if role not in self.roles and result.is_note(record, "role", self.faults):
                continue
            if not role:
                place = self.faults.place(sheet.name, record.row, role_at)
                self.faults.add("child-without-role", place, roles=[], header=ROLE_ID.header)
            elif not duty:
                blank = Fault("id-blank", {"header": _DUTY_HEADER})
                self._lost_row(sheet, record.row, duty_at, blank, {0: role}, {0: True})
            elif role not in self.roles:
                guess = nearest(record.text("role"), (r.id for r in self.roles.values()))
                self.faults.add(
                    "unknown-role",
                    self.faults.place(sheet.name, record.row, role_at),
                    roles=[key(guess)] if guess else [],
                    role=record.text("role"),
                    guess=guess or "",
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
                pairs.setdefault((role, duty), record.row)
                value = sheet.cell(record.row, value_at)
                if not is_blank(value):
                    self._set(sheet, corner, record.row, value_at, role, duty, value)


def _understood(value: CellValue, font: str | None) -> _Mark | Fault:
    share = bad_cell(value) or toggle(value, font)
    if isinstance(share, Fault):
        return share
    return share > 0, share if share > 0 and is_share(value) else None


def _first(columns: Mapping[int, str], name: str) -> int:
    return next(number for number, role in columns.items() if role == name)
