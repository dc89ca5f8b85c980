"""Quick code that tells what it prints: the same code over tables that mark what they give.

What is printed may be put together with constants before it is written, or looked up long
before, as the lines of a text are. So each encoded value carries its text with it.
Neighbours: `tables`, of which these are a view; `quick`, which runs the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any

from xl_addin.renderers.compiled.printing import BREAK
from xl_addin.renderers.compiled.quick_expressions import known_of
from xl_addin.renderers.compiled.tables import Numbers, Table, number_tables
from xl_addin.renderers.printed import printed_lines


class _Told(bytes):
    """Encoded text that knows which of it was printed.

    Attributes:
        printed: The values in it.
    """

    printed: tuple[bytes, ...]


class _Telling:
    """A table whose encoded values carry their text."""

    def __init__(self, table: Table | Numbers) -> None:
        self._table = table

    def known(self, key: Any) -> Any:
        """See `Table.known`."""
        return _marked(self._table.known(key))

    def __getattr__(self, name: str) -> Any:
        make = getattr(self._table, name)
        return lambda value: _marked(make(value))


def telling(given: dict[str, Any]) -> dict[str, Any]:
    """What quick code names, so that `told` knows what it wrote."""
    tables = {name: _Telling(each) for name, each in given.items() if isinstance(each, Table)}
    known = {known_of(name): each.known for name, each in tables.items()}
    return {**given, **tables, **known, "join": _joined, "number_tables": _numbers}


def told(written: Iterable[bytes]) -> Iterator[str]:
    """What was printed, a line each, of what such code has written."""
    for piece in written:
        if isinstance(piece, _Told):
            for value in piece.printed:
                text = value.decode("utf-8").replace(BREAK, "\n")
                yield from printed_lines(unescape(text))


def _numbers(english: bool) -> tuple[tuple[Any, ...], ...]:  # noqa: FBT001 - see `number_tables`
    _, numbers = number_tables(english)
    tables = tuple(map(_Telling, numbers))
    return tuple(each.known for each in tables), tables


def _marked(made: Any) -> Any:
    if isinstance(made, bytes):
        marked = _Told(made)
        marked.printed = (made,)
        return marked
    # The lines of a text: encoded, if they are for printing.
    return list(map(_marked, made)) if isinstance(made, list) else made


def _joined(pieces: Sequence[bytes]) -> _Told:
    joined = _Told(b"".join(pieces))
    joined.printed = tuple(
        value for piece in pieces if isinstance(piece, _Told) for value in piece.printed
    )
    return joined
