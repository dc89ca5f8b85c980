"""Zip archives from deflated bytes: fixed dates, fixed order, one buffer.

What never changes from one document to the next is prepared once (`Prefix`); a
document then costs its own entries, the directory and one join. Equal entries give
equal bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from xl_addin.renderers.compression import Compressor

_FIXED = struct.Struct("<4s5H")
_SIZES = struct.Struct("<3I")
_LENGTHS = struct.Struct("<2H")
_PLACE = struct.Struct("<I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_DEFLATED = 8
# 1980-01-01 00:00, the earliest a zip file can name.
_TIME, _DATE = 0, 33
# A local header's fields without its signature, which the directory repeats.
_FIELDS = slice(4, 30)
_LISTED = struct.pack("<4sH", b"PK\x01\x02", _VERSION)
# No comment, first disk, no attributes.
_UNUSED = bytes(10)


class Entry(NamedTuple):
    """One deflated file of an archive.

    Attributes:
        header: Local header and name.
        data: Deflated bytes.
        checksum: Its name and the CRC-32 of its content.
    """

    header: bytes
    data: bytes
    checksum: tuple[str, int]


def entry(
    name: str, content: bytes, compressor: Compressor, checksum: int | None = None
) -> Entry:
    """An entry of these bytes.

    Args:
        name: Its name.
        content: The bytes.
        compressor: How they are deflated.
        checksum: Their CRC-32, where it is known.
    """
    before, after = _named(name)
    data = compressor.deflate(content)
    if checksum is None:
        checksum = compressor.checksum(content)
    header = b"%b%b%b" % (before, _SIZES.pack(checksum, len(data), len(content)), after)
    return Entry(header, data, (name, checksum))


@lru_cache(maxsize=1000)
def _named(name: str) -> tuple[bytes, bytes]:
    """What stands in a header of this name before and after sizes."""
    encoded = name.encode()
    flags = 0 if name.isascii() else _UTF8
    fixed = _FIXED.pack(b"PK\x03\x04", _VERSION, flags, _DEFLATED, _TIME, _DATE)
    return fixed, _LENGTHS.pack(len(encoded), 0) + encoded


class Prefix:
    """The entries every document of a template begins with."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._count = len(entries)
        self._data = b"".join([piece for each in entries for piece in each[:2]])
        self._directory = b"".join(_directory(entries, 0))

    def complete(self, entries: Sequence[Entry]) -> bytes:
        """A whole archive: these entries behind the prefix."""
        pieces = [self._data]
        for header, data, _ in entries:
            pieces += (header, data)
        place = sum(map(len, pieces))
        directory = b"".join([self._directory, *_directory(entries, len(self._data))])
        count = self._count + len(entries)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), place, 0)
        pieces += (directory, end)
        return b"".join(pieces)


def assemble(entries: Sequence[Entry]) -> bytes:
    """A whole archive of these entries."""
    return Prefix(entries).complete(())


def _directory(entries: Iterable[Entry], place: int) -> Iterator[bytes]:
    for header, data, _ in entries:
        yield from (_LISTED, header[_FIELDS], _UNUSED, _PLACE.pack(place), header[30:])
        place += len(header) + len(data)
