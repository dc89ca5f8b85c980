"""What is known of a run as it goes on; every report of it is made here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.model.book import DutyBook
from xl_addin.pipeline.plan import Plan
from xl_addin.pipeline.report import DocumentResult, Report, StaleDocument
from xl_addin.pipeline.settle import settle
from xl_addin.problems import Problem, in_reading_order

if TYPE_CHECKING:
    from xl_addin.pipeline.narrowing import Narrowing

OnPlan = Callable[[Report], None]


class Run:
    """One run from its plan on.

    Args:
        started: When it began, by `time.perf_counter`.
        book: The workbook.
        plan: Its documents.
        problems: What was found wrong so far.
        on_plan: Called once with every problem and planned document, before rendering.
        strict: Withhold everything if anything is wrong.
        narrowing: What is known of the rest, where the run is for some roles only.

    Attributes:
        withheld: Documents that errors stand in the way of.
        ready: The others.
        strict: See above.
        folder: Where the documents go, if it is a folder.
        blocked: Whether any are withheld for what lies there in their place.
        late: Problems that came up only while documents were being made.
    """

    def __init__(
        self,
        started: float,
        book: DutyBook,
        plan: Plan,
        problems: Sequence[Problem],
        on_plan: OnPlan | None,
        *,
        strict: bool,
        narrowing: Narrowing | None = None,
    ) -> None:
        self.book = book
        self.plan = plan
        self.strict = strict
        self.problems = list(problems)
        self.late: list[Problem] = []
        settled = settle(plan, problems, strict=strict)
        self.problems += settled.problems
        self.withheld, self.ready = settled.withheld, settled.ready
        self.folder: Path | None = None
        self.blocked = False
        self._started = started
        self._found: list[Problem] = []
        self._in_order: tuple[Problem, ...] = ()
        self._on_plan = on_plan
        self._narrowing = narrowing

    def announce(
        self, results: Iterable[DocumentResult], stale: Sequence[StaleDocument] = ()
    ) -> Report:
        """The report before anything is made, told to whoever asked for it."""
        report = self.report(results, stale)
        if self._on_plan is not None:
            self._on_plan(report)
        return report

    def report(
        self,
        results: Iterable[DocumentResult],
        stale: Sequence[StaleDocument] = (),
    ) -> Report:
        """The report, documents in the order asked for."""
        narrowing = self._narrowing
        asked = (
            narrowing.order
            if narrowing
            else {
                (each.role_id, each.template): number
                for number, each in enumerate(self.plan.documents)
            }
        )
        found = [*self.problems, *self.late]
        # Both lists only grow, so no new one means none that is not in order yet.
        if len(found) != len(self._found):
            self._found, self._in_order = found, in_reading_order(found)
        documents = [*results, *(each.result("withheld") for each in self.withheld)]
        documents += self.plan.impossible
        documents += narrowing.documents if narrowing else ()
        return Report(
            tuple(
                sorted(
                    documents,
                    key=lambda each: asked.get((each.role, each.template), len(asked)),
                )
            ),
            self._in_order,
            in_reading_order(self.late),
            self.folder,
            time.perf_counter() - self._started,
            dict(self.book.hidden_rows),
            tuple(stale),
            earlier_warnings=narrowing.earlier_warnings if narrowing else 0,
            blocked=self.blocked,
        )
