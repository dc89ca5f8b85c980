"""How fast PDFs are made, beside one call of LibreOffice a file.

    python -m benchmarks.pdf [--documents 100] [--alone 6] [--rounds 3]

Both in turn in one run, on the shipped workbook's documents, into new folders. Prints
documents a second of each and the median ratio, which holds on a busy machine better.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from xl_addin import generate
from xl_addin.pages.libreoffice import LibreOfficePdf

ROOT = Path(__file__).resolve().parents[1]


def _documents(folder: Path, count: int) -> list[Path]:
    report = generate(
        ROOT / "workbooks" / "product_operations.xlsx",
        output=folder / "made",
        templates=["job_description"],
    )
    originals = [each.path for each in report.documents if each.path]
    copies = folder / "documents"
    copies.mkdir()
    return [
        Path(shutil.copyfile(originals[n % len(originals)], copies / f"{n:04}.docx"))
        for n in range(count)
    ]


def _one_call_a_file(documents: list[Path], out: Path) -> None:
    for document in documents:
        assert next(iter(LibreOfficePdf(1).make([document], out))).pdf


def _ours(documents: list[Path], out: Path) -> None:
    assert all(each.pdf for each in LibreOfficePdf().make(documents, out))


def main() -> None:
    """Measure both in turn."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--alone", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = _documents(folder, given.documents)
        ratios = []
        for number in range(given.rounds):
            rates = []
            for function, some in (
                (_one_call_a_file, documents[: given.alone]),
                (_ours, documents),
            ):
                out = folder / f"{function.__name__}{number}"
                out.mkdir()
                started = time.perf_counter()
                function(some, out)
                rates.append(len(some) / (time.perf_counter() - started))
            ratios.append(rates[1] / rates[0])
            print(
                f"one call a file {rates[0]:5.2f} documents/s   "
                f"ours {rates[1]:5.2f} documents/s   {ratios[-1]:4.1f} ×"
            )
        print(f"median {statistics.median(ratios):.1f} ×")


if __name__ == "__main__":
    main()
