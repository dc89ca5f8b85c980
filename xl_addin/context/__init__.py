"""From a selection to the plain context a template is filled with.

Takes a `DutyBook` and a `Selection`, gives a JSON-able dict under the names of
`docs/reference/template-names.md`: each value under its English and its Chinese name.
Equal input gives an equal context: no clock, no cell address, no order but the sheet's.
"""

from __future__ import annotations

from typing import Any

from xl_addin.context.builder import ContextBuilder
from xl_addin.context.names import available_names
from xl_addin.context.translation import untranslated
from xl_addin.context.whole_book import BookContexts, book_names, is_for_book
from xl_addin.model.book import DutyBook
from xl_addin.model.selected import Selection

LANGUAGES = ("zh", "en")


def build_context(
    book: DutyBook, selection: Selection, *, template: str = "", language: str = "zh"
) -> dict[str, Any]:
    """The context of one role's document.

    Args:
        book: The workbook.
        selection: The role's duty sections.
        template: The template's name without its ending.
        language: `zh` or `en`: which of two texts is printed where both exist.
    """
    return ContextBuilder(book, language).build(selection, template)


__all__ = [
    "LANGUAGES",
    "BookContexts",
    "ContextBuilder",
    "available_names",
    "book_names",
    "build_context",
    "is_for_book",
    "untranslated",
]
