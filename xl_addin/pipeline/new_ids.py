"""Ids for new rows, in the manner of those there are: after `AB-09` comes `AB-10`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from xl_addin.model.names import key
from xl_addin.pipeline.layout import IdKind

_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_FIRST = {IdKind.ROLE: "R00", IdKind.DUTY: "D00"}


def next_id(like: str, taken: Collection[str]) -> str:
    """The id after the highest one of the same manner.

    Args:
        like: An id whose wording, number of digits and ending it takes.
        taken: Keys of the ids that are in use or ever were.
    """
    found = _NUMBERED.fullmatch(unicodedata.normalize("NFKC", like))
    if found is None:
        found = re.fullmatch(r"(.*)(0)()", f"{like}-0", re.DOTALL)
    assert found is not None  # noqa: S101 - it ends with a digit now
    before, digits, after = found.groups()
    numbers = [int(digits)]
    for name in taken:
        other = _NUMBERED.fullmatch(name)
        if other and (other[1], other[3]) == (key(before), key(after)):
            numbers.append(int(other[2]))
    number = max(numbers) + 1
    while key(made := f"{before}{number:0{len(digits)}d}{after}") in taken:
        number += 1
    return made


def usual(ids: Iterable[str], kind: IdKind) -> str:
    """The id whose manner most ids follow; one to begin with where there is none."""
    by_manner = {}
    counted: Counter[str] = Counter()
    for shown in ids:
        found = _NUMBERED.fullmatch(key(shown))
        manner = found[1] if found else key(shown)
        counted[manner] += 1
        by_manner[manner] = shown
    return by_manner[counted.most_common(1)[0][0]] if counted else _FIRST[kind]
