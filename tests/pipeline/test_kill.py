"""A few kills of the long run `python -m tests.kill_harness --moments 100`."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.shipped import ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks its batches")
def test_killed_at_any_moment_a_rerun_completes_the_folder() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill_harness", "--moments", "8", "--documents", "60"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["torn"] == outcome["unequal"] == outcome["strays"] == 0
    # Killed while documents were getting their names, not before or after.
    assert outcome["partial"] >= 4, outcome
