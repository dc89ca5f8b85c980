"""Kinds of values on the command line; one that will not do is told in our own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from xl_addin.cli.project_file import NAME
from xl_addin.errors import UsageError

if TYPE_CHECKING:
    _Kind = click.ParamType[Any]
else:
    # Older versions of click have no types of values in brackets.
    _Kind = click.ParamType


class _Value(_Kind):
    """What comes before click's own kind of value and words its refusals."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """See `click.ParamType`."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as fault:
            raise self.refusal(value, param) from fault

    def refusal(self, value: Any, param: click.Parameter | None) -> UsageError:
        """What is wrong with a value that click has refused."""
        raise NotImplementedError


class Choice(_Value, click.Choice[str]):
    """One of several words."""

    def refusal(self, value: Any, param: click.Parameter | None) -> UsageError:
        """See `_Value`."""
        return value_wrong(param, value, ", ".join(self.choices))


class Count(_Value, click.IntRange):
    """A whole number from one on."""

    def __init__(self) -> None:
        super().__init__(1)

    def refusal(self, value: Any, param: click.Parameter | None) -> UsageError:
        """See `_Value`."""
        return value_wrong(param, value, "1, 2, 3 …")


class Location(_Value, click.Path):
    """A file or folder.

    Args:
        options: Those of `click.Path`.
    """

    def __init__(self, **options: bool) -> None:
        super().__init__(path_type=Path, **options)

    def refusal(self, value: Any, param: click.Parameter | None) -> UsageError:
        """See `_Value`."""
        return UsageError(self._code(Path(value)), name=shown(param), path=value)

    def _code(self, path: Path) -> str:
        if not path.exists():
            return "path-not-there"
        if path.is_dir() and not self.dir_okay:
            return "path-is-folder"
        if not path.is_dir() and not self.file_okay:
            return "path-is-file"
        return "path-not-readable"


class NewFile(Location):
    """A file to be written, whose ending says what it is.

    Args:
        endings: Those it may have.
    """

    def __init__(self, *endings: str) -> None:
        super().__init__(dir_okay=False)
        self._endings = endings

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """See `click.ParamType`."""
        path = super().convert(value, param, ctx)
        require_ending(path, shown(param), *self._endings)
        return path


FILE = Location(dir_okay=False)
FOLDER = Location(file_okay=False)
FOLDER_THERE = Location(file_okay=False, exists=True)


def require_ending(path: Path, name: str, *endings: str) -> None:
    """Let no file be written whose ending says it is something else.

    Args:
        path: The file.
        name: The option or argument it was given for.
        endings: Those it may have, in small letters.

    Raises:
        UsageError: It has none of them.
    """
    if path.suffix.lower() not in endings:
        raise UsageError("file-ending-wrong", name=name, path=path, known=", ".join(endings))


def shown(param: click.Parameter | None) -> str:
    """What a person calls an option (`--jobs`) or an argument (`WORKBOOK`)."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name if param is not None else ""


def value_wrong(param: click.Parameter | None, value: object, known: str) -> UsageError:
    """A value is none of those there are."""
    return UsageError(
        "option-value-wrong", name=shown(param), value=value, known=known, path=_source(param)
    )


def _source(param: click.Parameter | None) -> str:
    """The project file, if that is where a value stands; '' for the command line."""
    context = click.get_current_context(silent=True)
    if context is None or param is None or param.name is None:
        return ""
    source = context.get_parameter_source(param.name)
    return NAME if source is ParameterSource.DEFAULT_MAP else ""
