"""What a Dask cluster costs a document, beside the process pool on the same two cores.

    python -m benchmarks.cluster [--documents 2000] [--rounds 3]

A scheduler and two workers are started here, over TCP. Both executors render the shipped
`job_content.docx` for that many distinct roles, in turn in one run; nothing is written.
Prints seconds, and what the cluster adds to each document.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cluster import cluster
from xl_addin import contexts
from xl_addin.executors.dask_cluster import DaskCluster
from xl_addin.executors.process_pool import ProcessPool
from xl_addin.model.document import RenderedDocument, RenderTask, TemplateFile
from xl_addin.pipeline.render_worker import RenderWorker
from xl_addin.pipeline.renderer_choice import default_renderer

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "word_templates" / "job_content.docx"


def _tasks(count: int) -> list[RenderTask]:
    known = list(contexts(ROOT / "workbooks" / "product_operations.xlsx").values())
    tasks = []
    for number in range(count):
        context: dict[str, Any] = dict(known[number % len(known)])
        context["role"] = {**context["role"], "name": f"Role {number}"}
        tasks.append(RenderTask(f"r{number}", TEMPLATE.name, context, f"{number}.docx"))
    return tasks


def main() -> None:
    """Measure both in turn."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    tasks = _tasks(given.documents)
    file = TemplateFile(TEMPLATE.name, TEMPLATE.read_bytes())
    worker = RenderWorker({TEMPLATE.name: file}, default_renderer)
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder)) as running:
        executors: dict[str, Callable[[], Any]] = {
            "process pool, 2": lambda: ProcessPool(2),
            "Dask, 2 workers": lambda: DaskCluster(running.address),
        }
        seconds: dict[str, list[float]] = {name: [] for name in executors}
        for _ in range(given.rounds):
            for name, make in executors.items():
                started = time.perf_counter()
                for _, made in make().map(worker, tasks):
                    assert isinstance(made, RenderedDocument)
                seconds[name].append(time.perf_counter() - started)
    for name, taken in seconds.items():
        each = statistics.median(taken) / given.documents * 1000
        print(f"{name:16} {statistics.median(taken):7.2f} s   {each:6.2f} ms a document")
    pool, dask = seconds.values()
    ratio = statistics.median(b / a for a, b in zip(pool, dask, strict=True))
    extra = statistics.median(b - a for a, b in zip(pool, dask, strict=True)) / given.documents
    print(f"the cluster adds {extra * 1000:.2f} ms a document ({ratio:.2f} × the pool)")


if __name__ == "__main__":
    main()
