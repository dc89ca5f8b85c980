"""Files as they are seen from a folder: so that both may be moved together."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def seen_from(folder: Path | str, file: Path) -> str:
    """A file as it is remembered in a folder: with slashes, on whatever system."""
    path = os.path.realpath(file)
    # On another drive there is no way from here to there.
    with contextlib.suppress(ValueError):
        path = os.path.relpath(path, os.path.realpath(folder))
    return Path(path).as_posix()


def file_seen(folder: Path | str, seen: str) -> Path:
    """The file a folder remembers."""
    return Path(os.path.normpath(Path(os.path.realpath(folder), seen)))
