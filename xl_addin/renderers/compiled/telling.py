"""Quick code that tells what it prints: the same code over tables that mark what they give.

What is printed may be put together with constants before it is written, or looked up long
before, as the lines of a text are. So each encoded value carries its text with it.
Neighbours: `tables`, of which these are a view; `quick`, which runs the code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from xl_addin.renderers.compiled.printing import BREAK
from xl_addin.renderers.compiled.tables import Numbers, Table
from xl_addin.renderers.printed import printed_lines


class _Told(bytes):
    """Encoded text that knows which of it was printed.

    Attributes:
        printed: The values in it.
    """

    printed: tuple[bytes, ...]

    def __add__(self, other: Any) -> _Told:
        return _joined(self, other)

    def __radd__(self, other: Any) -> _Told:
        return _joined(other, self)


class _Telling:
    """A table whose encoded values carry their text."""

    def __init__(self, table: Table | Numbers) -> None:
        self._table = table

    def __getitem__(self, key: Any) -> Any:
        return _marked(self._table[key])

    def other(self, value: Any) -> Any:
        """See `Table.other`."""
        assert isinstance(self._table, Table)  # noqa: S101 - only numbers are looked up there
        return _marked(self._table.other(value))


def telling(given: dict[str, Any]) -> dict[str, Any]:
    """What quick code names, so that `told` knows what it wrote."""
    return {name: _telling(value) for name, value in given.items()}


def told(written: Iterable[bytes]) -> Iterator[str]:
    """What was printed, a line each, of what such code has written."""
    for piece in written:
        if isinstance(piece, _Told):
            for value in piece.printed:
                text = value.decode("utf-8").replace(BREAK, "\n")
                yield from printed_lines(unescape(text))


def _telling(value: Any) -> Any:
    if isinstance(value, Table):
        return _Telling(value)
    if getattr(value, "__name__", "") == "number_tables":
        return _numbers(value)
    return value


def _numbers(of: Callable[[bool], tuple[Numbers, ...]]) -> Callable[[bool], Any]:
    return lambda english: tuple(map(_Telling, of(english)))


def _marked(made: Any) -> Any:
    if isinstance(made, bytes):
        marked = _Told(made)
        marked.printed = (made,)
        return marked
    # The lines of a text: encoded, if they are for printing.
    return list(map(_marked, made)) if isinstance(made, list) else made


def _joined(first: bytes, second: bytes) -> _Told:
    joined = _Told(b"".join((first, second)))
    joined.printed = (*getattr(first, "printed", ()), *getattr(second, "printed", ()))
    return joined
