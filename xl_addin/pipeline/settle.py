"""Which planned documents problems stand in the way of.

A document of one role is withheld for what concerns that role or its template. One of
all roles at once is made without the roles that have errors, and a warning names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from xl_addin.pipeline.plan import Plan, Planned
from xl_addin.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan's documents, sorted.

    Attributes:
        withheld: Those that errors stand in the way of.
        ready: The others.
        problems: One for each document that is made without some of its roles.
    """

    withheld: list[Planned] = field(default_factory=list)
    ready: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def settle(plan: Plan, problems: Sequence[Problem], *, strict: bool) -> Settled:
    """Sort documents by the problems that concern them; with `strict`, any error does."""
    errors = [problem for problem in problems if problem.is_error]
    if strict and errors:
        return Settled(withheld=list(plan.documents))
    everywhere = [problem for problem in errors if problem.roles is None]
    by_role: dict[str, list[Problem]] = defaultdict(list)
    for problem in errors:
        for role in problem.roles or ():
            by_role[role].append(problem)

    def hindered(role: str, template: str, found: Sequence[Problem]) -> bool:
        return any(problem.concerns(role, template) for problem in found)

    settled = Settled()
    for each in plan.documents:
        wanting = [
            role.key
            for role in each.roles
            if hindered(role.key, each.template, by_role.get(role.key, ()))
        ]
        if (
            not each.file_name
            or len(wanting) == len(each.roles)
            or hindered(each.role_key, each.template, everywhere)
        ):
            settled.withheld.append(each)
        elif wanting:
            shortened = plan.without(each, wanting)
            settled.ready.append(shortened)
            settled.problems.append(_left_out(shortened))
        else:
            settled.ready.append(each)
    return settled


def _left_out(planned: Planned) -> Problem:
    roles = [f"{role.id} {role.name}" for role in planned.left_out]
    return Problem(
        "roles-left-out",
        Place(planned.file_name),
        {"file": planned.file_name, "roles": "、".join(roles), "count": len(roles)},
        Severity.WARNING,
        frozenset(role.key for role in planned.left_out),
        planned.template,
    )
