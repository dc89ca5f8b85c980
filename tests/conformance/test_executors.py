"""What every executor must do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster import cluster
from xl_addin.errors import RenderError
from xl_addin.executors.base import Executor, Failure
from xl_addin.executors.dask_cluster import DaskCluster
from xl_addin.executors.process_pool import ProcessPool
from xl_addin.executors.serial import SerialExecutor


def double(number: int) -> int:
    """Double a number; 13 cannot be done."""
    if number == 13:
        raise RenderError("tag-failed", text="{{ 13 }}", cause="unlucky")
    return number * 2


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running.address


@pytest.fixture(params=["serial", "process pool", "dask"])
def executor(request: pytest.FixtureRequest) -> Executor:
    if request.param == "dask":
        return DaskCluster(request.getfixturevalue("scheduler"))
    return SerialExecutor() if request.param == "serial" else ProcessPool(2)


def test_results_come_in_order_with_their_tasks(executor: Executor) -> None:
    tasks = [n for n in range(100) if n != 13]
    assert list(executor.map(double, tasks)) == [(n, n * 2) for n in tasks]


def test_a_failure_stops_nothing_else(executor: Executor) -> None:
    found = dict(executor.map(double, range(40)))
    failed = found.pop(13)
    assert isinstance(failed, Failure)
    assert (failed.error.code, failed.error.fields["text"]) == ("tag-failed", "{{ 13 }}")
    assert found == {n: n * 2 for n in range(40) if n != 13}


def test_no_task_is_no_work(executor: Executor) -> None:
    assert list(executor.map(double, [])) == []


def test_tasks_are_taken_only_as_results_are_consumed(executor: Executor) -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number + 100

    results = executor.map(double, tasks())
    next(iter(results))
    assert taken < 1_000


def test_closing_early_ends_the_work(executor: Executor) -> None:
    results = executor.map(double, iter(range(100, 10_000)))
    next(results)
    results.close()

    assert list(executor.map(double, [1, 2])) == [(1, 2), (2, 4)]
