"""A desk to work at: a screen (Xvfb), a visible LibreOffice on it, a mouse (xdotool).

The macro workbook is opened as it is shipped; only the module `xlwings`, which starts
Python by means that Windows and macOS have, is replaced in memory by one of the same
signature that starts the same Python command here. The bytes under test stay the bytes
that are shipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import xlwings as xw

WIDTH, HEIGHT = 1280, 800
PACKAGES = "libreoffice-calc python3-uno xvfb xdotool imagemagick"
DEADLINE = 120.0
_EMPTY_SCREEN = 20_000
_LOOK_WIDTH, _LOOK_HEIGHT = 150, 40
_PUSH_BUTTON = 44
_ALERT, _DIALOG, _OPTION_PANE = 1, 12, 37
_RUN_PYTHON = '''Option VBASupport 1
Public Function RunPython(PythonCommand As String)
    Shell "{program}", 0, "-c """ & PythonCommand & """ ""--wb=" & ThisWorkbook.Name & """ --from_xl=1"
End Function
Public Function GetConfig(Name As String, Optional Default As String)
    GetConfig = ""
End Function
'''

Found = TypeVar("Found")


def until(look: Callable[[], Found | None], what: str) -> Found:
    """What `look` finds, tried until it finds something.

    A window that changes while it is looked through makes UNO fail: then it is not there
    yet.
    """
    import uno

    changing = uno.getClass("com.sun.star.uno.Exception")
    deadline = time.monotonic() + DEADLINE
    while True:
        found = None
        with suppress(changing):
            found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {DEADLINE:g} s for {what}")
        time.sleep(0.1)


@contextmanager
def screen() -> Iterator[str]:
    """A screen of our own; gives its DISPLAY."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            f"{WIDTH}x{HEIGHT}x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


def open_with_macros(app: xw.App, path: Path, log: Path) -> xw.Book:
    """Open a macro workbook with its own macros and a `RunPython` that works here.

    Args:
        app: The program.
        path: The workbook.
        log: Where to put what Python is started with and what it says on standard error.
    """
    program = log.with_suffix(".sh")
    program.write_text(
        f'#!/bin/sh\necho "started $*" >>"{log}"\n'
        f'"{sys.executable}" "$@" 2>>"{log}"\necho "ended $?" >>"{log}"\n'
    )
    program.chmod(0o755)
    book = app.books.open(path)
    library = book.impl.xl.BasicLibraries.getByName("VBAProject")
    assert library.hasByName("xlwings")
    library.replaceByName("xlwings", _RUN_PYTHON.format(program=program))
    return book


def fill_screen(book: xw.Book) -> None:
    """Give the window the whole screen: there is no window manager to do it."""
    window = book.impl.controller.getFrame().getContainerWindow()
    window.setPosSize(0, 0, WIDTH, HEIGHT, 15)


def show(book: xw.Book, sheet: str) -> None:
    """Bring a sheet to the front, and wait until the program has nothing left to draw."""
    book.sheets[sheet].activate()
    book.app.impl.office.service("com.sun.star.awt.Toolkit").processEventsToIdle()


def button(book: xw.Book, caption: str) -> Any:
    """The accessible object of a button on the sheet in front."""
    window = book.impl.controller.getFrame().getComponentWindow()
    return until(lambda: find(window.getAccessibleContext(), caption), f"the button {caption}")


def dialog_button(app: xw.App, captions: tuple[str, ...]) -> Any:
    """The accessible object of a button of the dialog that is open."""

    def look() -> Any:
        for context in _dialogs(app):
            for caption in captions:
                found = find(context, caption)
                if found:
                    return found
        return None

    return until(look, f"a dialog with {captions}")


def dialog_text(app: xw.App) -> str:
    """All words of the dialogs that are open."""
    return until(
        lambda: "\n".join(word for context in _dialogs(app) for word in _names(context)),
        "the words of a dialog",
    )


def _dialogs(app: xw.App) -> Iterator[Any]:
    toolkit = app.impl.office.service("com.sun.star.awt.Toolkit")
    for number in range(toolkit.getTopWindowCount()):
        # A window that has just closed is counted, and is not there.
        window = toolkit.getTopWindow(number)
        context = window and window.getAccessibleContext()
        if context is not None and context.getAccessibleRole() in (
            _ALERT,
            _DIALOG,
            _OPTION_PANE,
        ):
            yield context


def _names(context: Any) -> Iterator[str]:
    if context is None:
        return
    yield context.getAccessibleName()
    for number in range(min(context.getAccessibleChildCount(), 50)):
        child = context.getAccessibleChild(number)
        yield from _names(child and child.getAccessibleContext())


def find(context: Any, caption: str, depth: int = 0) -> Any:
    """Depth first, but never into the million cells of a sheet."""
    if context is None:
        return None
    if context.getAccessibleRole() == _PUSH_BUTTON and _caption(context) == caption:
        return context
    count = context.getAccessibleChildCount()
    for number in range(count if count < 300 else 0):
        child = context.getAccessibleChild(number)
        found = child and depth < 12 and find(child.getAccessibleContext(), caption, depth + 1)
        if found:
            return found
    return None


def _caption(context: Any) -> str:
    return str(context.getAccessibleName()).replace("~", "").replace("_", "")


def press(context: Any) -> None:
    """Press by the accessibility action: what a screen reader does."""
    context.doAccessibleAction(0)


def middle(context: Any) -> tuple[int, int]:
    """Where on the screen an object's middle is."""
    corner, size = context.getLocationOnScreen(), context.getSize()
    return corner.X + size.Width // 2, corner.Y + size.Height // 2


def click(spot: tuple[int, int], display: str) -> None:
    """Click a button with the mouse, as a person does who sees what it does.

    Its place is known before it is drawn there, and until then a click would fall on the
    cells: so it is looked at first, and held down until it looks pressed.
    """
    x, y = spot
    up = drawn(spot, display)
    _xdotool(display, "mousemove", str(x), str(y))
    _xdotool(display, "mousedown", "1")
    try:
        until(lambda: _look(spot, display) != up, f"the button at {spot} to go down")
    finally:
        _xdotool(display, "mouseup", "1")


def drawn(spot: tuple[int, int], display: str) -> bytes:
    """The look of a spot once something is drawn there and stays as it is."""
    return until(lambda: _settled(spot, display), f"a button drawn at {spot}")


def _settled(spot: tuple[int, int], display: str) -> bytes | None:
    before = _look(spot, display)
    time.sleep(0.2)
    pixels = {before[n : n + 3] for n in range(0, len(before), 3)}
    return before if len(pixels) > 1 and _look(spot, display) == before else None


def _look(spot: tuple[int, int], display: str) -> bytes:
    """The pixels around a spot: about what a button takes."""
    x, y = spot
    area = f"{_LOOK_WIDTH}x{_LOOK_HEIGHT}+{x - _LOOK_WIDTH // 2}+{y - _LOOK_HEIGHT // 2}"
    return subprocess.run(
        ["import", "-window", "root", "-crop", area, "-depth", "8", "rgb:-"],
        env={**os.environ, "DISPLAY": display},
        check=True,
        timeout=DEADLINE,
        capture_output=True,
    ).stdout


def _xdotool(display: str, *command: str) -> None:
    subprocess.run(
        ["xdotool", *command],
        env={**os.environ, "DISPLAY": display},
        check=True,
        timeout=DEADLINE,
    )


def picture(target: Path, display: str) -> Path:
    """A picture of the whole screen, once it has been drawn and stands still."""
    target.parent.mkdir(parents=True, exist_ok=True)
    last = b""

    def still() -> bool:
        nonlocal last
        time.sleep(1.5)
        subprocess.run(
            ["import", "-window", "root", str(target)],
            env={**os.environ, "DISPLAY": display},
            check=True,
            timeout=30,
        )
        # Its date aside, which import writes too, an unchanged screen gives its bytes.
        before, last = last, target.read_bytes()
        return len(last) == len(before) > _EMPTY_SCREEN

    until(still, "the screen to stand still")
    return target
