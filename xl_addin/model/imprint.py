"""What the documents of a run were made from, role by role, as hashes.

Of a role: all cells that are its own. Of everything else, one hash a sheet. From them a
later run knows which roles a changed workbook concerns, without the text of any cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PartDigests:
    """Hashes of a workbook file's parts.

    Attributes:
        frame: Of tabs, epoch and what styles mean.
        strings: Bytes that all shared strings take, and their hash.
        sheets: Of each worksheet's part as it is stored, by tab.
        regular: Tabs of the sheets whose rows can be told apart in their XML.
    """

    frame: str
    strings: tuple[int, str]
    sheets: Mapping[str, str]
    regular: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoleLayout:
    """How a sheet's cells belong to roles.

    Attributes:
        header: Row of the headers counted from 1.
        column: Column of the role ids counted from 1, where each row is of one role; 0
            where each role has a column under its id.
    """

    header: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class SheetImprint:
    """One sheet.

    Attributes:
        shared: Hash of all that is no single role's.
        layout: How the rest belongs to roles; None if nothing does.
        shared_rows: Rows with cells of no role, where each row is of one role; in runs.
        roles: The rest, by role key in sheet order: hash of a role's cells, wherever they
            stand, then its rows, or its column, in runs.
    """

    shared: str
    layout: RoleLayout | None = None
    shared_rows: Sequence[int] = ()
    roles: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def digest(self, role: str) -> str:
        """Hash of a role's cells; '' if it has none."""
        cells = self.roles.get(role)
        return cells[0] if cells else ""

    def lines(self, role: str) -> Iterator[int]:
        """A role's rows, or its column, counted from 1."""
        return unrolled(self.roles[role][1:]) if role in self.roles else iter(())


def unrolled(pairs: Sequence[int]) -> Iterator[int]:
    """The lines that runs stand for: pairs of a first line and how many there are."""
    for first, count in zip(pairs[::2], pairs[1::2], strict=True):
        yield from range(first, first + count)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What one run's documents were made from, and what it found.

    Attributes:
        asked: Hash of all that run depended on, as the journal has it.
        workbook: Hash of the workbook's file.
        content: Digest of the snapshot that was kept; '' if none was.
        parts: Hashes of its parts.
        roles: Keys of its roles in the order of 岗位.
        sheets: Every sheet that documents can depend on, by tab, as `stores.imprints`
            packs them: few are looked at.
        warnings: Number of warnings of single roles, by role key.
        others: Hashes of all other warnings; for one that holds as long as any of some
            roles has what it is about, the keys of some that have.
    """

    asked: str
    workbook: str
    content: str
    parts: PartDigests
    roles: tuple[str, ...]
    sheets: Mapping[str, bytes]
    warnings: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of all warnings."""
        return sum(self.warnings.values()) + len(self.others)
