"""What large blocks took is not kept."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from xl_addin.executors.heap import FOR_CHILDREN

_KEPT = """
import resource
def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()
{first}
before = held()
for _ in range(3):
    block = b"x" * 20_000_000
    del block
print(held() - before)
"""


def _kept(first: str, **environment: str) -> int:
    """Bytes a new process holds more after blocks of 20 MB have come and gone."""
    given = {name: each for name, each in os.environ.items() if name not in FOR_CHILDREN}
    command = [sys.executable, "-c", _KEPT.format(first=first)]
    done = subprocess.run(command, env=given | environment, capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc keeps them, nothing else")
def test_it_goes_back_with_them() -> None:
    own = "from xl_addin.executors.heap import give_back_large_blocks as f; f()"
    assert _kept("") > 15_000_000
    assert _kept(own) < 5_000_000
    assert _kept("", **FOR_CHILDREN) < 5_000_000
