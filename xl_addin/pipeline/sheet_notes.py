"""What a run notes of single sheets, wherever these are at hand.

Imported by the children that read: it knows nothing of what a workbook means.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xl_addin.model.imprint import RoleLayout
from xl_addin.model.raw import RawSheet
from xl_addin.reader.imprints import imprint_of, is_data
from xl_addin.stores.imprints import pack_sheet
from xl_addin.stores.snapshot_format import WrittenSheet, written


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """What was noted of one sheet.

    Attributes:
        title: Its tab.
        written: As snapshots hold it; None where none is kept.
        imprint: Its imprint, packed; None where it is not worth one.
    """

    title: str
    written: WrittenSheet | None
    imprint: bytes | None


@dataclass(frozen=True, slots=True)
class Noting:
    """Notes one sheet after another; picklable.

    Attributes:
        left_out: Columns a snapshot is not to hold; None for no snapshot.
        layouts: How the cells of sheets belong to roles, by tab; None for no imprint.
        roles: Keys of all roles.
    """

    left_out: tuple[tuple[str, int, int], ...] | None
    layouts: Mapping[str, RoleLayout] | None
    roles: Collection[str]

    def __call__(self, sheet: RawSheet) -> SheetNotes:
        """Note one sheet."""
        line = None if self.left_out is None else written(sheet, self.left_out)
        imprint = None
        if self.layouts is not None and is_data(sheet.name):
            layout = self.layouts.get(sheet.name)
            imprint = pack_sheet(imprint_of(sheet, layout, self.roles))
        return SheetNotes(sheet.name, line, imprint)
