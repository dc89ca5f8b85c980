"""Documents as files of one folder: written beside, then renamed, never half there."""

from __future__ import annotations

import contextlib
import errno
import uuid
from collections.abc import Sequence
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.model.document import RenderedDocument
from xl_addin.outputs.base import Receipt

_TEMPORARY = ".xl_addin-{}.part"


class FolderOutput:
    """Writes into a folder, which it makes if it is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._receipts: list[Receipt] = []

    def open(self) -> None:
        """Make sure the folder takes files, before anything is rendered.

        Raises:
            EnvironmentFault: It cannot be made or written to.
        """
        probe = self.folder / _TEMPORARY.format(uuid.uuid4().hex)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as fault:
            raise EnvironmentFault(
                "folder-not-writable", folder=str(self.folder), cause=_cause(fault)
            ) from fault

    def write(self, document: RenderedDocument) -> Receipt:
        """Deliver one document; one that is there with the same bytes is left alone."""
        path = self.folder / document.file_name
        unchanged = _holds(path, document.content)
        if not unchanged:
            self._replace(path, document.content)
        receipt = Receipt(
            document.role,
            document.template,
            document.file_name,
            path,
            len(document.content),
            unchanged,
        )
        self._receipts.append(receipt)
        return receipt

    def finish(self) -> Sequence[Receipt]:
        """All receipts."""
        return tuple(self._receipts)

    def _replace(self, path: Path, content: bytes) -> None:
        beside = self.folder / _TEMPORARY.format(uuid.uuid4().hex)
        try:
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as fault:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            code = "file-in-use" if isinstance(fault, PermissionError) else "file-not-written"
            raise EnvironmentFault(code, path=str(path), cause=_cause(fault)) from fault


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _cause(fault: OSError) -> str:
    return errno.errorcode.get(fault.errno or 0, "") or str(fault)
