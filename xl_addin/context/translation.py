"""Texts an English document would have to print in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.context.values import children
from xl_addin.model.book import DutyBook, Record, Table
from xl_addin.model.document import Selection
from xl_addin.problems import Problem, Severity


def untranslated(book: DutyBook, selection: Selection) -> Iterator[Problem]:
    """A warning for each text of a role that has an English column left blank."""
    tables = [(book.tables["roles"], [selection.role.record])]
    tables += [
        (table, list(children(book, table, selection))) for table in book.children.values()
    ]
    duties = [part.duty.record for section in selection.sections for part in section.parts]
    tables.append((book.tables["duties"], duties))
    for table, records in tables:
        for record in records:
            yield from _untranslated(book, table, record)


def _untranslated(book: DutyBook, table: Table, record: Record) -> Iterator[Problem]:
    for field in table.fields:
        english = table.field(field.english) if field.english else None
        if (
            english
            and english.column
            and record.text(field.name)
            and not record.text(english.name)
        ):
            yield Problem(
                "text-untranslated",
                table.place(record, english.name, book.file),
                {"header": english.header, "text": record.text(field.name)[:20]},
                Severity.WARNING,
            )
