"""What the check adds for a shared workbook: other openers, copies, changes since last time."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xl_addin.excel.session import Session
from xl_addin.excel.sheets import dress, find_sheet, write_text
from xl_addin.model.book import DutyBook
from xl_addin.model.schema import CHANGES
from xl_addin.pipeline.copies import Kind, copies_of
from xl_addin.pipeline.history import Change, since_last
from xl_addin.pipeline.plan import workbook_id
from xl_addin.pipeline.status import command_line, merge_command
from xl_addin.reader.book import read_book
from xl_addin.sources.owner_files import Opener, openers
from xl_addin.wording import opener_text

_WIDTHS = (10, 30, 10, 70)


def tell_of_others(session: Session) -> None:
    """Say who else has the workbook open and which copies there are; offer the changes."""
    raw = session.source.latest()
    book = read_book(raw)[0]
    folder = session.source.folder
    lines: list[str] = []
    if folder is not None:
        path = folder / raw.name
        lines += [opener_text(each, session.language) for each in _others(session, path)]
        lines += _copies(session, path, book)
    if lines:
        session.tell("\n".join(lines))
    found = since_last(raw, workbook_id(book), folder)
    if found is None or not found[1]:
        return
    last, changes = found
    when = f"{last.time.astimezone():%Y-%m-%d %H:%M}"
    if session.ask(session.text("ask-changes", count=len(changes), time=when)):
        show_changes(session, changes)


def show_changes(session: Session, changes: tuple[Change, ...]) -> None:
    """The changes on a sheet of their own, one a row."""
    sheet = find_sheet(session, CHANGES)
    if sheet is None:
        name = session.text("changes-sheet")
        sheet = session.book.sheets.add(name, after=session.book.sheets[-1])
    sheet.clear()
    separator = session.text("list-separator")
    lines = [
        [each.table, each.row, session.text(f"changes-{each.kind}"), separator.join(each.what)]
        for each in changes
    ]
    write_text(sheet, 1, [session.text("changes-columns").split(","), *lines])
    dress(sheet, 1, _WIDTHS)
    sheet.range((2, 2), (len(lines) + 1, 4)).wrap_text = True
    sheet.activate()


def _copies(session: Session, path: Path, book: DutyBook) -> Iterator[str]:
    copies = copies_of(path, book, hinted_only=True)
    for each in copies:
        if each.kind is Kind.YEAR:
            yield session.text("status-year", file=each.path.name)
            yield command_line("copy", path, "--new-id")
        else:
            told = {"file": each.path.name, "program": each.program}
            yield session.text("status-conflict", **told)
    conflicts = [each.path for each in copies if each.kind is Kind.CONFLICT]
    if conflicts:
        yield session.text("status-merge", command=merge_command(path, *conflicts))


def _others(session: Session, path: Path) -> Iterator[Opener]:
    """Who has it open beside the one who pressed the button."""
    for each in openers(path):
        here = each.host == platform.node() and each.account == getpass.getuser()
        # Excel leaves a note of whoever may write: of us, unless we may only read.
        own = here if each.program == "LibreOffice" else not _only_reads(session)
        if not own:
            yield each


def _only_reads(session: Session) -> bool:
    with suppress(Exception):
        return bool(session.book.api.ReadOnly)
    return True
