"""LibreOffice Calc as an engine of xlwings, through its public extension point.

`engine()` registers it; from then on `xw.App()`, `xw.Book(...)` and `xw.Book.caller()`
work on Calc, in an office of our own or in the one whose pipe we were given.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlwings
from xlwings import base_classes

from xl_addin.engines import values
from xl_addin.engines.app import App
from xl_addin.engines.office import PIPE_VARIABLE, Office

NAME = "libreoffice"


class Apps(base_classes.Apps):
    """The LibreOffices this process started or was lent."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._apps: dict[int, App] = {}

    def keys(self) -> list[int]:
        return list(self._apps)

    def add(
        self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None
    ) -> App:
        app = App(self._engine, Office.start(visible=bool(visible)))
        self._apps[app.pid] = app
        if add_book:
            app.books.add()
        return app

    def connect(self, pipe: str) -> App:
        """Reach an office that listens on a pipe."""
        app = App(self._engine, Office.connect(pipe))
        self._apps[app.pid] = app
        return app

    def forget(self, app: App) -> None:
        """An app that has ended."""
        self._apps = {pid: each for pid, each in self._apps.items() if each is not app}

    @staticmethod
    def cleanup() -> None:
        """Nothing is left behind: an office ends with its process group."""

    def __iter__(self) -> Iterator[App]:
        # The newest is the active one.
        return iter([app for app in reversed(self._apps.values()) if app.office.alive])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __getitem__(self, pid: int) -> App:
        return self._apps[pid]


class Engine:
    """What xlwings takes for an engine."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _: Any) -> Any:
        """Values go to Calc as they are; `values.to_calc` turns them."""
        return value

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Any,
        empty_as: Any,
        number_builder: Any,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Values of a read, as its options want them."""
        build = datetime if datetime_builder is None else datetime_builder
        return [
            [
                values.clean(cell, build, empty_as, number_builder, errors=err_to_str)
                for cell in row
            ]
            for row in data
        ]


def engine() -> xlwings.Engine:
    """The engine, registered and active; an office whose pipe we were given is reached.

    Raises:
        EnvironmentFault: LibreOffice is missing, or the given one does not answer.
    """
    known = xlwings.engines.engines_by_name.get(NAME)
    if known is None:
        known = xlwings.Engine(impl=Engine())
        xlwings.engines.add(known)
        pipe = os.environ.get(PIPE_VARIABLE)
        if pipe:
            known.impl.apps.connect(pipe)
    known.activate()
    return known
