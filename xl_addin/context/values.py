"""One cell's value as templates get it, and digests of such values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_addin.model.book import DutyBook, Field, Record, Table, Value
from xl_addin.model.cells import Percent
from xl_addin.model.dates import CalendarDate
from xl_addin.model.document import Selection

DIGEST_BYTES = 16


def shown(field: Field, values: Mapping[str, Value], language: str) -> Any:
    """A record's value of one column in the document's language, JSON-able."""
    value = values.get(field.name, "")
    if language == "en" and field.english and values.get(field.english):
        value = values[field.english]
    return value if type(value) is str else _plain(value, language)


def row(table: Table, record: Record, language: str) -> dict[str, Any]:
    """A record's values, each under its English and its Chinese name."""
    named: dict[str, Any] = {}
    values = row_values(table, record, language)
    for field, value in zip(table.fields, values, strict=True):
        named[field.name] = named[field.chinese] = value
    return named


def row_values(table: Table, record: Record, language: str) -> list[Any]:
    """A record's values in the table's order."""
    if language == "en":
        return [shown(field, record.values, language) for field in table.fields]
    # A workbook has hundreds of thousands of these cells, nearly all of them text.
    known = record.values
    values = [known.get(field.name, "") for field in table.fields]
    return [value if type(value) is str else _plain(value, language) for value in values]


def children(book: DutyBook, table: Table, selection: Selection) -> Sequence[Record]:
    """A role's rows of a child table, in the sheet's order."""
    return book.child_rows.get(table.name, {}).get(selection.role.key, ())


def digest(values: Iterable[Any]) -> bytes:
    """A hash of JSON-able values; equal for equal ones on any system, in any process."""
    text = json.dumps(list(values), separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).digest()


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
