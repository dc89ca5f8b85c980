"""Page numbers that a contents page shows, filled in as the pages come out."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
import zlib
from bisect import bisect
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from lxml import etree

from xl_addin.errors import EnvironmentFault
from xl_addin.pages.base import PdfMaker
from xl_addin.problems import Place, Problem, Severity

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_CODE = re.compile(r"\s*PAGEREF\s+(\S+)")
_CODE_ANYWHERE = re.compile(rb">\s*PAGEREF\s")
_RESTART = "xladdinrestart{}"
# Above the ids that documents' own bookmarks have.
_FREE_IDS = 2_000_000_000


def fill_page_numbers(content: bytes, maker: PdfMaker) -> bytes:
    """A document whose PAGEREF fields show the pages that `maker` lays it out on.

    They show the numbers that the pages print: where a section restarts them, its own.
    A field whose bookmark the PDF does not name keeps what it showed.

    Raises:
        EnvironmentFault: It could not be laid out, or pdfplumber is not installed.
    """
    body = _body(content)
    marked, restarts = _with_restarts(body)
    with tempfile.TemporaryDirectory(prefix="xl_addin_") as name:
        document = Path(name) / "document.docx"
        document.write_bytes(_with_body(content, marked) if restarts else content)
        (made,) = maker.make([document], Path(name))
        if made.pdf is None:
            raise made.error or EnvironmentFault("pdf-not-made", file=document.name)
        numbers = _printed(bookmark_pages(made.pdf), restarts)
    return _with_body(content, _filled(body, numbers))


def _body(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(_BODY)


def _with_body(content: bytes, body: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with source, zipfile.ZipFile(target, "w") as package:
        for entry in source.infolist():
            own = entry.filename == _BODY
            package.writestr(entry, body if own else source.read(entry))
    return target.getvalue()


def not_filled(file: str, fault: EnvironmentFault) -> Problem:
    """The reminder that a document's page numbers were not filled in, with what is missing."""
    missing = "LibreOffice" if fault.code == "pdf-program-missing" else ""
    params = {**fault.fields, "file": file, "cause": fault.code, "missing": missing}
    return Problem("page-numbers-not-filled", Place(file), params, Severity.WARNING)


def shows_page_numbers(content: bytes) -> bool:
    """Whether a document has fields that `fill_page_numbers` fills."""
    try:
        return bool(_CODE_ANYWHERE.search(_body(content)))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError):
        return False


def bookmark_pages(pdf: Path) -> dict[str, int]:
    """Page, counted from 1, of every bookmark the PDF names.

    Raises:
        EnvironmentFault: pdfplumber is not installed.
    """
    try:
        import pdfplumber
        from pdfminer.pdftypes import resolve1
    except ImportError as fault:
        raise EnvironmentFault("extra-missing", extra="pages") from fault
    with pdfplumber.open(pdf) as opened:
        numbers = {page.page_obj.pageid: page.page_number for page in opened.pages}
        catalog = opened.doc.catalog
        named = dict(resolve1(catalog.get("Dests")) or {})
        tree = (resolve1(catalog.get("Names")) or {}).get("Dests")
        named |= dict(_leaves(resolve1(tree)))
        pages = {}
        for name, target in named.items():
            place = resolve1(target)
            place = resolve1(place["D"]) if isinstance(place, dict) else place
            number = numbers.get(getattr(place[0], "objid", None))
            if number is not None:
                pages[_text(name)] = number
        return pages


def _leaves(node: Any) -> list[tuple[Any, Any]]:
    """Names and targets of a PDF name tree."""
    from pdfminer.pdftypes import resolve1

    if not node:
        return []
    names = resolve1(node.get("Names")) or []
    found = list(zip(names[::2], names[1::2], strict=True))
    for kid in resolve1(node.get("Kids")) or []:
        found += _leaves(resolve1(kid))
    return found


def _text(name: Any) -> str:
    if isinstance(name, bytes):
        wide = name.startswith(b"\xfe\xff")
        return name[2:].decode("utf-16-be") if wide else name.decode("latin-1")
    return str(name)


def _written(bookmark: str) -> str:
    """A bookmark's name as LibreOffice writes it into a PDF: `_` becomes `5F`."""
    return re.sub("[^0-9A-Za-z]", lambda sign: f"{ord(sign[0]):02X}", bookmark)


def _with_restarts(part: bytes) -> tuple[bytes, dict[str, int]]:
    """A body with bookmarks where page numbers restart, and the numbers by these."""
    root = etree.fromstring(part)
    restarts: dict[str, int] = {}
    first = None
    for element in root.iter(f"{_W}p", f"{_W}sectPr"):
        if element.tag == f"{_W}p":
            first = element if first is None else first
        elif next(element.iterancestors(f"{_W}sectPrChange"), None) is None:
            # Properties stand at the end of their section.
            numbering = element.find(f"{_W}pgNumType")
            start = "" if numbering is None else numbering.get(f"{_W}start", "")
            if first is not None and start.isdecimal():
                _bookmark(first, len(restarts))
                restarts[_RESTART.format(len(restarts))] = int(start)
            first = None
    return etree.tostring(root, encoding="UTF-8", standalone=True), restarts


def _bookmark(paragraph: etree._Element, number: int) -> None:
    """Put the bookmark of a restart at a paragraph's start."""
    own = {f"{_W}id": str(_FREE_IDS + number)}
    named = {**own, f"{_W}name": _RESTART.format(number)}
    at = int(paragraph.find(f"{_W}pPr") is not None)
    paragraph.insert(at, etree.Element(f"{_W}bookmarkEnd", own))
    paragraph.insert(at, etree.Element(f"{_W}bookmarkStart", named))


def _printed(pages: Mapping[str, int], restarts: Mapping[str, int]) -> dict[str, int]:
    """The number that each bookmark's page prints."""
    found = sorted((pages[name], number) for name, number in restarts.items() if name in pages)
    found.insert(0, (1, 1))

    def printed(page: int) -> int:
        first, number = found[bisect(found, page, key=itemgetter(0)) - 1]
        return number + page - first

    return {name: printed(page) for name, page in pages.items()}


def _filled(part: bytes, numbers: Mapping[str, int]) -> bytes:
    root = etree.fromstring(part)
    bookmark, shown = "", False
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
        if element.tag == f"{_W}instrText":
            found = _CODE.match(element.text or "")
            bookmark = found[1] if found else bookmark
        elif element.tag == f"{_W}fldChar":
            kind = element.get(f"{_W}fldCharType")
            shown = kind == "separate" and bool(bookmark)
            bookmark = "" if kind == "end" else bookmark
        elif shown:
            number = numbers.get(bookmark, numbers.get(_written(bookmark)))
            if number is not None:
                element.text = str(number)
                bookmark, shown = "", False
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
