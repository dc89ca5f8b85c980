"""Ids for rows of 岗位 and 职责 that have none, and a place for them among the toggles."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.model.cells import is_blank
from xl_addin.model.names import key
from xl_addin.pipeline.add_role import put_toggles
from xl_addin.pipeline.change_ids import change_ids
from xl_addin.pipeline.edit_plan import Plan
from xl_addin.pipeline.layout import IdColumn, IdKind, Layout, Matrix, layout, shown_id
from xl_addin.pipeline.load import Loaded
from xl_addin.pipeline.new_ids import next_id, usual
from xl_addin.reader.values import text

_TITLES = {IdKind.ROLE: "name", IdKind.DUTY: "title"}


@dataclass(frozen=True, slots=True)
class Given:
    """What giving ids will do.

    Attributes:
        plan: The changes.
        ids: The new ids.
        placed: Ids that get a column or a row of toggles.
        nameless: Rows without an id that have no name either: `sheet!row`.
    """

    plan: Plan
    ids: tuple[str, ...]
    placed: tuple[str, ...]
    nameless: tuple[str, ...]


def give_ids(loaded: Loaded) -> Given:
    """Plan ids for the rows that lack one.

    A row whose id was changed by hand is not new: `change_ids` is for that.
    """
    found = layout(loaded)
    plan = Plan(loaded.raw)
    renamed = {key(each.new) for each in change_ids(loaded).renamings}
    ids: list[str] = []
    placed: list[str] = []
    nameless: list[str] = []
    for kind in (IdKind.DUTY, IdKind.ROLE):
        new = []
        for row, name in _rows_without(loaded, found, kind, nameless):
            own = found.own[kind]
            taken = {*found.taken(kind), *map(key, ids)}
            shown = next_id(_above(own, row) or _usual(loaded, kind), taken)
            plan.write(own.sheet, row, own.column, shown)
            new.append((shown, name))
        ids += [shown for shown, _ in new]
        new += [
            each for each in _without_place(loaded, found, kind) if key(each[0]) not in renamed
        ]
        for shown, name in new:
            if _place(plan, loaded, found, kind, shown, name):
                placed.append(shown)
    return Given(plan, tuple(ids), tuple(placed), tuple(nameless))


def _rows_without(
    loaded: Loaded, found: Layout, kind: IdKind, nameless: list[str]
) -> list[tuple[int, str]]:
    own = found.own.get(kind)
    rows = []
    for record in loaded.book.tables[kind.value].records if own else ():
        is_note = loaded.book.is_note(record)
        if is_note or own is None or not is_blank(own.sheet.cell(record.row, own.column)):
            continue
        name = record.text(_TITLES[kind])
        if name:
            rows.append((record.row, name))
        else:
            nameless.append(f"{record.sheet}!{record.row}")
    return rows


def _above(own: IdColumn, row: int) -> str:
    return next((shown for at, shown in reversed(list(own.cells())) if at < row), "")


def _usual(loaded: Loaded, kind: IdKind) -> str:
    given = loaded.book.roles if kind is IdKind.ROLE else loaded.book.duties
    return usual((each.id for each in given.values()), kind)


def _without_place(loaded: Loaded, found: Layout, kind: IdKind) -> list[tuple[str, str]]:
    """Roles and duties that have an id but no toggles: (id, name)."""
    if kind is IdKind.ROLE:
        placed = {name for matrix in found.matrices for name in matrix.roles.values()}
        if found.long:
            placed |= {key(shown) for _, shown in found.long[kind].cells()}
        roles = loaded.book.roles.items()
        return [(r.id, r.name) for name, r in roles if r.active and name not in placed]
    matrix = _own_matrix(found)
    if matrix is None:
        return []
    rows = {
        key(shown) for _, shown in IdColumn(matrix.sheet, matrix.header, matrix.ids).cells()
    }
    duties = loaded.book.duties.items()
    return [(d.id, d.title) for name, d in duties if d.active and name not in rows]


def _own_matrix(found: Layout) -> Matrix | None:
    return next((matrix for matrix in found.matrices if matrix.own), None)


def _place(
    plan: Plan, loaded: Loaded, found: Layout, kind: IdKind, shown: str, name: str
) -> bool:
    """Plan a place among the toggles; give whether there is a sheet for it."""
    if kind is IdKind.ROLE:
        return _place_role(plan, loaded, found, shown, name)
    matrix = _own_matrix(found)
    if matrix is None:
        return False
    sheet = matrix.sheet
    rows = range(matrix.first, len(sheet.rows) + 1)
    for row in rows if matrix.title else ():
        waiting = not shown_id(sheet, row, matrix.ids)
        if waiting and key(text(sheet.cell(row, matrix.title))) == key(name):
            plan.write(sheet, row, matrix.ids, shown)
            return True
    filled = [row for row in rows if shown_id(sheet, row, matrix.ids)]
    to = plan.append_row(sheet, max(filled, default=matrix.first), keep=False)
    plan.write(sheet, to, matrix.ids, shown)
    plan.write(sheet, to, matrix.title, name)
    return True


def _place_role(plan: Plan, loaded: Loaded, found: Layout, shown: str, name: str) -> bool:
    for matrix in found.matrices:
        cells = range(1, matrix.sheet.last_column + 1) if matrix.names else ()
        for column in cells:
            waiting = not shown_id(matrix.sheet, matrix.header, column)
            beside = text(matrix.sheet.cell(matrix.names or 0, column))
            if waiting and key(beside) == key(name):
                plan.write(matrix.sheet, matrix.header, column, shown)
                return True
    put_toggles(plan, loaded, found, shown, name)
    return bool(found.matrices or found.long)
