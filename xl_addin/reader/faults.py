"""Collects what the reader finds wrong, and settles at the end whom it affects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from xl_addin.model.book import DutyBook
from xl_addin.model.records import Record
from xl_addin.problems import Place, Problem, Severity
from xl_addin.reader.consequences import Lost, without_consequences
from xl_addin.reader.values import Fault


@dataclass(frozen=True, slots=True)
class _Draft:
    problem: Problem
    duties: tuple[str, ...]


class Faults:
    """Problems of one workbook while it is being read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._drafts: list[_Draft] = []
        self.lost = Lost()
        self.notes: set[tuple[str, int]] = set()

    def place(self, sheet: str, row: int | None = None, column: int | None = None) -> Place:
        """A cell, row or column of this workbook."""
        return Place(self.file, sheet or None, row, column)

    def add(
        self,
        code: str,
        place: Place,
        *,
        roles: Iterable[str] | None = None,
        duties: Iterable[str] = (),
        **params: Any,
    ) -> None:
        """Note an error.

        Args:
            code: Entry of the catalogue.
            place: Where it stands.
            roles: Keys of the roles it affects; None, and no duties: all of them.
            duties: Keys of duties; every role that has one switched on is affected.
            **params: Values the message names.
        """
        concerned = tuple(duties)
        affected = (
            None if roles is None and not concerned else frozenset(filter(None, roles or ()))
        )
        self._drafts.append(_Draft(Problem(code, place, params, roles=affected), concerned))

    def warn(self, code: str, place: Place, **params: Any) -> None:
        """Note something that withholds nothing."""
        self._drafts.append(_Draft(Problem(code, place, params, Severity.WARNING), ()))

    def cell(
        self,
        record: Record,
        column: int,
        fault: Fault,
        *,
        roles: Iterable[str] | None = None,
        duties: Iterable[str] = (),
    ) -> None:
        """Note the fault of one cell of a record."""
        place = self.place(record.sheet, record.row, column)
        params: dict[str, Any] = fault.params
        if fault.warning:
            self.warn(fault.code, place, **params)
        else:
            self.add(fault.code, place, roles=roles, duties=duties, **params)

    def settle(self, book: DutyBook) -> tuple[Problem, ...]:
        """All problems but mere consequences, those about duties with their roles."""
        settled = (
            replace(
                draft.problem,
                roles=(draft.problem.roles or frozenset()).union(
                    *(book.roles_with(duty) for duty in draft.duties)
                ),
            )
            if draft.duties
            else draft.problem
            for draft in self._drafts
        )
        return tuple(without_consequences(tuple(settled), self.lost, book))
