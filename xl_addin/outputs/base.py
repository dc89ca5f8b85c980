"""The contract every output keeps; neighbours: one module a kind of output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

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


@dataclass(frozen=True, slots=True)
class Staged:
    """A document that is whole on the disk but has not got its name yet.

    Attributes:
        role: Role key.
        template: Template name.
        file_name: The name it will get.
        beside: The file that holds it; None if the same bytes have that name already.
        digest: Hash of its bytes.
        size: Number of its bytes.
        mtime: Its time of change in nanoseconds.
    """

    role: str
    template: str
    file_name: str
    beside: Path | None
    digest: str
    size: int
    mtime: int


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


@runtime_checkable
class StagingOutput(Output, Protocol):
    """An output whose documents can be written by whoever rendered them.

    `write(document)` is `place(stager()(document))`.
    """

    def stager(self) -> Callable[[RenderedDocument], Staged]:
        """A picklable function that writes a document beside, for worker processes."""
        ...

    def place(self, staged: Staged) -> Receipt:
        """Give a staged document its name.

        Raises:
            EnvironmentFault: `file-in-use` for this document alone, else for all.
        """
        ...
