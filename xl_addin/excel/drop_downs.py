"""Drop-down lists and prompts that pasting took away, copied back from cells that have them.

A cell takes its rule from another cell of its column; where a whole column lost them,
from a column of the same kind: role ids, duty ids, toggles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from xl_addin.excel.session import Session
from xl_addin.pipeline.layout import IdKind, Layout, is_history, layout
from xl_addin.pipeline.load import Loaded
from xl_addin.sources.xlwings_book import stretches

_MIXED = ("mixed_criteria", "inconsistent")


@dataclass(slots=True)
class Restored:
    """What was done: cells by sheet, and the sheets that refused."""

    cells: dict[str, int] = field(default_factory=dict)
    refused: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Column:
    """A column of a table in the open workbook, and where its rules begin and end."""

    sheet: Any
    number: int
    kind: str
    last: int
    rules: list[tuple[int, int, str]]

    @property
    def donor(self) -> Any:
        """The first cell with a rule."""
        row = next((first for first, _, rule in self.rules if rule != "none"), None)
        return None if row is None else self.sheet.range((row, self.number))

    def lost(self) -> Iterator[Any]:
        """Cells without a rule, as far down as the sheet is filled."""
        for first, last, rule in self.rules:
            if rule == "none" and first <= self.last:
                end = min(last, self.last)
                yield self.sheet.range((first, self.number), (end, self.number))


def restore(session: Session, loaded: Loaded) -> Restored:
    """Give every cell of a table the rule that its neighbours have."""
    with session.still():
        columns = list(_columns(session, loaded))
        done = _restored(columns)
        session.app.cut_copy_mode = False
    return done


def _restored(columns: list[_Column]) -> Restored:
    done = Restored()
    donors = {column.kind: column.donor for column in reversed(columns) if column.donor}
    for column in columns:
        donor = column.donor or donors.get(column.kind)
        name = column.sheet.name
        for cells in column.lost() if donor is not None else ():
            if _copied(donor, cells):
                done.cells[name] = done.cells.get(name, 0) + len(cells)
            else:
                done.refused[name] = None
    return done


def _copied(donor: Any, cells: Any) -> bool:
    """Copy a rule; a protected sheet refuses, in some programs without a word."""
    try:
        donor.copy()
        cells.paste("validation")
    except Exception:  # noqa: BLE001 - each engine has its own exception for protection
        return False
    return bool(cells.data_validation.type != "none")


def _columns(session: Session, loaded: Loaded) -> Iterator[_Column]:
    found = layout(loaded)
    kinds = _kinds(found)
    raws = {sheet.name: sheet for sheet in loaded.raw.sheets}
    for name, top in _tables(loaded, found).items():
        sheet, raw = session.book.sheets[name], raws[name]
        for number in range(1, raw.last_column + 1):

            def rule(first: int, last: int, number: int = number, sheet: Any = sheet) -> Any:
                cells = sheet.range((first, number), (last, number))
                kind = cells.data_validation.type
                return None if kind in _MIXED else kind

            # One row more than is filled: a prepared row below still has what all lost.
            rules = list(stretches(top, max(raw.last_row, top) + 1, rule))
            kind = kinds.get((name, number), f"{name}!{number}")
            yield _Column(sheet, number, kind, raw.last_row, rules)


def _tables(loaded: Loaded, found: Layout) -> dict[str, int]:
    """The first row of each table by its sheet; in 设置 every row is of its own kind."""
    tables = {
        table.sheet: table.header_row + 1
        for table in loaded.book.tables.values()
        if table.header_row and table.name != "settings"
    }
    for matrix in found.matrices:
        tables[matrix.sheet.name] = matrix.first
    for column in found.long.values():
        tables[column.sheet.name] = column.header + 1
    return tables


def _kinds(found: Layout) -> dict[tuple[str, int], str]:
    """Columns that hold the same as others: (sheet, column) → kind."""
    kinds = {
        (used.sheet.name, used.column): kind.value
        for kind in IdKind
        for used in found.used[kind]
        if not is_history(used)
    }
    for matrix in found.matrices:
        for column in matrix.roles:
            kinds[matrix.sheet.name, column] = "toggles"
    return kinds
