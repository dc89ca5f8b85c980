"""Starts what making documents needs before the command line is understood.

Python takes as long to import what understands it as the children of a run take to get
half ready. So this guesses; a wrong guess costs processes that nothing is asked of, or
that start a little later, once the command knows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from xl_addin.cli.project_file import NAME
from xl_addin.errors import XlAddinError
from xl_addin.pipeline.children import start_before_reading

_WORKBOOKS = (".xlsx", ".xlsm")
_NOTHING_IS_MADE = frozenset(("-h", "--help"))


def start_ahead(arguments: Sequence[str]) -> None:
    """Start the children of a run that makes documents where there are none.

    Args:
        arguments: The command line.
    """
    if _command(arguments) != "generate" or not _NOTHING_IS_MADE.isdisjoint(arguments):
        return
    workbook = next((each for each in arguments if each.lower().endswith(_WORKBOOKS)), None)
    # It may say where documents go, and what it says takes understanding, too.
    if workbook is None or Path(NAME).exists():
        return
    # What does not start is told by the command, which can.
    with contextlib.suppress(XlAddinError):
        start_before_reading(Path(workbook), option(arguments, "-o", "--output"))


def _command(arguments: Sequence[str]) -> str:
    """The command, which only its language may stand before."""
    first = "".join(arguments[:1])
    before = 2 if first == "--lang" else int(first.startswith("--lang="))
    return "".join(arguments[before : before + 1])


def option(arguments: Sequence[str], *names: str) -> str | None:
    """What follows an option, as far as that can be told without knowing the others.

    Args:
        arguments: The command line.
        *names: The option's.
    """
    for position, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name in names:
            return value if equals else "".join(arguments[position + 1 : position + 2])
    return None
