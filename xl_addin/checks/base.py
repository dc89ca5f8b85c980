"""What a check takes and gives; neighbours: one rule a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from xl_addin.model.book import DutyBook
from xl_addin.model.raw import RawBook
from xl_addin.model.selected import Selection
from xl_addin.problems import Problem

HEADLESS = ("column-missing", "header-row-missing")
"""Problems of sheets whose columns are not known."""


class Variable(Protocol):
    """A name a template takes from its context."""

    @property
    def path(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def part(self) -> str: ...  # noqa: D102
    @property
    def paragraph(self) -> int: ...  # noqa: D102
    @property
    def guarded(self) -> bool: ...  # noqa: D102
    @property
    def printed(self) -> bool: ...  # noqa: D102
    @property
    def joined(self) -> bool: ...  # noqa: D102
    @property
    def table_cell(self) -> tuple[int, int, int] | None: ...  # noqa: D102
    @property
    def tag(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class CheckInput:
    """All that a check may look at.

    Attributes:
        book: The workbook with its meaning.
        raw: Its cells.
        selections: What each active role's document holds, by role key.
        templates: Names each template takes, by template name.
        templates_are_read: Whether those are all the names templates take.
        names: Names the context of one role has.
        book_names: Names the context of all roles at once has.
        for_book: Templates that take that one.
        problems: What the reader has found.
    """

    book: DutyBook
    raw: RawBook
    selections: Mapping[str, Selection]
    templates: Mapping[str, Sequence[Variable]]
    names: Mapping[str, Any]
    book_names: Mapping[str, Any] = field(default_factory=dict)
    for_book: Collection[str] = ()
    problems: Sequence[Problem] = ()
    templates_are_read: bool = True

    def is_withheld(self, role: str) -> bool:
        """Whether a role's document is withheld already: what follows is not said too."""
        return self._all_withheld or role in self._withheld

    @cached_property
    def _all_withheld(self) -> bool:
        return any(problem.is_error and problem.roles is None for problem in self.problems)

    @cached_property
    def _withheld(self) -> frozenset[str]:
        return frozenset[str]().union(
            *(problem.roles or () for problem in self.problems if problem.is_error)
        )


Check = Callable[[CheckInput], Iterable[Problem]]
