"""What quick code looks texts and numbers up in: each worked out once, when first asked for.

A `Table` holds what `printing.Memo` bounds. Its keys are plain texts only: a `Markup` is
equal to one and prints otherwise, so quick code asks for the type first. Neighbours:
`quick_writer`, whose code has them at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined

from xl_addin.model.numerals import heading_number
from xl_addin.renderers.compiled.printing import BREAK, Memo, printed
from xl_addin.renderers.jinja_env import text_value

PLAIN = frozenset([dict, list, tuple, str, int, float, bool, type(None), StrictUndefined])
"""Types that always give the same, however often they are asked."""

_MOST_NUMBERS = 1000


class Unusual(Exception):
    """A document that quick code is not for."""


class Table:
    """What one thing a tag does makes of texts.

    Attributes:
        known: Gives what it has made of a text, None of one it was never asked for.
        of: What it makes of a value.
    """

    def __init__(self, of: Callable[[Any], Any], memo: Memo) -> None:
        self._made: dict[str, Any] = {}
        # Asking a dict of our own kind, with `__missing__`, takes twice as long.
        self.known = self._made.get
        self.of = of
        self._memo = memo
        memo.add(self._made)

    def text(self, text: str) -> Any:
        """What it makes of a text of which nothing is known, or known to be nothing."""
        made = self._made.get(text)
        if made is None:
            made = self.of(text)
            self._memo.keep_in(self._made, text, made)
        return made

    def other(self, value: Any) -> Any:
        """What it makes of what is no text.

        Raises:
            Unusual: Asking the value for anything may change it.
        """
        if type(value) not in PLAIN:
            raise Unusual
        return self.of(value)


class Tables:
    """The tables of one template's parts, which share them."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._known: dict[str, Table] = {}

    def table(self, name: str, of: Callable[[Any], Any]) -> Table:
        """The table of a name, which says all that its results depend on."""
        if name not in self._known:
            self._known[name] = Table(of, self._memo)
        return self._known[name]


class Numbers:
    """Printed numbers of one level; on level 2 by the number above it, too.

    Attributes:
        known: Gives one that was printed before, or None.
    """

    def __init__(self, language: str, level: int) -> None:
        self._made: dict[Any, bytes] = {}
        self.known = self._made.get
        self._language = language
        self._level = level

    def number(self, key: Any) -> bytes:
        """One that was not printed before."""
        above, number = key if self._level == 2 else (0, key)
        text = heading_number(self._language, self._level, number, above).encode()
        if len(self._made) < _MOST_NUMBERS:
            self._made[key] = text
        return text


@lru_cache(maxsize=2)
def number_tables(english: bool) -> tuple[tuple[Any, ...], ...]:  # noqa: FBT001 - its only argument
    """Printed numbers of every level, before them `known` of each."""
    numbers = [Numbers("en" if english else "zh", level) for level in range(4)]
    return tuple(each.known for each in numbers), tuple(numbers)


def plain_text(value: Any) -> bytes:
    """A value where a line end becomes a break.

    Raises:
        Unusual: It is more than plain text.
    """
    return _plain(value, BREAK)


def plain_other(value: Any) -> bytes:
    """A value anywhere else in a story; see `plain_text`."""
    return _plain(value, "")


def plain_property(value: Any) -> bytes:
    """A value among the core properties."""
    return escaped_property(str(text_value(value))).encode("utf-8")


def escaped_property(text: str) -> str:
    """Text of a core property as XML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def listed(value: Any) -> list[Any]:
    """The items of what is no plain list.

    Raises:
        Unusual: Asking for them may use it up.
    """
    if type(value) not in PLAIN:
        raise Unusual
    return list(value)


def unusual(_: Any) -> Any:
    """A value quick code is not for.

    Raises:
        Unusual: Always.
    """
    raise Unusual


def _plain(value: Any, line_end: str) -> bytes:
    encoded, notes = printed(value, line_end)
    if notes:
        raise Unusual
    return encoded
