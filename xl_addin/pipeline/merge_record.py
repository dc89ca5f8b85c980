"""What a merge decided, kept beside its result: every decision, not only the open ones."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, write_new
from xl_addin.pipeline.merge_result import Step


def keep_record(output: Path, content: bytes, ours: str, steps: Iterable[Step]) -> Path | None:
    """Write every decision beside a result; None where that cannot be written."""
    merged = [step.as_dict() for step in steps]
    record = {"result": output.name, "ours": ours, "merged": merged}
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    folder = output.parent / STATE_FOLDER / "merges"
    path = folder / f"{output.stem}.{digest}.json"
    # The merge itself has happened: a record that cannot be kept must not undo it.
    with contextlib.suppress(OSError):
        make_folder(folder)
        remove(path)
        write_new(path, json.dumps(record, ensure_ascii=False, indent=1).encode())
        return path
    return None
