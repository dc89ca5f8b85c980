"""The contract every workbook source keeps; neighbours: one module a kind of source."""

from __future__ import annotations

from typing import Protocol

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
