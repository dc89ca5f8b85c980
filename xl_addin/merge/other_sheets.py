"""Sheets that no merge compares: 说明, and whatever has no column of ids.

Ours stay as they are. That is said wherever theirs differ, so that nobody's work is
dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from xl_addin.merge.values import said
from xl_addin.model.cells import Uncached, is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import WRITTEN_BY_US
from xl_addin.problems import Place, Problem, Severity

Said = Mapping[tuple[int, int], str | None]
_OURS_ALONE = frozenset(name for spec in WRITTEN_BY_US for name in spec.keys)


def left_sheets(
    base: RawBook | None, ours: RawBook, theirs: RawBook, merged: Set[str]
) -> Iterator[Problem]:
    """A warning for each sheet whose changes a merge does not take.

    Args:
        base: What both come from; None if nobody knows.
        ours: Our cells.
        theirs: Theirs.
        merged: Tabs of sheets that are merged.
    """
    aside = {*map(key, merged), *_OURS_ALONE}
    mine, before = _by_key(ours), _by_key(base) if base else {}
    for name, sheet in _by_key(theirs).items():
        if name in aside:
            continue
        said, own = _said(sheet), _said(mine.get(name))
        known = _said(before[name]) if name in before else own
        spots = _differing(said, known)
        if not spots or not _differing(said, own):
            continue
        yield Problem(
            "merge-sheet-left",
            Place(theirs.name, sheet.name, *spots[0]),
            {
                "file": theirs.name,
                "sheet": sheet.name,
                "count": len(spots),
                "ours": ours.name,
            },
            Severity.WARNING,
        )


def _by_key(raw: RawBook) -> dict[str, RawSheet]:
    return {key(sheet.name): sheet for sheet in raw.sheets}


def _said(sheet: RawSheet | None) -> Said:
    """Its filled cells as texts, by row and column; None for a result nobody saved."""
    return {
        (row, column): None if isinstance(cell, Uncached) else said(cell)
        for row, cells in enumerate(sheet.rows if sheet else (), start=1)
        for column, cell in enumerate(cells, start=1)
        if not is_blank(cell)
    }


def _differing(one: Said, other: Said) -> list[tuple[int, int]]:
    """Places where two sheets say different things.

    A formula whose result a program did not save is nobody's edit.
    """
    spots = sorted(one.keys() | other.keys())
    pairs = ((spot, one.get(spot, ""), other.get(spot, "")) for spot in spots)
    return [spot for spot, *texts in pairs if None not in texts and texts[0] != texts[1]]
