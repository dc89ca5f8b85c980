"""Ranges of a sheet that must grow with a list, where they ended at its end.

Validations, conditional formats (those of Excel 2010 too), the sheet's own filter and
the widths of columns; nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from xl_addin.model.raw import CellRange
from xl_addin.package.patch.located import Node, Splices
from xl_addin.package.patch.rows import parse_range, range_text
from xl_addin.package.refusal import Refusal


class Axis(Enum):
    """What was appended."""

    ROW = "row"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Growth:
    """A list that ended at `old` ends at `new`; `first` to `last` bound its other side."""

    axis: Axis
    old: int
    new: int
    first: int
    last: int

    def of(self, area: CellRange) -> CellRange:
        """A range after the growth: the same unless it ended where the list ended."""
        if self.axis is Axis.ROW:
            touches = area.left <= self.last and area.right >= self.first
            ended = touches and area.bottom == self.old
            return replace(area, bottom=self.new) if ended else area
        touches = area.top <= self.last and area.bottom >= self.first
        return replace(area, right=self.new) if touches and area.right == self.old else area


def grown_text(references: str, growths: Sequence[Growth]) -> str:
    """`C2:E20 G2` after growing; what is no plain range stays as it is written."""
    return " ".join(_grown(each, growths) for each in references.split())


def grow_frame(frame: Node, splices: Splices, growths: Sequence[Growth]) -> str | None:
    """Grow what of a sheet stands outside its rows; gives the sheet's filter if it grew."""
    for node in _ranged(frame):
        references = node.attributes.get("sqref") if node.name != "sqref" else node.text
        new = grown_text(references or "", growths)
        if new == " ".join((references or "").split()):
            continue
        if node.name == "sqref":
            splices.replace(node.inner, node.close, new.encode())
        else:
            splices.set(node, sqref=new)
    _widen(frame, splices, growths)
    own_filter = frame.find("autoFilter")
    if own_filter is None:
        return None
    old = own_filter.attributes.get("ref", "")
    new = _grown(old, growths)
    splices.set(own_filter, ref=new)
    return None if new == old else new


def grow_dimension(frame: Node, splices: Splices, bottom: int, right: int) -> None:
    """Let the announced size of a sheet include its new last row and column."""
    node = frame.find("dimension")
    if node is None or not bottom:
        return
    try:
        area = parse_range(node.attributes.get("ref", ""))
    except Refusal:
        return
    wider = replace(area, bottom=max(area.bottom, bottom), right=max(area.right, right))
    if wider != area:
        splices.set(node, ref=range_text(wider))


def _ranged(frame: Node) -> Iterator[Node]:
    """Elements whose range grows; an extension's has it as a child's text."""
    for name in ("dataValidation", "conditionalFormatting"):
        for node in frame.every(name):
            if node.attributes.get("sqref"):
                yield node
            yield from (child for child in node.children if child.name == "sqref")


def _grown(reference: str, growths: Sequence[Growth]) -> str:
    try:
        area = first = parse_range(reference)
    except Refusal:
        return reference
    for growth in growths:
        area = growth.of(area)
    return reference if area == first else range_text(area)


def _widen(frame: Node, splices: Splices, growths: Sequence[Growth]) -> None:
    """Give new columns the width of their neighbour, where they have none."""
    columns = frame.find("cols")
    added = [growth for growth in growths if growth.axis is Axis.COLUMN]
    if columns is None or not added:
        return
    spans = [(node, *_span(node)) for node in columns.children]
    for node, _, last in spans:
        end = last
        for growth in added:
            taken = any(low <= growth.new <= high for _, low, high in spans)
            if end == growth.old and not taken:
                end = growth.new
        if end != last:
            splices.set(node, max=str(end))


def _span(node: Node) -> tuple[int, int]:
    return int(node.attributes.get("min", "0")), int(node.attributes.get("max", "0"))
