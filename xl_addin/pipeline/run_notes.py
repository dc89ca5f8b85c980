"""What a run notes of its workbook while other processes make documents.

A snapshot, for later comparison (`pipeline.snapshot`); and for a large workbook an
imprint, by which the next run finds the roles that have changed (`pipeline.narrowing`).
Both are worked out in a thread that lets go of the cells as soon as it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.model.imprint import Imprint
from xl_addin.pipeline.load import Loaded
from xl_addin.pipeline.plan import Plan
from xl_addin.pipeline.snapshot import is_off, left_out_of, snapshots_of, take
from xl_addin.problems import Problem, Severity
from xl_addin.sources import WorkbookSource
from xl_addin.sources.base import InFolder
from xl_addin.stores.snapshots import Taken, spots

if TYPE_CHECKING:
    from xl_addin.pipeline.narrowing import Narrowing
    from xl_addin.pipeline.sheet_notes import SheetNotes

# A workbook of fewer is read sooner than compared.
WORTH_AN_IMPRINT = 200


@dataclass(frozen=True, slots=True)
class _Noted:
    snapshot: Taken | None
    sheets: Mapping[str, bytes] | None


class RunNotes:
    """The notes of one run.

    Args:
        workbook: What the run was given: rows held in memory have no history.
        loaded: The same as it was read.
        narrowing: What is known of the rest, where it was read for some roles only.
    """

    def __init__(
        self,
        workbook: Path | str | WorkbookSource,
        loaded: Loaded,
        narrowing: Narrowing | None = None,
    ) -> None:
        self._book = loaded.book
        self._snapshots = snapshots_of(loaded)
        self._parts, self._file = loaded.parts, loaded.file_digest
        in_files = isinstance(workbook, Path | str | InFolder)
        self._loaded: Loaded | None = loaded if in_files else None
        self._narrowing = narrowing
        self._noting: Future[_Noted] | None = None

    def begin_elsewhere(self) -> None:
        """Note from now on if that is done by others that have the cells and time."""
        if self._loaded is not None and self._loaded.held is not None:
            self.begin()

    def begin(self) -> None:
        """Note from now on: while other processes make documents, this one has time."""
        # The cells go as soon as they have been written down.
        loaded, self._loaded = self._loaded, None
        if loaded is not None:
            thread = ThreadPoolExecutor(1, thread_name_prefix="notes")
            self._noting = thread.submit(self._note, loaded)
            thread.shutdown(wait=False)

    def keep(self) -> Iterator[Problem]:
        """Keep the snapshot; a warning where that fails."""
        self.begin()
        try:
            noted = self._noting.result() if self._noting else None
            if noted is not None and noted.snapshot is not None:
                self._snapshots.write(noted.snapshot)
        except OSError as fault:
            cause = fault.strerror or type(fault).__name__
            place = self._book.setting_place("snapshot")
            yield Problem("snapshot-not-kept", place, {"cause": cause}, Severity.WARNING)

    def imprint(self, asked: str, problems: Sequence[Problem], plan: Plan) -> Imprint | None:
        """What this run's documents were made from; None where that is not worth knowing.

        Args:
            asked: Hash of all it depends on, as the journal has it.
            problems: Everything the run found.
            plan: Its documents.
        """
        self.begin()
        try:
            noted = self._noting.result() if self._noting else None
        except OSError:
            return None
        if noted is None or self._parts is None:
            return None
        if self._narrowing is None and noted.sheets is None:
            return None
        from xl_addin.pipeline.warnings_of_roles import Owners, is_of_several, witnesses

        if any(each.is_error or is_of_several(each) for each in problems):
            # The next run would have to look at every role again.
            return None
        content = noted.snapshot.snapshot.digest if noted.snapshot else ""
        if self._narrowing is not None:
            return self._narrowing.imprint(asked, content, problems)
        sheets = noted.sheets or {}
        owners = Owners(sheets)
        others = owners.others(problems)
        return Imprint(
            asked=asked,
            workbook=self._file,
            content=content,
            parts=self._parts,
            roles=tuple(self._book.roles),
            sheets=sheets,
            warnings=owners.counts(problems),
            others={name: witnesses(each, self._book, plan) for name, each in others.items()},
        )

    def _note(self, loaded: Loaded) -> _Noted:
        if self._narrowing is not None:
            whole = {sheet.name: sheet for sheet in self._narrowing.read.changed}
            sheets = tuple(whole.get(each.name, each) for each in loaded.raw.sheets)
            loaded = replace(loaded, raw=replace(loaded.raw, sheets=sheets))
            return _Noted(take(self._snapshots, loaded, self._narrowing.written), None)
        worth = loaded.parts is not None and len(loaded.book.roles) >= WORTH_AN_IMPRINT
        if not worth and loaded.held is None:
            return _Noted(take(self._snapshots, loaded), None)
        notes = _sheet_notes(loaded, worth=worth)
        lines = {each.title: each.written for each in notes if each.written}
        packed = {each.title: each.imprint for each in notes if each.imprint}
        return _Noted(take(self._snapshots, loaded, lines), packed if worth else None)


def _sheet_notes(loaded: Loaded, *, worth: bool) -> list[SheetNotes]:
    """Notes of all sheets: by those that have read them, or here if these cannot tell.

    Here a snapshot's lines are left to whoever takes it, for it may be there already.
    """
    from xl_addin.pipeline.sheet_notes import Noting
    from xl_addin.reader.imprints import layouts

    noting = Noting(
        None if is_off(loaded) else tuple(spots(left_out_of(loaded.book))),
        layouts(loaded.book) if worth else None,
        frozenset(loaded.book.roles),
    )
    found = (loaded.held.map(noting) if loaded.held else None) or {}
    titles = [sheet.name for sheet in loaded.raw.sheets]
    if found.keys() == {*titles}:
        return [found[title] for title in titles]
    return [*map(replace(noting, left_out=None), loaded.raw.sheets)]
