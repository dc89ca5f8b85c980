"""Lists of the sheet 选项 written into a workbook: only the cells that say something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.merge.ops import AddRow, Op, SetCell
from xl_addin.merge.option_sheet import TABLE, VALUES, OptionList, option_sheet
from xl_addin.model.raw import RawBook
from xl_addin.package import patch
from xl_addin.package.patch import Edit, Value
from xl_addin.pipeline.merge_changes import cell_value


def option_edits(raw: RawBook, changes: Sequence[Op]) -> Iterator[tuple[Edit, int]]:
    """The edits, each with the number of the change it comes from."""
    sheet = option_sheet(raw)
    for number, op in enumerate(changes):
        if op.table != TABLE or not isinstance(op, AddRow | SetCell) or not sheet.sheet:
            continue
        known = next((sheet.lists[name] for name in op.key if name in sheet.lists), None)
        if isinstance(op, SetCell):
            if known is not None:
                at = sheet.header_row, known.column
                yield patch.SetCell(sheet.sheet, *at, cell_value(op.new, op.typed)), number
            continue
        lines = op.row.values[VALUES]
        assert isinstance(lines, tuple)  # noqa: S101 - a list
        values: list[Value] = [cell_value(line, op.row.cells.get(line, line)) for line in lines]
        if known is None:
            below = dict(enumerate(values, start=sheet.header_row + 1))
            whole = {sheet.header_row: op.row.shown, **below}
            yield patch.AppendColumn(sheet.sheet, whole), number
        else:
            for row, value in _changed(known, lines, values, sheet.header_row):
                yield patch.SetCell(sheet.sheet, row, known.column, value), number


def _changed(
    known: OptionList, lines: Sequence[str], values: Sequence[Value], header_row: int
) -> Iterator[tuple[int, Value]]:
    """Rows whose cell changes: a list keeps its gaps where it only grows."""
    there = dict(zip(known.rows, known.values, strict=True))
    rows = list(known.rows)
    start = max(rows, default=header_row) + 1
    rows += range(start, start + max(0, len(lines) - len(rows)))
    for row, line, value in zip(rows, lines, values, strict=False):
        if there.get(row) != line:
            yield row, value
    for row in rows[len(lines) :]:
        yield row, None
