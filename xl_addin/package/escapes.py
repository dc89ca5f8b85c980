"""Excel's own escape for characters XML cannot hold: `_x000B_` is a vertical tab."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
ESCAPE_BYTES = re.compile(rb"_x[0-9A-Fa-f]{4}_")


def unescape(text: str) -> str:
    """A text as a person typed it; characters XML cannot hold come out as they are."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _PAIR.sub(_joined, plain)


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
