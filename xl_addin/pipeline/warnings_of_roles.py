"""Which of a run's problems are one role's own: they come and go with its cells alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from xl_addin.model.book import DutyBook
from xl_addin.model.names import key
from xl_addin.pipeline.plan import Plan
from xl_addin.problems import Problem
from xl_addin.stores.imprints import open_sheet

_DIGEST_BYTES = 8
# So many roles are noted for a warning that holds by each of them.
_WITNESSES = 8
# They stand at one role's row and speak of others' as well.
_OF_SEVERAL = frozenset(["id-lookalike", "list-lost"])


class Owners:
    """Tells whose a problem is.

    Args:
        sheets: How the workbook's cells belong to roles, by tab, packed.
        roles: Of these roles only; None for all.
    """

    def __init__(
        self, sheets: Mapping[str, bytes], roles: Collection[str] | None = None
    ) -> None:
        self._sheets = sheets
        self._roles = roles
        self._known: dict[str, tuple[bool, Mapping[int, str]]] = {}

    def of(self, problem: Problem) -> str | None:
        """Key of the one role whose own it is; None if there is none."""
        if problem.code in _OF_SEVERAL:
            return None
        if problem.roles is not None and len(problem.roles) == 1:
            return next(iter(problem.roles))
        place = problem.place
        if problem.roles or place.sheet is None or place.sheet not in self._sheets:
            return None
        by_column, lines = self._lines(place.sheet)
        return lines.get((place.column if by_column else place.row) or 0)

    def counts(self, problems: Iterable[Problem]) -> dict[str, int]:
        """Number of problems of single roles, by role key."""
        return dict(Counter(role for each in problems if (role := self.of(each)) is not None))

    def others(self, problems: Iterable[Problem]) -> dict[str, Problem]:
        """All others by their hashes."""
        return {_fingerprint(each): each for each in problems if self.of(each) is None}

    def _lines(self, title: str) -> tuple[bool, Mapping[int, str]]:
        """Whether a sheet's columns are roles', not its rows; and which are whose."""
        if title not in self._known:
            its = open_sheet(self._sheets[title])
            roles = its.roles.keys() if self._roles is None else self._roles
            lines = {line: role for role in roles for line in its.lines(role)}
            self._known[title] = (its.layout is not None and not its.layout.column, lines)
        return self._known[title]


def is_of_several(problem: Problem) -> bool:
    """Whether it speaks of several roles' cells, so that no few of them tell it."""
    return problem.code in _OF_SEVERAL


def witnesses(problem: Problem, book: DutyBook, plan: Plan) -> list[str]:
    """Keys of some roles by each of which a warning of no one role holds; none if by itself.

    A template's warning holds as long as a document is made from it; a column's that no
    template prints, as long as a cell of it is filled.
    """
    place = problem.place
    if place.sheet is None:
        made = (each.role_key for each in plan.documents if each.template == problem.template)
        return list(islice(dict.fromkeys(made), _WITNESSES))
    if problem.code != "column-unused":
        return []
    for name, table in {**book.tables, **book.children}.items():
        column = "id" if name == "roles" else "role"
        if table.sheet == place.sheet and table.field(column):
            filled = next(each.name for each in table.fields if each.column == place.column)
            rows = (each for each in table.records if each.text(filled))
            return list(
                islice(dict.fromkeys(key(each.text(column)) for each in rows), _WITNESSES)
            )
    return []


def _fingerprint(problem: Problem) -> str:
    roles = None if problem.roles is None else sorted(problem.roles)
    said = sorted((name, str(value)) for name, value in problem.params.items())
    values = (problem.code, str(problem.place), said, problem.severity, roles, problem.template)
    return hashlib.blake2b(repr(values).encode(), digest_size=_DIGEST_BYTES).hexdigest()
