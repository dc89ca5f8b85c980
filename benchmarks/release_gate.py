"""What the gate before release, and what documents carry of their origin, cost.

    python benchmarks/release_gate.py

Fills the shipped templates with the shipped workbook's contexts, with and without the
gate in turn, and prints medians of `--rounds` and their ratios: for documents whose
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


def per_document(fill: Fill, given: list[Mapping[str, Any]]) -> float:
    """Seconds of processor time one document takes."""
    started = time.process_time()
    for context in given:
        fill(context)
    return (time.process_time() - started) / len(given)


def compare(
    name: str, plain: Fill, gated: Fill, given: list[Mapping[str, Any]], rounds: int
) -> None:
    """Both in turn; prints medians and the median of the ratios."""
    pairs = [(per_document(plain, given), per_document(gated, given)) for _ in range(rounds)]
    without, with_gate = (statistics.median(times) * 1e6 for times in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"{name:34} {without:9.0f} {with_gate:9.0f} us   x {ratio:.3f}")


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

    print(f"{'one document':34} {'no gate':>9} {'gate':>9}")
    compare("every part proven", compiled.render, gated.render, given * 4, rounds)
    compare("only the body not proven", compiled.render, body_looked_at, given, rounds)
    compare("nothing proven", compiled.render, all_looked_at, given, rounds)
    for setting in SETTINGS:
        fill = CompiledRenderer(compressor(setting)).prepare(file).render
        bare = partial(_without_origin, fill)
        compare(f"origin carried, {setting}", bare, fill, given * 4, rounds)
    compare(
        "made by docxtpl", reference.render, by_docxtpl.render, given[:4], max(rounds // 3, 1)
    )


if __name__ == "__main__":
    main()
