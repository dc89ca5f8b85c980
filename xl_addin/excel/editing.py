"""Carries a plan out in the open workbook.

New rows and columns are copied from neighbours, so that formats, drop-downs and
conditional colours come along; texts are put in as texts, and what a formula gives is
left to the formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xl_addin.errors import EnvironmentFault
from xl_addin.excel.session import Session
from xl_addin.pipeline.edit_plan import CopyColumn, CopyRow, Plan, Step, Write


def apply(session: Session, plan: Plan) -> None:
    """Do the steps of a plan.

    Raises:
        EnvironmentFault: A sheet is protected, and nothing was changed; or the program
            refused a later step.
    """
    with session.still():
        _try_every_sheet(session, plan)
        hidden = {sheet.name: sheet.hidden_rows for sheet in plan.raw.sheets}
        for step in plan.steps:
            try:
                _do(session.book.sheets[step.sheet], step, hidden[step.sheet])
            except Exception as fault:
                # Each engine has its own exception for what it refuses.
                raise EnvironmentFault("edit-broken-off", sheet=step.sheet) from fault


def _do(sheet: Any, step: Step, hidden: frozenset[int]) -> None:
    if isinstance(step, Write):
        _write(sheet.range((step.row, step.column)), step.text)
    elif isinstance(step, CopyRow):
        _copy_row(sheet, step, hidden)
    else:
        _copy_column(sheet, step, hidden)


def _try_every_sheet(session: Session, plan: Plan) -> None:
    """Write to one cell of each sheet what it holds: a protected one refuses."""
    tried = set()
    for step in plan.steps:
        if not isinstance(step, Write) or step.sheet in tried:
            continue
        tried.add(step.sheet)
        cell = session.book.sheets[step.sheet].range((step.row, step.column))
        try:
            if not _is_formula(cell.formula, cell.value):
                cell.number_format = "@"
                cell.value = cell.value
        except Exception as fault:
            raise EnvironmentFault("sheet-protected", sheet=step.sheet) from fault


def _write(cell: Any, text: str) -> None:
    if _is_formula(cell.formula, cell.value):
        return
    if not text:
        cell.clear_contents()
        return
    cell.number_format = "@"
    cell.value = text


def _copy_row(sheet: Any, step: CopyRow, hidden: frozenset[int]) -> None:
    source = sheet.range((step.row, 1), (step.row, step.width))
    target = sheet.range((step.to, 1), (step.to, step.width))
    _copy(source, target, visible=step.row not in hidden)
    if step.keep:
        target.row_height = source.row_height
    else:
        _empty(sheet, target)
    for table in sheet.tables:
        area = table.range
        last = area.row + area.shape[0] - 1
        if last == step.to - 1 and area.row < step.row <= last:
            table.resize(sheet.range(area[0, 0], (step.to, area.column + area.shape[1] - 1)))


def _copy_column(sheet: Any, step: CopyColumn, hidden: frozenset[int]) -> None:
    for first, last, visible in _runs(step.top, step.bottom, hidden):
        source = sheet.range((first, step.column), (last, step.column))
        _copy(source, sheet.range((first, step.to), (last, step.to)), visible=visible)
    width = sheet.range((1, step.column)).column_width
    sheet.range((1, step.to)).column_width = width
    if not step.keep:
        _empty(sheet, sheet.range((step.top, step.to), (step.bottom, step.to)))
    for table in sheet.tables:
        area = table.range
        last = area.column + area.shape[1] - 1
        if last == step.to - 1 and area.row <= step.bottom:
            table.resize(sheet.range(area[0, 0], (area.row + area.shape[0] - 1, step.to)))


def _copy(source: Any, target: Any, *, visible: bool) -> None:
    if visible:
        source.copy(target)
        return
    # Excel leaves filtered rows out of a copy: such cells get the values alone.
    values = source.options(ndim=2, err_to_str=True).value
    for number, value in enumerate(cell for row in values for cell in row):
        cell = target[number]
        cell.number_format = "@" if isinstance(value, str) else source[number].number_format
        cell.value = value


def _runs(top: int, bottom: int, hidden: frozenset[int]) -> Iterator[tuple[int, int, bool]]:
    """Stretches of rows that are all visible or all hidden: (first, last, visible)."""
    first = top
    for row in range(top + 1, bottom + 2):
        if row > bottom or (row in hidden) != (first in hidden):
            yield first, row - 1, first not in hidden
            first = row


def _empty(sheet: Any, area: Any) -> None:
    """Take away what was typed and noted; what is calculated stays."""
    values = area.options(ndim=2, err_to_str=True).value
    formulas = _rows(area.formula)
    for row, (shown, given) in enumerate(zip(values, formulas, strict=True)):
        for column, (value, formula) in enumerate(zip(shown, given, strict=True)):
            if value is not None and not _is_formula(formula, value):
                area[row, column].clear_contents()
    bottom, right = area.row + area.shape[0] - 1, area.column + area.shape[1] - 1
    for note in list(sheet.notes):
        cell = note.location
        if area.row <= cell.row <= bottom and area.column <= cell.column <= right:
            note.delete()


def _rows(formulas: Any) -> Any:
    if not isinstance(formulas, list | tuple):
        return [[formulas]]
    return formulas if isinstance(formulas[0], list | tuple) else [formulas]


def _is_formula(formula: Any, value: Any) -> bool:
    """Whether a cell calculates: a text that begins with `=` reads alike both ways."""
    return str(formula).startswith("=") and formula != value
