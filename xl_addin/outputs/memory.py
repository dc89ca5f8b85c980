"""Documents kept as bytes; for programs that send them on themselves."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.model.document import RenderedDocument
from xl_addin.outputs.base import Receipt


class MemoryOutput:
    """`documents` maps file name to bytes."""

    def __init__(self) -> None:
        self.documents: dict[str, bytes] = {}
        self._receipts: list[Receipt] = []

    def write(self, document: RenderedDocument) -> Receipt:
        """Keep one document."""
        self.documents[document.file_name] = document.content
        receipt = Receipt(
            document.role,
            document.template,
            document.file_name,
            None,
            len(document.content),
        )
        self._receipts.append(receipt)
        return receipt

    def finish(self) -> Sequence[Receipt]:
        """All receipts."""
        return tuple(self._receipts)
