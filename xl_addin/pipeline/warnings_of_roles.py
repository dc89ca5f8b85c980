"""Which of a run's problems are one role's own: they come and go with its cells alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from xl_addin.problems import Problem
from xl_addin.stores.imprints import open_sheet

_DIGEST_BYTES = 8
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

    def others(self, problems: Iterable[Problem]) -> tuple[str, ...]:
        """Hashes of all others, sorted."""
        return tuple(sorted(_fingerprint(each) for each in problems if self.of(each) is None))

    def _lines(self, title: str) -> tuple[bool, Mapping[int, str]]:
        """Whether a sheet's columns are roles', not its rows; and which are whose."""
        if title not in self._known:
            its = open_sheet(self._sheets[title])
            roles = its.roles.keys() if self._roles is None else self._roles
            lines = {line: role for role in roles for line in its.lines(role)}
            self._known[title] = (its.layout is not None and not its.layout.column, lines)
        return self._known[title]


def _fingerprint(problem: Problem) -> str:
    roles = None if problem.roles is None else sorted(problem.roles)
    said = sorted((name, str(value)) for name, value in problem.params.items())
    values = (problem.code, str(problem.place), said, problem.severity, roles, problem.template)
    return hashlib.blake2b(repr(values).encode(), digest_size=_DIGEST_BYTES).hexdigest()
