"""The contract every output keeps; neighbours: one module a kind of output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from xl_addin.model.document import RenderedDocument


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a document went.

    Attributes:
        role: Role key.
        template: Template name.
        file_name: Name inside the output.
        path: The file, if the output has files.
        size: Bytes.
        unchanged: Whether the same bytes were there already.
    """

    role: str
    template: str
    file_name: str
    path: Path | None
    size: int
    unchanged: bool = False


class Output(Protocol):
    """Somewhere documents are delivered to."""

    def write(self, document: RenderedDocument) -> Receipt:
        """Deliver one document, whole or not at all.

        Raises:
            EnvironmentFault: Disk, permission or the like stands in the way.
        """
        ...

    def finish(self) -> Sequence[Receipt]:
        """All receipts, once the last document is written."""
        ...
