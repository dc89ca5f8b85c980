"""Reads a PDF back as pages of lines, headings, rows and faces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xl_addin.errors import EnvironmentFault
from xl_addin.model.layout import Design, LaidRow, Line, Page

_SLACK = 3.0


def read_pages(pdf: Path, design: Design) -> tuple[Page, ...]:
    """The pages of a PDF.

    Args:
        pdf: Its bookmarks tell what is a heading, as programs export them.
        design: Margins part the body from headers and footers.

    Raises:
        EnvironmentFault: pdfplumber is not installed.
    """
    try:
        import pdfplumber
    except ImportError as fault:
        raise EnvironmentFault("extra-missing", extra="pages") from fault
    with pdfplumber.open(pdf) as opened:
        headings = _headings(opened)
        return tuple(_page(page, design, headings) for page in opened.pages)


def _headings(opened: Any) -> dict[int, list[float]]:
    """Page number → heights of headings above the page's lower edge."""
    from pdfminer.pdfdocument import PDFNoOutlines
    from pdfminer.pdftypes import resolve1

    numbers = {page.page_obj.pageid: page.page_number for page in opened.pages}
    found: dict[int, list[float]] = {}
    try:
        for _, _, target, action, _ in opened.doc.get_outlines():
            place = resolve1(target) if target else resolve1(resolve1(action)["D"])
            number = numbers.get(getattr(place[0], "objid", None))
            if number is not None and len(place) > 3 and place[3] is not None:
                found.setdefault(number, []).append(float(place[3]))
    except PDFNoOutlines:
        pass
    return found


def _page(page: Any, design: Design, headings: dict[int, list[float]]) -> Page:
    first, last = design.top - _SLACK, float(page.height) - design.bottom + _SLACK
    lines = tuple(
        Line(line["text"], line["top"], line["bottom"])
        for line in page.extract_text_lines(return_chars=False)
        if line["bottom"] > first and line["top"] < last
    )
    tops = [float(page.height) - height for height in headings.get(page.page_number, [])]
    drawn = [*page.lines, *page.rects, *page.curves, *page.images]
    return Page(
        number=page.page_number,
        lines=lines,
        headings=tuple(_nearest(lines, tops)),
        rows=tuple(_rows(page)),
        marks=any(each["bottom"] > first and each["top"] < last for each in drawn),
        faces=Counter(
            char["fontname"].rpartition("+")[2]
            for char in page.chars
            if not char["text"].isspace()
        ),
    )


def _nearest(lines: tuple[Line, ...], tops: list[float]) -> Iterator[Line]:
    """The first line at or below each heading's mark."""
    for top in tops:
        below = [line for line in lines if line.bottom > top + _SLACK]
        if below:
            yield min(below, key=lambda line: line.top)


def _rows(page: Any) -> Iterator[LaidRow]:
    for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
        for row, texts in zip(table.rows, table.extract(), strict=True):
            cells = tuple(text for text in texts if text is not None)
            yield LaidRow(cells, row.bbox[1], row.bbox[3])
