"""The command `xl-addin`: one file a command, none with logic of its own.

Heavy libraries are imported by the command that needs them, after its arguments have
been understood, so that `--help` answers at once. What takes longest is started before
even that (`ahead`), so nothing else is imported here.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence

from xl_addin.cli.ahead import start_ahead

_SELDOM = 50_000


def main(given: Sequence[str] | None = None) -> None:
    """Run the command line; the process ends with its exit code.

    Args:
        given: Arguments, if not those of the process.
    """
    # Most of what a command makes are modules, which stay: looking for garbage among them
    # again and again, and once more at the end, costs a tenth of importing them.
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)
    arguments = list(sys.argv[1:] if given is None else given)
    start_ahead(arguments)
    from xl_addin.cli.command_line import run

    run(arguments)
