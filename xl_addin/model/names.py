"""How texts a person typed become keys and names.

`key` is for comparing (ids, headers, sheet names, toggles); `template_name` is the
documented header rule (`docs/reference/template-names.md`). Neither is ever applied to
prose.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TRAILING_BRACKET = re.compile(r"\s*[（(\[【][^（()\[\]【】）]*[）)\]】]\s*$")
_SPACES = re.compile(r"\s+")
_NOT_IN_A_NAME = re.compile(r"[^\w]+")
_SHORT = 40


def key(text: str) -> str:
    """What two spellings of one id or header have in common.

    Width, case, compatibility forms and all white space are folded, so that
    `sales－03`, `SALES-03 ` and `Sales-03` are one.
    """
    # The same few ids and headers are compared again and again; prose hardly ever is.
    return _known_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SPACES.sub("", unicodedata.normalize("NFKC", folded))


_known_key = lru_cache(maxsize=50_000)(_key)


def template_name(header: str) -> str:
    """The name by which templates know a column, sheet or setting; '' if none is left.

    `考核指标（%）` → `考核指标`, `Working conditions` → `Working_conditions`.
    """
    name = unicodedata.normalize("NFKC", _TRAILING_BRACKET.sub("", header)).strip()
    name = _SPACES.sub("_", name)
    name = _NOT_IN_A_NAME.sub("", name)
    return f"_{name}" if name[:1].isdigit() else name


def nearest(text: str, candidates: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The candidate a person most likely meant, or None if nothing comes near.

    Args:
        text: What was typed.
        candidates: What there is.
        cutoff: How alike the two must be, from 0 to 1.
    """
    by_key = {key(candidate): candidate for candidate in candidates}
    wanted = key(text)
    if wanted in by_key:
        return by_key[wanted]
    # A spreadsheet turns 003 into 3 wherever a cell is not formatted as text.
    number = wanted.lstrip("0")
    if number.isdigit():
        for name, candidate in by_key.items():
            if name.lstrip("0") == number:
                return candidate
    found = difflib.get_close_matches(wanted, by_key, n=1, cutoff=cutoff)
    return by_key[found[0]] if found else None
