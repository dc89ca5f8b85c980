"""Peers, installed by their registries' own clients into `build/benchmarks`, versions pinned."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "benchmarks"
PEERS = BUILD / "peers"
MODULES = BUILD / "npm"


def peers_python() -> Path:
    """The interpreter of the venv that holds the Python peers."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return PEERS / folder / "python"


def install() -> None:
    """Install what is not there yet, or not in this version."""
    _once(HERE / "requirements.txt", PEERS, _python_peers)
    _once(HERE / "package.json", MODULES, _node_peers)


def _once(wanted: Path, folder: Path, work: object) -> None:
    stamp = folder / ".wanted"
    if stamp.exists() and stamp.read_text("utf-8") == wanted.read_text("utf-8"):
        return
    print(f"installing what {wanted.name} names …", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    assert callable(work)
    work(wanted)
    stamp.write_text(wanted.read_text("utf-8"), "utf-8")


def _python_peers(wanted: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    pip = [str(peers_python()), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", "-r", str(wanted)], check=True)


def _node_peers(wanted: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing: the peers in JavaScript are left out", file=sys.stderr)
        return
    shutil.copy(wanted, MODULES / "package.json")
    quiet = ["install", "--silent", "--no-audit", "--no-fund"]
    subprocess.run([npm, *quiet], cwd=MODULES, check=True)
