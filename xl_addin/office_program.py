"""Where LibreOffice is: asked by the engine and by whatever lays out pages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

PROGRAM_VARIABLE = "XL_ADDIN_SOFFICE"
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


def soffice() -> Path | None:
    """The soffice to start; None where LibreOffice is not installed."""
    named = os.environ.get(PROGRAM_VARIABLE) or shutil.which("soffice")
    if not named:
        named = next((place for place in _PLACES if Path(place).is_file()), None)
    return Path(named).resolve() if named and Path(named).exists() else None
