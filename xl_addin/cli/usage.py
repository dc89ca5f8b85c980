"""What click finds wrong with a command line, as an error of ours: by code, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from xl_addin.cli.values import shown
from xl_addin.errors import UsageError
from xl_addin.model.names import nearest

_IN_BRACKETS = re.compile(r"\((.*)\)", re.DOTALL)
_DASHES = "-‐‑‒–—―−－"
"""A dash as people type it, and as Word and input methods make of it."""


def usage_error(
    fault: click.ClickException, commands: click.Group, arguments: Sequence[str]
) -> UsageError:
    """The same fault in our own words.

    Args:
        fault: What click raised.
        commands: All there are.
        arguments: The command line.
    """
    context = getattr(fault, "ctx", None) or _reached(commands, arguments)
    command = context.command_path
    match fault:
        case click.NoSuchOption(option_name=name):
            typed = _as_typed(name, arguments)
            guess = _option_near(typed, context)
            return UsageError("option-unknown", name=typed, guess=guess, command=command)
        case click.BadOptionUsage(option_name=name):
            code = "option-is-flag" if _is_flag(name, context) else "option-needs-value"
            return UsageError(code, name=name, command=command)
        case click.MissingParameter(param=param):
            usage = _usage(context, param)
            return UsageError("argument-missing", name=shown(param), usage=usage)
    if isinstance(context.command, click.Group):
        known = ", ".join(context.command.list_commands(context))
        return UsageError("command-missing", command=command, known=known)
    if extra := _IN_BRACKETS.search(fault.format_message()):
        dashed = (each for each in extra[1].split() if each[0] in _DASHES)
        guess = next((found for each in dashed if (found := _option_near(each, context))), "")
        usage = _usage(context)
        return UsageError("argument-unexpected", name=extra[1], guess=guess, usage=usage)
    return UsageError("usage-wrong", cause=fault.format_message(), command=command)


def command_unknown(name: str, context: click.Context, known: Iterable[str]) -> UsageError:
    """A group has no such command."""
    names = list(known)
    return UsageError(
        "command-unknown",
        name=name,
        guess=nearest(name, names) or "",
        command=context.command_path,
        known=", ".join(names),
    )


def _reached(commands: click.Group, arguments: Sequence[str]) -> click.Context:
    """The command that a command line is for, as far as it names one."""
    context = click.Context(commands, info_name="xl-addin")
    for each in arguments:
        if isinstance(context.command, click.Group):
            command = context.command.get_command(context, each)
            if command is not None:
                context = click.Context(command, info_name=each, parent=context)
    return context


def _as_typed(name: str, arguments: Sequence[str]) -> str:
    """Of `-role` click only names `-r`."""
    if name.startswith("--"):
        return name
    return next((each for each in arguments if each[:1] == "-" and name[1:] in each), name)


def _option_near(typed: str, context: click.Context) -> str:
    """The option that was likely meant; the dashes, which all share, make none likely."""
    names = {name.lstrip("-"): name for each in _options(context) for name in each.opts}
    return names.get(nearest(typed.strip(_DASHES), names) or "", "")


def _is_flag(name: str, context: click.Context) -> bool:
    return any(each.is_flag and name in each.opts for each in _options(context))


def _options(context: click.Context) -> list[click.Option]:
    params = context.command.get_params(context)
    return [each for each in params if isinstance(each, click.Option)]


def _usage(context: click.Context, missing: click.Parameter | None = None) -> str:
    """How the command is written, with the option it cannot do without."""
    pieces = [context.command_path, *context.command.collect_usage_pieces(context)]
    if isinstance(missing, click.Option):
        pieces += [shown(missing), missing.make_metavar(context)]
    return " ".join(pieces)
