"""The route that needs no COM: `python -m xl_addin.cli.on_copy MACRO COPY SUMMARY`.

A program that Python cannot reach (WPS, a locked-down Excel) saves a copy of the
workbook; the ordinary command works on it, and what it says goes to a text file that
VBA shows. The copy lies beside the workbook, so that templates and output are found.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from xl_addin.messages import text, user_language

_COMMANDS = {
    "generate": "generate",
    "generate_all": "generate",
    "check": "check",
    "mark_problems": "check",
}


def run(macro: str, copy: Path, summary: Path) -> int:
    """Run a macro's command on a copy, write what it says, delete the copy."""
    said = io.StringIO()
    code = 2
    try:
        command = _COMMANDS.get(macro)
        if command is None:
            said.write(text("copy-cannot", user_language()))
        else:
            code = _command([command, str(copy)], said)
    finally:
        copy.unlink(missing_ok=True)
        beside = summary.with_name(summary.name + ".part")
        # VBA takes UTF-16 bytes for a string as they are, and waits for the final name.
        beside.write_bytes(said.getvalue().strip().encode("utf-16-le"))
        beside.replace(summary)
    return code


def _command(arguments: list[str], said: io.StringIO) -> int:
    from xl_addin.cli import main

    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
