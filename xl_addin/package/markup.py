"""Small XML parts as a list of their elements; and what no part may hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from xml.parsers import expat

from xl_addin.package.refusal import Refusal

_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^<>]*+>")
_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<[^\x00]")
_READABLE = frozenset({b"utf-8", b"us-ascii", b"ascii"})
_DEPTH = 250
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/"


class Element(NamedTuple):
    """A start tag: name without namespace, namespace, attributes by `namespace name`."""

    name: str
    namespace: str
    attributes: Mapping[str, str]


def refuse_traps(name: str, xml: bytes) -> None:
    """Refuse a part that declares a document type or entities, or is not UTF-8.

    Raises:
        Refusal: It is.
    """
    if b"<!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise Refusal("package-doctype", part=name)
    declared = _DECLARED.match(xml)
    if declared and declared[1].lower() not in _READABLE:
        raise Refusal("package-encoding", part=name, encoding=declared[1].decode())
    if not _START.match(xml):
        if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in xml[:4]:
            raise Refusal("package-encoding", part=name, encoding="UTF-16")
        raise Refusal("damaged", cause=name)


def refuse_false_count(
    name: str,
    attributes: Mapping[str, str],
    size: int,
    counts: Collection[str] = ("count", "uniqueCount"),
) -> None:
    """Refuse an announced count no part of that size can hold: parsers reserve memory by it.

    Args:
        name: The part.
        attributes: Those of one of its tags.
        size: Its size.
        counts: The attributes that count what follows in the part.

    Raises:
        Refusal: It is such a count.
    """
    for attribute in counts:
        given = attributes.get(attribute)
        if given is not None and (not given.isdecimal() or int(given[:20]) > size):
            raise Refusal("damaged", cause=f"{name}: {attribute}")


def require_root(name: str, tag: str, expected: str) -> None:
    """Refuse a part of a workbook whose root is another element, or Strict OOXML's.

    Raises:
        Refusal: It is.
    """
    if tag != f"{SPREADSHEET} {expected}":
        raise Refusal("strict" if tag.startswith(_STRICT) else "damaged", cause=name)


def elements(name: str, xml: bytes, *, root: str | None = None) -> list[Element]:
    """Every start tag of a part, in document order.

    Args:
        name: The part.
        xml: Its bytes.
        root: The spreadsheet element it must be.

    Raises:
        Refusal: It is not well-formed, of another kind, or nested too deeply for a parser's stack.
    """
    found: list[Element] = []
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if root is not None:
            if not found:
                require_root(name, tag, root)
            # Elsewhere than in spreadsheets `count` may be anything.
            refuse_false_count(name, attributes, len(xml))
        if depth > _DEPTH:
            raise Refusal("damaged", cause=name)
        namespace, _, local = tag.rpartition(" ")
        found.append(Element(local, namespace, attributes))

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        raise Refusal("damaged", cause=f"{name}: {fault}") from fault
    return found


def is_odd(xml: bytes) -> bool:
    """Whether a part holds comments, CDATA or instructions, or more than the ASCII it declares."""
    declaration, encoding = _DECLARATION.match(xml), _DECLARED.match(xml)
    if b"<!" in xml or xml.find(b"<?", declaration.end() if declaration else 0) >= 0:
        return True
    return encoding is not None and encoding[1].lower() != b"utf-8" and not xml.isascii()


def column_number(letters: str) -> int:
    """A column counted from 1: A → 1, AB → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
