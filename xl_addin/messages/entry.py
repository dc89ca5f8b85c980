"""One entry of the catalogue."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """What is wrong and how to mend it, in both languages.

    A part in ⟦…⟧ is left out where a value it names is blank.
    """

    zh: str
    zh_cure: str
    en: str
    en_cure: str
