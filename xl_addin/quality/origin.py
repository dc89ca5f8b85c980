"""What a document says of its origin, and whether it is still as it was written."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from xl_addin.model.origin import PREFIX, content_hash, entries_hash

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document carries.

    Attributes:
        values: Its properties without their prefix; empty if it has none of ours.
        untouched: Whether it is, byte for byte of every part, what was written.
    """

    values: Mapping[str, str]
    untouched: bool


def read_origin(content: bytes) -> Origin | None:
    """What a document carries; None if it is no Word document that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            name = _part(package)
            if name not in package.namelist():
                return Origin({}, untouched=False)
            root = etree.fromstring(package.read(name), _PARSER)
            checksums = [
                (info.filename, info.CRC)
                for info in package.infolist()
                if info.filename != name
            ]
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, etree.XMLSyntaxError):
        return None
    values = {
        name.removeprefix(PREFIX): "".join(map(str, each.itertext()))
        for each in root
        if (name := each.get("name", "")).startswith(PREFIX)
    }
    others = {name: value for name, value in values.items() if name != "content"}
    expected = content_hash(entries_hash(checksums), (), others)
    return Origin(values, values.get("content") == expected)


def _part(package: zipfile.ZipFile) -> str:
    relations = etree.fromstring(package.read("_rels/.rels"), _PARSER)
    found = next((each for each in relations if each.get("Type") == _KIND), None)
    return "" if found is None else found.get("Target", "").lstrip("/")
