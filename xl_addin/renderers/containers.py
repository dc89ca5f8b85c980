"""What is no text: rows, lists and the like, which no tag prints and no filter makes text of.

Python would write them as it stores them. Neighbours: `jinja_env` asks for each printed
value; `limits` for what a filter of texts is given; `filters` for each item it lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MappingView, Set
from itertools import islice
from typing import Any

from jinja2 import filters
from jinja2.runtime import markup_join, str_join
from jinja2.utils import pass_eval_context

_LISTS = (list, tuple, set, frozenset, range)
_CONTAINERS = (dict, *_LISTS, Mapping, MappingView, Set, Iterator)


class UnprintableValue(ValueError):
    """A tag prints what no document can hold.

    Attributes:
        code: Entry of the catalogue.
        shown: What the message quotes.
        column: A column the message may name, or ''.
    """

    def __init__(self, code: str, shown: str, column: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.shown = shown
        self.column = column


def require_text(value: Any) -> Any:
    """A value, if it is not a row, a list or the like.

    Raises:
        UnprintableValue: It is.
    """
    if type(value) is str or not isinstance(value, _CONTAINERS):
        return value
    if isinstance(value, Mapping):
        raise UnprintableValue("tag-prints-a-row", _outline(value), _first(value))
    # What gives its items once only is not asked for them.
    items = list(islice(value, 10)) if isinstance(value, _LISTS) else []
    if items and isinstance(items[0], Mapping):
        row = items[0]
        raise UnprintableValue("tag-prints-rows", _outline(row), _first(row))
    raise UnprintableValue("tag-prints-a-list", _outline(items) or type(value).__name__)


def require_texts(items: Iterable[Any]) -> Iterator[Any]:
    """The items of a list, none of them a row or a list; see `require_text`.

    Raises:
        UnprintableValue: One is, or what is to be listed is itself a row.
    """
    if isinstance(items, Mapping):
        require_text(items)
    return map(_require_item, items)


@pass_eval_context
def join(eval_ctx: Any, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's own `join`, of texts only.

    Raises:
        UnprintableValue: An item is a row or a list.
    """
    if attribute is not None:
        value = map(filters.make_attrgetter(eval_ctx.environment, attribute), value)
    return filters.sync_do_join(eval_ctx, require_texts(value), d)


def markup_joined(items: Iterable[Any]) -> str:
    """What `~` makes, of texts only; see `require_texts`."""
    return markup_join(require_texts(items))


def joined(items: Iterable[Any]) -> str:
    """What `~` makes where nothing is escaped; see `markup_joined`."""
    return str_join(require_texts(items))


def _require_item(item: Any) -> Any:
    if isinstance(item, Mapping):
        raise UnprintableValue("tag-prints-rows", _outline(item), _first(item))
    return require_text(item)


def _first(row: Mapping[Any, Any]) -> str:
    """The first column of a row that holds a text, in Chinese if it has any."""
    names = [str(name) for name, value in row.items() if isinstance(value, str)]
    return next((name for name in names if not name.isascii()), next(iter(names), ""))


def _outline(items: Iterable[object]) -> str:
    """The first items of a list, or names of a row; lists among them only as a mark."""
    kinds = _CONTAINERS
    shown = ("…" if isinstance(item, kinds) else str(item) for item in islice(items, 10))
    return "、".join(shown)[:40]
