"""Jinja's `loop`, for iterables whose length is known: the same values, much less work.

`codegen` puts it in the place of `jinja2.runtime.LoopContext`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat
from operator import length_hint
from typing import Any

from jinja2.runtime import LoopContext
from jinja2.utils import missing


class ListLoop(LoopContext):
    """`loop` over a list; whatever else it is given becomes one.

    Most templates ask a loop for little: where it stands is worked out when asked for,
    from what its iterator has left.
    """

    def __init__(
        self, iterable: Iterable[Any], undefined: Any, recurse: Any = None, depth0: int = 0
    ) -> None:
        items = iterable if type(iterable) is list else list(iterable)
        self._items = items
        self._iterator = iter(items)
        self.length = len(items)
        self._undefined = undefined
        self._recurse = recurse
        self.depth0 = depth0

    length = 0

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return zip(self._iterator, repeat(self), strict=False)

    @property
    def index0(self) -> int:  # type: ignore[override]
        """Current iteration, from 0."""
        return self.length - length_hint(self._iterator) - 1

    @property
    def last(self) -> bool:
        """Whether this is the last iteration."""
        return not length_hint(self._iterator)

    @property
    def _before(self) -> Any:
        return self._items[self.index0 - 1]

    def _peek_next(self) -> Any:
        following = self.index0 + 1
        return self._items[following] if following < self.length else missing
