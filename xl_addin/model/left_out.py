"""Which columns 设置 快照不含 keeps out of snapshots: personal data, as a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_addin.model.book import DutyBook, Field, Table
from xl_addin.model.names import key
from xl_addin.model.schema import DUTY_ID, ROLE_ID

_BETWEEN = re.compile(r"[、,，;；\n]")
_SHEET_AND_COLUMN = re.compile(r"[.．·!！]")
_IDS = ROLE_ID.keys | DUTY_ID.keys


def columns_left_out(book: DutyBook) -> Iterator[tuple[Table, Field]]:
    """Every column that is kept out, once."""
    columns = {
        (table.sheet, column.column): (table, column)
        for item in items_left_out(book)
        for table, column in matching_columns(book, item)
    }
    yield from columns.values()


def items_left_out(book: DutyBook) -> list[str]:
    """What the setting lists, as typed."""
    listed = _BETWEEN.split(book.settings.get("snapshot_without", ""))
    return [item.strip() for item in listed if item.strip()]


def matching_columns(book: DutyBook, item: str) -> Iterator[tuple[Table, Field]]:
    """The columns one item stands for: `列`, `表.列`, or a whole `表`; never ids."""
    first, *rest = _SHEET_AND_COLUMN.split(item, maxsplit=1)
    for table in book.tables.values():
        is_table = key(first) in {key(table.sheet), key(table.name), key(table.chinese)}
        for column in table.fields:
            if not column.column or key(column.header) in _IDS:
                continue
            names = {key(column.header), key(column.name), key(column.chinese)}
            within = is_table and (not rest or key(rest[0]) in names)
            if within or key(item) in names:
                yield table, column
