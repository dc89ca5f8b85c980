"""The contract every workbook source keeps; neighbours: one module a kind of source."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from xl_addin.model.raw import RawBook


class WorkbookSource(Protocol):
    """Something a workbook can be read from."""

    def read(self) -> RawBook:
        """All worksheets with their values.

        Raises:
            WorkbookError: Nothing can be read from it.
            EnvironmentFault: The file is missing or locked away.
        """
        ...

    def fingerprint(self) -> str:
        """A hash of what `read` was made from; equal for equal content."""
        ...


@runtime_checkable
class InFolder(Protocol):
    """A source that lies in a folder: output and templates are looked for from there."""

    @property
    def folder(self) -> Path | None:
        """Its folder; None for a workbook that has none on this machine."""
        ...
