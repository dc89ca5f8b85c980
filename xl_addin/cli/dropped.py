"""What the launchers start: `python -m xl_addin.cli.dropped [WORKBOOK ...]`.

Makes the documents of each workbook that was dropped; without one it asks for it, and
afterwards keeps the window open so that the summary can be read.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence

from xl_addin.cli import main
from xl_addin.cli.console import print_error, speak_utf8
from xl_addin.errors import UsageError
from xl_addin.messages import text, user_language

LINE_VARIABLE = "XL_ADDIN_DROPPED"
"""Set by the .cmd: the command line by which Windows started it, as it was."""

_ARGUMENT = re.compile(r'"([^"]*)"|([^\s"]+)')
_SCRIPT = re.compile(r'\.(?:cmd|bat)"', re.IGNORECASE)


def run(arguments: Sequence[str]) -> int:
    """Make the documents of all workbooks and give the worst exit code."""
    speak_utf8()
    workbooks = list(arguments) or dropped(os.environ.pop(LINE_VARIABLE, ""))
    asked = sys.stdin.isatty()
    language = user_language()
    if not workbooks and asked:
        workbooks = typed(input(text("launcher-ask", language)))
    worst = 0
    for workbook in workbooks:
        worst = max(worst, _generate(workbook))
    if not workbooks:
        print_error(UsageError("launcher-needs-path"), language)
        worst = 2
    if asked:
        input(text("launcher-close", language))
    return worst


def dropped(line: str) -> list[str]:
    r"""The files in a command line of Explorer.

    `cmd.exe /c ""C:\…\生成文档.cmd" "C:\a b.xlsx" C:\R&D.xlsx"`: quoted only where there
    are spaces, and one quote for the whole.
    """
    script = _SCRIPT.search(line)
    rest = line[script.end() :].strip().removesuffix('"') if script else ""
    if rest.count('"') % 2:  # the last file was quoted and so lost its own quote
        rest += '"'
    return [quoted or plain for quoted, plain in _ARGUMENT.findall(rest)]


def typed(line: str) -> list[str]:
    """The files a person dragged into the window: quoted on Windows, escaped elsewhere."""
    if os.name == "nt":
        return [line.strip().strip('"')] if line.strip() else []
    return shlex.split(line)


def _generate(workbook: str) -> int:
    try:
        main(["generate", workbook])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
