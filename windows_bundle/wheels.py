"""What pip would install on Windows, installed from here; neighbour: `assemble`.

pip chooses wheels for another system, but reads conditions like `sys_platform == "win32"`
as if for this one. So what is missing by the rules of Windows is asked for again, by
name, until nothing is.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = (ROOT / "constraints.txt", Path(__file__).with_name("constraints.txt"))
EXTRAS = {"xl-addin": ("excel", "fast")}
"""The optional parts that travel along, by distribution."""

# Written by pip about this machine, or for it.
_LEFT_OUT = ("bin/", "__pycache__/", "direct_url.json", "REQUESTED", "RECORD")


def site_packages(folder: Path, version: str) -> dict[str, bytes]:
    """The files of xl_addin and everything it needs on Windows, by their paths.

    Args:
        folder: An empty one to work in.
        version: Of Python, as "3.11".
    """
    _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder / "own"), str(ROOT))
    own = next((folder / "own").glob("*.whl"))
    target = folder / "site"
    extras = ",".join(EXTRAS["xl-addin"])
    _install([f"xl-addin[{extras}] @ {own.as_uri()}"], target, version)
    while wanted := missing(target, version):
        _install(wanted, target, version)
    return {
        name: path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file()
        and not any(part in (name := path.relative_to(target).as_posix()) for part in _LEFT_OUT)
    }


def missing(site: Path, version: str) -> list[str]:
    """What the distributions in a folder need on Windows and do not find there."""
    found = list(distributions(path=[str(site)]))
    present = {canonicalize_name(each.name) for each in found}
    wanted: set[str] = set()
    for each in found:
        for extra in ("", *EXTRAS.get(canonicalize_name(each.name), ())):
            for line in each.requires or ():
                requirement = Requirement(line)
                applies = requirement.marker is None or requirement.marker.evaluate(
                    windows(version) | {"extra": extra}
                )
                if applies and canonicalize_name(requirement.name) not in present:
                    requirement.marker = None
                    wanted.add(str(requirement))
    return sorted(wanted)


def windows(version: str) -> dict[str, str]:
    """What conditions of packages see on 64-bit Windows."""
    return {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": version,
        "python_full_version": f"{version}.0",
    }


def _install(requirements: list[str], target: Path, version: str) -> None:
    options = ["--quiet", "--target", str(target), "--platform", "win_amd64"]
    options += ["--python-version", version, "--implementation", "cp"]
    options += ["--only-binary", ":all:", "--no-compile", "--upgrade"]
    for file in CONSTRAINTS:
        options += ["--constraint", str(file)]
    _pip("install", *options, *requirements)


def _pip(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True
    )
