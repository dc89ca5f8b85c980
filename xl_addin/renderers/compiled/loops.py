"""Jinja's `loop`, for iterables whose length is known: the same values, much less work.

`codegen` puts it in the place of `jinja2.runtime.LoopContext`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2.runtime import LoopContext
from jinja2.utils import missing


class ListLoop(LoopContext):
    """`loop` over a list; whatever else it is given becomes one."""

    length = 0

    def __init__(
        self, iterable: Iterable[Any], undefined: Any, recurse: Any = None, depth0: int = 0
    ) -> None:
        items = iterable if type(iterable) is list else list(iterable)
        self._items = items
        self.length = len(items)
        self._undefined = undefined
        self._recurse = recurse
        self.depth0 = depth0

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        before = missing
        for self.index0, item in enumerate(self._items):  # noqa: B020 - read by the template
            self._before, self._current = before, item
            yield item, self
            before = item

    @property
    def last(self) -> bool:
        """Whether this is the last iteration."""
        return self.index0 + 1 == self.length

    def _peek_next(self) -> Any:
        following = self.index0 + 1
        return self._items[following] if following < self.length else missing
