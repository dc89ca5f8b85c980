"""Tables, columns and values by the names a person knows them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xl_addin.merge.decisions import Decision, Side
from xl_addin.merge.keyed import TOGGLES, KeyedBook, KeyedRow
from xl_addin.merge.values import Known, plain_text
from xl_addin.model.cells import number_text
from xl_addin.model.schema import (
    CHILDREN,
    DEPARTMENTS,
    DUTIES,
    LISTS,
    OVERRIDES,
    ROLES,
    SETTINGS,
    SheetSpec,
)
from xl_addin.model.schema import TOGGLES as TOGGLE_SHEET

GONE = "（已删除）"
UNTOUCHED = "（这一行没有改，改的是它的开关、覆盖或明细）"
_SPECS: dict[str, SheetSpec] = {
    spec.name: spec
    for spec in (
        SETTINGS,
        DEPARTMENTS,
        ROLES,
        DUTIES,
        TOGGLE_SHEET,
        OVERRIDES,
        LISTS,
        *CHILDREN,
    )
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Names as they stand in the copies; the first copy that has one gives it."""

    books: tuple[KeyedBook, ...]

    def table(self, name: str) -> str:
        """A table by its tab."""
        for book in self.books:
            table = book.tables.get(name)
            if table and table.sheet and name != TOGGLES:
                return table.sheet
        if name == TOGGLES:
            grids = (grid.sheet for book in self.books for grid in book.grids)
            return next(grids, TOGGLE_SHEET.title)
        return _SPECS[name].title if name in _SPECS else name

    def column(self, table: str, name: str) -> str:
        """A column by its heading; a role's toggles by the role."""
        if not name:
            return ""
        if table == TOGGLES:
            rows = (book.rows("roles").get((name,)) for book in self.books)
            return next((row.shown for row in rows if row), name)
        return heading(name, table, self.books)


def heading(name: str, table: str, books: tuple[KeyedBook, ...]) -> str:
    """The heading of a column where a copy has it, else the schema's."""
    for book in books:
        found = book.tables.get(table)
        if found and name in found.headers:
            return found.headers[name].text
    spec = _SPECS.get(table)
    columns = spec.columns if spec else ()
    return next((each.header for each in columns if each.name == name), name)


def side_text(side: Side, table: str, labels: Labels) -> str:
    """What stands on one side of a decision; a whole row as its cells."""
    if isinstance(side, KeyedRow):
        return "；".join(
            f"{labels.column(table, name)}：{_as_typed(side, name, value)}"
            for name, value in side.values.items()
        )
    if isinstance(side, float):
        return number_text(side)
    if isinstance(side, tuple) and any(isinstance(each, tuple) for each in side):
        return ""
    return plain_text(side)  # type: ignore[arg-type]


def brief_sides(decision: Decision, labels: Labels) -> tuple[str, str, str]:
    """Base, ours and theirs of a decision, of whole rows only what differs."""
    sides = (decision.base, decision.ours, decision.theirs)
    rows = [each for each in sides if isinstance(each, KeyedRow)]
    if not rows:
        base, ours, theirs = (side_text(each, decision.table, labels) for each in sides)
        return base, ours, theirs
    names = [
        name
        for name in dict.fromkeys(name for row in rows for name in row.values)
        if len(rows) == 1 or len({row.values.get(name) for row in rows}) > 1
    ]
    base, ours, theirs = (_brief(each, decision, names, labels) for each in sides)
    return base, ours, theirs


def along_text(decision: Decision, labels: Labels) -> str:
    """How many rows of which tables are decided with a row; '' if there are none."""
    counted = Counter(labels.table(table) for table, _ in decision.along)
    return "、".join(f"{table} ×{count}" for table, count in counted.items())


def _brief(side: Side, decision: Decision, names: Sequence[str], labels: Labels) -> str:
    if not isinstance(side, KeyedRow):
        return GONE if decision.base is not None else ""
    if decision.base is not None and side is not decision.base:
        base = decision.base
        if isinstance(base, KeyedRow) and side.values == base.values:
            return UNTOUCHED
    return (
        "；".join(
            f"{labels.column(decision.table, name)}：{_as_typed(side, name, side.values.get(name))}"
            for name in names
        )
        or side.shown
    )


def _as_typed(row: KeyedRow, name: str, value: Known) -> str:
    """A cell of a row; ids as they were typed, not as they are compared."""
    typed = row.cells.get(name)
    return (
        typed
        if name in ("id", "role", "duty") and isinstance(typed, str)
        else plain_text(value)
    )
