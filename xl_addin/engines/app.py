"""The application as xlwings asks for it, over one `office.Office`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from xlwings import base_classes

from xl_addin.engines.book import Book, property_values
from xl_addin.engines.cells import Range
from xl_addin.engines.faults import plain_faults
from xl_addin.engines.office import Office
from xl_addin.errors import EnvironmentFault

_ALWAYS_RUN_MACROS = 4
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_DEFAULTS = {"ok": "ok", "ok_cancel": "ok", "yes_no": "no", "yes_no_cancel": "cancel"}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


@plain_faults
class App(base_classes.App):
    """One LibreOffice.

    Attributes:
        shown: What `alert` would have said in an office without windows, which
            cannot ask and so answers as if the dialog had been closed.
        copied: What `Range.copy()` took for a later `paste`; the user's own clipboard is
            left alone.
    """

    def __init__(self, engine: Any, office: Office) -> None:
        self.engine, self.office = engine, office
        self.shown: list[str] = []
        self.copied: Range | None = None
        self._status: str | None = None
        self._indicator: Any = None
        self._alerts = True

    @property
    def api(self) -> Any:
        return self.office.desktop

    @property
    def version(self) -> str:
        # Excel 2016's number: xlwings asks for 15 or more and knows no LibreOffice.
        return "16.0"

    @property
    def pid(self) -> int:
        return self.office.pid

    @property
    def hwnd(self) -> int:
        return 0

    @property
    def path(self) -> str:
        from xl_addin.engines.office import program

        return str(program().parent)

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def visible(self) -> bool:
        return self.office.visible

    @visible.setter
    def visible(self, value: bool) -> None:
        """An office keeps the visibility it was started with."""

    def activate(self, steal_focus: bool = False) -> None:
        frame = self.api.getCurrentFrame()
        if frame is not None:
            frame.getContainerWindow().setFocus()

    def quit(self) -> None:
        self.office.end()
        self.engine.apps.forget(self)

    def kill(self) -> None:
        self.office.kill()
        self.engine.apps.forget(self)

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        chosen = book.controller.getSelection() if book else None
        if chosen is None or not hasattr(chosen, "getRangeAddressesAsString"):
            if chosen is None or not hasattr(chosen, "getRangeAddress"):
                return None
            areas = [chosen.getRangeAddress()]
        else:
            areas = list(chosen.getRangeAddresses())
        assert book is not None  # noqa: S101 - there is a selection only in a book
        ranges = [book.sheets(area.Sheet + 1).range_of(area) for area in areas]
        further = tuple(each.address for each in ranges[1:])
        first = ranges[0]
        area = (first.first_row, first.first_column, first.last_row, first.last_column)
        return Range(first.sheet, area, further)

    # Settings

    @property
    def screen_updating(self) -> bool:
        book = self.books.active
        return not (book and book.xl.hasControllersLocked())

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        book = self.books.active
        if book and value and book.xl.hasControllersLocked():
            book.xl.unlockControllers()
        elif book and not value:
            book.xl.lockControllers()

    @property
    def display_alerts(self) -> bool:
        return self._alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._alerts = value

    @property
    def enable_events(self) -> bool:
        return True

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        """Calc's document events are no macro's concern."""

    @property
    def cut_copy_mode(self) -> str | None:
        return "copy" if self.copied else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        if not value:
            self.copied = None

    @property
    def interactive(self) -> bool:
        return True

    @interactive.setter
    def interactive(self, value: bool) -> None:
        """Calc stays as it is."""

    @property
    def calculation(self) -> str:
        book = self.books.active
        automatic = book is None or book.xl.isAutomaticCalculationEnabled()
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        book = self.books.active
        if book:
            book.xl.enableAutomaticCalculation(value == "automatic")

    def calculate(self) -> None:
        for book in self.books:
            book.xl.calculateAll()

    @property
    def status_bar(self) -> str | None:
        return self._status

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self._status = str(value) if value else None
        book = self.books.active
        frame = book.controller.getFrame() if book and book.controller else None
        if self._indicator is None and frame is not None:
            self._indicator = frame.createStatusIndicator()
        if self._indicator is None:
            return
        if self._status:
            self._indicator.start(self._status, 0)
        else:
            self._indicator.end()
            self._indicator = None

    def alert(
        self,
        prompt: str,
        title: Any = None,
        buttons: Any = "ok",
        mode: Any = None,
        _: Any = None,
    ) -> str:
        import uno

        buttons = buttons or "ok"
        if not self.office.answers:
            raise EnvironmentFault("libreoffice-ended")
        if not self.visible or not self._alerts:
            self.shown.append(prompt)
            return _DEFAULTS[buttons]
        toolkit = self.office.service("com.sun.star.awt.Toolkit")
        parent = self.api.getCurrentFrame().getContainerWindow()
        kind = {"critical": "ERRORBOX", "info": "INFOBOX"}.get(mode or "", "MESSAGEBOX")
        if buttons != "ok" and kind == "INFOBOX":
            kind = "QUERYBOX"  # an info box has a single button whatever is asked for
        box = toolkit.createMessageBox(
            parent,
            uno.Enum("com.sun.star.awt.MessageBoxType", kind),
            _BUTTONS[buttons],
            title or "",
            prompt,
        )
        answer = box.execute()
        box.dispose()
        return _ANSWERS.get(answer, _DEFAULTS[buttons])

    def run(self, macro: str, args: tuple[Any, ...]) -> Any:
        name = macro.rpartition("!")[2]
        book = self.books.active
        if book is None:
            raise ValueError(macro)
        library = "VBAProject" if book.xl.BasicLibraries.hasByName("VBAProject") else "Standard"
        script = book.xl.getScriptProvider().getScript(
            f"vnd.sun.star.script:{library}.{name}?language=Basic&location=document"
        )
        return script.invoke(tuple(args), (), ())[0]


@plain_faults
class Books(base_classes.Books):
    """The open spreadsheets of one LibreOffice."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        return self.app.api.getComponents()

    def __iter__(self) -> Iterator[Book]:
        found = []
        components = self.api.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if hasattr(component, "supportsService") and component.supportsService(
                _SPREADSHEET
            ):
                found.append(Book(self.app, component))
        return iter(found)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: str) -> bool:
        return any(book.name == name for book in self)

    @property
    def active(self) -> Book | None:
        current = self.app.api.getCurrentComponent()
        for book in self:
            if current is not None and book.xl == current:
                return book
        return next(iter(self), None)

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, int):
            return list(self)[name_or_index - 1]
        for book in self:
            if name_or_index.lower() in (book.name.lower(), book.fullname.lower()):
                return book
        raise KeyError(name_or_index)

    def add(self) -> Book:
        return self._load("private:factory/scalc")

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        import uno

        path = Path(fullname).resolve()
        if not path.is_file():
            raise FileNotFoundError(fullname)
        return self._load(uno.systemPathToFileUrl(str(path)))

    def _load(self, url: str) -> Book:
        options = property_values(
            Hidden=not self.app.visible, MacroExecutionMode=_ALWAYS_RUN_MACROS
        )
        opened = self.app.api.loadComponentFromURL(url, "_blank", 0, options)
        if opened is None:
            raise EnvironmentFault(
                "libreoffice-not-opened", file=unquote(url.rpartition("/")[2])
            )
        return Book(self.app, opened)
