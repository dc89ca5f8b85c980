"""A changed workbook read for the roles whose cells have changed, in a guarded child.

A sheet whose part is as it was is cut down to the rows of these roles before it is
parsed; of one that is not, every role's cells are hashed and compared. Whatever cannot be
told role by role is left to a reading of the whole workbook.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.errors import WorkerDied
from xl_addin.executors.guarded import aside
from xl_addin.model.imprint import Imprint, PartDigests, SheetImprint
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import ROLES
from xl_addin.package.limits import Limits
from xl_addin.pipeline.guarded_source import damage_told, file_digest, read_bounds, unreadable
from xl_addin.reader.imprints import imprint_of, is_data, narrowed, wanted_rows
from xl_addin.sources import open_source
from xl_addin.sources.packing import pack, unpack
from xl_addin.sources.whole_file import use_whole
from xl_addin.stores.imprints import open_sheet, pack_sheet

if TYPE_CHECKING:
    from xl_addin.sources.xlsx_file import XlsxFile

# Where so many roles have changed, little is saved.
_MOST_OF_ALL = 0.5


@dataclass(frozen=True, slots=True)
class NarrowedBook:
    """What was read of a changed workbook.

    Attributes:
        file_digest: Hash of its file.
        parts: Hashes of the file's parts.
        roles: Keys of the roles whose cells have changed.
        sheets: Imprints of the sheets that have changed, by tab, packed.
        raw: The workbook with the cells of these roles and those of none.
        changed: The sheets that have changed, whole.
    """

    file_digest: str
    parts: PartDigests
    roles: frozenset[str]
    sheets: Mapping[str, bytes]
    raw: RawBook
    changed: tuple[RawSheet, ...]


_Packed = tuple[
    PartDigests,
    frozenset[str],
    Mapping[str, bytes],
    tuple[bytes, bytes],
    tuple[bytes, bytes],
]


def read_narrowed(path: Path, since: Imprint, limits: Limits) -> NarrowedBook | None:
    """Read what has changed for single roles.

    Args:
        path: The workbook.
        since: What it was like then.
        limits: What the file may hold, and what reading it may take.

    Returns:
        What was read; None if anything but single roles' cells has changed.

    Raises:
        WorkbookError: It cannot be read.
    """

    def read(content: bytes) -> NarrowedBook | None:
        try:
            packed = aside().call(_read, read_bounds(limits), path.name, content, limits, since)
        except WorkerDied as fault:
            raise unreadable(fault, path) from fault
        if packed is None:
            return None
        parts, roles, sheets, raw, changed = packed
        book, whole = unpack(raw), unpack(changed)
        return NarrowedBook(file_digest(content), parts, roles, sheets, book, whole.sheets)

    return use_whole(path, read, limits)


def _read(name: str, content: bytes, limits: Limits, since: Imprint) -> _Packed | None:
    with damage_told(name):
        return _Comparison(open_source(Path(name), limits, content), since).packed()


class _Comparison:
    """A workbook's file beside the imprint of an earlier one.

    Args:
        file: The workbook.
        since: What it was like then.
    """

    def __init__(self, file: XlsxFile, since: Imprint) -> None:
        self._file = file
        self._since = since
        self._titles = file.scan.titles
        self._known = frozenset(since.roles)

    def packed(self) -> _Packed | None:
        """What is wanted of the workbook; None if all of it is."""
        data = tuple(title for title in self._titles if is_data(title))
        if data != tuple(self._since.sheets):
            return None
        changed = self._changed()
        whole = dict(zip(changed, self._file.sheets(changed), strict=True))
        now: dict[str, SheetImprint] = {}
        roles: set[str] = set()
        for sheet in whole.values():
            if not is_data(sheet.name):
                continue
            then = open_sheet(self._since.sheets[sheet.name])
            now[sheet.name] = its = imprint_of(sheet, then.layout, self._known)
            if not _same_but_for_roles(sheet.name, then, its):
                return None
            roles |= {
                role
                for role in its.roles.keys() | then.roles.keys()
                if its.digest(role) != then.digest(role)
            }
        if len(roles) > _MOST_OF_ALL * len(self._known):
            return None
        raw = RawBook(self._file.path.name, self._narrowed(whole, now, roles))
        packed = {title: pack_sheet(its) for title, its in now.items()}
        every = RawBook(raw.name, tuple(whole.values()))
        return self._file.scan.digests, frozenset(roles), packed, pack(raw), pack(every)

    def _changed(self) -> list[int]:
        """Places of the sheets that may mean something else than they did then."""
        digests = self._file.scan.digests.sheets
        earlier = self._since.parts.sheets
        if not self._file.scan.reads_like(self._since.parts):
            return list(range(len(self._titles)))
        return [
            place
            for place, title in enumerate(self._titles)
            if digests[title] != earlier.get(title)
        ]

    def _narrowed(
        self,
        whole: dict[int, RawSheet],
        now: dict[str, SheetImprint],
        roles: Collection[str],
    ) -> tuple[RawSheet, ...]:
        """All sheets with the cells of some roles and those of none."""
        left = [place for place in range(len(self._titles)) if place not in whole]
        same = [self._titles[place] for place in left if is_data(self._titles[place])]
        imprints = now | {title: open_sheet(self._since.sheets[title]) for title in same}
        rows = {
            place: wanted_rows(its, roles)
            for place in left
            if (title := self._titles[place]) in self._since.parts.regular
            and (its := imprints.get(title))
            and its.layout
            and its.layout.column
        }
        found = dict(zip(left, self._file.sheets(left, rows), strict=True)) | whole
        return tuple(
            narrowed(sheet, imprints[sheet.name], roles) if is_data(sheet.name) else sheet
            for _, sheet in sorted(found.items())
        )


def _same_but_for_roles(title: str, then: SheetImprint, now: SheetImprint) -> bool:
    # Documents are listed in the order of 岗位.
    in_order = key(title) not in ROLES.keys or [*now.roles] == [*then.roles]
    return in_order and now.shared == then.shared
