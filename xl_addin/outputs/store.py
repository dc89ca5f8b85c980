"""Documents as objects of any store that fsspec reaches, such as `s3://` or `smb://`.

A store has no rename and may have no locks, so the promise is restated: an object is put
whole or not at all; the store's own journal knows of it before it is put; whatever is
there and is neither what the journal says nor what it replaced is a person's, and is left
alone. Nothing is read back but where a store does not tell what an object holds.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xl_addin.errors import EnvironmentFault
from xl_addin.filesystem import STATE_FOLDER
from xl_addin.model.document import RenderedDocument
from xl_addin.model.names import key
from xl_addin.outputs.base import Receipt
from xl_addin.outputs.store_journal import Stored, StoreJournal, StoreLock

_TOGETHER = 64
# Where an object is there whole or not at all by itself; elsewhere it is put beside first.
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "memory"})


class StoreOutput:
    """Writes into a folder of a store.

    Args:
        url: Its address as fsspec takes it; what the store asks for (keys, endpoint)
            comes from fsspec's own configuration or environment.
        workbook: Id of the workbook whose documents they are; '' if it has none.
        overwrite_edited: Replace objects that are not ours, or another workbook's, too.
        break_lock: Take the folder from a holder that cannot be shown to be alive.
    """

    def __init__(
        self,
        url: str,
        *,
        workbook: str = "",
        overwrite_edited: bool = False,
        break_lock: bool = False,
    ) -> None:
        self.url = url.rstrip("/")
        self._workbook = workbook
        self._overwrite = overwrite_edited
        self._break = break_lock
        self._receipts: list[Receipt] = []
        self._due: dict[str, bytes] = {}
        self._fs: Any = None

    def open(self) -> None:
        """Reach the store, take the folder, list what is there.

        Raises:
            EnvironmentFault: The store cannot be reached; Busy: another run holds it.
        """
        self._fs, self._root = _reach(self.url)
        with _named_faults(self.url):
            self._lock = StoreLock(self._fs, f"{self._root}/{STATE_FOLDER}", self.url)
            self._lock.acquire(take=self._break)
            self._journal = StoreJournal(self._fs, f"{self._root}/{STATE_FOLDER}")
            self._there = self._listed()

    def write(self, document: RenderedDocument) -> Receipt:
        """Deliver one document; it is put with others, at the latest by `finish`.

        Raises:
            EnvironmentFault: `file-not-ours` and `document-of-other-workbook` for this
                document alone, else for all.
        """
        if self._fs is None:
            self.open()
        name, content = document.file_name, document.content
        mine = Stored(name, _md5(content), len(content), workbook=self._workbook)
        there = self._there.get(name)
        known = self._journal.entries.get(name)
        if there is not None and not self._overwrite:
            self._must_not_be_another_s(known)
        unchanged = there is not None and self._is(there, mine)
        if not unchanged:
            ours = known is not None and there is not None and (
                self._is(there, known) or self._is(there, known.replaced)
            )  # fmt: skip
            if there is not None and not ours and not self._overwrite:
                raise EnvironmentFault("file-not-ours", path=f"{self.url}/{name}")
            self._journal.plan(mine, known if ours else None)
            self._due[name] = content
            if len(self._due) >= _TOGETHER:
                self._put()
        elif known is None or (self._workbook and key(known.workbook) != key(self._workbook)):
            self._journal.plan(mine, None)
        receipt = Receipt(document.role, document.template, name, None, len(content), unchanged)
        self._receipts.append(receipt)
        return receipt

    def finish(self) -> Sequence[Receipt]:
        """All receipts, once every object is there.

        Raises:
            EnvironmentFault: Objects could not be put.
        """
        if self._fs is not None:
            self._put()
            with _named_faults(self.url):
                self._journal.compact()
        return tuple(self._receipts)

    def close(self) -> None:
        """Give the folder back."""
        if self._fs is not None:
            self._lock.release()
            self._fs = None

    def _must_not_be_another_s(self, known: Stored | None) -> None:
        """Refuse an object of another workbook; those of earlier versions tell no workbook."""
        if known is None or not known.workbook or not self._workbook:
            return
        if key(known.workbook) != key(self._workbook):
            raise EnvironmentFault(
                "document-of-other-workbook", file=known.file, other=known.workbook
            )

    def _put(self) -> None:
        with _named_faults(self.url):
            self._journal.save()
            self._put_whole({f"{self._root}/{name}": c for name, c in self._due.items()})
            self._lock.beat()
        self._due.clear()

    def _put_whole(self, objects: Mapping[str, bytes]) -> None:
        protocols = self._fs.protocol
        if _WHOLE & {*((protocols,) if isinstance(protocols, str) else protocols)}:
            if objects:
                self._fs.pipe(dict(objects))
            return
        beside = f"{self._root}/{STATE_FOLDER}/object.part"
        for name, content in objects.items():
            self._fs.pipe_file(beside, content)
            with contextlib.suppress(FileNotFoundError):
                self._fs.rm_file(name)
            self._fs.mv(beside, name)

    def _listed(self) -> dict[str, Mapping[str, Any]]:
        try:
            found = self._fs.ls(self._root, detail=True, refresh=True)
        except FileNotFoundError:
            return {}
        return {
            entry["name"].rpartition("/")[2]: entry
            for entry in found
            if entry["type"] == "file"
        }

    def _is(self, there: Mapping[str, Any], wanted: Stored | None) -> bool:
        """Whether an object holds what is wanted."""
        if wanted is None or there["size"] != wanted.size:
            return False
        tag = str(there.get("ETag", "")).strip('"')
        if len(tag) == len(wanted.md5):
            return tag == wanted.md5
        # A store without content hashes: one that has the size is read.
        with _named_faults(self.url):
            return _md5(self._fs.cat_file(there["name"])) == wanted.md5


def _reach(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as fault:
        raise EnvironmentFault("extra-missing", extra="stores") from fault
    try:
        fs, root = fsspec.core.url_to_fs(url)
    except ImportError as fault:
        raise EnvironmentFault("store-package-missing", url=url, cause=str(fault)) from fault
    except Exception as fault:
        cause = f"{type(fault).__name__}: {fault}"
        raise EnvironmentFault("store-not-reached", url=url, cause=cause) from fault
    return fs, root.rstrip("/")


@contextlib.contextmanager
def _named_faults(url: str) -> Iterator[None]:
    try:
        yield
    except EnvironmentFault:
        raise
    except Exception as fault:
        # Each store has its own exceptions, from as many libraries.
        cause = f"{type(fault).__name__}: {fault}"[:200]
        raise EnvironmentFault("store-not-reached", url=url, cause=cause) from fault


def _md5(content: bytes) -> str:
    """What stores call an object's ETag; nothing is kept safe by it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
