"""A task that kills its worker fails alone; order and count of the others hold."""

from __future__ import annotations

import pytest

from tests.executors import victims
from xl_addin.executors.base import Failure
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.process_pool import ProcessPool


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_with_failures_in_their_places(jobs: int) -> None:
    pool = ProcessPool(jobs, Bounds(seconds=0.6))
    found = list(pool.map(victims.by_number, range(40)))
    assert [task for task, _ in found] == list(range(40))
    failed = {task: out.error.code for task, out in found if isinstance(out, Failure)}
    assert failed == {3: "worker-died", 5: "worker-deadline"}
    assert all(out == task * 2 for task, out in found if not isinstance(out, Failure))


def test_a_group_that_keeps_killing_is_given_up() -> None:
    pool = ProcessPool(1, group=lambda number: number // 10)
    found = dict(pool.map(victims.always_aborts_ten_to_twenty, range(40)))
    assert [t for t, out in found.items() if isinstance(out, Failure)] == list(range(10, 20))
    third, last = found[12], found[19]
    assert isinstance(third, Failure) and isinstance(last, Failure)
    assert last.error is third.error, "the eight others were not tried"


def test_abandoning_a_batch_leaves_a_usable_pool() -> None:
    results = ProcessPool(2).map(victims.double, range(1000))
    assert next(results) == (0, 0)
    results.close()  # type: ignore[attr-defined]
    assert dict(ProcessPool(2).map(victims.double, range(3))) == {0: 0, 1: 2, 2: 4}
