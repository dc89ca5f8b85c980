"""PDFs by Word itself, on Windows over COM and on macOS over Apple events.

Not seen running where this was written: there is no Word on Linux. The tests drive it
with a stand-in for Word's object model and say so.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xl_addin.errors import EnvironmentFault
from xl_addin.pages.base import Made

_PDF_FORMAT = 17
_NO_ALERTS = 0
_MACROS_OFF = 3
_DO_NOT_SAVE = 0
_MAC_APP = Path("/Applications/Microsoft Word.app")


def word_is_here() -> bool:
    """Whether this machine has Word and the bridge to it."""
    if sys.platform == "win32":
        with contextlib.suppress(ImportError, OSError):
            import winreg

            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Word.Application"))
            import win32com.client  # noqa: F401

            return True
        return False
    if sys.platform == "darwin" and _MAC_APP.exists():
        with contextlib.suppress(ImportError):
            import appscript  # noqa: F401

            return True
    return False


class WordPdf:
    """Makes PDFs with a Word of its own; see `PdfMaker`."""

    name = "Word"

    def make(self, documents: Sequence[Path], folder: Path) -> Iterator[Made]:
        """See `PdfMaker.make`; a Word that has gone is started anew once a document."""
        with contextlib.ExitStack() as stack:
            word: Any = None
            for document in documents:
                target = folder / f"{document.stem}.pdf"
                for _ in range(2):
                    try:
                        word = word or stack.enter_context(_session())
                        word.export(document, target)
                        break
                    except Exception:  # noqa: BLE001 - each bridge has its own exceptions
                        target.unlink(missing_ok=True)
                        word = None
                made = target.is_file()
                fault = EnvironmentFault("pdf-not-made", file=document.name)
                yield Made(document, target if made else None, None if made else fault)


@contextlib.contextmanager
def _session() -> Iterator[Any]:
    if sys.platform == "darwin":
        yield _MacWord()
        return
    import pythoncom
    import win32com.client

    pythoncom.CoInitialize()
    word = win32com.client.DispatchEx("Word.Application")
    try:
        yield ComWord(word)
    finally:
        with contextlib.suppress(Exception):
            word.Quit(_DO_NOT_SAVE)
        pythoncom.CoUninitialize()


class ComWord:
    """Word over COM.

    Args:
        word: A `Word.Application` of our own.
    """

    def __init__(self, word: Any) -> None:
        self._word = word
        word.Visible = False
        word.DisplayAlerts = _NO_ALERTS
        word.AutomationSecurity = _MACROS_OFF

    def export(self, document: Path, target: Path) -> None:
        """Write the PDF of a document, which is opened read-only and left as it is."""
        opened = self._word.Documents.Open(
            str(document.absolute()),
            ConfirmConversions=False,
            ReadOnly=True,
            AddToRecentFiles=False,
            Visible=False,
        )
        try:
            opened.ExportAsFixedFormat(str(target.absolute()), _PDF_FORMAT)
        finally:
            opened.Close(_DO_NOT_SAVE)


class _MacWord:
    """Word over Apple events; its sandbox may ask the user once for each folder."""

    def __init__(self) -> None:
        import appscript

        self._words = appscript.k
        self._word = appscript.app(str(_MAC_APP))

    def export(self, document: Path, target: Path) -> None:
        import appscript

        self._word.open(appscript.mactypes.Alias(str(document.absolute())))
        opened = self._word.active_document
        try:
            opened.save_as(file_name=str(target.absolute()), file_format=self._words.format_PDF)
        finally:
            opened.close(saving=self._words.no)
