"""Runs `xl-addin` as its user does: by its arguments, with its output and exit code."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from typing import Any
from unittest import mock

from xl_addin.cli import main


def run(*arguments: object) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of one command, in this process."""
    argv = ["xl-addin", *map(str, arguments), "--json", "--lang", "zh"]
    out = io.StringIO()
    code = 0
    with mock.patch.object(sys, "argv", argv), contextlib.redirect_stdout(out):
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return code, json.loads(out.getvalue())


def run_process(*arguments: object) -> tuple[int, dict[str, Any], str]:
    """Exit code, JSON and standard error of one command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "xl_addin", *map(str, arguments), "--json"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "XL_ADDIN_LANG": "zh"},
        timeout=60,
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr
