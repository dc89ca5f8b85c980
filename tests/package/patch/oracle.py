"""What a patched workbook is compared with: lxml and the raw XML, none of the writer's code."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Collection

from lxml import etree

from tests.raw_reader import read_sheets

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Spots = Collection[tuple[int, int]]


def entries(content: bytes) -> dict[str, bytes]:
    """Compressed bytes of every entry, as they stand in the file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for entry in package.infolist():
            lengths = struct.unpack_from("<2H", content, entry.header_offset + 26)
            start = entry.header_offset + 30 + sum(lengths)
            found[entry.filename] = content[start : start + entry.compress_size]
    return found


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def changed(before: bytes, after: bytes) -> set[str]:
    """Names of entries that are new, gone or of other bytes."""
    old, new = entries(before), entries(after)
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def values(content: bytes) -> dict[tuple[str, int, int], object]:
    """Every value that is not blank, by sheet, row and column."""
    return {
        (sheet, *spot): value
        for sheet, cells in read_sheets(content).items()
        for spot, value in cells.items()
    }


def sheet_root(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> etree._Element:
    return etree.fromstring(part(content, name))


def cell(
    content: bytes, reference: str, name: str = "xl/worksheets/sheet1.xml"
) -> etree._Element:
    found = [c for c in sheet_root(content, name).iter(f"{M}c") if c.get("r") == reference]
    assert len(found) == 1, (reference, found)
    return found[0]


def without(xml: bytes, spots: Spots, *, ranges: bool = False) -> bytes:
    """A sheet in canonical form but for these cells, and the sizes that follow from them.

    Args:
        xml: The sheet part.
        spots: Cells to leave out; rows that are empty then go too.
        ranges: Leave out ranges that may grow.
    """
    root = etree.fromstring(xml)
    row_number = 0
    for row in list(root.iter(f"{M}row")):
        row_number = int(row.get("r", row_number + 1))
        row.set("r", str(row_number))
        row.attrib.pop("spans", None)
        column = 0
        for each in list(row.iterchildren(f"{M}c")):
            column = column_of(each.get("r")) if each.get("r") else column + 1
            each.set("r", f"R{row_number}C{column}")
            if (row_number, column) in spots:
                row.remove(each)
        if len(row) == 0 and any(spot[0] == row_number for spot in spots):
            row.getparent().remove(row)
    for each in root.iter(f"{M}dimension"):
        each.set("ref", "")
    if ranges:
        for each in root.iter():
            if not isinstance(each.tag, str):
                continue
            local = etree.QName(each).localname
            if local in ("dataValidation", "conditionalFormatting"):
                each.attrib.pop("sqref", None)
            elif local == "sqref" and etree.QName(each.getparent()).localname in (
                "dataValidation",
                "conditionalFormatting",
            ):
                each.text = ""
            elif local == "autoFilter":
                each.set("ref", "")
            elif local == "col":
                each.set("max", "")
    return etree.tostring(root, method="c14n", with_comments=True)


def column_of(reference: str) -> int:
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return number
