"""Same input, same bytes, whatever the machine, the clock, the folder or the job count."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import shipped

# The command, with every clock of the process far away from the real one.
_OTHER_CLOCK = """
import sys, time
real = time.localtime
time.time = lambda: 4102444800.0
time.localtime = lambda seconds=None: real(4102444800.0 if seconds is None else seconds)
from xl_addin.cli import main
sys.argv = ["xl-addin", *sys.argv[1:]]
main()
"""


def digest(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.docx"))
    }


def run(output: Path, *, cwd: Path, jobs: int, clock: bool = False, **environment: str) -> None:
    start = ["-c", _OTHER_CLOCK] if clock else ["-m", "xl_addin"]
    roles = [option for role in ("OPS-02", "PRE-02") for option in ("--role", role)]
    done = subprocess.run(
        [
            *(sys.executable, *start, "generate", str(shipped.WORKBOOK), "-o", str(output)),
            *("--jobs", str(jobs), *roles),
        ],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(shipped.ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("first")
    run(folder, cwd=shipped.ROOT, jobs=1, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    documents = digest(folder)
    assert len(documents) == 4
    return documents


@pytest.mark.parametrize(
    "setting",
    [
        {"jobs": 1, "PYTHONHASHSEED": "4711"},
        {"jobs": 1, "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
        {"jobs": 4, "PYTHONHASHSEED": "random"},
        {"jobs": 1, "clock": True},
    ],
    ids=["hash seed", "time zone and locale", "four jobs", "clock"],
)
def test_same_bytes(
    expected: dict[str, str], tmp_path: Path, setting: dict[str, object]
) -> None:
    elsewhere = tmp_path / "另 一个 文件夹"
    elsewhere.mkdir()
    run(tmp_path / "out", cwd=elsewhere, **setting)  # type: ignore[arg-type]
    assert digest(tmp_path / "out") == expected
