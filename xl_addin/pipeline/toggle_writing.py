"""Where toggles of a merge are written, in any of the three layouts.

Takes the workbook as it stands and changes of toggles; gives the edits, each with the
number of the change it comes from. First the columns of new roles, then everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xl_addin.merge.keyed import ON, KeyedBook, Mark
from xl_addin.merge.ops import AddRow, Op, SetCell
from xl_addin.merge.values import Known, plain_text
from xl_addin.model.book import ToggleGrid
from xl_addin.model.cells import Percent
from xl_addin.model.names import key
from xl_addin.model.schema import DUTY_ID, TOGGLES
from xl_addin.package import patch
from xl_addin.package.patch import Edit, Value
from xl_addin.pipeline.keyed_copy import Copy
from xl_addin.pipeline.toggle_labels import names_row_of
from xl_addin.reader.values import identifier

Tagged = tuple[Edit, int]
Changes = Mapping[int, SetCell]
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Names:
    """Ids and titles, by key, of all roles and duties the merged workbook has."""

    roles: Mapping[str, tuple[str, str]]
    duties: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, copy: Copy, changes: Iterable[Op]) -> Names:
        """Those a workbook has, and those that changes add to it."""
        roles = {name: (each.id, each.name) for name, each in copy.book.roles.items()}
        duties = {name: (each.id, each.title) for name, each in copy.book.duties.items()}
        for op in changes:
            if isinstance(op, AddRow) and op.table in ("roles", "duties"):
                known, title = (roles, "name") if op.table == "roles" else (duties, "title")
                shown = str(op.row.cells.get("id", "")), plain_text(op.row.values.get(title))
                known.setdefault(op.row.key[0], shown)
        return cls(roles, duties)


def toggle_headings(
    copy: Copy,
    names: Names,
    changes: Changes,
    new: Mapping[str, int],
    others: Sequence[KeyedBook],
) -> list[Tagged]:
    """The columns that roles need and no sheet of toggles has yet.

    Args:
        copy: The workbook.
        names: Its roles and duties, new ones too.
        changes: The toggles to set, by number.
        new: Keys of rows that are new, with the numbers of their changes.
        others: Copies the new rows come from.
    """
    wanted = _wanted_roles(names, changes, new, others)
    grid = _wide(copy)
    if grid is None:
        has_long = any(each.is_long for each in copy.book.grids)
        return (
            [] if has_long or not wanted else [_new_sheet(names, next(iter(wanted.values())))]
        )
    known = {role for each in copy.book.grids for role in each.columns}
    sheet = next(each for each in copy.raw.sheets if each.name == grid.sheet)
    names_row = names_row_of(copy, grid, sheet)
    edits: list[Tagged] = []
    for role, number in wanted.items():
        if role not in known:
            shown, title = names.roles[role]
            values: dict[int, Value] = {grid.header_row: shown}
            if names_row:
                values[names_row] = title
            edits.append((patch.AppendColumn(grid.sheet, values), number))
    return edits


def toggle_edits(
    copy: Copy,
    names: Names,
    changes: Changes,
    new: Mapping[str, int],
    others: Sequence[KeyedBook],
) -> list[Tagged]:
    """Ticks to set and take out, and rows of duties the sheet of toggles lacks."""
    edits: list[Tagged] = []
    mark = _usual_mark(copy)
    rows: dict[str, dict[int, Value]] = {}
    numbers: dict[str, int] = dict(new)
    for duty in _wanted_duties(names, changes, new, others):
        rows[duty] = {}
    for number, op in changes.items():
        duty, role = op.key[0], op.field
        numbers.setdefault(duty, number)
        value = _written(op.new, mark)
        grid = _grid_of(copy, role, duty)
        if grid is not None:
            row = grid.pairs[role, duty] if grid.is_long else grid.rows[duty]
            column = grid.value_column if grid.is_long else grid.columns[role]
            edits.append((patch.SetCell(grid.sheet, row, column, value), number))
        elif value is not None:
            edits += _appended(copy, names, (role, duty), value, number, rows)
    edits += _new_rows(copy, names, rows, numbers)
    return edits


def left_over(copy: Copy, ops: Sequence[Op], changes: Changes) -> Iterator[Tagged]:
    """Ticks that still stand where a row comes back which now has none there.

    Args:
        copy: The workbook.
        ops: Every change, those of rows too.
        changes: The toggles to set, by number.
    """
    new = {(op.table, op.row.key[0]): n for n, op in enumerate(ops) if isinstance(op, AddRow)}
    given = {(op.field, op.key[0]) for op in changes.values()}
    for role, row in copy.view.toggles.items():
        for duty in row:
            number = new.get(("roles", role), new.get(("duties", duty)))
            grid = _grid_of(copy, role, duty)
            if number is None or grid is None or (role, duty) in given:
                continue
            at = grid.pairs[role, duty] if grid.is_long else grid.rows[duty]
            column = grid.value_column if grid.is_long else grid.columns[role]
            yield patch.SetCell(grid.sheet, at, column, None), number


def _appended(
    copy: Copy,
    names: Names,
    pair: tuple[str, str],
    value: Value,
    number: int,
    rows: dict[str, dict[int, Value]],
) -> Iterator[Tagged]:
    """A tick no cell is there for: a row of a long sheet, or part of a new wide row."""
    role, duty = pair
    grid = _wide(copy)
    if grid is not None and role in grid.columns:
        rows.setdefault(duty, {})[grid.columns[role]] = value
        return
    long = next((each for each in copy.book.grids if each.is_long), None)
    if long is not None:
        ids: dict[int, Value] = {
            long.role_column: names.roles[role][0],
            long.duty_column: names.duties[duty][0],
            long.value_column: value,
        }
        yield patch.AppendRow(long.sheet, ids), number


def _new_rows(
    copy: Copy,
    names: Names,
    rows: Mapping[str, dict[int, Value]],
    numbers: Mapping[str, int],
) -> Iterator[Tagged]:
    grid = _wide(copy)
    if grid is None:
        return
    for duty, ticks in rows.items():
        if duty not in grid.rows:
            shown, title = names.duties[duty]
            values: dict[int, Value] = {grid.duty_column: shown}
            if grid.title_column:
                values[grid.title_column] = title
            yield patch.AppendRow(grid.sheet, {**values, **ticks}), numbers[duty]


def _wanted_roles(
    names: Names, changes: Changes, new: Mapping[str, int], others: Sequence[KeyedBook]
) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for number, op in changes.items():
        if op.new is not None:
            wanted.setdefault(op.field, number)
    for name, number in new.items():
        if name in names.roles and any(
            name in grid.columns for book in others for grid in book.grids
        ):
            wanted.setdefault(name, number)
    return wanted


def _wanted_duties(
    names: Names, changes: Changes, new: Mapping[str, int], others: Sequence[KeyedBook]
) -> list[str]:
    """New duties that have a row of toggles where they come from, ticked or not."""
    ticked = [op.key[0] for op in changes.values() if op.new is not None]
    listed = [
        name for name in new if any(name in grid.rows for book in others for grid in book.grids)
    ]
    return [name for name in dict.fromkeys([*listed, *ticked]) if name in names.duties]


def _wide(copy: Copy) -> ToggleGrid | None:
    """The sheet that new rows and columns of toggles go to: the sheet of toggles first."""
    wide = [grid for grid in copy.book.grids if not grid.is_long]
    own = [grid for grid in wide if key(grid.sheet) in TOGGLES.keys]
    return next(iter(own or wide), None)


def in_one_pass(copy: Copy, new: Mapping[str, int]) -> bool:
    """Whether toggles can be written together with the rows they belong to.

    Where toggles stand in 职责 itself, a new duty's row must be there first. So must a
    row whose toggles are there already, as those of a role that is deleted and comes back.
    """
    grid = _wide(copy)
    if not new or grid is None:
        return True
    if grid.sheet == copy.book.tables["duties"].sheet:
        return False
    sheet = next(each for each in copy.raw.sheets if each.name == grid.sheet)
    ids = (sheet.cell(row, grid.duty_column) for row in range(1, len(sheet.rows) + 1))
    cells = (*sheet.row(grid.header_row), *ids)
    return not any(key(identifier(cell)) in new for cell in cells if cell is not None)


def _grid_of(copy: Copy, role: str, duty: str) -> ToggleGrid | None:
    """The sheet that has a cell for a toggle."""
    for grid in copy.book.grids:
        if (role, duty) in grid.pairs or (role in grid.columns and duty in grid.rows):
            return grid
    return None


def _new_sheet(names: Names, number: int) -> Tagged:
    roles = [shown for shown, _ in names.roles.values()]
    header: tuple[Value, ...] = (DUTY_ID.header, TOGGLES.column("title").header, *roles)
    return patch.AddSheet(TOGGLES.title, (header,), (12, 24, *(8 for _ in roles))), number


def _usual_mark(copy: Copy) -> str:
    """How this workbook ticks."""
    sheets = {sheet.name: sheet for sheet in copy.raw.sheets}
    seen: Counter[str] = Counter()
    for row in copy.book.toggles.values():
        for each in row.values():
            place = each.place
            cell = sheets[place.sheet or ""].cell(place.row or 0, place.column or 0)
            if each.on and isinstance(cell, str):
                seen[cell] += 1
        if seen.total() > _SAMPLE:
            break
    return seen.most_common(1)[0][0] if seen else ON


def _written(mark: Known | Mark, usual: str) -> Value:
    if mark == ON:
        return usual
    if mark == 1.0:
        # A bare 1 would be a tick and no share.
        return Percent(1)
    return mark if isinstance(mark, str | float) else None
