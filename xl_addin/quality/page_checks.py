"""What can be seen only on finished pages; every fault is a warning.

Takes a document's design and its pages, gives problems without a place: whoever asks
knows the document and its role.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xl_addin.model.layout import Design, LaidRow, Page
from xl_addin.problems import Problem, Severity

_RARE = 0.05
_FEWEST_LINES = 2


def check_pages(
    design: Design, pages: Sequence[Page], stand_ins: Mapping[str, Iterable[str]]
) -> Iterator[Problem]:
    """Everything wrong with a document's pages.

    Args:
        design: What the document asks for.
        pages: What it became.
        stand_ins: Faces that may stand in for one that is asked for; under '' those
            that may supply a rare character.
    """
    yield from _too_many(design, pages)
    yield from _empty_last(pages)
    yield from _stranded(pages)
    yield from _cut_rows(design, pages)
    yield from _replaced(design, pages, stand_ins)


def _warn(code: str, **params: object) -> Problem:
    return Problem(code, params=params, severity=Severity.WARNING)


def _too_many(design: Design, pages: Sequence[Page]) -> Iterator[Problem]:
    if design.page_limit is not None and len(pages) > design.page_limit:
        yield _warn("page-limit", count=len(pages), most=design.page_limit)


def _empty_last(pages: Sequence[Page]) -> Iterator[Problem]:
    if len(pages) > 1 and not pages[-1].lines and not pages[-1].marks:
        yield _warn("page-empty", page=pages[-1].number)


def _stranded(pages: Sequence[Page]) -> Iterator[Problem]:
    for page in pages[:-1]:
        if page.headings and page.lines:
            lowest = max(page.headings, key=lambda line: line.top)
            if not any(line.top > lowest.bottom for line in page.lines):
                yield _warn("heading-stranded", page=page.number, text=lowest.text)


def _cut_rows(design: Design, pages: Sequence[Page]) -> Iterator[Problem]:
    whole = {_squeezed(row) for row in design.rows}
    for page, following in itertools.pairwise(pages):
        if not page.rows or not following.rows:
            continue
        upper = page.rows[-1]
        # A header row that is repeated stands above the rest of a row that was cut.
        for lower in following.rows[:3]:
            both = tuple(a + b for a, b in zip(upper.cells, lower.cells, strict=False))
            if _squeezed(upper.cells) not in whole and _squeezed(both) in whole:
                if min(_lines(upper), _lines(lower)) < _FEWEST_LINES:
                    yield _warn("row-cut", page=page.number, text=_first_words(upper))
                break


def _replaced(
    design: Design, pages: Sequence[Page], stand_ins: Mapping[str, Iterable[str]]
) -> Iterator[Problem]:
    declared = {_plain(face) for face in design.faces}
    declared |= {_plain(name) for face in design.faces for name in stand_ins.get(face, ())}
    rare = {_plain(name) for name in stand_ins.get("", ())}
    used: Counter[str] = Counter()
    for page in pages:
        used.update(page.faces)
    total = sum(used.values())
    for face, count in sorted(used.items()):
        name = _plain(face)
        if any(name.startswith(each) for each in declared):
            continue
        if any(name.startswith(each) for each in rare) and count <= total * _RARE:
            continue
        first = next(page.number for page in pages if face in page.faces)
        yield _warn("font-replaced", face=face, count=count, page=first)


def _plain(face: str) -> str:
    return "".join(face.split()).replace("-", "").casefold()


def _squeezed(cells: Iterable[str]) -> str:
    return "".join("".join(cell.split()) for cell in cells)


def _lines(row: LaidRow) -> int:
    return max((len(cell.splitlines()) for cell in row.cells), default=0)


def _first_words(row: LaidRow) -> str:
    words = " ".join(" ".join(cell.split()) for cell in row.cells if cell.strip())
    return words[:30]
