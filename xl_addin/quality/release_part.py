"""What may be wrong with one part of a finished document, as Word would see it.

Takes the tree of a part, gives the first damage. Neighbours: `release` knows the package
the part stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BRACES = re.compile("[{}]")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Damage:
    """Why a document must not be released.

    Attributes:
        code: Entry of the catalogue.
        entry: The part of the package, '' if it is the whole.
        shown: What the message quotes.
    """

    code: str
    entry: str
    shown: str = ""


def _path(*steps: str) -> etree.XPath:
    return etree.XPath("|".join(steps), namespaces=_NAMESPACES)


def _under(child: str, *parents: str) -> etree.XPath:
    return _path(*(f"//w:{parent}/{child}" for parent in parents))


_BLOCKS = ("body", "tbl", "tr", "tc", "p", "r", "hdr", "ftr", "footnote", "endnote")
_STRUCTURE = (
    (
        "release-cell-ending",
        _path(
            "//w:tc[not(*[last()][self::w:p])]",
            *(f"//w:{name}[not(.//w:p)]" for name in ("hdr", "ftr", "footnote", "endnote")),
        ),
    ),
    ("release-table-empty", _path("//w:tbl[not(.//w:tr)]", "//w:tr[not(.//w:tc)]")),
    ("release-nesting", _under("w:p", "p", "r", "t", "tbl", "tr")),
    ("release-nesting", _under("w:tr", "body", "tc", "p", "hdr", "ftr")),
    ("release-nesting", _under("w:tc", "body", "tbl", "tc", "p", "hdr", "ftr")),
)
_STRAY = _under("text()[normalize-space()]", *_BLOCKS)
_UNIQUE = (
    _path("//w:bookmarkStart/@w:id"),
    _path("//w:bookmarkStart/@w:name"),
    _path("//w:p/@w14:paraId", "//w:tr/@w14:paraId"),
    _path("//w:body//wp:docPr/@id"),
    _path("/w:footnotes/w:footnote/@w:id", "/w:endnotes/w:endnote/@w:id"),
)
_STARTS = _path("//w:bookmarkStart/@w:id")
_ENDS = _path("//w:bookmarkEnd/@w:id")
_REFERENCES = {
    "footnotes": _path("//w:footnoteReference/@w:id"),
    "endnotes": _path("//w:endnoteReference/@w:id"),
}
_NOTES = {
    "footnotes": _path("/w:footnotes/w:footnote/@w:id"),
    "endnotes": _path("/w:endnotes/w:endnote/@w:id"),
}
_TEXT = etree.XPath("string()")
_RELATED = etree.XPath("//@*[namespace-uri()=$r]")


def structure(name: str, root: etree._Element) -> Iterator[Damage]:
    """Cells, tables, notes, nesting, ids and bookmarks of a part with Word text."""
    for code, path in _STRUCTURE:
        for element in _found(path, root):
            yield Damage(code, name, _text_of(element))
    for text in _found(_STRAY, root):
        yield Damage("release-text-stray", name, _shortened(str(text)))
    for path in _UNIQUE:
        for value, count in Counter(map(str, _found(path, root))).items():
            if count > 1:
                yield Damage("release-id-twice", name, value)
    starts = set(map(str, _found(_STARTS, root)))
    for value in sorted(starts ^ set(map(str, _found(_ENDS, root)))):
        yield Damage("release-bookmark-open", name, value)


def unrelated(name: str, root: etree._Element, known: Collection[str]) -> Iterator[Damage]:
    """Relationships a part names and does not have."""
    for value in map(str, _found(_RELATED, root, r=_R[1:-1])):
        if value and value not in known:
            yield Damage("release-relationship", name, value)


def notes_of(kind: str, root: etree._Element) -> set[str]:
    """Ids of the notes of a part."""
    return set(map(str, _found(_NOTES[kind], root)))


def lost_notes(
    name: str, root: etree._Element, kind: str, known: Collection[str]
) -> Iterator[Damage]:
    """References to notes that are not there."""
    for value in map(str, _found(_REFERENCES[kind], root)):
        if value not in known:
            yield Damage("release-relationship", name, f"{kind} {value}")


def tags_left(name: str, text: str, printed: Iterable[str]) -> Iterator[Damage]:
    """Tags nobody filled; what looks like one because the data held braces is none."""
    if "{" not in text:
        return
    braced = {each for each in printed if _BRACES.search(each)}
    for each in sorted(braced, key=len, reverse=True):
        text = text.replace(each, "\0")
    if found := _TAG.search(text):
        yield Damage("release-tag-left", name, _shortened(found.group()))


def text_of(root: etree._Element) -> str:
    """All characters of a part."""
    return str(_TEXT(root))


def values_of(root: etree._Element) -> str:
    """All values of its attributes."""
    return "\0".join(str(value) for each in root.iter() for value in each.attrib.values())


def _found(path: etree.XPath, root: etree._Element, **variables: str) -> list[Any]:
    found = path(root, **variables)
    return found if isinstance(found, list) else []


def _text_of(element: etree._Element) -> str:
    row = element.getparent()
    return _shortened(text_of(element) or ("" if row is None else text_of(row)))


def _shortened(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
