"""Writes a report where the user wants it, whole or with an error that says why not."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.filesystem import remove, replace, write_new


def write_report(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it there.

    Raises:
        EnvironmentFault: Disk or permission stands in the way.
    """
    beside = path.with_name(f".{path.name}.{os.getpid():x}.part")
    try:
        remove(beside)
        write_new(beside, content)
        replace(beside, path)
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        raise EnvironmentFault("workbook-not-written", file=str(path), cause=cause) from fault
    finally:
        with contextlib.suppress(OSError):
            remove(beside)
