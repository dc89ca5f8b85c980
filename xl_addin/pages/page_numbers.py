"""Page numbers that a contents page shows, filled in as the pages come out."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
import zlib
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


def fill_page_numbers(content: bytes, maker: PdfMaker) -> bytes:
    """A document whose PAGEREF fields show the pages that `maker` lays it out on.

    A field whose bookmark the PDF does not name keeps what it showed.

    Raises:
        EnvironmentFault: It could not be laid out, or pdfplumber is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="xl_addin_") as name:
        document = Path(name) / "document.docx"
        document.write_bytes(content)
        (made,) = maker.make([document], Path(name))
        if made.pdf is None:
            raise made.error or EnvironmentFault("pdf-not-made", file=document.name)
        numbers = bookmark_pages(made.pdf)
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with source, zipfile.ZipFile(target, "w") as package:
        for entry in source.infolist():
            part = source.read(entry)
            package.writestr(entry, _filled(part, numbers) if entry.filename == _BODY else part)
    return target.getvalue()


def not_filled(file: str, fault: EnvironmentFault) -> Problem:
    """The reminder that a document's page numbers were not filled in, with what is missing."""
    missing = "LibreOffice" if fault.code == "pdf-program-missing" else ""
    params = {**fault.fields, "file": file, "cause": fault.code, "missing": missing}
    return Problem("page-numbers-not-filled", Place(file), params, Severity.WARNING)


def shows_page_numbers(content: bytes) -> bool:
    """Whether a document has fields that `fill_page_numbers` fills."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return bool(_CODE_ANYWHERE.search(package.read(_BODY)))
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


def _filled(part: bytes, numbers: dict[str, int]) -> bytes:
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
        elif shown and (number := numbers.get(bookmark) or numbers.get(_written(bookmark))):
            element.text = str(number)
            bookmark, shown = "", False
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
