"""Things in words, for every door: the command line and the dialogs say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Protocol

from xl_addin.messages import text
from xl_addin.problems import Place, Problem


def place_text(place: Place, language: str) -> str:
    """`职责!C14`, or `job_content.docx 正文 第 12 段`."""
    if place.part:
        words = [place.file or "", text(f"part-{place.part}", language)]
        if place.table_cell:
            table, row, cell = place.table_cell
            words.append(text("table-cell", language, table=table, row=row, cell=cell))
        elif place.paragraph:
            words.append(text("paragraph", language, number=place.paragraph))
        return " ".join(words)
    return str(place)


def others_text(problem: Problem, language: str, *, most: int | None = None) -> str:
    """The further cells a problem holds for, or so many areas of them; '' if there are none."""
    if not problem.others:
        return ""
    areas = list(islice(_areas(problem.others), None if most is None else most + 1))
    if most is not None and len(areas) > most:
        areas[most:] = ["…"]
    cells = text("list-separator", language).join(areas)
    return text("further-cells", language, count=len(problem.others), cells=cells)


def _areas(places: Iterable[Place]) -> Iterator[str]:
    """Cells, those that stand below one another as one area: `考核!A3:A7`."""
    first = last = None
    for place in places:
        if last and place == replace(last, row=(last.row or 0) + 1):
            last = place
            continue
        if first and last:
            yield _area(first, last)
        first = last = place
    if first and last:
        yield _area(first, last)


def _area(first: Place, last: Place) -> str:
    return str(first) if first == last else f"{first}:{last.address}"


class Opener(Protocol):
    """Somebody who has a workbook open."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def program(self) -> str: ...  # noqa: D102
    @property
    def since(self) -> datetime | None: ...  # noqa: D102
    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def stale(self) -> bool: ...  # noqa: D102


class Change(Protocol):
    """What became of a row or of a role's toggles."""

    @property
    def table(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def row(self) -> str: ...  # noqa: D102
    @property
    def what(self) -> tuple[str, ...]: ...  # noqa: D102


def opener_text(opener: Opener, language: str) -> str:
    """Who has a workbook open, as a sentence."""
    since = f"{opener.since:%Y-%m-%d %H:%M}" if opener.since else ""
    said = text(
        "status-open",
        language,
        name=opener.name or text("status-somebody", language),
        program=opener.program,
        since=since,
        host=opener.host,
    )
    return said + (text("status-stale", language) if opener.stale else "")


def change_text(change: Change, language: str, *, most: int | None = None) -> str:
    """A change as a line, with so many of the names it holds."""
    what = text("list-separator", language).join(change.what[:most])
    left = len(change.what) - (most or len(change.what))
    if left > 0:
        what += text("log-and-more", language, count=left)
    return text(f"log-{change.kind}", language, table=change.table, row=change.row, what=what)
