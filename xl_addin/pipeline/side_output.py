"""Files whose names the user gives: packs and reports. What is not as we left it stays.

Neighbours: `stores.side_files`, which knows what we left where.
"""

from __future__ import annotations

import os
from pathlib import Path

from xl_addin.errors import EnvironmentFault, UsageError
from xl_addin.filesystem import STATE_FOLDER, make_folder, remove, write_new
from xl_addin.outputs.folder import content_digest
from xl_addin.stores.side_files import SideFiles


def put(
    target: Path, content: bytes, maker: str, *, refusal: str, overwrite_edited: bool = False
) -> None:
    """Write a file beside its place and give it its name.

    Args:
        target: Where to.
        content: All of it.
        maker: What made it: `merge`, `zip`, `diff`.
        refusal: Code of the error where another file has that name.
        overwrite_edited: Replace that file whatever it is.

    Raises:
        UsageError: There is a file that is not as we left it.
        EnvironmentFault: It cannot be written.
    """
    known = SideFiles(target.parent)
    if target.exists() and not (overwrite_edited or known.is_ours(target)):
        raise UsageError(refusal, path=str(target))
    beside = target.parent / STATE_FOLDER / f"{os.getpid():x}-{maker}.part"
    try:
        make_folder(beside.parent)
        remove(beside)
        write_new(beside, content)
        known.take(beside, target, content_digest(content), maker)
    except PermissionError as fault:
        cause = fault.strerror or "-"
        raise EnvironmentFault("file-in-use", path=str(target), cause=cause) from fault
    except OSError as fault:
        cause = fault.strerror or "-"
        raise EnvironmentFault("file-not-written", path=str(target), cause=cause) from fault
