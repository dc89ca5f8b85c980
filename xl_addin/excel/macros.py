"""What the buttons call: generate, check, preview, compare.

Each is a few lines over the pipeline; `session` brings the book, `sheets` and `marks`
write into it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from xl_addin.excel import marks, stopping
from xl_addin.excel.chosen import chosen_roles
from xl_addin.excel.session import Session, macro
from xl_addin.excel.sharing import tell_of_others
from xl_addin.excel.sheets import add_log, output_folder, show_problems, write_text
from xl_addin.outputs.folder import FolderOutput
from xl_addin.pipeline.check import inspect
from xl_addin.pipeline.generate import generate as make_documents
from xl_addin.pipeline.load import load
from xl_addin.pipeline.report import DocumentResult, Report
from xl_addin.pipeline.show import show
from xl_addin.problems import Problem


@macro
def generate(session: Session) -> None:
    """Documents of the selected roles; without any, of those whose 生成 is on."""
    session.status(session.text("reading"))
    _generate(session, chosen_roles(session, load(session.source)) or None)


@macro
def generate_all(session: Session) -> None:
    """Documents of every role whose 生成 is on."""
    session.status(session.text("reading"))
    _generate(session, None)


@macro
def check(session: Session) -> None:
    """List what is wrong; colour cells and add notes if the user wants it."""
    problems = _inspect(session)
    had_marks = marks.unmark(session)
    sheet = show_problems(session, problems)
    if not problems:
        session.tell(session.text("dialog-clean"))
        tell_of_others(session)
        return
    session.book.sheets[sheet].activate()
    said = _problems_text(session, problems, sheet)
    if had_marks or session.ask(said + "\n\n" + session.text("ask-mark")):
        _mark(session, problems)
    if had_marks:
        session.tell(said)
    tell_of_others(session)


@macro
def mark_problems(session: Session) -> None:
    """The same with marks on the cells, without asking."""
    problems = _inspect(session)
    marks.unmark(session)
    sheet = show_problems(session, problems)
    if problems:
        _mark(session, problems)
        session.tell(_problems_text(session, problems, sheet))
    else:
        session.tell(session.text("dialog-clean"))


@macro
def preview(session: Session) -> None:
    """Documents of the selected role in a temporary folder, opened."""
    session.status(session.text("reading"))
    roles = chosen_roles(session, load(session.source))[:1]
    if not roles:
        session.tell(session.text("select-role"))
        return
    folder = Path(tempfile.mkdtemp(prefix="xl_addin_"))
    report = make_documents(session.source, output=folder, roles=roles, jobs=1)
    for document in report.done:
        click.launch(str(document.path))
    if not report.done:
        sheet = show_problems(session, report.problems)
        session.tell(_summary(session, report, sheet))


@macro
def open_folder(session: Session) -> None:
    """The folder documents go to, in the file manager."""
    folder = _output(session)
    if folder.is_dir():
        click.launch(str(folder))
    else:
        session.tell(session.text("folder-absent", folder=folder))


@macro
def compare_roles(session: Session) -> None:
    """Two selected roles side by side, duty by duty, on a sheet of their own."""
    roles = chosen_roles(session, load(session.source))[:2]
    if len(roles) < 2:
        session.tell(session.text("select-two-roles"))
        return
    first, second = show(session.source, roles=roles).roles
    words = {True: session.text("compare-same"), False: session.text("compare-different")}
    columns = [
        *session.text("compare-columns").split(","),
        *(f"{role.id} {role.name}" for role in (first, second)),
        session.text("compare-result"),
    ]
    rows = [columns]
    for left, right in zip(first.decisions, second.decisions, strict=True):
        alike = left.included == right.included and left.overridden == right.overridden
        marks_of = ["✓" if each.included else "" for each in (left, right)]
        rows.append([left.duty.id, left.duty.title, *marks_of, words[alike]])
    name = session.text("compare-sheet")
    sheet = next((each for each in session.book.sheets if each.name == name), None)
    if sheet is None:
        sheet = session.book.sheets.add(name, after=session.book.sheets[-1])
    sheet.clear()
    write_text(sheet, 1, rows)
    sheet.autofit("columns")
    sheet.activate()
    same = sum(row[-1] == words[True] for row in rows[1:])
    counts = {"same": same, "different": len(rows) - 1 - same}
    session.tell(
        session.text("compared", first=first.id, second=second.id, sheet=name, **counts)
    )


@macro
def stop(session: Session) -> None:
    """Ask a run that is under way to stop between two documents."""
    stopping.request()
    session.status(session.text("stopping"))


def _generate(session: Session, roles: Sequence[str] | None) -> None:
    stopping.forget()

    def on_progress(made: int, total: int) -> None:
        session.status(session.text("making", made=made, all=total))
        if stopping.wanted():
            raise stopping.Stopped(made)

    output = FolderOutput(_output(session))
    try:
        report = make_documents(
            session.source, output=output, roles=roles, on_progress=on_progress
        )
    except stopping.Stopped as stopped:
        add_log(session, _report_so_far(session, output))
        session.tell(session.text("dialog-stopped", count=stopped.made))
        return
    had_marks = marks.unmark(session)
    sheet = show_problems(session, report.problems)
    if had_marks:
        _mark(session, report.problems)
    unwritten = add_log(session, report)
    said = _summary(session, report, sheet)
    if unwritten:
        said += "\n\n" + session.text("dialog-unwritten", sheet=unwritten)
    if session.source.folder is None:
        said += "\n\n" + session.text("dialog-elsewhere", folder=output.folder)
    if not report.done or report.folder is None:
        session.tell(said)
    elif session.ask(said + "\n\n" + session.text("ask-open")):
        click.launch(str(report.folder))


def _report_so_far(session: Session, output: FolderOutput) -> Report:
    roles = load(session.source).book.roles
    done = tuple(
        DocumentResult(
            roles[receipt.role].id if receipt.role else "",
            roles[receipt.role].name if receipt.role else "",
            receipt.template,
            "unchanged" if receipt.unchanged else "written",
            receipt.file_name,
            receipt.path,
        )
        for receipt in output.finish()
    )
    return Report(done, (), folder=output.folder)


def _inspect(session: Session) -> tuple[Problem, ...]:
    session.status(session.text("reading"))
    return inspect(session.source).problems


def _mark(session: Session, problems: Sequence[Problem]) -> None:
    refused = marks.mark(session, problems)
    if refused:
        session.tell(session.text("dialog-unmarked", count=refused))


def _output(session: Session) -> Path:
    settings = load(session.source).book.settings
    return output_folder(session, settings.get("output_folder", ""))


def _problems_text(session: Session, problems: Sequence[Problem], sheet: str) -> str:
    errors = sum(problem.is_error for problem in problems)
    return session.text(
        "dialog-problems", errors=errors, warnings=len(problems) - errors, sheet=sheet
    )


def _summary(session: Session, report: Report, sheet: str) -> str:
    done = report.done
    lines = [session.text("dialog-done" if done else "dialog-none", count=len(done))]
    unchanged = len(report.with_status("unchanged"))
    if unchanged:
        lines.append(session.text("dialog-unchanged", count=unchanged))
    for status in ("withheld", "failed"):
        own = [each for each in report.documents if each.status == status]
        if own:
            names = session.text("list-separator").join(
                dict.fromkeys(each.label for each in own)
            )
            lines.append(session.text(f"dialog-{status}", count=len(own), roles=names))
    for name, count in report.hidden_rows.items():
        lines.append(session.text("dialog-hidden", sheet=name, count=count))
    if report.problems:
        lines.append("\n" + _problems_text(session, report.problems, sheet))
    return "\n".join(lines)
