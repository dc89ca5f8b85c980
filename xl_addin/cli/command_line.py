"""The group of all commands, and how each ends: an exit code, and an error as it is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from xl_addin import __version__
from xl_addin.cli import options
from xl_addin.cli.ahead import option
from xl_addin.cli.console import error_dict, print_error, print_json, speak_utf8
from xl_addin.cli.lazy import LazyGroup
from xl_addin.cli.project_file import project_defaults
from xl_addin.errors import XlAddinError
from xl_addin.messages import LANGUAGES, user_language

_COMMANDS = (
    *("generate", "check", "show", "trace", "template", "addin"),
    *("snapshot", "status", "log", "copy", "watch"),
    *("diff", "impact", "merge"),
)
_INTERNAL_ERROR = 3


@click.group(
    cls=LazyGroup,
    package="xl_addin.cli",
    names=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__, "--version", prog_name="xl-addin", help="Show the version. 显示版本。"
)
@options.language
def cli(lang: str) -> None:
    """把职责工作簿变成每个岗位的 Word 文档。

    Turn a workbook of duties and toggles into finished Word documents.
    """


def run(arguments: list[str]) -> NoReturn:
    """Run a command line; the process ends with its exit code."""
    speak_utf8()
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
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(2)
    except click.ClickException as fault:
        from xl_addin.cli.usage import usage_error

        _tell(usage_error(fault, cli, arguments), arguments, language)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except XlAddinError as error:
        if debug:
            raise
        _tell(error, arguments, language)
    except Exception as fault:
        if debug:
            raise
        from xl_addin import log_file

        log = log_file.record(fault)
        print_error(
            XlAddinError("internal-error", cause=type(fault).__name__, log=log), language
        )
        sys.exit(_INTERNAL_ERROR)


def _tell(error: XlAddinError, arguments: list[str], language: str) -> NoReturn:
    if "--json" in arguments:
        print_json(error_dict(error, language))
    else:
        print_error(error, language)
    sys.exit(error.exit_code)


def _asked_language(arguments: list[str]) -> str:
    asked = option(arguments, "--lang")
    return asked if asked in LANGUAGES else user_language()
