"""Batches on a real cluster: scheduler and two workers over TCP, started here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.batches import make, save_batch
from tests.cluster import Cluster, cluster
from tests.executors import victims
from tests.reading import documents
from tests.seeded.commands import run
from xl_addin import generate
from xl_addin.errors import EnvironmentFault
from xl_addin.executors.base import Failure
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.dask_cluster import DaskCluster
from xl_addin.stores.journal import Journal

COUNT = 2000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    with cluster(tmp_path / "cluster") as made:
        yield made


def _on(
    address: str, workbook: Path, out: Path, progress: Callable[[int, int], None] | None = None
) -> object:
    return generate(
        workbook,
        output=out,
        templates=["t"],
        executor=DaskCluster(address),
        on_progress=progress,
    )


def test_the_documents_are_those_of_a_serial_run(running: Cluster, tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, COUNT)
    make(workbook, tmp_path / "alone")

    code, said = run(
        *("generate", workbook, "-t", "t", "-o", tmp_path / "cluster out"),
        *("--executor", "dask", "--scheduler", running.address),
    )

    assert code == 0
    assert len(said["documents"]) == COUNT
    assert documents(tmp_path / "cluster out") == documents(tmp_path / "alone")


def test_a_worker_lost_in_the_middle_is_survived(running: Cluster, tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, COUNT)
    seen: list[int] = []

    def progress(made: int, total: int) -> None:
        if not seen and made >= total // 10:
            seen.append(made)
            running.kill_worker(0)

    _on(running.address, workbook, tmp_path / "out", progress)

    assert seen
    assert seen[0] < COUNT
    made = documents(tmp_path / "out")
    assert len(made) == COUNT
    lines = (tmp_path / "out" / ".xl_addin" / "journal.jsonl").read_text().splitlines()
    named = Counter(json.loads(line)["made"]["file"] for line in lines if '"made"' in line)
    assert set(named.values()) == {1}
    assert set(named) == set(made) == set(Journal(tmp_path / "out").entries)
    make(workbook, tmp_path / "alone")
    assert made == documents(tmp_path / "alone")


def test_a_task_that_kills_its_process_fails_alone(running: Cluster) -> None:
    executor = DaskCluster(running.address, Bounds(seconds=30), chunk=4)

    found = dict(executor.map(victims.die_at_three, range(8)))

    assert isinstance(found.pop(3), Failure)
    assert found == {n: n for n in (0, 1, 2, 4, 5, 6, 7)}


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 1)

    with pytest.raises(EnvironmentFault) as told:
        _on("tcp://127.0.0.1:9", workbook, tmp_path / "out")

    assert told.value.code == "scheduler-not-reached"
    assert documents(tmp_path / "out") == {}


def test_a_cancelled_run_leaves_whole_documents(running: Cluster, tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 400)

    def stop(made: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _on(running.address, workbook, tmp_path / "out", stop)
    _on(running.address, workbook, tmp_path / "out")

    make(workbook, tmp_path / "alone")
    assert documents(tmp_path / "out") == documents(tmp_path / "alone")


def test_the_address_is_asked_for(tmp_path: Path) -> None:
    code, said = run("generate", save_batch(tmp_path, 1), "--executor", "dask")

    assert code == 2
    assert said["error"]["code"] == "scheduler-missing"
