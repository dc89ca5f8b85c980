"""A real object store on this machine: moto's S3 server, a process on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BUCKET = "hr-documents"


@contextmanager
def object_store(folder: Path) -> Iterator[str]:
    """Start one with an empty bucket; gives its endpoint."""
    log = folder / "s3.log"
    with log.open("wb") as target:
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
            stdin=subprocess.DEVNULL,
            stdout=target,
            stderr=target,
            start_new_session=True,
        )
    try:
        endpoint = _endpoint(log)
        reach(endpoint).mkdir(BUCKET)
        yield endpoint
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def settings(endpoint: str) -> dict[str, str]:
    """The environment by which fsspec finds it."""
    return {
        "FSSPEC_S3_ENDPOINT_URL": endpoint,
        "FSSPEC_S3_KEY": "key",
        "FSSPEC_S3_SECRET": "secret",
    }


def reach(endpoint: str) -> Any:
    """A file system over it, for looking."""
    import s3fs

    return s3fs.S3FileSystem(
        key="key", secret="secret", endpoint_url=endpoint, skip_instance_cache=True
    )


def _endpoint(log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text(errors="replace"))
        if found and found[1] != "0":
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])
