"""Zip archives from deflated bytes: fixed dates, fixed order, one buffer.

What never changes from one document to the next is prepared once (`Prefix`); a
document then costs its own entries, the directory and one join. Equal entries give
equal bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xl_addin.renderers.compression import Compressor

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_DEFLATED = 8
# 1980-01-01 00:00, the earliest a zip file can name.
_TIME, _DATE = 0, 33


@dataclass(frozen=True, slots=True)
class Entry:
    """One deflated file of an archive.

    Attributes:
        header: Local header and name.
        data: Deflated bytes.
        listed: Its fields of the directory up to the place of the header.
        name: Encoded name.
    """

    header: bytes
    data: bytes
    listed: tuple[int, ...]
    name: bytes

    @property
    def checksum(self) -> tuple[str, int]:
        """Its name and the CRC-32 of its content."""
        return self.name.decode(), self.listed[5]

    def __len__(self) -> int:
        return len(self.header) + len(self.data)


def entry(name: str, content: bytes, compressor: Compressor) -> Entry:
    """An entry of these bytes."""
    encoded = name.encode()
    data = compressor.deflate(content)
    flags = 0 if name.isascii() else _UTF8
    fixed = (_VERSION, flags, _DEFLATED, _TIME, _DATE)
    sizes = (compressor.checksum(content), len(data), len(content), len(encoded), 0)
    header = _LOCAL.pack(b"PK\x03\x04", *fixed, *sizes) + encoded
    return Entry(header, data, (*fixed, *sizes), encoded)


class Prefix:
    """The entries every document of a template begins with."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._count = len(entries)
        self._data = b"".join(piece for each in entries for piece in (each.header, each.data))
        self._directory = b"".join(_directory(entries, 0))

    def complete(self, entries: Sequence[Entry]) -> bytes:
        """A whole archive: these entries behind the prefix."""
        start = len(self._data)
        pieces = [self._data]
        for each in entries:
            pieces += (each.header, each.data)
        directory = [self._directory, *_directory(entries, start)]
        size = sum(map(len, directory))
        place = start + sum(map(len, entries))
        count = self._count + len(entries)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, place, 0)
        return b"".join([*pieces, *directory, end])


def assemble(entries: Sequence[Entry]) -> bytes:
    """A whole archive of these entries."""
    return Prefix(entries).complete(())


def _directory(entries: Iterable[Entry], place: int) -> Iterable[bytes]:
    for each in entries:
        yield _CENTRAL.pack(b"PK\x01\x02", _VERSION, *each.listed, 0, 0, 0, 0, place)
        yield each.name
        place += len(each)
