"""Files as one .zip for sending: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

_FIXED = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def zipped(files: Iterable[Path]) -> bytes:
    """A package of files under their own names, sorted by name.

    Args:
        files: Files whose names differ.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(files, key=lambda path: path.name):
            entry = zipfile.ZipInfo(path.name, _FIXED)
            # Office files and PDFs are deflated inside.
            entry.compress_type = zipfile.ZIP_STORED
            entry.external_attr = _PLAIN_FILE
            package.writestr(entry, path.read_bytes())
    return target.getvalue()
