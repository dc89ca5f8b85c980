"""What one expression of a template may make: bounds on texts, lists and numbers.

The sandbox (`jinja_env`) keeps templates from Python's insides; these bounds keep one
short tag from filling the memory before anything can stop it. What is only slow is
ended from outside, by the deadline of the process it runs in.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any

from jinja2.exceptions import SecurityError

from xl_addin.renderers.containers import require_text, require_texts

MOST_CHARACTERS = 1_000_000
"""Length of a text an expression may make; a long job description has 20,000."""
MOST_ITEMS = 100_000
"""Items of a list an expression may make, nested ones included."""
MOST_ARGUMENT = 10_000
"""Widths, counts and the like given to filters and methods, and items of `range`."""
_MOST_BITS = 4096
_MOST_PRODUCT = 20_000_000

OPERATORS = frozenset(["+", "*", "**", "%"])
"""Operators whose result may outgrow what they are given."""
_WIDTH = re.compile(r"\d{5,}|\*")
_NAMES_A_PART = re.compile(r"%\(|\{\w*[.\[]")
_SIZED_BY_ARGUMENT = frozenset(
    [
        "batch",
        "center",
        "format",
        "indent",
        "join",
        "replace",
        "round",
        "slice",
        "tojson",
        "truncate",
        "urlize",
        "wordwrap",
    ]
)
_TEXT_FROM_ANYTHING = frozenset(
    [
        "capitalize",
        "center",
        "e",
        "escape",
        "forceescape",
        "format",
        "indent",
        "join",
        "lower",
        "pprint",
        "replace",
        "striptags",
        "string",
        "title",
        "tojson",
        "trim",
        "truncate",
        "upper",
        "urlencode",
        "urlize",
        "wordcount",
        "wordwrap",
        "xmlattr",
    ]
)
_TAKES_LISTS = frozenset(["join", "tojson", "urlencode", "xmlattr"])
# `join` asks for its items itself.
MAKES_TEXT = (_TEXT_FROM_ANYTHING | {"safe"}) - _TAKES_LISTS
"""Filters that make text of one value."""
_PLAIN = (str, bytes, int, float, list, tuple, dict)


class LimitExceeded(SecurityError):
    """An expression would make more than it may."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def require_small(value: Any, what: str) -> Any:
    """The value, if it is no larger than an expression may make it.

    Raises:
        LimitExceeded: It is.
    """
    if type(value) is str or isinstance(value, str | bytes):
        _require(len(value) <= MOST_CHARACTERS, what)
    elif isinstance(value, int):
        _require(value.bit_length() <= _MOST_BITS, what)
    elif isinstance(value, list | tuple | dict | set):
        _require(len(value) <= MOST_ITEMS, what)
    return value


def compute(operator: str, left: Any, right: Any, plain: Callable[[], Any]) -> Any:
    """An operator's result, worked out only if it will not be too large.

    Raises:
        LimitExceeded: It would be.
    """
    if operator == "*":
        _require(_repeated(left, right) <= MOST_CHARACTERS, "*")
    elif operator == "**" and isinstance(left, int) and isinstance(right, int):
        _require(abs(right) * left.bit_length() <= _MOST_BITS, "**")
    elif operator == "%" and isinstance(left, str):
        require_plain_format(left)
        require_format_texts(left, right if isinstance(right, tuple) else (right,))
    return require_small(plain(), operator)


def _repeated(left: Any, right: Any) -> int:
    """Length of a text or list times a number; 0 for two numbers."""
    if isinstance(right, str | bytes | list | tuple):
        left, right = right, left
    if isinstance(left, str | bytes | list | tuple) and isinstance(right, int):
        return len(left) * max(right, 0)
    return 0


def require_plain_format(pattern: str) -> None:
    """A format's widths must be small and written out.

    Raises:
        LimitExceeded: They are not.
    """
    _require(not _WIDTH.search(pattern), "format")


def require_format_texts(pattern: str, values: Iterable[Any]) -> None:
    """What a format is filled with is texts, unless it names a part: `%(x)s`, `{0[x]}`.

    Raises:
        UnprintableValue: It is a row or a list.
    """
    if not _NAMES_A_PART.search(pattern):
        for _ in require_texts(values):
            pass


def bounded_filter(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that refuses to make too much."""
    position = 1 if hasattr(function, "jinja_pass_arg") else 0
    sized, texts = name in _SIZED_BY_ARGUMENT, name in _TEXT_FROM_ANYTHING
    of_one = name in MAKES_TEXT

    @functools.wraps(function)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        given = args[position] if len(args) > position else ""
        if sized:
            require_modest(name, given, [*args[position + 1 :], *kwargs.values()])
            if name == "format":
                require_plain_format(str(given))
                values = [*args[position + 1 :], *kwargs.values()]
                require_format_texts(str(given), values)
        if texts and isinstance(given, list | tuple | dict):
            _require(_weight(given) <= MOST_ITEMS, name)
        if of_one:
            require_text(given)
        return require_small(function(*args, **kwargs), name)

    return bounded


def bounded_call(function: Any, arguments: list[Any], plain: Callable[[], Any]) -> Any:
    """The result of calling a value's method, or of anything else as it is.

    Raises:
        LimitExceeded: It would be too large.
    """
    # The sandbox wraps `str.format` in a function of its own.
    method = getattr(function, "__wrapped__", function)
    owner = getattr(method, "__self__", None)
    if not isinstance(owner, _PLAIN):
        return plain()
    name = str(getattr(method, "__name__", ""))
    require_modest(name, owner, arguments)
    if name in ("format", "format_map") and isinstance(owner, str):
        require_plain_format(owner)
        require_format_texts(owner, arguments)
    return require_small(plain(), name)


def require_modest(name: str, given: Any, arguments: list[Any]) -> None:
    """What is given to a filter or method may not multiply beyond bounds.

    Raises:
        LimitExceeded: It would.
    """
    largest = 1
    for argument in arguments:
        if isinstance(argument, int | float):
            _require(abs(argument) <= MOST_ARGUMENT, name)
            largest = max(largest, int(abs(argument)))
        elif isinstance(argument, Sized):
            largest = max(largest, len(argument))
    own = len(given) if isinstance(given, Sized) else 1
    _require(own * largest <= _MOST_PRODUCT, name)


def small_range(*arguments: int) -> range:
    """`range` for templates.

    Raises:
        LimitExceeded: It has more items than a document has lines.
    """
    numbers = range(*arguments)
    try:
        _require(len(numbers) <= MOST_ARGUMENT, "range")
    except OverflowError:
        raise LimitExceeded("range") from None
    return numbers


def _weight(value: Any, left: int = MOST_ITEMS) -> int:
    """Number of items, nested ones included, counted no further than needed."""
    total = 0
    waiting = [value]
    while waiting and total <= left:
        each = waiting.pop()
        inner = each.values() if isinstance(each, Mapping) else each
        total += len(inner)
        waiting.extend(item for item in inner if isinstance(item, list | tuple | dict))
    return total


def _require(met: bool, what: str) -> None:  # noqa: FBT001
    if not met:
        raise LimitExceeded(what)
