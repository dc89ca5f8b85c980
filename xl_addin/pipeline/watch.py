"""Watch workbooks and templates, and bring documents up to date when one is saved.

A save is a flurry of events: temporary files, a deletion, a rename, owner files, then
whatever a synchronising program does. A workbook's turn comes when it has been quiet for
a moment; what has not really changed is found out by the run itself and said nothing of.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from xl_addin import log_file
from xl_addin.errors import Busy, EnvironmentFault, WorkbookError, XlAddinError
from xl_addin.package.limits import Limits
from xl_addin.pipeline.copies import conflict_original
from xl_addin.pipeline.generate import generate
from xl_addin.pipeline.report import Report
from xl_addin.pipeline.siblings import Siblings
from xl_addin.pipeline.template_folders import ENDING, template_folders
from xl_addin.sources import READABLE

QUIET = 0.7
"""Seconds without a further event after which a file's turn has come."""

_LONGEST = 15.0
# Busy folders and files are tried again, ever less eagerly.
_AGAIN = (2.0, 5.0, 15.0)
_LOOK_EVERY = 250


class What(StrEnum):
    """What happened, as far as somebody watching wants to know."""

    WATCHING = "watching"
    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    WAITING = "waiting"
    COPY = "copy"
    SAME_ID = "same-id"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the running log.

    Attributes:
        what: What happened.
        path: The workbook or template.
        report: Of a run: what it did.
        error: What stopped it.
        original: Of a conflict copy, or another file with the same id: the one that
            documents are made from.
    """

    what: What
    path: Path
    report: Report | None = None
    error: XlAddinError | None = None
    original: Path | None = None


@dataclass(slots=True)
class _Pending:
    first: float
    last: float
    tries: int = 0
    not_before: float = 0.0

    def is_due(self, now: float) -> bool:
        """Whether its turn has come."""
        quiet = now - self.last >= QUIET or now - self.first >= _LONGEST
        return quiet and now >= self.not_before


@dataclass(slots=True)
class Watcher:
    """Watches one workbook, or every workbook of a folder.

    Attributes:
        target: The workbook or the folder.
        tell: Called with every event worth a line.
        output: Where documents go; None for where each workbook says.
        template_folder: Where templates lie; None for beside the workbooks.
        poll: Look at the files again and again, where a share tells no changes.
        limits: What files may hold, and what working on them may take.
    """

    target: Path
    tell: Callable[[Event], None]
    output: Path | None = None
    template_folder: Path | None = None
    poll: bool = False
    limits: Limits | None = None
    _pending: dict[Path, _Pending] = field(default_factory=dict)
    _passed_over: dict[Path, Path] = field(default_factory=dict)
    _siblings: Siblings = field(init=False)

    def __post_init__(self) -> None:
        self._siblings = Siblings(self.output, self.limits)

    def run(self) -> None:
        """Watch until somebody interrupts.

        Raises:
            WorkbookError: There is no such workbook or folder.
            EnvironmentFault: The library that watches is not installed.
        """
        if not self.target.exists():
            raise WorkbookError("workbook-not-found", file=str(self.target))
        watch = _library()
        for workbook in self._workbooks():
            self._touch(workbook)
        self.tell(Event(What.WATCHING, self.target))
        events = watch(
            *self._folders(),
            watch_filter=lambda _, path: self._concerns(Path(path)),
            rust_timeout=_LOOK_EVERY,
            step=50,
            debounce=200,
            yield_on_timeout=True,
            recursive=False,
            force_polling=self.poll or None,
            ignore_permission_denied=True,
        )
        for changes in events:
            for _, path in changes:
                self._note(Path(path))
            self._do_what_is_due()

    @property
    def _folder(self) -> Path:
        return self.target if self.target.is_dir() else self.target.parent

    def _folders(self) -> list[Path]:
        given = template_folders(self._folder.absolute(), self.template_folder)
        folders = [self._folder.absolute(), *given]
        return [each for each in dict.fromkeys(folders) if each.is_dir()]

    def _workbooks(self) -> Iterator[Path]:
        if not self.target.is_dir():
            yield self.target
            return
        yield from sorted(each for each in self.target.iterdir() if _is_workbook(each))

    def _concerns(self, path: Path) -> bool:
        if path.name.startswith(("~", ".")):
            return False
        return self._is_ours(path) or path.suffix.lower() == ENDING

    def _is_ours(self, path: Path) -> bool:
        if self.target.is_dir():
            return _is_workbook(path) and path.parent == self.target.absolute()
        return path == self.target.absolute()

    def _note(self, path: Path) -> None:
        if self._is_ours(path):
            self._touch(self._folder / path.name)
        elif path.suffix.lower() == ENDING:
            # A run finds out by itself which documents come from a template.
            for workbook in self._workbooks():
                self._touch(workbook)

    def _touch(self, workbook: Path) -> None:
        now = time.monotonic()
        pending = self._pending.setdefault(workbook, _Pending(now, now))
        pending.last = now

    def _do_what_is_due(self) -> None:
        now = time.monotonic()
        for workbook, pending in list(self._pending.items()):
            if pending.is_due(now):
                del self._pending[workbook]
                self._bring_up_to_date(workbook, pending.tries)
                self._look_again_beside(workbook)

    def _bring_up_to_date(self, workbook: Path, tries: int) -> None:
        self._passed_over.pop(workbook, None)
        if not workbook.exists():
            self.tell(Event(What.GONE, workbook))
            return
        copy = self._copy(workbook) if self.target.is_dir() else None
        if copy is not None and copy.original is not None:
            self._passed_over[workbook] = copy.original
            self.tell(copy)
            return
        try:
            report = generate(
                workbook,
                output=self.output,
                template_folder=self.template_folder,
                limits=self.limits,
            )
        except EnvironmentFault as fault:
            self._try_again(workbook, tries, fault)
        except XlAddinError as fault:
            self.tell(Event(What.FAILED, workbook, error=fault))
        except Exception as fault:  # noqa: BLE001 - one workbook must not end the watch
            kind = type(fault).__name__
            error = XlAddinError("internal-error", cause=kind, log=log_file.record(fault))
            self.tell(Event(What.FAILED, workbook, error=error))
        else:
            news = report.with_status("written", "withheld", "failed")
            self.tell(Event(What.MADE if news else What.UNCHANGED, workbook, report))

    def _copy(self, workbook: Path) -> Event | None:
        """What is told of a file whose documents are made from another; None for others."""
        original = conflict_original(workbook)
        if original is not None:
            return Event(What.COPY, workbook, original=original)
        original = self._siblings.original(workbook)
        return Event(What.SAME_ID, workbook, original=original) if original else None

    def _look_again_beside(self, workbook: Path) -> None:
        """Give files their turn that were passed over for one that no longer is the same."""
        for other, original in list(self._passed_over.items()):
            if original == workbook and self._copy(other) is None:
                self._touch(other)

    def _try_again(self, workbook: Path, tries: int, fault: EnvironmentFault) -> None:
        """A share that is away or a folder somebody holds may be back in a moment."""
        if tries == len(_AGAIN) and not isinstance(fault, Busy):
            self.tell(Event(What.FAILED, workbook, error=fault))
            return
        if tries == 0:
            self.tell(Event(What.WAITING, workbook, error=fault))
        wait = _AGAIN[min(tries, len(_AGAIN) - 1)]
        now = time.monotonic()
        self._pending[workbook] = _Pending(now, now, tries + 1, now + wait)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in READABLE and not path.name.startswith(("~", "."))


def _library() -> Callable[..., Iterator[set[tuple[Any, str]]]]:
    try:
        from watchfiles import watch
    except ImportError as fault:
        raise EnvironmentFault("extra-missing", extra="watch") from fault
    return watch
