"""Follows XML through the pieces a template's tags cut it into.

Takes text piece by piece, keeps the stack of open elements, and tells a listener what
opens and closes. Neighbours: `analysis` walks the template and feeds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

Block = tuple[int, ...]
"""The Jinja blocks something stands in, outermost first; () is always there."""

_WHOLE_OPENING = re.compile(
    r"<([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*\"[^\"<&]*\")*)\s*(/?)>"
)
_PLAIN_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]*)\s*=\s*\"([^\"<&]*)\"")
_OPENING = re.compile(r"<([A-Za-z_][\w:.-]*)")
_CLOSING = re.compile(r"</([A-Za-z_][\w:.-]*)\s*>")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s+([A-Za-z_][\w:.-]*)\s*=\s*([\"'])")
_TAG_END = re.compile(r"\s*(/?)>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")


class Unproven(Exception):
    """A part's markup cannot be followed; `reason` is an entry of the texts."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True, eq=False)
class Element:
    """An element that is or was open.

    Attributes:
        name: Its name with its prefix.
        block: Where it opens.
        attributes: Values; None for one that a tag fills.
        empty: Whether nothing stands in it so far.
        tail: Name of the last thing certain to stand in it so far, '' if that is not known.
        columns: Of a table: columns of its grid; None where they are not fixed.
        rows: Of a table: its rows, those of inner tables too.
        cells: Of a row: its cells.
        filled: Of a row: whether a cell is there whenever the row is; of a table, a filled row.
        span: Of a row or a cell: columns it spans.
        fixed: Of a row: whether its cells are the same in every document.
    """

    name: str
    block: Block
    attributes: dict[str, str | None] = field(default_factory=dict)
    empty: bool = True
    tail: str = ""
    columns: int | None = 0
    rows: list[Row] = field(default_factory=list)
    cells: int = 0
    filled: bool = False
    span: int = 0
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table's grid.

    Attributes:
        cells: Number of its cells.
        span: Columns they span.
        fixed: Whether both are the same in every document.
        certain: Whether it is there whenever its table is.
    """

    cells: int
    span: int
    fixed: bool
    certain: bool


class Listener(Protocol):
    """What is told of a part's markup."""

    def opened(self, element: Element, inside: list[Element]) -> None:
        """An element opens inside these."""

    def closed(self, element: Element, inside: list[Element], block: Block) -> None:
        """An element closes, in this block."""

    def text(self, text: str, inside: list[Element]) -> None:
        """Text stands inside these."""


class Scanner:
    """The state of the markup at one place of a template."""

    def __init__(self, listener: Listener) -> None:
        self.block: Block = ()
        self.stack: list[Element] = []
        self._listener = listener
        self._pending: Element | None = None
        self._attribute = ""
        self._quote = ""
        self._value: list[str] = []

    @property
    def in_text(self) -> bool:
        """Whether text may stand here."""
        return self._pending is None

    @property
    def in_value(self) -> bool:
        """Whether the value of an attribute may stand here."""
        return bool(self._quote)

    @property
    def attribute(self) -> str:
        """The attribute whose value is being read."""
        return self._attribute

    def state(self) -> tuple[str, bool, tuple[str, ...]]:
        """Equal where the same markup may follow."""
        return self._quote, self.in_text, tuple(element.name for element in self.stack)

    def tag(self) -> None:
        """A tag prints here.

        Raises:
            Unproven: Neither text nor a value may stand here.
        """
        if self.in_value and self._pending is not None:
            self._pending.attributes[self._attribute] = None
        elif not self.in_text or not self.stack:
            raise Unproven("unproven-tag-in-markup")
        else:
            self.unsettle()

    def unsettle(self) -> None:
        """What stands here differs from document to document."""
        if self.stack:
            self.stack[-1].empty = False
            self.stack[-1].tail = ""

    def feed(self, piece: str) -> None:
        """Follow one piece of text.

        Raises:
            Unproven: It is not what well-formed markup may look like here.
        """
        place = 0
        while place < len(piece):
            if self._quote:
                place = self._in_value(piece, place)
            elif self._pending is not None:
                place = self._in_tag(piece, place)
            else:
                place = self._in_text(piece, place)

    def end(self) -> None:
        """The part ends here.

        Raises:
            Unproven: Something is still open.
        """
        if self.stack or not self.in_text:
            raise Unproven("unproven-unbalanced")

    def _in_text(self, piece: str, place: int) -> int:
        """Follow one step from a place on; gives the next place, as its neighbours do."""
        start = piece.find("<", place)
        if start != place:
            end = len(piece) if start < 0 else start
            self._text(piece[place:end])
            return end
        if found := _WHOLE_OPENING.match(piece, place):
            # Nearly every tag; the others are followed attribute by attribute.
            self._open_whole(found)
        elif found := _OPENING.match(piece, place):
            self._pending = Element(found[1], self.block)
        elif found := _CLOSING.match(piece, place):
            self._close(found[1])
        else:
            found = _COMMENT.match(piece, place)
            if found is None:
                raise Unproven("unproven-markup")
        return found.end()

    def _open_whole(self, found: re.Match[str]) -> None:
        attributes: dict[str, str | None] = {}
        if found[2]:
            plain = _PLAIN_ATTRIBUTE.findall(found[2])
            attributes.update(plain)
            if len(attributes) < len(plain):
                raise Unproven("unproven-markup")
        self._open(Element(found[1], self.block, attributes), empty=bool(found[3]))

    def _open(self, element: Element, *, empty: bool) -> None:
        if self.stack:
            self.stack[-1].empty = False
        self._listener.opened(element, self.stack)
        self.stack.append(element)
        if empty:
            self._close(element.name)

    def _text(self, text: str) -> None:
        if _BARE_AMPERSAND.search(text):
            raise Unproven("unproven-markup")
        if self.stack:
            self.stack[-1].empty = False
        self._listener.text(text, self.stack)

    def _in_tag(self, piece: str, place: int) -> int:
        element = self._pending
        if element is None:
            raise Unproven("unproven-markup")
        if found := _ATTRIBUTE.match(piece, place):
            if found[1] in element.attributes:
                raise Unproven("unproven-markup")
            self._attribute, self._quote, self._value = found[1], found[2], []
            element.attributes[found[1]] = ""
        elif found := _TAG_END.match(piece, place):
            self._pending = None
            self._open(element, empty=bool(found[1]))
        else:
            raise Unproven("unproven-tag-in-markup")
        return found.end()

    def _in_value(self, piece: str, place: int) -> int:
        end = piece.find(self._quote, place)
        value = piece[place : len(piece) if end < 0 else end]
        if _BARE_AMPERSAND.search(value) or "<" in value:
            raise Unproven("unproven-markup")
        self._value.append(value)
        if end < 0 or self._pending is None:
            return place + len(value)
        if self._pending.attributes[self._attribute] is not None:
            self._pending.attributes[self._attribute] = "".join(self._value)
        self._quote = ""
        return end + 1

    def _close(self, name: str) -> None:
        if not self.stack or self.stack[-1].name != name:
            raise Unproven("unproven-unbalanced")
        element = self.stack.pop()
        self._listener.closed(element, self.stack, self.block)
