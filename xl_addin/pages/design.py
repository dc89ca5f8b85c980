"""What a finished .docx says of its own layout: faces, margins, rows, page limit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from xl_addin.model.layout import Design

PAGE_LIMIT = "页数上限"
"""The custom property by which a template limits its pages (or `Page limit`)."""

_LIMIT_NAMES = (PAGE_LIMIT, "Page limit")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS_A_POINT = 20
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def read_design(content: bytes) -> Design:
    """The design of a document the program has made."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        trees = {
            name: etree.fromstring(package.read(name))
            for name in names
            if name.startswith("word/") and name.endswith(".xml")
        }
        custom = (
            etree.fromstring(package.read("docProps/custom.xml"))
            if "docProps/custom.xml" in names
            else None
        )
    body = trees["word/document.xml"]
    margins = list(body.iter(f"{_W}pgMar"))
    return Design(
        faces=frozenset(face for tree in trees.values() for face in _faces(tree)),
        top=min((_points(margin, "top") for margin in margins), default=0),
        bottom=min((_points(margin, "bottom") for margin in margins), default=0),
        page_limit=_limit(custom),
        rows=frozenset(_row(row) for row in body.iter(f"{_W}tr")),
    )


def squeezed(text: str) -> str:
    """A text without white space: how lines were broken does not count."""
    return "".join(text.split())


def _faces(tree: etree._Element) -> Iterator[str]:
    for fonts in tree.iter(f"{_W}rFonts"):
        for slot in _FONT_SLOTS:
            if face := fonts.get(f"{_W}{slot}"):
                yield str(face)


def _points(margin: etree._Element, side: str) -> float:
    return abs(float(margin.get(f"{_W}{side}", "0"))) / _TWIPS_A_POINT


def _row(row: etree._Element) -> tuple[str, ...]:
    return tuple(
        squeezed("".join(str(text.text or "") for text in cell.iter(f"{_W}t")))
        for cell in row.iter(f"{_W}tc")
    )


def _limit(custom: etree._Element | None) -> int | None:
    for entry in custom.iter(_CUSTOM) if custom is not None else ():
        value = "".join(str(text) for text in entry.itertext()).strip()
        if entry.get("name") in _LIMIT_NAMES and value.isdecimal():
            return int(value)
    return None
