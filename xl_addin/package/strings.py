"""Shared strings that parsers change: outer spaces they trim, escapes they leave."""

from __future__ import annotations

import re
from xml.parsers import expat

from xl_addin.package.escapes import ESCAPE_BYTES, unescape
from xl_addin.package.markup import SPREADSHEET, refuse_false_count, require_root
from xl_addin.package.refusal import Refusal
from xl_addin.package.regular_cells import is_odd

_MAIN = f"{SPREADSHEET} "
# Plain bytes are found many times faster than one expression for all of them.
_EDGES = (
    *(b"<t>" + space for space in (b" ", b"\t", b"\n")),
    *(space + b"</t>" for space in (b" ", b"\t", b"\n")),
    *(b"&#", b"\r"),
)
# One item has one plain text, or runs that have one each; parsers differ on two.
# Two patterns, because each begins with bytes that are searched for at once.
_TWO_TEXTS = (re.compile(rb"</t>\s*<t[\s/>]"), re.compile(rb"<t/>\s*<t[\s/>]"))


def changed_strings(name: str, xml: bytes) -> dict[int, str]:
    """Texts by index of the shared strings a parser may not deliver as they stand.

    Raises:
        Refusal: The part is not well-formed, or an item holds two texts.
    """
    if any(pattern.search(xml) for pattern in _TWO_TEXTS):
        raise Refusal("damaged", cause=f"{name}: <t><t>")
    reader = _Strings(name, size=len(xml), keep_all=is_odd(xml) or b"<sst" not in xml)
    if reader.keep_all or ESCAPE_BYTES.search(xml) or any(edge in xml for edge in _EDGES):
        reader.collect()
    try:
        reader.parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        raise Refusal("damaged", cause=f"{name}: {fault}") from fault
    return reader.found


class _Strings:
    """Collects the texts worth keeping while expat goes through the part."""

    def __init__(self, name: str, *, size: int, keep_all: bool) -> None:
        self.found: dict[int, str] = {}
        self.keep_all = keep_all
        self._name = name
        self._size = size
        self._index = -1
        self._pieces: list[str] = []
        self._doubtful = False
        self._phonetic = False
        self._text: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._first

    def collect(self) -> None:
        """Look at every text, not only at whether the part is well-formed."""
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def _first(self, tag: str, attributes: dict[str, str]) -> None:
        require_root(self._name, tag, "sst")
        refuse_false_count(self._name, attributes, self._size)
        collecting = self.parser.EndElementHandler is not None
        self.parser.StartElementHandler = self._start if collecting else None

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        local = tag.removeprefix(_MAIN)
        if local == "si":
            self._index += 1
            self._pieces, self._doubtful = [], self.keep_all
        elif local == "rPh":
            self._phonetic = True
        elif local == "t" and not self._phonetic:
            self._text = []

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        local = tag.removeprefix(_MAIN)
        if local == "rPh":
            self._phonetic = False
        elif local == "t" and self._text is not None:
            raw = "".join(self._text)
            text = unescape(raw)
            self._doubtful |= text != raw or raw != raw.strip(" \t\r\n") or "\r" in raw
            self._pieces.append(text)
            self._text = None
        elif local == "si" and self._doubtful:
            self.found[self._index] = "".join(self._pieces)
