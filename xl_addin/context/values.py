"""One cell's value as templates get it, and digests of such values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_addin.model.book import DutyBook, Field, Table
from xl_addin.model.cells import Percent
from xl_addin.model.context_parts import named
from xl_addin.model.dates import CalendarDate
from xl_addin.model.records import NO_RECORDS, Record, Records, Value
from xl_addin.model.selected import Selection

DIGEST_BYTES = 16
_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def shown(field: Field, values: Mapping[str, Value], language: str) -> Any:
    """A record's value of one column in the document's language, JSON-able."""
    value = values.get(field.name, "")
    if language == "en" and field.english and values.get(field.english):
        value = values[field.english]
    return value if type(value) is str else _plain(value, language)


class Rows:
    """Rows of one table as templates get them.

    Args:
        table: The table.
        language: `zh` or `en`.

    Attributes:
        columns: See `model.context_parts`.
    """

    def __init__(self, table: Table, language: str) -> None:
        self._table = table
        self._language = language
        self._names = tuple(field.name for field in table.fields)
        self.columns = (*self._names, *(field.chinese for field in table.fields))

    def named(self, record: Record) -> dict[str, Any]:
        """A record's values, each under its English and its Chinese name."""
        return named(self.columns, self.values(record))

    def values(self, record: Record) -> Sequence[Any]:
        """A record's values in the table's order."""
        shape = record.shape
        if self._language == "en" or shape.names != self._names:
            given = record.values
            return [shown(field, given, self._language) for field in self._table.fields]
        values: list[Any] = list(record.cells)
        for number in shape.others:
            values[number] = _plain(values[number], self._language)
        return values

    def of(self, records: Records) -> list[Sequence[Any]]:
        """The values of each record in the table's order."""
        shape = records.shape
        if self._language == "en" or shape.names != self._names:
            return [self.values(record) for record in records]
        columns = list(records.columns)
        for number in shape.others:
            columns[number] = [_plain(value, self._language) for value in columns[number]]
        return list(zip(*columns, strict=True))


def children(book: DutyBook, table: Table, selection: Selection) -> Records:
    """A role's rows of a child table, in the sheet's order."""
    return book.child_rows.get(table.name, {}).get(selection.role.key, NO_RECORDS)


def digest(values: Iterable[Any]) -> bytes:
    """A hash of JSON-able values; equal for equal ones on any system, in any process."""
    return hashlib.blake2b(_json(list(values)).encode(), digest_size=DIGEST_BYTES).digest()


def _plain(value: Value, language: str) -> Any:
    if isinstance(value, CalendarDate):
        return value.text(language)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Percent):
        return str(value)
    if isinstance(value, bool):
        return ("是" if value else "否") if language == "zh" else ("No", "Yes")[value]
    return value
