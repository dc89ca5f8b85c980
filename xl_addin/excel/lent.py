"""The way from a button in LibreOffice: the office lends its pipe and names the workbook.

`basic/RunPython.bas` calls `lend` before the macro; the macro then finds the workbook
whose button was pressed as `Book.caller()`, as in Excel.
"""

from __future__ import annotations

import os

from xl_addin.errors import EnvironmentFault


def lend(pipe: str, workbook: str) -> None:
    """Reach the office that listens on a pipe and make a workbook of it the caller.

    Args:
        pipe: The pipe's name.
        workbook: The office's own number of the document, `RuntimeUID`: two open
            workbooks may share a name.

    Raises:
        EnvironmentFault: The office does not answer, or the workbook has been closed.
    """
    from xl_addin.engines.libreoffice import engine
    from xl_addin.engines.office import PIPE_VARIABLE

    os.environ[PIPE_VARIABLE] = pipe
    for app in engine().apps:
        for book in app.books:
            if book.api.RuntimeUID == workbook:
                book.set_mock_caller()
                return
    raise EnvironmentFault("libreoffice-ended")
