"""Rows of child tables that lack the text they are printed for."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.model.names import key
from xl_addin.model.schema import MAIN_TEXTS
from xl_addin.problems import Problem, Severity


def check(given: CheckInput) -> Iterator[Problem]:
    """One warning at each such cell."""
    book = given.book
    for name, columns in MAIN_TEXTS.items():
        table = book.children[name]
        for column in columns:
            field = table.field(column)
            if field is None or not field.column:
                continue
            for record in table.records.where(
                [not each for each in table.records.texts(column)]
            ):
                role = key(record.text("role"))
                is_english = book.language == "en" and field.english
                if is_english and record.text(field.english or ""):
                    continue
                if role in given.selections and not given.is_withheld(role):
                    yield Problem(
                        "row-text-blank",
                        table.place(record, column, book.file),
                        {"header": field.header},
                        Severity.WARNING,
                        frozenset([role]),
                    )
