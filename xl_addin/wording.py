"""Problems in words, for every door: the command line and the dialogs say the same."""

from __future__ import annotations

from xl_addin.messages import text
from xl_addin.problems import Place


def place_text(place: Place, language: str) -> str:
    """`职责!C14`, or `job_content.docx 正文 第 12 段`."""
    if place.part:
        words = [place.file or "", text(f"part-{place.part}", language)]
        if place.table_cell:
            table, row, cell = place.table_cell
            words.append(text("table-cell", language, table=table, row=row, cell=cell))
        elif place.paragraph:
            words.append(text("paragraph", language, number=place.paragraph))
        return " ".join(words)
    return str(place)
