"""Titles of duties and names of roles that stand beside toggles, for people to read."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.merge.ops import Op, SetCell
from xl_addin.merge.values import plain_text
from xl_addin.model.book import ToggleGrid
from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.package import patch
from xl_addin.package.patch import Edit
from xl_addin.pipeline.keyed_copy import Copy


def label_edits(copy: Copy, changes: Iterable[Op]) -> list[Edit]:
    """New titles and names beside toggles, where the old one stood there.

    What a person reads when ticking must not say what the row no longer says.
    """
    sheets = {sheet.name: sheet for sheet in copy.raw.sheets}
    edits: list[Edit] = []
    renamed = [op for op in changes if isinstance(op, SetCell) and isinstance(op.old, str)]
    for grid in copy.book.grids:
        sheet = sheets[grid.sheet]
        names_row = names_row_of(copy, grid, sheet)
        for op in renamed:
            row, column = 0, 0
            if (op.table, op.field) == ("duties", "title"):
                row, column = grid.rows.get(op.key[0], 0), grid.title_column
            elif (op.table, op.field) == ("roles", "name"):
                row, column = names_row, grid.columns.get(op.key[0], 0)
            if row and column and key(str(sheet.cell(row, column))) == key(str(op.old)):
                edits.append(patch.SetCell(grid.sheet, row, column, plain_text(op.new)))  # type: ignore[arg-type]
    return edits


def names_row_of(copy: Copy, grid: ToggleGrid, sheet: RawSheet) -> int:
    """The row beside the ids that holds the roles' names; 0 if there is none."""
    for row in (grid.header_row - 1, grid.header_row + 1):
        for role, column in grid.columns.items():
            name = copy.book.roles[role].name
            if name and key(str(sheet.cell(row, column) or "")) == key(name):
                return row
    return 0
