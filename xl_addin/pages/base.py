"""What every maker of PDFs promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from xl_addin.errors import EnvironmentFault


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one document.

    Attributes:
        document: The document.
        pdf: A whole PDF of it in the folder asked for; None if none could be made.
        error: Why none could be made.
    """

    document: Path
    pdf: Path | None
    error: EnvironmentFault | None = None


class PdfMaker(Protocol):
    """Makes PDFs of Word documents."""

    name: str

    def make(self, documents: Sequence[Path], folder: Path) -> Iterator[Made]:
        """Each document's PDF, as `<stem>.pdf` in `folder`, in the order they are done.

        Every document comes exactly once. One that cannot be laid out fails alone.

        Args:
            documents: .docx files whose stems differ.
            folder: An existing folder; nothing else is written.
        """
        ...
