"""One id mistyped where it is given: every sheet that uses it is right, and would be blamed.

Takes the reader's problems with ids that nobody has. Where several sheets agree on such an
id and none uses another one, that one's cell is named, and the cells that agree with it.
Where an id has toggles of its own, no id that has some too is proposed in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from xl_addin.model.book import Duty, DutyBook, Role
from xl_addin.model.names import key, nearest
from xl_addin.problems import Problem

REFERENCES = {"unknown-role": "role", "unknown-duty": "duty"}
"""Kinds of ids nobody has, and what their problems call the id."""
_WITHOUT_TOGGLES = {
    "unknown-role": "role-without-toggles",
    "unknown-duty": "duty-without-toggles",
}
_ALIKE = 0.5


def with_culprits(
    problems: Sequence[Problem], book: DutyBook, codes: Collection[str]
) -> Sequence[Problem]:
    """The problems, those that follow from a mistyped id of a role or duty as one.

    Args:
        problems: What the reader found.
        book: What it read.
        codes: Kinds of ids nobody has, of `REFERENCES`, to look at.
    """
    for code in REFERENCES:
        if code in codes and any(problem.code == code for problem in problems):
            problems = list(_Unknown(code, problems, book).settled())
    return problems


class _Unknown:
    """Ids nobody has, of roles or of duties."""

    def __init__(self, code: str, problems: Sequence[Problem], book: DutyBook) -> None:
        self._code = code
        self._problems = problems
        self._book = book
        of_roles = code == "unknown-role"
        self._table = book.tables["roles" if of_roles else "duties"]
        self._known: Mapping[str, Role | Duty] = book.roles if of_roles else book.duties
        wide = [grid for grid in book.grids if not grid.is_long]
        self._wide = {grid.sheet for grid in wide}
        toggled = (grid.columns if of_roles else grid.rows for grid in wide)
        self._toggled = frozenset[str]().union(*toggled)
        self._by_id: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.code == code:
                name = key(problem.params[REFERENCES[code]])
                self._by_id.setdefault(name, []).append(problem)

    def settled(self) -> Iterator[Problem]:
        culprits = self._culprits()
        named = {item.key for item in culprits.values()}
        for problem in self._problems:
            param = problem.params.get("role", problem.params.get("id"))
            if problem.code == _WITHOUT_TOGGLES[self._code] and key(param) in named:
                continue
            if problem.code != self._code:
                yield problem
                continue
            name = key(problem.params[REFERENCES[self._code]])
            if name not in culprits:
                yield self._guessed(name, problem)
            elif problem is self._by_id[name][0]:
                yield self._culprit(culprits[name], self._by_id[name])

    def _culprits(self) -> dict[str, Role | Duty]:
        """Ids on which several sheets agree → the row they are most likely of."""
        used = self._used
        free = {i.id: i for i in self._known.values() if i.active and i.key not in used}
        toggles = {grid.sheet for grid in self._book.grids}
        found: dict[str, Role | Duty] = {}
        for name, problems in self._by_id.items():
            sheets = {problem.place.sheet for problem in problems}
            if len(sheets) < 2 or not sheets & toggles:
                continue
            guess = nearest(name, free, cutoff=_ALIKE) or (len(free) == 1 and next(iter(free)))
            if guess:
                found[name] = free.pop(guess)
        return found

    @property
    def _used(self) -> frozenset[str]:
        """Keys of roles, or of duties, that any other sheet uses."""
        book = self._book
        if self._code == "unknown-role":
            pairs = (role for grid in book.grids for role, _ in grid.pairs)
            return self._toggled.union(pairs, book.overrides, *book.child_rows.values())
        pairs = (duty for grid in book.grids for _, duty in grid.pairs)
        rows = (row.duty for rows in book.overrides.values() for row in rows)
        return self._toggled.union(pairs, rows)

    def _culprit(self, item: Role | Duty, problems: Sequence[Problem]) -> Problem:
        params = {
            "id": item.id,
            "other": problems[0].params[REFERENCES[self._code]],
            "sheet": self._table.sheet,
        }
        if self._code == "unknown-role":
            roles = frozenset([item.key])
        else:
            roles = frozenset[str]().union(*(each.roles or () for each in problems))
        return Problem(
            "id-unused",
            self._table.place(item.record, "id", self._book.file),
            params,
            roles=roles,
            others=tuple(each.place for each in problems),
        )

    def _guessed(self, name: str, problem: Problem) -> Problem:
        """What is proposed instead of an id, for whom."""
        if self._wide.isdisjoint(each.place.sheet for each in self._by_id[name]):
            return problem
        free = (item.id for item in self._known.values() if item.key not in self._toggled)
        guess = nearest(problem.params[REFERENCES[self._code]], free) or ""
        roles = problem.roles
        if self._code == "unknown-role":
            roles = frozenset([key(guess)] if guess else [])
        return replace(problem, params={**problem.params, "guess": guess}, roles=roles)
