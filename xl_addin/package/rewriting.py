"""A package with some entries replaced, added or left out; all others keep their bytes.

Takes the package's bytes and the new parts. What is not named is copied as it is
compressed, with its date, attributes and place in the order.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NAME_LENGTHS = struct.Struct("<2H")
_UTF8, _SIZES_BEHIND = 0x800, 0x8
_ZIP64 = 1
_VERSION = 20


def rewritten(
    content: bytes,
    changed: Mapping[str, bytes],
    added: Mapping[str, bytes] | None = None,
    dropped: Collection[str] = (),
) -> bytes:
    """The package with these changes.

    Args:
        content: A package that passed the gate.
        changed: New bytes of entries it has, by name.
        added: Entries to put at its end, in this order.
        dropped: Names of entries to leave out.
    """
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    place = 0
    for entry, data in _entries(content, changed, added or {}, dropped):
        name = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")
        extra = _plain_extra(entry.extra)
        fixed = (_version(entry), entry.flag_bits, entry.compress_type, *_moment(entry))
        sizes = (entry.CRC, entry.compress_size, entry.file_size, len(name))
        local = _LOCAL.pack(b"PK\x03\x04", *fixed, *sizes, 0) + name
        made_by = entry.create_system << 8 | entry.create_version & 0xFF
        lengths = (len(extra), len(entry.comment), 0, entry.internal_attr)
        directory += (
            _CENTRAL.pack(
                b"PK\x01\x02", made_by, *fixed, *sizes, *lengths, entry.external_attr, place
            ),
            name + extra + entry.comment,
        )
        pieces += (local, data)
        place += len(local) + len(data)
    count, size = len(directory) // 2, sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, place, 0)
    return b"".join([*pieces, *directory, end])


def _entries(
    content: bytes,
    changed: Mapping[str, bytes],
    added: Mapping[str, bytes],
    dropped: Collection[str],
) -> Iterator[tuple[zipfile.ZipInfo, bytes | memoryview]]:
    """Directory entry and compressed bytes of everything the new package holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
    for entry in listed:
        if entry.filename in dropped:
            continue
        # Sizes stand in the header from now on, whoever streamed the original.
        entry.flag_bits &= ~_SIZES_BEHIND
        if entry.filename in changed:
            yield entry, _deflated(entry, changed[entry.filename])
        else:
            yield entry, _compressed(content, entry)
    for name, data in added.items():
        entry = zipfile.ZipInfo(name)
        entry.create_system = 0
        entry.flag_bits = 0 if name.isascii() else _UTF8
        yield entry, _deflated(entry, data)


def _deflated(entry: zipfile.ZipInfo, data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    result = deflater.compress(data) + deflater.flush()
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(data), len(data), len(result)
    return result


def _compressed(content: bytes, entry: zipfile.ZipInfo) -> memoryview:
    lengths = _NAME_LENGTHS.unpack_from(content, entry.header_offset + _LOCAL.size - 4)
    start = entry.header_offset + _LOCAL.size + sum(lengths)
    return memoryview(content)[start : start + entry.compress_size]


def _plain_extra(extra: bytes) -> bytes:
    """Extra fields without the 64-bit sizes, which the headers' own fields hold."""
    kept = b""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind != _ZIP64:
            kept += extra[: 4 + length]
        extra = extra[4 + length :]
    return kept


def _version(entry: zipfile.ZipInfo) -> int:
    return min(entry.extract_version, _VERSION)


def _moment(entry: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = entry.date_time
    date = (year - 1980) << 9 | month << 5 | day
    return hour << 11 | minute << 5 | second // 2, date
