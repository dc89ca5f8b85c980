"""The workbook with its meaning: what the reader makes and everything else consumes.

Keys are normalised ids (`names.key`); the id as typed stays in the record. Records
keep the row they came from so that a problem can name it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_addin.model.languages import DOCUMENT_LANGUAGES
from xl_addin.model.names import key
from xl_addin.model.records import NO_RECORDS, Record, Records
from xl_addin.model.schema import SETTING_NAMES, OverrideField
from xl_addin.problems import Place


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table as it stands in this workbook.

    Attributes:
        name: Template name: the schema's English one, or the header's own.
        chinese: The schema's Chinese name, or the header's own.
        header: Text of the header cell; '' for a known column the sheet lacks.
        column: Column counted from 1; 0 for a known column the sheet lacks.
        english: Template name of the column with its English text, if there is one.
    """

    name: str
    chinese: str
    header: str
    column: int
    english: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that was read as rows.

    Attributes:
        name: English template name, or the sheet's own.
        chinese: Chinese template name, or the sheet's own.
        sheet: Tab name; '' if the workbook lacks the sheet.
        header_row: Row of the headers counted from 1.
        fields: Its columns; known ones the sheet lacks are there with column 0.
        records: Filled rows in sheet order.
    """

    name: str
    chinese: str
    sheet: str = ""
    header_row: int = 0
    fields: tuple[Field, ...] = ()
    records: Records = field(default_factory=lambda: NO_RECORDS)

    def field(self, name: str) -> Field | None:
        """The column of that template name."""
        for column in self.fields:
            if column.name == name:
                return column
        return None

    def place(self, record: Record, name: str, file: str) -> Place:
        """The cell of a record's value, for a problem."""
        column = self.field(name)
        return Place(file, record.sheet, record.row, column.column or None if column else None)


@dataclass(frozen=True, slots=True)
class Role:
    """A row of 岗位."""

    key: str
    id: str
    name: str
    record: Record
    active: bool = True
    generate: bool = True


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of 职责: a duty section."""

    key: str
    id: str
    title: str
    record: Record
    order: float | None
    active: bool = True


@dataclass(slots=True)
class Toggle:
    """A filled toggle cell; never changed. As many as records, and light for their reason.

    Attributes:
        on: Whether it switches its duty on.
        sheet: Where its sheet is.
        row: Its row.
        column: Its column.
        share: A share of working time between 0 and 1, where it gives one.
    """

    on: bool
    sheet: Place
    row: int
    column: int
    share: float | None = None

    @property
    def place(self) -> Place:
        """The cell."""
        return Place(self.sheet.file, self.sheet.sheet, self.row, self.column)


@dataclass(frozen=True, slots=True)
class ToggleGrid:
    """Where a sheet's toggles stand, blank ones included.

    Attributes:
        sheet: Tab name.
        header_row: Row of the role ids counted from 1.
        duty_column: Column of the duty ids.
        title_column: Column of the duty titles; 0 if there is none.
        rows: Duty key → row.
        columns: Role key → column; empty in a long sheet.
        role_column: In a long sheet, the column of the role ids; else 0.
        value_column: In a long sheet, the column of the toggles; else 0.
        pairs: In a long sheet, (role key, duty key) → row.
    """

    sheet: str
    header_row: int
    duty_column: int
    title_column: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    role_column: int = 0
    value_column: int = 0
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether a row is one role and one duty."""
        return bool(self.value_column)


@dataclass(slots=True)
class Override:
    """A row of 覆盖: one wording, order or merge of one duty in one role; never changed.

    Attributes:
        role: Role key.
        duty: Duty key.
        field: What it changes.
        value: What it changes that to.
        column: Where the column of values is.
        row: Its row.
    """

    role: str
    duty: str
    field: OverrideField
    value: str
    column: Place
    row: int

    @property
    def place(self) -> Place:
        """The cell of its value."""
        return Place(self.column.file, self.column.sheet, self.row, self.column.column)


@dataclass(frozen=True, slots=True)
class DutyBook:
    """A whole workbook.

    Attributes:
        file: File name without its folder.
        settings: Settings by template name, English where known.
        departments: Rows of 部门 by key.
        roles: Roles in sheet order by key, 停用 ones included.
        duties: Duty sections in sheet order by key, 停用 ones included.
        toggles: Filled toggle cells: role key → duty key → toggle.
        grids: The sheets they were read from.
        overrides: Rows of 覆盖 in sheet order: role key → overrides.
        children: Child tables by English template name.
        child_rows: Child table name → role key → its records in sheet order.
        tables: Every table read, by English template name.
        hidden_rows: Filled rows that are hidden or filtered away, by sheet.
        notes: Sheet and row of records that are no data: notes, signatures, totals.
    """

    file: str
    settings: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, Record] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    duties: Mapping[str, Duty] = field(default_factory=dict)
    toggles: Mapping[str, Mapping[str, Toggle]] = field(default_factory=dict)
    grids: tuple[ToggleGrid, ...] = ()
    overrides: Mapping[str, Sequence[Override]] = field(default_factory=dict)
    children: Mapping[str, Table] = field(default_factory=dict)
    child_rows: Mapping[str, Mapping[str, Records]] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    hidden_rows: Mapping[str, int] = field(default_factory=dict)
    notes: frozenset[tuple[str, int]] = frozenset()

    @property
    def language(self) -> str:
        """The 文档语言 of 设置; `zh` where it gives none or one nobody knows."""
        return DOCUMENT_LANGUAGES.get(key(self.settings.get("document_language", "")), "zh")

    def is_note(self, record: Record) -> bool:
        """Whether a record is no data; see `notes`."""
        return (record.sheet, record.row) in self.notes

    def roles_with(self, duty: str) -> frozenset[str]:
        """Keys of the roles for which that duty is switched on."""
        return frozenset(role for role in self.toggles if self.is_on(role, duty))

    def is_on(self, role: str, duty: str) -> bool:
        """Whether a role's toggle of a duty is filled and on."""
        toggle = self.toggles.get(role, {}).get(duty)
        return toggle is not None and toggle.on

    def setting_place(self, name: str) -> Place:
        """The cell of a setting's value; the workbook where it is not set."""
        chinese = SETTING_NAMES.get(name, name)
        wanted = {key(text) for text in (name, name.replace("_", " "), chinese)}
        table = self.tables["settings"]
        for record in table.records:
            if key(record.text("key")) in wanted:
                return table.place(record, "value", self.file)
        return Place(self.file)

    def document_roles(self) -> tuple[Role, ...]:
        """The roles a document is made for when nobody names any."""
        return tuple(role for role in self.roles.values() if role.active and role.generate)
