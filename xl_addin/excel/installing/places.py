"""Where Excel looks for an add-in, and xlwings for its settings; neighbour: `excel_files`.

Windows: Excel opens what lies in the user's XLSTART folder, which it also trusts. macOS:
the same of Excel's start-up folder in the container of Office; there xlwings needs an
AppleScript beside it as well, because Excel's sandbox starts no other program.
"""

from __future__ import annotations

import locale
import os
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.excel.vba_project import SETTINGS_NAME

ADD_IN_NAME = "xl_addin.xlam"
_OFFICE = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"
_SANDBOX = "Library/Containers/com.microsoft.Excel/Data"
_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"


@dataclass(frozen=True, slots=True)
class Places:
    """Files an installation consists of.

    Attributes:
        add_in: The add-in.
        settings: What xlwings' VBA reads, lines of `"KEY","VALUE"`.
        script: The AppleScript of xlwings; only on macOS.
        interpreter_key: The setting that names Python.
        interpreter: Python, as the setting gives it.
        encoding: How VBA reads the settings: the code page of the system.
    """

    add_in: Path
    settings: Path
    script: Path | None
    interpreter_key: str
    interpreter: str
    encoding: str


def excel_places(
    system: str = sys.platform, interpreter: str = sys.executable, encoding: str | None = None
) -> Places:
    """The places on this machine.

    Args:
        system: As `sys.platform` names it.
        interpreter: The Python that the buttons are to start.
        encoding: The system's code page, if not this machine's.

    Raises:
        EnvironmentFault: There is no Excel for this system, or its VBA could not start
            this Python.
    """
    encoding = encoding or locale.getencoding()
    if system == "win32":
        return _windows(interpreter, encoding)
    if system == "darwin":
        return _mac(interpreter, encoding)
    raise EnvironmentFault("no-excel-here")


def script_source() -> bytes:
    """Xlwings' AppleScript; its name carries the version that its VBA asks for."""
    return (files("xlwings") / _script_name()).read_bytes()


def _script_name() -> str:
    from importlib.metadata import version

    return f"xlwings-{version('xlwings')}.applescript"


def _windows(interpreter: str, encoding: str) -> Places:
    from platformdirs.windows import Windows

    roaming = Windows(appauthor=False, roaming=True).user_data_path
    home = Path.home()
    named = _by_variable(interpreter)
    try:
        named.encode(encoding)
    except UnicodeEncodeError as fault:
        raise EnvironmentFault("interpreter-unreadable", path=interpreter) from fault
    return Places(
        roaming / "Microsoft" / "Excel" / "XLSTART" / ADD_IN_NAME,
        home / f".{SETTINGS_NAME}" / f"{SETTINGS_NAME}.conf",
        None,
        "INTERPRETER_WIN",
        named,
        encoding,
    )


def _mac(interpreter: str, encoding: str) -> Places:
    # The AppleScript hands this path to a shell as it is.
    if not interpreter.isascii() or any(c in interpreter for c in " \t\"'\\&;|()$`<>*?|"):
        raise EnvironmentFault("interpreter-unreadable", path=interpreter)
    home = Path.home()
    return Places(
        home / _OFFICE / "Startup.localized" / "Excel" / ADD_IN_NAME,
        home / _SANDBOX / f"{SETTINGS_NAME}.conf",
        home / _SCRIPTS / _script_name(),
        "INTERPRETER_MAC",
        interpreter,
        encoding,
    )


def _by_variable(path: str) -> str:
    """A path below a folder Windows has a variable for, named by it.

    A user's name may hold what the code page cannot, and xlwings fills variables in.
    """
    for variable in ("LOCALAPPDATA", "APPDATA", "USERPROFILE"):
        folder = os.environ.get(variable, "").rstrip("\\/")
        rest = path[len(folder) :]
        if folder and path.lower().startswith(folder.lower()) and rest[:1] in ("\\", "/"):
            return f"%{variable}%{rest}"
    return path
