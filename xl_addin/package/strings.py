"""The shared strings of a workbook: all of them, or those that parsers change.

Parsers trim outer spaces and leave escapes as they are.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from xl_addin.package.escapes import ESCAPE_BYTES, unescape
from xl_addin.package.markup import SPREADSHEET, is_odd, refuse_false_count, require_root
from xl_addin.package.refusal import Refusal

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
# What nearly every program writes for nearly every text; all else is expat's.
_BETWEEN_TEXTS, _BETWEEN_ITEMS = "</t></si><si><t>", "</si><si>"
_PRESERVED = '<t xml:space="preserve">'
# What Excel puts behind texts where people write Chinese or Japanese.
_GUIDE = re.compile(
    r'<phoneticPr fontId="\d++"(?: type="\w++")?+(?: alignment="\w++")?+/>(?=</si>)'
)
# Single characters are found many times faster than one expression for all of them, too.
_CONTROLS = tuple(bytes([code]) for code in (*range(9), *range(11, 32)))
_ENTITY = re.compile("&(?:amp|lt|gt|quot|apos);")
# Items right below a root without a prefix have its namespace.
_BEFORE = re.compile(
    r"\ufeff?(?:<\?xml[^<>]*+>)?\s*+"
    r"""<sst(?:\s++[\w:.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))*+\s*+>\s*+"""
)
_OTHER_ITEM = re.compile(r"<(?:[^<>\s/]*:)?si[\s/>]")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def all_strings(name: str, xml: bytes) -> list[str | None]:
    """Every shared string in its order, None for an empty one.

    Raises:
        Refusal: The part is not well-formed, or an item holds two texts.
    """
    try:
        text = xml.decode()
    except UnicodeDecodeError as fault:
        raise Refusal("damaged", cause=f"{name}: {fault}") from fault
    start = xml.find(b"<si>")
    doubtful = start < 0 or is_odd(xml) or _is_no_xml(text)
    if not doubtful and all(xml.find(control, start) < 0 for control in _CONTROLS):
        quick = _quickly(name, text, len(xml))
        if quick is not None:
            return quick
    found = changed_strings(name, xml, keep_all=True)
    return [found.get(index) or None for index in range(max(found, default=-1) + 1)]


def _quickly(name: str, text: str, size: int) -> list[str | None] | None:
    """The same where most items are a text and nothing else; None where that cannot be told.

    Raises:
        Refusal: As `all_strings` says.
    """
    begin, end = text.find("<si>"), text.rfind("</si>")
    before, items, after = text[:begin], text[begin + 4 : end], text[end + 5 :]
    if not begin < end or not _BEFORE.fullmatch(before):
        return None
    items = items.replace(_PRESERVED, "<t>")
    if "<phoneticPr" in items:
        items = _GUIDE.sub("", f"{items}</si>")[:-5]
    texts = items.removeprefix("<t>").removesuffix("</t>").split(_BETWEEN_TEXTS)
    others: dict[int, str] = {}
    all_plain = items.startswith("<t>") and items.endswith("</t>") and "&" not in items
    if not all_plain or items.count("<") != 4 * len(texts) - 2:
        texts, others = _told_apart(items, texts)
    # Where most are of another kind, they are parsed sooner where they stand.
    if 2 * len(others) > len(texts) or any(map(_OTHER_ITEM.search, others.values())):
        return None
    # With its plain items taken out, the part is well-formed if it was before.
    rest = "".join([before, *(f"<si>{each}</si>" for each in others.values()), after])
    found = changed_strings(name, rest.encode(), keep_all=True, size=size)
    if [*found] != [*range(len(others))]:
        return None
    for number, place in enumerate(others):
        texts[place] = found[number]
    if "&" not in items and "_x" not in items:
        return [each or None for each in texts]
    return [
        each or None
        if place in others or ("&" not in each and "_x" not in each)
        else typed_text(each) or None
        for place, each in enumerate(texts)
    ]


def _told_apart(items: str, texts: list[str]) -> tuple[list[str], dict[int, str]]:
    """Every item's text; and by place the items of another kind, which have none yet."""
    plain: list[str] = []
    others: dict[int, str] = {}
    last = len(texts) - 1
    for number, each in enumerate(texts):
        if "<" not in each and "&" not in each and 0 < number < last:
            plain.append(each)
            continue
        start = "<t>" if number or items.startswith("<t>") else ""
        stop = "</t>" if number < last or items.endswith("</t>") else ""
        for item in f"{start}{each}{stop}".split(_BETWEEN_ITEMS):
            text = item[3:-4]
            alone = item[:3] == "<t>" and item[-4:] == "</t>" and "<" not in text
            if not alone or text.count("&") != len(_ENTITY.findall(text)):
                others[len(plain)], text = item, ""
            plain.append(text)
    return plain, others


def typed_text(text: str) -> str:
    """A text of XML without markup as a person typed it.

    Raises:
        ValueError: It cannot stand in XML.
    """
    if _is_no_xml(text):
        raise ValueError(text)
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return unescape(text)


def _is_no_xml(text: str) -> bool:
    return "]]>" in text or "\ufffe" in text or "\uffff" in text


def changed_strings(
    name: str, xml: bytes, *, keep_all: bool = False, size: int = 0
) -> dict[int, str]:
    """Texts by index of the shared strings a parser may not deliver as they stand.

    Args:
        name: The part.
        xml: Its bytes.
        keep_all: Give the others too.
        size: Size of the part, if these are not all of its bytes.

    Raises:
        Refusal: The part is not well-formed, or an item holds two texts.
    """
    if any(pattern.search(xml) for pattern in _TWO_TEXTS):
        raise Refusal("damaged", cause=f"{name}: <t><t>")
    keep_all = keep_all or is_odd(xml) or b"<sst" not in xml
    reader = _Strings(name, size=size or len(xml), keep_all=keep_all)
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
        self._in_item = False
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
        # `count` is of the cells that hold these strings, few of which may fill many.
        refuse_false_count(self._name, attributes, self._size, ("uniqueCount",))
        collecting = self.parser.EndElementHandler is not None
        self.parser.StartElementHandler = self._start if collecting else None

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        local = tag.removeprefix(_MAIN)
        if local == "si":
            if self._in_item:
                raise Refusal("damaged", cause=f"{self._name}: <si><si>")
            self._in_item = True
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
        elif local == "si":
            self._in_item = False
            if self._doubtful:
                self.found[self._index] = "".join(self._pieces)
