"""What every renderer does to a rendered Word part, and how a package is written.

Mends what loops and conditions can leave behind and Word would call unreadable: cells
that do not end in a paragraph, tables without rows, doubled bookmarks and paragraph
ids. Packages are written with fixed dates and order, so equal parts give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from xl_addin.renderers.archive import assemble, entry
from xl_addin.renderers.compression import Compressor

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_CONTENT_TYPES = "[Content_Types].xml"
# Parsing must neither fetch anything nor repair silently.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def parse_part(xml: bytes | str) -> etree._Element:
    """Parse one part strictly.

    Raises:
        lxml.etree.XMLSyntaxError: It is not well-formed.
    """
    return etree.fromstring(xml, _PARSER)


def serialize_part(root: etree._Element) -> bytes:
    """A part's bytes, with the declaration Office writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def mend(root: etree._Element) -> None:
    """Mend a rendered part in place."""
    _mend_tables(root)
    _mend_bookmarks(root)
    _mend_paragraph_ids(root)


def _mend_tables(root: etree._Element) -> None:
    # Innermost first: an inner table that goes may leave its cell without a paragraph.
    for table in reversed(list(root.iter(_w("tbl")))):
        for row in table.findall(_w("tr")):
            if row.find(f".//{_w('tc')}") is None:
                table.remove(row)
        if table.find(f".//{_w('tr')}") is None:
            parent = table.getparent()
            if parent is not None:
                parent.remove(table)
    for cell in root.iter(_w("tc")):
        if len(cell) == 0 or cell[-1].tag != _w("p"):
            etree.SubElement(cell, _w("p"))
    for kind in ("hdr", "ftr", "footnote", "endnote"):
        for block in root.iter(_w(kind)):
            if block.find(f".//{_w('p')}") is None:
                etree.SubElement(block, _w("p"))


def _mend_bookmarks(root: etree._Element) -> None:
    marks = list(root.iter(_w("bookmarkStart"), _w("bookmarkEnd")))
    numbers = bookmark_numbers(
        [
            (mark.tag == _w("bookmarkStart"), mark.get(_w("id"), ""), mark.get(_w("name"), ""))
            for mark in marks
        ]
    )
    for mark, number in zip(marks, numbers, strict=True):
        if number is not None:
            mark.set(_w("id"), str(number))
        elif (parent := mark.getparent()) is not None:
            _remove_keeping_tail(parent, mark)


def bookmark_numbers(marks: Sequence[tuple[bool, str, str]]) -> list[int | None]:
    """New ids of bookmark marks: each name once, each with both its ends.

    Args:
        marks: Of each mark in document order whether it is a start, its id and its name.

    Returns:
        An id for each mark; None for one that goes.
    """
    starts: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for place, (is_start, old, _) in enumerate(marks):
        if is_start:
            starts.setdefault(old, []).append(place)
        elif waiting := starts.get(old):
            ends[waiting.pop()] = place
    numbers: list[int | None] = [None] * len(marks)
    names: set[str] = set()
    for start in sorted(ends):
        if (name := marks[start][2]) not in names:
            numbers[start] = numbers[ends[start]] = len(names)
            names.add(name)
    return numbers


def _remove_keeping_tail(parent: etree._Element, child: etree._Element) -> None:
    if child.tail:
        before = child.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _mend_paragraph_ids(root: etree._Element) -> None:
    seen: set[str] = set()
    attribute = f"{{{W14}}}paraId"
    for element in root.iter(_w("p"), _w("tr")):
        value = element.get(attribute)
        if value is None:
            continue
        if value in seen:
            del element.attrib[attribute]
            element.attrib.pop(f"{{{W14}}}textId", "")
        seen.add(value)


def read_package(content: bytes) -> dict[str, bytes]:
    """All entries of a package by name.

    Raises:
        zipfile.BadZipFile: It is no zip file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def write_package(parts: Mapping[str, bytes], deflate: Compressor) -> bytes:
    """A package with `[Content_Types].xml` first, fixed dates and no clock."""
    names = dict.fromkeys([_CONTENT_TYPES, *parts])
    return assemble([entry(name, parts[name], deflate) for name in names if name in parts])
