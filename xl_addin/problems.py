"""Faults in what a user typed: collected, never raised.

A `Problem` is a code, parameters, a place and the roles it affects; the wording in
Chinese and English is the catalogue's (`xl_addin.messages`). Everything that reads or
checks takes and gives problems as plain tuples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a problem weighs: an error withholds documents, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


def column_letters(column: int) -> str:
    """Excel's letters of a column counted from 1: 1 → A, 28 → AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: a cell of a workbook, or a paragraph of a template.

    Attributes:
        file: File name without its folder.
        sheet: Sheet name as the workbook shows it.
        row: Row counted from 1.
        column: Column counted from 1.
        part: In a template: body, header, footer, footnotes, endnotes or properties.
        paragraph: In a template: the paragraph of that part counted from 1.
        table_cell: In a template: table, row and cell the paragraph stands in, counted
            from 1; None outside tables.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    part: str | None = None
    paragraph: int | None = None
    table_cell: tuple[int, int, int] | None = None

    @property
    def address(self) -> str | None:
        """`C14`, `14:14` for a whole row, `C:C` for a column, or None."""
        if self.row and self.column:
            return f"{column_letters(self.column)}{self.row}"
        if self.row:
            return f"{self.row}:{self.row}"
        if self.column:
            letters = column_letters(self.column)
            return f"{letters}:{letters}"
        return None

    def __str__(self) -> str:
        spot = "!".join(part for part in (self.sheet, self.address) if part)
        return spot or self.file or ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a workbook or a template.

    Attributes:
        code: Entry of the message catalogue; stable across versions.
        place: Where it stands.
        params: Values the message names.
        severity: Error or warning.
        roles: Keys of the roles whose documents it withholds; None means every role.
        template: Only documents of this template are withheld, if one is named.
        others: Further cells it holds for.
    """

    code: str
    place: Place = field(default_factory=Place)
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    roles: frozenset[str] | None = None
    template: str | None = None
    others: tuple[Place, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether documents are withheld because of it."""
        return self.severity is Severity.ERROR

    def concerns(self, role: str, template: str | None = None) -> bool:
        """Whether it withholds this role's document from this template."""
        return (
            self.is_error
            and (self.roles is None or role in self.roles)
            and (self.template is None or template is None or self.template == template)
        )


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first; then by file, sheet, row and column, each once, for all it affects.

    An error that holds for several cells of a sheet alike is said at the first of them,
    of whose text it quotes a piece.
    """
    unique: dict[Any, Problem] = {}
    for problem in problems:
        same: Any = (problem.code, problem.place)
        if unique.setdefault(same, problem) is problem:
            continue
        # Few share a place: only these are looked at as closely.
        if _said(unique[same]) != _said(problem):
            same = (*same, _said(problem))
        first = unique.setdefault(same, problem)
        if first is not problem:
            unique[same] = _together([first, problem], (*first.others, *problem.others))
    ordered = sorted(
        unique.values(),
        key=lambda p: (
            not p.is_error,
            p.place.file or "",
            p.place.sheet or "",
            p.place.row or 0,
            p.place.column or 0,
            p.place.part or "",
            p.place.paragraph or 0,
            p.code,
        ),
    )
    return tuple(_folded(ordered))


def _folded(problems: Iterable[Problem]) -> Iterator[Problem]:
    alike: dict[Any, list[Problem]] = {}
    for number, problem in enumerate(problems):
        place = problem.place
        same: Any = number
        if problem.is_error and place.sheet and place.row:
            said = _said(problem, but="text")
            same = (problem.code, place.file, place.sheet, problem.template, said)
        alike.setdefault(same, []).append(problem)
    for same_ones in alike.values():
        first, *rest = same_ones
        if not rest:
            yield first
            continue
        places = dict.fromkeys(place for p in same_ones for place in (p.place, *p.others))
        del places[first.place]
        yield _together(same_ones, tuple(places))


def _together(problems: Sequence[Problem], others: tuple[Place, ...]) -> Problem:
    """The first of problems that say the same, for all they affect."""
    affected = [each.roles for each in problems if each.roles is not None]
    roles = frozenset[str]().union(*affected) if len(affected) == len(problems) else None
    return replace(problems[0], roles=roles, others=others)


def _said(problem: Problem, but: str = "") -> str:
    return repr(sorted(each for each in problem.params.items() if each[0] != but))
