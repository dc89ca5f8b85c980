"""One run in one folder: its lock, its journal and its files, held together.

Opened before the first rendering, closed whatever happens; inside, the folder belongs to
this run alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from xl_addin.errors import EnvironmentFault
from xl_addin.outputs.base import Receipt, Staged
from xl_addin.outputs.folder import FolderOutput
from xl_addin.pipeline.freshness import FileState, FolderFiles
from xl_addin.stores.folder_lock import FolderLock
from xl_addin.stores.journal import Entry, Journal


class FolderRun:
    """Holds a folder for one run.

    Args:
        output: The folder.
        break_lock: Take it from a holder that cannot be shown to be alive.
        journal: Its journal, where it has been read just before.
        origin: The workbook's file, as the journal is to remember it.

    Attributes:
        journal: What was made there before, as of now.
        files: What lies there.
    """

    def __init__(
        self,
        output: FolderOutput,
        *,
        break_lock: bool = False,
        journal: Journal | None = None,
        origin: str = "",
    ) -> None:
        self.output = output
        self._known = journal
        self._origin = origin
        self._lock = FolderLock(output.folder, break_lock=break_lock)
        self._earlier: dict[str, Entry] = {}

    def __enter__(self) -> FolderRun:
        """Take the folder, read its journal and list it.

        Raises:
            Busy: Another run holds it.
            EnvironmentFault: It cannot be written to.
        """
        self._lock.acquire()
        try:
            self.output.open()
            known = self._known
            current = known is not None and known.is_current()
            self.journal = known if known and current else Journal(self.output.folder)
            self.journal.open()
            self.files = FolderFiles(self.output.folder)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self.journal.close()
            self.output.clear()
        self._lock.release()

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.output.folder

    def remember(self, entries: Iterable[Entry]) -> None:
        """Tell the journal of staged documents, each with the one it takes the place of."""
        self._earlier.clear()
        known = []
        for entry in entries:
            earlier = self.journal.entries.get(entry.file)
            before = ""
            if earlier is not None:
                self._earlier[entry.file] = earlier
                before = self._digest_there(earlier)
            known.append(replace(entry, before=before, origin=self._origin))
        self.journal.record(known)
        self._lock.beat()

    def adopt(self, entries: Iterable[Entry]) -> None:
        """Tell the journal of documents as they stand that they are this workbook's now."""
        self.journal.record(replace(entry, origin=self._origin) for entry in entries)

    def place(self, staged: Staged) -> Receipt:
        """Give a document its name; see `FolderOutput.place`.

        Raises:
            EnvironmentFault: It cannot have it: a person has saved that file meanwhile, say.
        """
        if staged.beside is not None and self._was_saved(staged):
            path = str(self.folder / staged.file_name)
            raise EnvironmentFault("document-saved-meanwhile", path=path)
        return self.output.place(staged)

    def _was_saved(self, staged: Staged) -> bool:
        """Whether the file a document is to replace is another than when the run began."""
        if not self.files.is_newer(staged.file_name):
            return False
        known = {staged.digest}
        if (earlier := self._earlier.get(staged.file_name)) is not None:
            # Programs that copy folders touch files without changing them.
            known |= {earlier.digest, earlier.before}
        return self.files.digest(staged.file_name) not in known

    def take_back(self, file: str) -> None:
        """Tell the journal that a document just remembered did not get its name."""
        earlier = self._earlier.get(file)
        if earlier is not None:
            self.journal.record([earlier])
        else:
            self.journal.forget([file])

    def _digest_there(self, earlier: Entry) -> str:
        """Hash of the file a document takes the place of; '' if it is not ours."""
        digests = {FileState.OURS: earlier.digest, FileState.OLDER: earlier.before}
        return digests.get(self.files.state(earlier.file, earlier), "")
