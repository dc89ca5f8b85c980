"""Reads text back from finished documents by their raw XML: an oracle that shares no code."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def documents(folder: Path) -> dict[str, bytes]:
    """File name → bytes of everything a person sees in a folder, sorted by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def part(content: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    """A part's root element."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))


def text_of(paragraph: ElementTree.Element) -> str:
    """A paragraph's text: breaks are line feeds, tabs are tabs."""
    pieces = []
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{W}br":
            pieces.append("\n")
        elif element.tag == f"{W}tab" and element.get(f"{W}val") is None:
            pieces.append("\t")
    return "".join(pieces)


def paragraphs(content: bytes, name: str = "word/document.xml") -> list[str]:
    """Texts of all paragraphs of a part, in document order."""
    return [text_of(found) for found in part(content, name).iter(f"{W}p")]


def styled(content: bytes) -> list[tuple[str, str]]:
    """(style id, text) of all body paragraphs."""
    found = []
    for each in part(content).iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        found.append(("" if style is None else style.get(f"{W}val", ""), text_of(each)))
    return found


S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(content: bytes) -> dict[str, dict[str, str]]:
    """Sheet name → address → text of every string cell, from the raw XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        shared = [
            "".join(t.text or "" for t in item.iter(f"{S}t"))
            for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
        ]
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        names = [sheet.get("name", "") for sheet in book.iter(f"{S}sheet")]
        found: dict[str, dict[str, str]] = {}
        for number, name in enumerate(names, start=1):
            sheet = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
            found[name] = {
                cell.get("r", ""): shared[int(cell.findtext(f"{S}v") or 0)]
                for cell in sheet.iter(f"{S}c")
                if cell.get("t") == "s"
            }
    return found
