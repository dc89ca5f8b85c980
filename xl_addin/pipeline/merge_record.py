"""What a merge decided, kept beside its result: every decision, not only the open ones.

It also tells of which files, as they were then, a workbook is the merge: it takes their
place for as long as nobody has edited them since.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, shortened, write_new
from xl_addin.pipeline.guarded_source import digest_now
from xl_addin.pipeline.keyed_copy import Copy
from xl_addin.pipeline.merge_result import Merged
from xl_addin.pipeline.seen_paths import file_seen, seen_from

_FOLDER = "merges"


def keep_record(output: Path, merged: Merged, copies: Iterable[Copy]) -> Path | None:
    """Write every decision beside a result; None where that cannot be written."""
    record = {
        "result": output.name,
        "ours": merged.ours,
        "files": [
            {"path": seen_from(output.parent, each.path), "digest": each.digest}
            for each in copies
            if each.path is not None
        ],
        "merged": [step.as_dict() for step in merged.steps],
    }
    digest = hashlib.blake2b(merged.content, digest_size=6).hexdigest()
    folder = output.parent / STATE_FOLDER / _FOLDER
    path = folder / f"{shortened(output.stem)}.{digest}.json"
    # The merge itself has happened: a record that cannot be kept must not undo it.
    with contextlib.suppress(OSError):
        make_folder(folder)
        remove(path)
        write_new(path, json.dumps(record, ensure_ascii=False, indent=1).encode())
        return path
    return None


def holds(result: Path, file: Path) -> bool:
    """Whether a workbook is a merge of a file, as this one is now.

    Args:
        result: The workbook; edited since or not.
        file: The file.
    """
    try:
        wanted, undone = _as_it_is(file), _as_it_is(result)
    except OSError:
        return False
    # A merge into one of its own files that is what it was before has been undone.
    return any(wanted in each and undone not in each for each in _merged_into(result))


def _as_it_is(file: Path) -> tuple[Path, str]:
    return Path(os.path.realpath(file)), digest_now(file)


def _merged_into(result: Path) -> Iterator[list[tuple[Path, str]]]:
    """Of each merge that gave a workbook: the files, and their hashes then."""
    folder = result.parent / STATE_FOLDER / _FOLDER
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir()):
            # One of an earlier version knows no files; one that is damaged tells nothing.
            with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
                record = json.loads(path.read_bytes()) if _is_of(path, result) else {}
                if record["result"] == result.name:
                    yield [
                        (file_seen(result.parent, each["path"]), each["digest"])
                        for each in record["files"]
                    ]


def _is_of(record: Path, result: Path) -> bool:
    return record.name.startswith(f"{shortened(result.stem)}.")
