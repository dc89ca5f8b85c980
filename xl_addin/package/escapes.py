"""Excel's own escape for characters XML cannot hold: `_x000B_` is a vertical tab."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPE_BYTES = re.compile(rb"_x[0-9A-Fa-f]{4}_")


def unescape(text: str) -> str:
    """A text as a person typed it; characters XML cannot hold come out as they are."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _PAIR.sub(_joined, plain)


def escape_characters(text: str) -> str:
    """A text as it must stand in XML to come out as it was typed; the inverse of `unescape`."""
    plain = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
