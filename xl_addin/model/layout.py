"""A document as it was laid out: what page checks look at.

Lengths are points, counted from a page's top left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its upper and lower edge."""

    text: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row of a table on one page, or the part of it that stands there.

    Attributes:
        cells: Text of each cell, lines parted by line ends.
        top: Its upper edge.
        bottom: Its lower edge.
    """

    cells: tuple[str, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        number: Counted from 1.
        lines: Lines of the body from top to bottom; headers and footers are left out.
        headings: Those of them that are headings.
        rows: Rows of its tables from top to bottom.
        marks: Whether anything but text is drawn in the body: rules, pictures.
        faces: Number of characters by face, as the file names it.
    """

    number: int
    lines: tuple[Line, ...]
    headings: tuple[Line, ...] = ()
    rows: tuple[LaidRow, ...] = ()
    marks: bool = False
    faces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Design:
    """What a document says of its own layout.

    Attributes:
        faces: Names of the faces it asks for.
        top: Smallest top margin of its sections.
        bottom: Smallest bottom margin.
        page_limit: Most pages its template allows; None without a limit.
        rows: Text of every table row, cell by cell, without white space.
    """

    faces: frozenset[str]
    top: float
    bottom: float
    page_limit: int | None = None
    rows: frozenset[tuple[str, ...]] = frozenset()
