"""One press of a button: the caller's book, its settings kept, its faults worded.

`macro` makes a function of a `Session` into what VBA calls. Whatever happens inside, the
status bar and the settings come back, and a person reads a sentence, never a traceback.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin import log_file
from xl_addin.errors import EnvironmentFault, XlAddinError
from xl_addin.messages import cure, sentence, text, user_language

if TYPE_CHECKING:
    import xlwings

    from xl_addin.sources.xlwings_book import XlwingsBook

_OFFICE_PIPE = "XL_ADDIN_OFFICE_PIPE"


@dataclass(frozen=True, slots=True)
class Session:
    """What a macro works on.

    Attributes:
        book: The workbook whose button was pressed.
        source: The same as a source for the pipeline.
        language: Language of dialogs and of what is written to sheets.
    """

    book: xlwings.Book
    source: XlwingsBook
    language: str

    @property
    def app(self) -> xlwings.App:
        """The program it is open in."""
        return self.book.app

    @property
    def folder(self) -> Path:
        """The workbook's folder, or one in the user's documents where it has none."""
        return self.source.folder or fallback_folder(self.book.name)

    def text(self, code: str, **params: Any) -> str:
        """A text in the user's language."""
        return text(code, self.language, **params)

    def tell(self, message: str, *, critical: bool = False) -> None:
        """Say something that needs no answer."""
        self.status(None)
        self.app.alert(message, self.text("title"), "ok", "critical" if critical else "info")

    def ask(self, message: str) -> bool:
        """Ask something to be answered by yes or no."""
        self.status(None)
        return self.app.alert(message, self.text("title"), "yes_no", "info") == "yes"

    @contextmanager
    def still(self) -> Iterator[None]:
        """Keep the screen from following every change."""
        updating = self.app.screen_updating
        self.app.screen_updating = False
        try:
            yield
        finally:
            self.app.screen_updating = updating

    def status(self, message: str | None) -> None:
        """Show a line in the status bar, or give the bar back."""
        self.app.status_bar = message or False


def fallback_folder(name: str) -> Path:
    """Where documents of a workbook without a folder go."""
    from platformdirs import user_documents_path

    return user_documents_path() / "xl_addin" / Path(name).stem


def macro(function: Callable[..., None]) -> Callable[..., None]:
    """What VBA calls, made of a function that takes a `Session`."""

    @functools.wraps(function)
    def run(*args: Any) -> None:
        session: Session | None = None
        try:
            session = _session()
            with _settings_kept(session.app):
                function(session, *args)
        except XlAddinError as error:
            _tell_error(error, session)
        except Exception as fault:  # noqa: BLE001 - no traceback may reach a user
            log = log_file.record(fault)
            name = type(fault).__name__
            _tell_error(XlAddinError("internal-error", cause=name, log=log), session)

    return run


def _session() -> Session:
    import xlwings

    from xl_addin.sources.xlwings_book import XlwingsBook

    if os.environ.get(_OFFICE_PIPE):
        from xl_addin.engines.libreoffice import engine

        engine()
    elif xlwings.engines.active is None and not len(xlwings.engines):
        raise EnvironmentFault("no-connection")
    book = xlwings.Book.caller()
    return Session(book, XlwingsBook(book), user_language())


@contextmanager
def _settings_kept(app: Any) -> Iterator[None]:
    updating, alerts = app.screen_updating, app.display_alerts
    try:
        yield
    finally:
        # A program that has gone has no settings to restore.
        with suppress(Exception):
            app.screen_updating = updating
            app.display_alerts = alerts
            app.status_bar = False


def _tell_error(error: XlAddinError, session: Session | None) -> None:
    language = session.language if session else user_language()
    said = sentence(error.code, error.fields, language)
    message = f"{said}\n\n{cure(error.code, error.fields, language)}  [{error.code}]"
    if session is not None:
        try:
            session.tell(message, critical=True)
        except Exception:  # noqa: BLE001 - the program itself may be what failed
            session = None
    if session is None:
        # xlwings shows what a macro leaves on standard error when it ends with a failure.
        sys.stderr.write(message + "\n")
        sys.exit(error.exit_code)
