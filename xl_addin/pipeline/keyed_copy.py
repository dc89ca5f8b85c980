"""A copy of a workbook read for comparing: its cells, its meaning, its rows under keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from xl_addin.errors import Busy, WorkbookError
from xl_addin.merge.keyed import KeyedBook, keyed
from xl_addin.model.book import DutyBook
from xl_addin.model.raw import RawBook
from xl_addin.package.limits import Limits
from xl_addin.pipeline.guarded_source import GuardedSource, file_digest
from xl_addin.problems import Problem
from xl_addin.reader.book import read_book
from xl_addin.sources import open_source
from xl_addin.sources.whole_file import read_whole

# Where two rows or columns carry one id nobody can say which of them another copy means.
_AMBIGUOUS = (
    "duplicate-id",
    "role-column-twice",
    "toggle-twice",
    "sheet-twice",
    "header-clash",
)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as it was read.

    Attributes:
        path: The file; None for a snapshot.
        raw: Its cells.
        book: Its meaning.
        view: Its rows under keys.
        content: The bytes it was read from, where they were asked for.
        digest: Hash of these bytes, see `guarded_source.file_digest`; '' where it was read
            from no file.
    """

    path: Path | None
    raw: RawBook
    book: DutyBook
    view: KeyedBook
    content: bytes = b""
    digest: str = ""

    @property
    def workbook_id(self) -> str:
        """The id in its 设置; '' if it has none."""
        return self.book.settings.get("workbook_id", "").strip()


def read_copy(path: Path, limits: Limits | None = None) -> Copy:
    """Read a copy.

    Raises:
        WorkbookError: It cannot be read, or an id in it stands twice.
    """
    source = GuardedSource(path, limits)
    raw = source.read()
    return replace(copy_of(raw, path), digest=source.file_digest)


def read_copy_with_bytes(path: Path, limits: Limits | None = None) -> Copy:
    """Read a copy that is to be written into, with the very bytes it was read from.

    Raises:
        WorkbookError: It cannot be read, or an id in it stands twice.
        Busy: Somebody saved it again and again meanwhile.
    """
    source = GuardedSource(path, limits)
    for _ in range(_TRIES):
        raw = source.read()
        content = read_whole(path, limits)
        if file_digest(content) == source.file_digest:
            return replace(copy_of(raw, path, content), digest=source.file_digest)
    raise Busy("workbook-changed", file=path.name)


def copy_from_bytes(content: bytes, path: Path, limits: Limits | None = None) -> Copy:
    """Read what was just made of a copy that had been examined before."""
    return copy_of(open_source(path, limits, content).read(), path, content)


def copy_of(raw: RawBook, path: Path | None, content: bytes = b"") -> Copy:
    """A copy from its cells.

    Raises:
        WorkbookError: An id in it stands twice.
    """
    book, problems = read_book(raw)
    _refuse_ambiguous(raw.name, problems)
    return Copy(path, raw, book, keyed(book, raw), content)


def _refuse_ambiguous(file: str, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        if problem.code in _AMBIGUOUS:
            params = problem.params
            what = next(
                (str(params[n]) for n in ("id", "role", "sheet", "header") if n in params), ""
            )
            other = params.get("other_place") or params.get("other", "")
            raise WorkbookError(
                "merge-twice", file=file, id=what, place=str(problem.place), other=other
            )
