"""A new role, empty or copied from another, in every sheet that has a place for it."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.errors import UsageError
from xl_addin.model.book import Role
from xl_addin.model.names import key
from xl_addin.model.schema import PEOPLE, ROLES
from xl_addin.pipeline.edit_plan import Plan
from xl_addin.pipeline.layout import IdKind, Layout, Matrix, is_history, layout
from xl_addin.pipeline.load import Loaded
from xl_addin.pipeline.new_ids import next_id, usual


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a role will do.

    Attributes:
        plan: The changes.
        id: The new id.
        sheet: The sheet of roles.
        row: The new row there.
        column: The column of its name.
    """

    plan: Plan
    id: str
    sheet: str
    row: int
    column: int


def add_role(loaded: Loaded, name: str, like: Role | None = None) -> Added:
    """Plan an empty new role.

    Args:
        loaded: The workbook.
        name: What to call it until the user does.
        like: A role whose id shows the manner of the new one.

    Raises:
        UsageError: There is no sheet of roles.
    """
    found = layout(loaded)
    ids = [role.id for role in loaded.book.roles.values()]
    new = next_id(like.id if like else usual(ids, IdKind.ROLE), found.taken(IdKind.ROLE))
    added = _row(loaded, found, new, name, None)
    put_toggles(added.plan, loaded, found, new, name)
    return added


def copy_role(loaded: Loaded, source: Role, name: str) -> Added:
    """Plan a role with everything another one has but its people.

    Raises:
        UsageError: There is no sheet of roles.
    """
    found = layout(loaded)
    new = next_id(source.id, found.taken(IdKind.ROLE))
    added = _row(loaded, found, new, name, source)
    for matrix in found.matrices:
        for column, role in matrix.roles.items():
            if role == source.key:
                _put_column(added.plan, matrix, column, new, name, keep=True)
    for used in found.used[IdKind.ROLE]:
        # People are in one role: a copy of it is not theirs.
        if is_history(used) or key(used.sheet.name) in PEOPLE.keys:
            continue
        for row, shown in used.cells():
            if key(shown) == source.key:
                to = added.plan.append_row(used.sheet, row, keep=True)
                added.plan.write(used.sheet, to, used.column, new)
    return added


def put_toggles(plan: Plan, loaded: Loaded, found: Layout, role: str, name: str) -> None:
    """Plan a role's toggles, all off: a column, or rows where toggles stand one a row."""
    if found.matrices:
        matrix = found.matrices[0]
        like = max(matrix.roles or matrix.strangers, default=matrix.sheet.last_column)
        _put_column(plan, matrix, like, role, name, keep=False)
    elif found.long:
        roles, duties = found.long[IdKind.ROLE], found.long[IdKind.DUTY]
        like = max((row for row, _ in roles.cells()), default=roles.header + 1)
        for duty in loaded.book.duties.values():
            if duty.active:
                to = plan.append_row(roles.sheet, like, keep=False)
                plan.write(roles.sheet, to, roles.column, role)
                plan.write(roles.sheet, to, duties.column, duty.id)


def _row(loaded: Loaded, found: Layout, new: str, name: str, source: Role | None) -> Added:
    own = found.own.get(IdKind.ROLE)
    if own is None:
        raise UsageError("no-id-column", sheet=ROLES.title, header=ROLES.column("id").header)
    table = loaded.book.tables["roles"]
    plan = Plan(loaded.raw)
    book = loaded.book
    rows = [record.row for record in table.records if not book.is_note(record)]
    like = source.record.row if source else max(rows, default=own.header + 1)
    to = plan.append_row(own.sheet, like, keep=source is not None)
    plan.write(own.sheet, to, own.column, new)
    title = table.field("name")
    column = title.column if title else 0
    plan.write(own.sheet, to, column, name)
    file_name = table.field("file_name")
    if source and file_name and _is_fixed(source.record.text("file_name")):
        # Two roles whose documents have one name are an error.
        plan.write(own.sheet, to, file_name.column, "")
    return Added(plan, new, own.sheet.name, to, column or own.column)


def _is_fixed(file_name: str) -> bool:
    return bool(file_name) and "{" not in file_name


def _put_column(
    plan: Plan, matrix: Matrix, like: int, role: str, name: str, *, keep: bool
) -> None:
    to = plan.append_column(matrix.sheet, like, matrix.top, keep=keep)
    plan.write(matrix.sheet, matrix.header, to, role)
    if matrix.names:
        plan.write(matrix.sheet, matrix.names, to, name)
