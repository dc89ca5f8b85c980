"""From a workbook's path to its model, selections and problems: what every use case needs."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xl_addin.errors import UsageError
from xl_addin.model.book import DutyBook, Role
from xl_addin.model.imprint import PartDigests
from xl_addin.model.names import key, nearest
from xl_addin.model.raw import RawBook
from xl_addin.model.selected import Selection
from xl_addin.package.limits import Limits
from xl_addin.pipeline.guarded_source import GuardedSource, HeldSheets
from xl_addin.problems import Problem
from xl_addin.reader.book import read_book
from xl_addin.selection import Selector
from xl_addin.sources import WorkbookSource
from xl_addin.sources.base import InFolder

STAND_IN = "~xl_addin_"
"""How the name of a copy begins that a program saves for the command line to work on."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workbook as it was read.

    Attributes:
        path: The file, or None for a workbook in memory.
        raw: Its cells.
        book: Its meaning.
        selections: What each active role's document holds, by role key.
        problems: What the reader found wrong.
        home: The folder of a workbook that is open in a program, if it has one.
        file_digest: Hash of the file's bytes as they were read; '' where there is none.
        parts: Hashes of its parts; None where there is no file.
        held: Its cells in the children that have read them, if they are still there.
    """

    path: Path | None
    raw: RawBook
    book: DutyBook
    selections: Mapping[str, Selection]
    problems: tuple[Problem, ...]
    home: Path | None = None
    file_digest: str = ""
    parts: PartDigests | None = None
    held: HeldSheets | None = None

    @property
    def folder(self) -> Path:
        """The workbook's folder; the working folder for one in memory."""
        return self.path.parent if self.path else self.home or Path()

    @property
    def file(self) -> Path | None:
        """The workbook's file as people know it; None for one that lies nowhere."""
        path = self.path or (self.home / self.raw.name if self.home else None)
        return path and path.with_name(path.name.removeprefix(STAND_IN))

    def without_cells(self) -> Loaded:
        """The same for a run that has seen all it needs of the cells."""
        return replace(self, raw=replace(self.raw, sheets=()))

    @property
    def language(self) -> str:
        """See `DutyBook.language`."""
        return self.book.language


def load(
    workbook: Path | str | WorkbookSource,
    limits: Limits | None = None,
    readers: int = 1,
    when_read: Callable[[], None] | None = None,
) -> Loaded:
    """Read a workbook.

    Args:
        workbook: An .xlsx file, read in a process of its own, or any `WorkbookSource`.
        limits: What the file may hold, and what reading it may take.
        readers: How many processes may read a large file at once.
        when_read: Called when its cells are known and have not been understood yet.

    Raises:
        WorkbookError: It cannot be read at all.
        EnvironmentFault: The file is locked away.
    """
    path = Path(workbook) if isinstance(workbook, Path | str) else None
    source = GuardedSource(path, limits, readers) if path is not None else workbook
    assert not isinstance(source, Path | str)  # noqa: S101 - for the type checker
    with uncollected():
        raw = source.read()
        if when_read is not None:
            when_read()
        loaded = understood(path, raw)
    if isinstance(source, GuardedSource):
        return replace(
            loaded, file_digest=source.file_digest, parts=source.parts, held=source.held
        )
    return replace(loaded, home=source.folder if isinstance(source, InFolder) else None)


def book_of(path: Path, limits: Limits | None = None) -> DutyBook:
    """What a workbook's file says, for those who only compare it with another.

    Args:
        path: The file.
        limits: See `load`.

    Raises:
        XlAddinError: See `load`.
    """
    return read_book(GuardedSource(path, limits).read())[0]


def understood(path: Path | None, raw: RawBook) -> Loaded:
    """What the cells of a workbook mean."""
    book, problems = read_book(raw)
    select = Selector(book).select
    selections = {role.key: select(role) for role in book.roles.values() if role.active}
    return Loaded(path, raw, book, selections, problems)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """While a workbook is read all that is made stays, and nothing refers to itself.

    The collector, which looks through what has been made so far each time that
    has grown by a quarter, would take a third of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if not gc.get_freeze_count():
                # Counts as looked through already, which enabling would do at once.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def chosen_roles(book: DutyBook, ids: Iterable[str] | None) -> tuple[Role, ...]:
    """The roles named by id, in the order of the workbook; without ids, those to generate.

    Raises:
        UsageError: An id is not in the workbook, or its role is 停用.
    """
    if ids is None:
        return book.document_roles()
    wanted = {}
    for shown in ids:
        role = book.roles.get(key(shown))
        if role is None:
            raise _no_such_role(book, shown)
        if not role.active:
            status = role.record.text("status").strip()
            raise UsageError("role-disabled", role=role.id, name=role.name, status=status)
        wanted[role.key] = role
    return tuple(role for role in book.roles.values() if role.key in wanted)


def _no_such_role(book: DutyBook, shown: str) -> UsageError:
    """What to say of an id that no role has; many type the role's name instead."""
    roles = book.roles.values()
    if named := [each.id for each in roles if key(each.name) == key(shown)]:
        return UsageError("role-is-name", role=shown, ids="、".join(named), id=named[0])
    guess = nearest(shown, (each.id for each in roles))
    if guess is None and (name := nearest(shown, (each.name for each in roles))):
        guess = next(f"{each.id} {each.name}" for each in roles if each.name == name)
    return UsageError("role-not-found", role=shown, guess=guess or "")
