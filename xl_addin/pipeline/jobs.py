"""How many processes a batch is worth."""

from __future__ import annotations

import os
from operator import attrgetter

from xl_addin.executors.base import Executor
from xl_addin.executors.process_pool import ProcessPool
from xl_addin.package.limits import Limits
from xl_addin.pipeline.guarded_renderer import render_bounds

# Below this many documents one process is done before others have started.
_WORTH_PROCESSES = 80
# Most of a workbook is in few sheets, and each reader inflates them all.
_MOST_READERS = 2


def processes(jobs: int | None, documents: int) -> int:
    """How many processes make so many documents.

    Args:
        jobs: As many as are asked for; None chooses.
        documents: Number of documents to make.
    """
    if jobs is None:
        jobs = (os.cpu_count() or 1) if documents >= _WORTH_PROCESSES else 1
    return min(jobs, documents)


def readers(jobs: int | None) -> int:
    """How many processes may read a large workbook at once."""
    return min(jobs or os.cpu_count() or 1, _MOST_READERS)


def choose_executor(jobs: int | None, documents: int, limits: Limits) -> Executor:
    """What runs a batch of this many documents.

    Args:
        jobs: Worker processes; None chooses.
        documents: Number of documents to make.
        limits: What making one may take.
    """
    count = processes(jobs, documents)
    return ProcessPool(count, render_bounds(limits), attrgetter("template"))


def cluster_executor(scheduler: str, limits: Limits) -> Executor:
    """What runs a batch on a Dask cluster.

    Args:
        scheduler: The address of its scheduler.
        limits: What making one document may take.
    """
    from xl_addin.executors.dask_cluster import DaskCluster

    return DaskCluster(scheduler, render_bounds(limits))
