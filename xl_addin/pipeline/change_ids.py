"""Ids changed in 岗位 or 职责, carried into every other sheet.

A person types the new id over the old one; all other sheets still have the old one,
which nobody knows any more. Old and new are brought together by the name of the role or
the title of the duty that stands beside the old id, or because there is one of each;
where only one old id is left, the row the user has selected tells which was changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xl_addin.model.names import key
from xl_addin.model.raw import RawSheet
from xl_addin.pipeline.edit_plan import Plan
from xl_addin.pipeline.layout import IdKind, Layout, is_history, layout, shown_id
from xl_addin.pipeline.load import Loaded
from xl_addin.reader.values import text

Cell = tuple[RawSheet, int, int]


@dataclass(frozen=True, slots=True)
class Renaming:
    """One id that was changed."""

    kind: IdKind
    old: str
    new: str
    title: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What carrying changed ids into the other sheets will do.

    Attributes:
        plan: The changes.
        renamings: Old and new ids.
        unpaired: Ids of other sheets that belong to no role or duty, and to no renaming.
    """

    plan: Plan
    renamings: tuple[Renaming, ...]
    unpaired: tuple[str, ...]


def change_ids(loaded: Loaded, chosen: Collection[str] = ()) -> Changed:
    """Plan what the other sheets need after ids were changed in 岗位 or 职责.

    Args:
        loaded: The workbook.
        chosen: Keys of the roles and duties that are selected.
    """
    found = layout(loaded)
    plan = Plan(loaded.raw)
    renamings: list[Renaming] = []
    unpaired: list[str] = []
    for kind in IdKind:
        places = _places(found, kind)
        pairs, rest = _pairs(loaded, found, kind, places, chosen)
        renamings += pairs
        unpaired += rest
        for pair in pairs:
            for sheet, row, column in places[key(pair.old)]:
                plan.write(sheet, row, column, pair.new)
    return Changed(plan, tuple(renamings), tuple(unpaired))


def _places(found: Layout, kind: IdKind) -> Mapping[str, list[Cell]]:
    """Every use of an id by its key, where it is not given."""
    places: dict[str, list[Cell]] = defaultdict(list)
    if kind is IdKind.ROLE:
        for matrix in found.matrices:
            for column in (*matrix.roles, *matrix.strangers):
                shown = shown_id(matrix.sheet, matrix.header, column)
                places[key(shown)].append((matrix.sheet, matrix.header, column))
    for used in found.used[kind]:
        if not is_history(used):
            for row, shown in used.cells():
                places[key(shown)].append((used.sheet, row, used.column))
    return places


def _pairs(
    loaded: Loaded,
    found: Layout,
    kind: IdKind,
    places: Mapping[str, list[Cell]],
    chosen: Collection[str],
) -> tuple[list[Renaming], list[str]]:
    roles, duties = loaded.book.roles, loaded.book.duties
    known = (
        {name: (role.id, role.name) for name, role in roles.items()}
        if kind is IdKind.ROLE
        else {name: (duty.id, duty.title) for name, duty in duties.items()}
    )
    new = {name: each for name, each in known.items() if name not in places}
    old = {name: shown_id(*cells[0]) for name, cells in places.items() if name not in known}
    titled = defaultdict(list)
    for name, (_, title) in new.items():
        titled[key(title)].append(name)
    beside = _words_beside(found, kind)
    often = Counter(beside.values())
    pairs = []
    for name, shown in list(old.items()):
        words = beside.get(name, "")
        if words and often[words] == len(titled[words]) == 1:
            pairs.append(Renaming(kind, shown, *new.pop(titled[words][0])))
            del old[name]
    if len(old) == 1:
        ((name, shown),) = old.items()
        became = _fitting(places, name, new, chosen) & known.keys()
        if len(became) == 1:
            pairs.append(Renaming(kind, shown, *known[became.pop()]))
            old.clear()
    return pairs, list(old.values())


def _fitting(
    places: Mapping[str, list[Cell]],
    old: str,
    new: Collection[str],
    chosen: Collection[str],
) -> set[str]:
    """Keys an old id may have become: an unused one, or else the one that is selected.

    A selected id may be in use already where a formula repeats it, but not beside the old.
    """
    if len(new) == 1:
        return set(new)
    columns = {(sheet.name, column) for sheet, _, column in places[old]}
    return {
        name
        for name in chosen
        if all((sheet.name, column) not in columns for sheet, _, column in places.get(name, ()))
    }


def _words_beside(found: Layout, kind: IdKind) -> dict[str, str]:
    """The key of the name or title beside an id in the sheets of toggles, by the id's key."""
    beside = {}
    for matrix in found.matrices:
        sheet = matrix.sheet
        if kind is IdKind.ROLE and matrix.names:
            for column in (*matrix.roles, *matrix.strangers):
                name = key(shown_id(sheet, matrix.header, column))
                beside[name] = key(text(sheet.cell(matrix.names, column)))
        elif kind is IdKind.DUTY and matrix.own and matrix.title:
            for row in range(matrix.first, len(sheet.rows) + 1):
                name = key(shown_id(sheet, row, matrix.ids))
                if name:
                    beside[name] = key(text(sheet.cell(row, matrix.title)))
    return beside
