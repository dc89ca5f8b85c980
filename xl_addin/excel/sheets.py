"""The two sheets macros write: 检查结果 (what is wrong) and 生成日志 (what was made).

Everything is written as text, never as a formula, in one write a sheet; only links are
put cell by cell, and only so many of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xl_addin.excel.session import Session
from xl_addin.messages import cure, sentence
from xl_addin.model.names import key
from xl_addin.model.schema import GENERATED_LOG, RESULTS, SheetSpec
from xl_addin.pipeline.report import Report
from xl_addin.problems import Place, Problem
from xl_addin.wording import others_text, place_text

_MOST_LINKS = 300
_MOST_ROWS = 2000
_MOST_AREAS = 50
_HEADER_ROW = 3
_NAVY, _WHITE = (31, 56, 100), (255, 255, 255)
_RESULT_WIDTHS = (8, 22, 60, 60, 20, 24)
_LOG_WIDTHS = (18, 12, 22, 50, 10, 50, 30)


def find_sheet(session: Session, spec: SheetSpec) -> Any:
    """The sheet with one of the spec's names, or None."""
    return next((each for each in session.book.sheets if key(each.name) in spec.keys), None)


def show_problems(session: Session, problems: Sequence[Problem]) -> str:
    """List the problems on their sheet, places as links; give the sheet's name.

    A list of an earlier run is replaced; without problems it is emptied.
    """
    sheet = find_sheet(session, RESULTS)
    if sheet is None:
        if not problems:
            return RESULTS.title
        sheet = _added(session, RESULTS.title)
    sheet.clear()
    columns = session.text("results-columns").split(",")
    errors = sum(problem.is_error for problem in problems)
    heading = session.text(
        "results-heading",
        errors=errors,
        warnings=len(problems) - errors,
        time=f"{datetime.now():%Y-%m-%d %H:%M}",
    )
    rows = [_problem_row(session, each) for each in problems[:_MOST_ROWS]]
    if len(problems) > _MOST_ROWS:
        rest = session.text("results-rest", count=len(problems) - _MOST_ROWS)
        rows.append(["", "", rest, "", "", ""])
    blank = [""] * (len(columns) - 1)
    write_text(sheet, 1, [[heading, *blank], ["", *blank], columns, *rows])
    sheet.range("A1").font.bold = True
    dress(sheet, _HEADER_ROW, _RESULT_WIDTHS)
    sheet.range((_HEADER_ROW + 1, 3), (_HEADER_ROW + len(rows) + 1, 4)).wrap_text = True
    for number, problem in enumerate(problems[:_MOST_LINKS], start=_HEADER_ROW + 1):
        _link_place(sheet.range((number, 2)), problem.place, session.language)
    return str(sheet.name)


def _problem_row(session: Session, problem: Problem) -> list[str]:
    language = session.language
    roles = "、".join(sorted(problem.roles)) if problem.roles is not None else None
    said = sentence(problem.code, problem.params, language)
    return [
        session.text("error" if problem.is_error else "warning"),
        place_text(problem.place, language),
        "\n".join(filter(None, (said, others_text(problem, language, most=_MOST_AREAS)))),
        cure(problem.code, problem.params, language),
        (session.text("every-role") if roles is None else roles.upper())
        if problem.is_error
        else "",
        problem.code,
    ]


def _link_place(cell: Any, place: Place, language: str) -> None:
    if place.sheet is None or place.part is not None:
        return
    target = Place(row=place.row or 1, column=place.column or 1).address
    sheet = place.sheet.replace("'", "''")
    cell.add_hyperlink(f"#'{sheet}'!{target}", place_text(place, language))


def add_log(session: Session, report: Report) -> str | None:
    """Append the run's documents to 生成日志; give its name if it could not be written."""
    sheet = find_sheet(session, GENERATED_LOG)
    try:
        if sheet is None:
            sheet = _added(session, GENERATED_LOG.title)
            write_text(sheet, 1, [session.text("log-columns").split(",")])
            dress(sheet, 1, _LOG_WIDTHS)
        first = _next_row(sheet)
        write_text(sheet, first, _log_rows(session, report))
    except Exception:  # noqa: BLE001 - each engine has its own exception for protection
        return GENERATED_LOG.title if sheet is None else str(sheet.name)
    for row, document in enumerate(report.documents[:_MOST_LINKS], start=first):
        if document.path is not None:
            cell = sheet.range((row, 7))
            cell.add_hyperlink(document.path.as_uri(), document.path.name)
    return None


def _log_rows(session: Session, report: Report) -> list[list[str]]:
    now = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
    rows = []
    for document in report.documents:
        own = [
            sentence(problem.code, problem.params, session.language)
            for problem in report.problems
            if problem.roles is not None and key(document.role) in problem.roles
        ]
        rows.append(
            [
                now,
                document.role,
                document.name,
                document.file_name,
                session.text(f"status-{document.status}"),
                "；".join(own)[:500],
                str(document.path) if document.path else "",
            ]
        )
    return rows


def write_text(sheet: Any, row: int, rows: Sequence[Sequence[str]]) -> None:
    """Write rows as text from a row on: what begins with `=` must not become a formula."""
    if not rows:
        return
    target = sheet.range((row, 1), (row + len(rows) - 1, len(rows[0])))
    target.number_format = "@"
    target.value = [list(each) for each in rows]


def _next_row(sheet: Any) -> int:
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    column = sheet.range((1, 1), (last, 1)).options(ndim=1).value
    while column and column[-1] is None:
        column.pop()
    return len(column) + 1


def _added(session: Session, name: str) -> Any:
    """A new sheet behind all others; the one in front stays the active one."""
    active = session.book.sheets.active
    sheet = session.book.sheets.add(name, after=session.book.sheets[-1])
    active.activate()
    return sheet


def dress(sheet: Any, row: int, widths: Sequence[float]) -> None:
    """A header in the colours of the other sheets, and columns wide enough to read."""
    header = sheet.range((row, 1), (row, len(widths)))
    header.color = _NAVY
    header.font.color = _WHITE
    header.font.bold = True
    for number, width in enumerate(widths, start=1):
        sheet.range((1, number)).column_width = width


def output_folder(session: Session, named: str) -> Path:
    """The folder a workbook's documents go to."""
    return session.folder / (named.strip() or "输出")
