"""The result of a merge under its name: with a backup, whole, and never over a stranger."""

from __future__ import annotations

from pathlib import Path

from xl_addin.sources.owner_files import openers
from xl_addin.stores.workbook_file import Written, file_digest, replace_workbook


def write_result(output: Path, content: bytes, *, ours: Path, before: bytes) -> Written:
    """Write a workbook.

    Args:
        output: Where to: a new file, or `ours`.
        content: The workbook.
        ours: The copy it stands on.
        before: That copy's bytes as they were read.

    Raises:
        Busy: The file exists and is not ours, was changed meanwhile, or is open.
        EnvironmentFault: Disk or permission stands in the way.
    """
    same = output.resolve() == ours.resolve()
    expected = file_digest(before) if same else None
    return replace_workbook(output, content, expected=expected, opened_by=opened_by)


def opened_by(path: Path) -> list[str]:
    """Names of the people who have a workbook open now; notes left by a crash do not count."""
    return [each.name for each in openers(path) if not each.stale]
