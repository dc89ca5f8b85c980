"""The command `xl-addin`: one file a command, none with logic of its own.

Heavy libraries are imported by the command that needs them, after its arguments have
been understood, so that `--help` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from xl_addin import __version__
from xl_addin.cli.console import error_dict, print_error, print_json, speak_utf8
from xl_addin.cli.lazy import LazyGroup
from xl_addin.cli.project_file import project_defaults
from xl_addin.errors import XlAddinError
from xl_addin.messages import user_language

_COMMANDS = (
    *("generate", "check", "show", "trace", "template", "addin"),
    *("snapshot", "status", "log", "copy", "watch"),
    *("diff", "impact", "merge"),
)
_INTERNAL_ERROR = 3
_SELDOM = 50_000


@click.group(
    cls=LazyGroup,
    package=__name__,
    names=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "--version", prog_name="xl-addin")
def cli() -> None:
    """把职责工作簿变成每个岗位的 Word 文档。

    Turn a workbook of duties and toggles into finished Word documents.
    """


def main(given: Sequence[str] | None = None) -> None:
    """Run the command line; the process ends with its exit code.

    Args:
        given: Arguments, if not those of the process.
    """
    # Most of what a command makes are modules, which stay: looking for garbage among them
    # again and again, and once more at the end, costs a tenth of importing them.
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)
    speak_utf8()
    arguments = list(sys.argv[1:] if given is None else given)
    language = _asked_language(arguments)
    debug = "--debug" in arguments
    try:
        defaults = project_defaults(Path())
        sys.exit(
            cli.main(
                arguments, prog_name="xl-addin", standalone_mode=False, default_map=defaults
            )
            or 0
        )
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except XlAddinError as error:
        if debug:
            raise
        if "--json" in arguments:
            print_json(error_dict(error, language))
        else:
            print_error(error, language)
        sys.exit(error.exit_code)
    except Exception as fault:
        if debug:
            raise
        from xl_addin import log_file

        log = log_file.record(fault)
        print_error(
            XlAddinError("internal-error", cause=type(fault).__name__, log=log), language
        )
        sys.exit(_INTERNAL_ERROR)


def _asked_language(arguments: list[str]) -> str:
    for position, argument in enumerate(arguments):
        value = argument.partition("=")[2] or "".join(arguments[position + 1 : position + 2])
        if argument.partition("=")[0] == "--lang" and value in ("zh", "en"):
            return value
    return user_language()
