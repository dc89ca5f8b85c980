"""Reads workbooks from their raw XML: an oracle that shares no code with the sources.

Slow and plain: one element after the other, by the words of the file format's standard.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from tests.raw_xlsx import MAIN, RELATIONS
from xl_addin.model.cells import CellError, Percent, Uncached

_M = f"{{{MAIN}}}"
Cells = dict[tuple[int, int], Any]


def read_sheets(content: bytes) -> dict[str, Cells]:
    """Values by row and column, blanks left out, of every worksheet by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    properties = workbook.find(f"{_M}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    strings = _strings(parts.get("xl/sharedStrings.xml"))
    codes = _format_codes(parts.get("xl/styles.xml"))
    found = {}
    for sheet in workbook.iter(f"{_M}sheet"):
        target = targets[sheet.get(f"{{{RELATIONS}}}id")].lstrip("/")
        name = target if target.startswith("xl/") else f"xl/{target}"
        root = ElementTree.fromstring(parts[name])
        if root.tag == f"{_M}worksheet":
            found[sheet.get("name", "")] = _cells(root, strings, codes, is_1904)
    return found


def _cells(
    root: ElementTree.Element, strings: list[str], codes: list[str], is_1904: bool
) -> Cells:
    cells: Cells = {}
    row = 0
    for line in root.iter(f"{_M}row"):
        row = int(line.get("r", row + 1))
        column = 0
        for cell in line.iter(f"{_M}c"):
            column += 1
            if reference := cell.get("r"):
                letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
                row, column = int(digits), 0
                for letter in letters:
                    column = column * 26 + ord(letter) - ord("A") + 1
            style = int(cell.get("s", 0))
            code = codes[style] if style < len(codes) else "General"
            value = _value(cell, strings, code, is_1904)
            if value is not None and value != "":
                cells[row, column] = value
            else:
                cells.pop((row, column), None)
    return cells


def _value(cell: ElementTree.Element, strings: list[str], code: str, is_1904: bool) -> Any:
    kind, value, formula = cell.get("t", "n"), cell.findtext(f"{_M}v"), cell.find(f"{_M}f")
    if kind == "inlineStr":
        inline = cell.find(f"{_M}is")
        return None if inline is None else _text(inline)
    if kind == "str" and value is not None:
        return _unescaped(value)
    if not (value or "").strip():
        return None if formula is None else Uncached(f"={formula.text or ''}")
    assert value is not None
    if kind == "s":
        return strings[int(value)]
    if kind == "e":
        return CellError(value)
    if kind == "b":
        return value == "1"
    if kind == "d":
        return datetime.fromisoformat(value)
    return _number(float(value), code, is_1904)


def _number(number: float, code: str, is_1904: bool) -> Any:
    first = re.sub(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]', "", code).split(";")[0]
    days = (
        timedelta(milliseconds=round(number * 86_400_000)) if abs(number) < 2_958_466 else None
    )
    if days is not None and re.search(r"\[[hms]+\]", first):
        return days
    if days is not None and first != "General" and re.search(r"[dmyhs]", first) and number >= 0:
        if days < timedelta(days=1):
            return (datetime(2000, 1, 1) + days).time()
        if is_1904:
            return datetime(1904, 1, 1) + days
        # The 29th of February 1900, which Excel counts and the calendar does not.
        missing = timedelta(days=1) if days < timedelta(days=60) else timedelta()
        return datetime(1899, 12, 30) + missing + days
    if "%" in first:
        return Percent(number)
    return int(number) if number == int(number) else number


def _strings(part: bytes | None) -> list[str]:
    if part is None:
        return []
    return [_text(item) for item in ElementTree.fromstring(part).iter(f"{_M}si")]


def _text(item: ElementTree.Element) -> str:
    """Its own text and that of its runs, without the phonetic guide."""
    pieces = []
    for child in item:
        if child.tag == f"{_M}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_M}r":
            pieces.append(child.findtext(f"{_M}t") or "")
    return "".join(_unescaped(piece) for piece in pieces)


def _unescaped(text: str) -> str:
    units = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _format_codes(part: bytes | None) -> list[str]:
    if part is None:
        return []
    root = ElementTree.fromstring(part)
    own = {
        int(item.get("numFmtId", 0)): item.get("formatCode", "")
        for item in root.iter(f"{_M}numFmt")
    }
    built_in = {
        0: "General",
        9: "0%",
        10: "0.00%",
        14: "m/d/yyyy",
        20: "h:mm",
        22: "m/d/yy h:mm",
    }
    built_in |= {21: "h:mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 15: "d-mmm-yy", 17: "mmm-yy"}
    formats = root.find(f"{_M}cellXfs")
    ids = [int(xf.get("numFmtId", 0)) for xf in (formats if formats is not None else [])]
    return [own.get(number, built_in.get(number, "0")) for number in ids]
