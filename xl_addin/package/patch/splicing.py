"""Written cells put into a sheet's XML, and the looks that new ones take."""

from __future__ import annotations

import re

from xl_addin.package.patch.located import Node, Splices, prefix_of, with_attributes
from xl_addin.package.patch.rows import Row, SheetRows

Written = dict[int, dict[int, tuple[bytes, int]]]
"""By row and column: the cell's element, and the style id of its place."""

_NOT_SHARED = re.compile(
    rb"""\s(?:r|spans|hidden|collapsed|thickTop|thickBot)\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_SPANS = re.compile(rb"""\sspans\s*=\s*["'](\d+):(\d+)["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")


class Looks:
    """Styles of cells that are not there yet.

    Args:
        rows: The sheet's rows.
        frame: Its XML outside the rows.
        written: Cells written so far; grows while the looks are asked for.
    """

    def __init__(self, rows: SheetRows, frame: Node, written: Written) -> None:
        self._rows = rows
        self._written = written
        self._columns = [
            tuple(int(node.attributes.get(name, "0")) for name in ("min", "max", "style"))
            for node in (frame.find("cols") or Node("", "", {}, 0, 0)).children
        ]
        self._above: dict[int, int] = {}
        self._left: dict[int, int] = {}

    def own(self, row: int, column: int) -> int:
        """That of the cell if it is there, else its row's, else its column's."""
        present = self._present(row, column)
        if present is not None:
            return present
        return self._of_row(row) or self._of_column(column)

    def below(self, row: int, column: int) -> int:
        """For a row put below another: that of the cell above."""
        if self._present(row, column) is not None:
            return self.own(row, column)
        return self.own(self._above.get(row, row), column)

    def beside(self, row: int, column: int) -> int:
        """For a column put beside another: that of the cell on the left."""
        left = self._present(row, self._left.get(column, column))
        present = self._present(row, column) is not None
        return self.own(row, column) if present or left is None else left

    def row_like(self, row: int, other: int | None) -> None:
        """Let a row look like another one, or (None) like nothing."""
        if other is not None:
            self._above[row] = other

    def column_like(self, column: int, other: int) -> None:
        """Let a column look like another one."""
        self._left[column] = other

    def row_columns(self, row: int) -> list[int]:
        """Columns that have a cell of their own in the row this one looks like."""
        source = self._above.get(row)
        if source is None:
            return []
        return sorted({*self._rows.cells(source), *self._written.get(source, {})})

    def column_rows(self, column: int, top: int, bottom: int) -> list[int]:
        """Rows that have a cell of their own in a column."""
        known = {*self._rows.rows, *self._written}
        return [
            number
            for number in sorted(known)
            if top <= number <= bottom and self._present(number, column) is not None
        ]

    def row_attributes(self, row: int) -> bytes:
        """Height, style and the like of the row this one looks like."""
        while row in self._above:
            row = self._above[row]
            source = self._rows.rows.get(row)
            if source is not None:
                tag = self._rows.xml[source.start : source.inner].rstrip(b"/>")
                _, _, attributes = tag.partition(b"row")
                return _NOT_SHARED.sub(b"", attributes).rstrip()
        return b""

    def _present(self, row: int, column: int) -> int | None:
        """The style of a cell that is there, in the file or among those written."""
        written = self._written.get(row, {}).get(column)
        if written is not None:
            return written[1]
        cell = self._rows.cells(row).get(column)
        return None if cell is None else cell.style

    def _of_row(self, number: int) -> int:
        row = self._rows.rows.get(number)
        found = row and _STYLE.search(self._rows.xml[row.start : row.inner])
        return int(found[1]) if found else 0

    def _of_column(self, column: int) -> int:
        return next((s for low, high, s in self._columns if low <= column <= high), 0)


def splice_rows(
    splices: Splices, rows: SheetRows, data: Node, written: Written, looks: Looks
) -> None:
    """Put all written cells into the sheet; `data` is its `sheetData`."""
    prefix = prefix_of(splices.xml, data)
    new: list[tuple[int, bytes]] = []
    for number in sorted(written):
        row = rows.rows.get(number)
        if row is not None and (rows.cells(number) or row.close > row.inner):
            _splice_row(splices, rows, row, written[number])
            continue
        tag = _row_tag(number, row, splices.xml, looks, prefix)
        cells = (xml for _, (xml, _) in sorted(written[number].items()))
        whole = b"".join([tag, *cells, f"</{prefix}row>".encode()])
        if row is None:
            new.append((number, whole))
        else:
            splices.replace(row.start, row.end, whole)
    _insert_rows(splices, rows, data, new)


def _row_tag(number: int, row: Row | None, xml: bytes, looks: Looks, prefix: str) -> bytes:
    """The start tag of a row that holds no cell yet."""
    like = looks.row_attributes(number)
    if row is None or like:
        return f'<{prefix}row r="{number}"'.encode() + like + b">"
    tag = with_attributes(xml[row.start : row.inner], {"r": str(number)})
    return _without_spans(tag).rstrip(b"/>").rstrip() + b">"


def _without_spans(tag: bytes) -> bytes:
    return _SPANS.sub(b"", tag)


def _splice_row(
    splices: Splices, rows: SheetRows, row: Row, written: dict[int, tuple[bytes, int]]
) -> None:
    present = rows.cells(row.number)
    columns = sorted(written)
    for column in columns:
        new, _ = written[column]
        cell = present.get(column)
        if cell is not None:
            splices.replace(cell.start, cell.end, new)
            continue
        behind = min((c for c in present if c > column), default=None)
        at = row.close if behind is None else present[behind].start
        splices.replace(at, at, new)
    tag = splices.xml[row.start : row.inner]
    spans = _SPANS.search(tag)
    if spans is not None:
        low, high = min(columns[0], int(spans[1])), max(columns[-1], int(spans[2]))
        wider = with_attributes(tag, {"spans": f"{low}:{high}"})
        if wider != tag:
            splices.replace(row.start, row.inner, wider)


def _insert_rows(
    splices: Splices, rows: SheetRows, data: Node, new: list[tuple[int, bytes]]
) -> None:
    if not new:
        return
    if rows.inner == rows.close and splices.xml[rows.inner - 2 : rows.inner] == b"/>":
        splices.append(data, b"".join(whole for _, whole in new))
        return
    behind = iter(sorted(rows.rows))
    following = next(behind, None)
    for number, whole in new:
        while following is not None and following < number:
            following = next(behind, None)
        at = rows.close if following is None else rows.rows[following].start
        splices.replace(at, at, whole)
