"""The contenders, and rounds in which each of them runs in turn into a new folder."""

from __future__ import annotations

import compileall
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.install import HERE, MODULES, peers_python
from benchmarks.material import Material, verify

_PROGRAMS = HERE / "contenders"
_TEMPLATES = HERE.parent / "word_templates"


@dataclass(frozen=True)
class Contender:
    """One line of the table.

    Attributes:
        name: As the table says it.
        syntax: Which template and data it takes; '' for the whole command.
        program: What is started.
        extra: Further arguments.
        kind: `ours`, `docxtpl`, `peer` or `limit`.
    """

    name: str
    syntax: str
    program: Sequence[str]
    extra: Sequence[str] = ()
    kind: str = "peer"


def contenders() -> list[Contender]:
    """Everything that is installed."""
    ours, peers = sys.executable, str(peers_python())
    renderer, loop = str(_PROGRAMS / "renderer.py"), str(_PROGRAMS / "docxtpl_loop.py")
    found = [
        *(
            Contender(f"{title}, {packer}", "jinja", [ours, renderer], [setting, mode], kind)
            for setting, packer in (("balanced", "zlib 6"), ("fast", "ISA-L"))
            for title, mode, kind in (
                ("xl_addin renderer", "render", "ours"),
                ("limit: zip assembly and write", "zip", "limit"),
            )
        ),
        Contender(
            "limit: write finished bytes",
            "jinja",
            [ours, renderer],
            ["balanced", "write"],
            "limit",
        ),
        *(
            Contender(
                f"xl-addin generate, {jobs} process{'es' * (jobs > 1)}", "", (), [str(jobs)]
            )
            for jobs in (1, 2)
        ),
        Contender("docxtpl 0.20.2", "jinja", [ours, loop], kind="docxtpl"),
        Contender("docxtpl 0.20.2, 2 processes", "jinja", [ours, loop], ["2"]),
        Contender("rust-docxtpl 0.1.2", "jinja", [peers, loop]),
        Contender(
            "docx-mailmerge2 1.0.3", "fields", [peers, str(_PROGRAMS / "mailmerge_loop.py")]
        ),
    ]
    if node := shutil.which("node"):
        found += [
            Contender(name, syntax, [node, str(_PROGRAMS / f"{file}.cjs")])
            for name, syntax, file in (
                ("docxtemplater 3.71.0", "braces", "docxtemplater"),
                ("easy-template-x 7.2.8", "braces", "easy_template_x"),
                ("Carbone 3.8.2", "carbone", "carbone"),
            )
        ]
    return found


@dataclass(frozen=True)
class Taken:
    """What one run took, in seconds."""

    wall: float
    cpu: float
    prepare: float = 0.0


def run(contender: Contender, material: Material, folder: Path) -> Taken:
    """Run one contender into a folder that is not there yet."""
    if not contender.syntax:
        return _command(material, folder, contender.extra[0])
    done = subprocess.run(
        [
            *contender.program,
            str(material.template(contender.syntax)),
            str(material.data(contender.syntax)),
            str(folder),
            *contender.extra,
        ],
        env={**os.environ, "BENCHMARK_MODULES": str(MODULES)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{contender.name}: {done.stderr[-2000:]}")
    said = json.loads(done.stdout)
    return Taken(said["seconds"], said["cpu"], said.get("prepare", 0.0))


def _command(material: Material, folder: Path, jobs: str) -> Taken:
    """The whole command, from its start as a process."""
    command = [sys.executable, "-m", "xl_addin", "generate", str(material.workbook)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        [*command, "-o", str(folder), "-t", "job_content", "--templates", str(_TEMPLATES),
         "-j", jobs, "--limit", "read_seconds=600"],
        cwd=HERE.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )  # fmt: skip
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu)


def rounds(
    chosen: Sequence[Contender], material: Material, count: int
) -> dict[str, list[Taken]]:
    """Run every contender `count` times, in turn; the quick ones after each slow one too."""
    # As in an installed package: no run compiles what another has compiled.
    compileall.compile_dir(HERE.parent / "xl_addin", quiet=1)
    taken: dict[str, list[Taken]] = defaultdict(list)
    slow = [each for each in chosen if each.kind in ("docxtpl", "peer") or not each.syntax]
    quick = [each for each in chosen if each not in slow]
    groups = [[each, *quick] for each in slow] or [quick]
    for turn in range(count):
        for number, group in enumerate(groups):
            for each in group:
                folder = material.folder / f"{turn}-{number}-{_safe(each)}"
                result = run(each, material, folder)
                if not taken[each.name]:
                    verify(folder, material)
                taken[each.name].append(result)
                print(f"  {each.name:42} {result.wall:8.3f} s", file=sys.stderr, flush=True)
    return taken


def _safe(contender: Contender) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in contender.name)


def median(values: Sequence[Taken], what: str) -> float:
    """Median of one of the times."""
    return statistics.median(getattr(each, what) for each in values)
