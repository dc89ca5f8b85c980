"""Files on which a workbook is dropped, for places without macros; built from text.

Each starts `python -m xl_addin.cli.dropped`, which says everything a person reads. Only
what the system's own shell must know stands here.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Literal

from xl_addin.errors import UsageError
from xl_addin.filesystem import write_whole

System = Literal["windows", "macos", "linux"]
SYSTEMS: tuple[System, ...] = ("windows", "macos", "linux")
STEM = "生成文档"

_MODULE = "xl_addin.cli.dropped"
_ENDINGS: dict[System, str] = {"windows": ".cmd", "macos": ".command", "linux": ".desktop"}
_TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
)
# Explorer leaves `R&D.xlsx` unquoted, and cmd would cut the line there: the whole line is
# handed over by a variable, and `exit` keeps cmd from running what stands behind the `&`.
_CMD = """@echo off
chcp 65001 >nul
setlocal EnableExtensions EnableDelayedExpansion
set "XL_ADDIN_PYTHON={python}"
if not exist "!XL_ADDIN_PYTHON!" goto absent
set "XL_ADDIN_DROPPED=!cmdcmdline!"
set "XL_ADDIN_REST=!cmdcmdline:/c =!"
if "!XL_ADDIN_REST!"=="!XL_ADDIN_DROPPED!" goto prompt
"!XL_ADDIN_PYTHON!" -m {module}
exit
:prompt
setlocal DisableDelayedExpansion
set "XL_ADDIN_DROPPED="
"%XL_ADDIN_PYTHON%" -m {module} %*
exit /b %errorlevel%
:absent
echo Python 不在原来的位置，请重新安装。 Python has moved; please install again.
echo "!XL_ADDIN_PYTHON!"
pause
exit /b 3
"""
_COMMAND = """#!/bin/sh
exec {python} -m {module} "$@"
"""
_DESKTOP = """[Desktop Entry]
Type=Application
Version=1.0
Name=Generate job documents
Name[zh_CN]={stem}
Exec={python} -m {module} %F
Terminal=true
Icon=x-office-document
Categories=Office;
MimeType={types};
"""


def this_system() -> System:
    """The system this runs on."""
    known: dict[str, System] = {"win32": "windows", "darwin": "macos"}
    return known.get(sys.platform, "linux")


def file_name(system: System) -> str:
    """What the file is called on a system."""
    return STEM + _ENDINGS[system]


def launcher(system: System, interpreter: str = sys.executable) -> bytes:
    """The bytes of the file for a system."""
    if system == "windows":
        return windows_launcher(interpreter.replace("%", "%%"))
    if system == "macos":
        return _COMMAND.format(python=shlex.quote(interpreter), module=_MODULE).encode()
    return _DESKTOP.format(
        python=_desktop_quoted(interpreter), module=_MODULE, stem=STEM, types=";".join(_TYPES)
    ).encode()


def windows_launcher(python: str) -> bytes:
    """The .cmd for a Python given as cmd reads it, `%VARIABLES%` included."""
    text = _CMD.format(python=python, module=_MODULE)
    return text.replace("\n", "\r\n").encode()


def put(folder: Path, system: System, interpreter: str = sys.executable) -> Path:
    """Write the file into a folder, where it may replace an earlier one of its kind.

    Raises:
        UsageError: Another file has that name.
    """
    path = _own(folder, system)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, launcher(system, interpreter))
    path.chmod(0o755)
    return path


def remove(folder: Path, system: System) -> Path:
    """Take the file away again, if it is there.

    Raises:
        UsageError: Another file has that name.
    """
    path = _own(folder, system)
    path.unlink(missing_ok=True)
    return path


def _own(folder: Path, system: System) -> Path:
    path = folder / file_name(system)
    if path.exists() and _MODULE.encode() not in path.read_bytes():
        raise UsageError("install-not-ours", path=str(path))
    return path


def _desktop_quoted(path: str) -> str:
    """An argument by the rules of the Desktop Entry specification: quoted, then escaped."""
    quoted = "".join(f"\\{c}" if c in '"`$\\' else c for c in path)
    return f'"{quoted}"'.replace("\\", "\\\\").replace("%", "%%")
