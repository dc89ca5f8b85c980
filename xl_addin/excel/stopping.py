"""How a run is stopped between two documents: the Esc key, or the button 停止.

On Windows Excel waits while Python runs, so the key is asked for itself; elsewhere the
button leaves a flag file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

_ESCAPE = 0x1B
_PRESSED = 0x8000


class Stopped(Exception):
    """The user stopped the run; `made` documents were finished before."""

    def __init__(self, made: int) -> None:
        super().__init__(made)
        self.made = made


def request() -> None:
    """Ask for a stop."""
    _flag().touch()


def forget() -> None:
    """A new run begins: an older wish to stop is not meant for it."""
    _flag().unlink(missing_ok=True)


def wanted() -> bool:
    """Whether the user wants the run to stop."""
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & _PRESSED:
            return True
    return _flag().exists()


def _flag() -> Path:
    return Path(tempfile.gettempdir()) / "xl_addin.stop"
