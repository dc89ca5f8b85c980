"""What the gate before release, and what documents carry of their origin, cost.

    python benchmarks/release_gate.py

Fills the shipped templates with the shipped workbook's contexts, with and without the
gate in turn, and prints the shortest times and their ratios: for documents whose
every part is proven, for the same documents with less vouched for, and for documents
that docxtpl itself makes. Three lines compare documents without and with the part
that says where they come from, for each way to deflate.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from xl_addin.model.document import TemplateFile
from xl_addin.pipeline.contexts import contexts
from xl_addin.pipeline.release import GatedTemplate
from xl_addin.quality.release import examine
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.compression import SETTINGS, compressor
from xl_addin.renderers.docxtpl_reference import DocxtplRenderer

ROOT = Path(__file__).parent.parent
_TEMPLATE = ROOT / "word_templates" / "job_description.docx"
Fill = Callable[[Mapping[str, Any]], object]


def compare(
    name: str, plain: Fill, other: Fill, given: list[Mapping[str, Any]], rounds: int
) -> None:
    """Each document both ways in turn; prints the mean of its shortest times, and the ratio.

    The shortest of many is what it takes; the rest is what else the machine was doing.
    """
    best: dict[tuple[int, int], float] = {}
    for _ in range(rounds):
        for number, context in enumerate(given):
            for way, fill in enumerate((plain, other)):
                started = time.perf_counter()
                fill(context)
                spent = time.perf_counter() - started
                best[number, way] = min(spent, best.get((number, way), spent))
    without, with_it = (
        statistics.mean(best[number, way] for number in range(len(given))) for way in (0, 1)
    )
    print(f"{name:28} {without * 1e6:8.0f} {with_it * 1e6:8.0f} us   x {with_it / without:.3f}")


def _without_origin(fill: Fill, context: Mapping[str, Any]) -> None:
    fill({**context, "doc": {**context["doc"], "fingerprint": ""}})


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    given = list(contexts(ROOT / "workbooks" / "product_operations.xlsx").values())
    file = TemplateFile(_TEMPLATE.name, _TEMPLATE.read_bytes())
    compiled, reference = CompiledRenderer().prepare(file), DocxtplRenderer().prepare(file)
    gated = GatedTemplate(compiled, file.content)
    by_docxtpl = GatedTemplate(reference, file.content)

    def all_looked_at(context: Mapping[str, Any]) -> None:
        made = compiled.make(context, whole=True)
        examine(made.content, printed=made.printed, harmless=made.harmless)

    def body_looked_at(context: Mapping[str, Any]) -> None:
        made = compiled.make(context, whole=True)
        parts = ["word/document.xml"]
        examine(made.content, parts=parts, printed=made.printed, harmless=made.harmless)

    print(f"{'one document':28} {'without':>8} {'with':>8}")
    compare("every part proven", compiled.render, gated.render, given, rounds * 4)
    compare("only the body not proven", compiled.render, body_looked_at, given, rounds)
    compare("nothing proven", compiled.render, all_looked_at, given, rounds)
    for setting in SETTINGS:
        fill = CompiledRenderer(compressor(setting)).prepare(file).render
        bare = partial(_without_origin, fill)
        compare(f"origin carried, {setting}", bare, fill, given, rounds * 4)
    compare(
        "made by docxtpl", reference.render, by_docxtpl.render, given[:4], max(rounds // 3, 1)
    )


if __name__ == "__main__":
    main()
