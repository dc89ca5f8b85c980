"""One command, one table: `python -m benchmarks`.

Installs the peers into `build/benchmarks`, makes the records, runs everybody in turn and
prints medians. `--page FILE` writes them as a page too.
"""

from __future__ import annotations

import argparse
import platform
import re
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.contest import Taken, contenders, median, rounds
from benchmarks.install import BUILD, install
from benchmarks.material import prepare

_DOCXTPL = "docxtpl 0.20.2"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="a pattern their names match")
    parser.add_argument("--page", type=Path, help="write the table to this file too")
    given = parser.parse_args()
    install()
    chosen = [each for each in contenders() if re.search(given.only, each.name)]
    folder = BUILD / f"run-{time.time_ns():x}"
    try:
        material = prepare(folder, given.records)
        taken = rounds(chosen, material, given.rounds)
    finally:
        # Only now: files made just after many were deleted take several times longer.
        shutil.rmtree(folder, ignore_errors=True)
    lines = [*table(taken, given.records), "", *bars(taken)]
    print("\n".join(lines))
    if given.page:
        given.page.write_text(page(lines, given.records, given.rounds), "utf-8")


def table(taken: Mapping[str, Sequence[Taken]], records: int) -> list[str]:
    """Medians of every contender, and how many times docxtpl each is."""
    lines = [
        "| | documents/s | CPU ms a document | × docxtpl | × docxtpl, CPU | runs |",
        "|---|---|---|---|---|---|",
    ]
    for name, values in taken.items():
        wall, cpu = median(values, "wall"), median(values, "cpu")
        times, cpu_times = _against(taken, name, "wall"), _against(taken, name, "cpu")
        lines.append(
            f"| {name} | {records / wall:,.0f} | {1000 * cpu / records:.2f} "
            f"| {times} | {cpu_times} | {len(values)} |"
        )
    return lines


def _against(taken: Mapping[str, Sequence[Taken]], name: str, what: str) -> str:
    if _DOCXTPL not in taken:
        return "—"
    times = median(taken[_DOCXTPL], what) / max(median(taken[name], what), 1e-9)
    return f"{times:.1f}"


def bars(taken: Mapping[str, Sequence[Taken]]) -> list[str]:
    """The ratios the project holds itself to, by processor time and by the clock."""
    peers = [name for name in taken if name.split(" ")[0] in _PEERS and "processes" not in name]
    pairs = [
        ("renderer, share of the limit, zlib 6", f"limit: {_ZIP}, zlib 6", f"{_OURS}, zlib 6"),
        ("renderer, share of the limit, ISA-L", f"limit: {_ZIP}, ISA-L", f"{_OURS}, ISA-L"),
        ("renderer, zlib 6, × docxtpl", _DOCXTPL, f"{_OURS}, zlib 6"),
        ("renderer, ISA-L, × docxtpl", _DOCXTPL, f"{_OURS}, ISA-L"),
        ("whole command, × docxtpl loop", _DOCXTPL, "xl-addin generate, 1 process"),
        (
            "two processes, × one",
            "xl-addin generate, 1 process",
            "xl-addin generate, 2 processes",
        ),
    ]
    if peers:
        fastest = min(peers, key=lambda name: median(taken[name], "cpu"))
        pairs += [
            (
                f"renderer, {packer}, × the fastest peer ({fastest})",
                fastest,
                f"{_OURS}, {packer}",
            )
            for packer in ("zlib 6", "ISA-L")
        ]
    lines = ["| ratio | by the clock | by processor time |", "|---|---|---|"]
    for title, one, other in pairs:
        if one in taken and other in taken:
            ratios = [
                median(taken[one], what) / median(taken[other], what)
                for what in ("wall", "cpu")
            ]
            lines.append(f"| {title} | {ratios[0]:.2f} | {ratios[1]:.2f} |")
    if (first := taken.get(f"{_OURS}, zlib 6")) and (
        limit := taken.get(f"limit: {_ZIP}, zlib 6")
    ):
        steady = median(first, "wall") - median(first, "prepare")
        share = median(limit, "wall") / steady
        prepare = 1000 * median(first, "prepare")
        lines.append(f"| the first without the {prepare:.0f} ms of compiling | {share:.2f} | |")
    return lines


_OURS, _ZIP = "xl_addin renderer", "zip assembly and write"
_PEERS = ("rust-docxtpl", "docx-mailmerge2", "docxtemplater", "easy-template-x", "Carbone")


def page(lines: Sequence[str], records: int, turns: int) -> str:
    """The result page."""
    what = (
        f"{records} distinct records, `word_templates/job_content.docx`, Python "
        f"{platform.python_version()}, {turns} rounds, each contender in turn into a new "
        "folder, medians; every document checked to hold every text of its record."
    )
    return "\n".join(["# Speed, side by side", "", what, "", *lines, ""])


if __name__ == "__main__":
    sys.exit(main())
