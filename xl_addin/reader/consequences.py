"""One mistake, one problem: drops what only follows from something already named.

A role whose id is unreadable makes every reference to it unknown; a column of toggles
under a misspelt id leaves the right role without toggles. Takes the reader's problems,
gives those a person must act on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from xl_addin.model.book import DutyBook
from xl_addin.model.names import key
from xl_addin.problems import Place, Problem
from xl_addin.reader.misnamed import REFERENCES, with_culprits


@dataclass(slots=True)
class Lost:
    """Ids the reader could not read, by the place of the fault that says so.

    Attributes:
        ids: `unknown-role` or `unknown-duty` → rows without a readable id; None among
            them stands for every row.
        toggle_rows: Rows of toggles without a readable duty id.
        toggles: Names of the sheets toggles were read from; none if there are none.
    """

    ids: dict[str, list[Place | None]] = field(
        default_factory=lambda: {code: [] for code in REFERENCES}
    )
    toggle_rows: list[Place] = field(default_factory=list)
    toggles: set[str] = field(default_factory=set)

    def explains(self, code: str, count: int) -> bool:
        """Whether that many unknown ids may all be ids that could not be read."""
        places = self.ids[code]
        return None in places or count <= len(places)


def without_consequences(
    problems: Sequence[Problem], lost: Lost, book: DutyBook
) -> Iterator[Problem]:
    """The problems without those that follow from others."""
    dangling = {code for code in REFERENCES if _is_dangling(code, problems, lost)}
    problems = with_culprits(problems, book, REFERENCES.keys() - dangling)
    concerned = frozenset[str]().union(
        *(p.roles or () for p in problems if p.code == "unknown-duty" and p.code in dangling)
    )
    columns, rows = (
        _meant(code, problems, lost) if code not in dangling else set[str]()
        for code in REFERENCES
    )
    columns |= {key(p.params["guess"]) for p in problems if p.code == "toggles-headless"}
    rowless = sum(problem.code == "duty-without-toggles" for problem in problems)
    for problem in problems:
        if problem.code in dangling:
            continue
        if problem.code == "role-without-toggles" and (
            not lost.toggles or key(problem.params["role"]) in columns
        ):
            continue
        if problem.code == "duty-without-toggles" and (
            rowless <= len(lost.toggle_rows) or key(problem.params["id"]) in rows
        ):
            continue
        if (
            concerned
            and problem.roles is not None
            and problem.place in lost.ids["unknown-duty"]
        ):
            yield replace(problem, roles=problem.roles | concerned)
            continue
        yield problem


def _is_dangling(code: str, problems: Sequence[Problem], lost: Lost) -> bool:
    unknown = {key(p.params[REFERENCES[code]]) for p in problems if p.code == code}
    return bool(unknown) and lost.explains(code, len(unknown))


def _meant(code: str, problems: Sequence[Problem], lost: Lost) -> set[str]:
    """Ids that misspelt rows or columns of toggles were most likely meant for."""
    return {
        key(problem.params["guess"])
        for problem in problems
        if problem.code == code and problem.place.sheet in lost.toggles
    }
