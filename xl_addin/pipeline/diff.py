"""What differs between two copies of a workbook, by id and never by position."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xl_addin.merge.alignment import align
from xl_addin.merge.diff import changes
from xl_addin.merge.option_lists import option_lines
from xl_addin.merge.option_sheet import option_sheet
from xl_addin.merge.report import Line, report
from xl_addin.package.limits import Limits
from xl_addin.pipeline.keyed_copy import Copy, read_copy


@dataclass(frozen=True, slots=True)
class Difference:
    """Two copies compared.

    Attributes:
        before: Name of the older.
        after: Name of the newer.
        lines: Every difference.
    """

    before: str
    after: str
    lines: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {
            "before": self.before,
            "after": self.after,
            "changes": [
                {
                    "change": line.change.value,
                    "sheet": line.table,
                    "row": line.row,
                    "column": line.column,
                    "old": line.old,
                    "new": line.new,
                    "file": line.place.file,
                    "cell": line.place.address,
                }
                for line in self.lines
            ],
        }


def diff_workbooks(before: Path, after: Path, *, limits: Limits | None = None) -> Difference:
    """Compare two workbooks.

    Raises:
        WorkbookError: One cannot be read, or an id stands twice in it.
    """
    copies = read_copy(before, limits), read_copy(after, limits)
    found = diff_copies(*copies)
    lists = option_lines(*(option_sheet(each.raw) for each in copies))
    return replace(found, lines=(*found.lines, *lists))


def diff_copies(before: Copy, after: Copy) -> Difference:
    """Compare what documents are made from in two copies that have been read."""
    aligned = align(before.view, after.view)
    ops = changes(before.view, aligned)
    return Difference(before.raw.name, after.raw.name, report(ops, before.view, aligned))
