"""A zip's entries, inflated within limits and believed only as far as they were counted.

Takes a file's bytes, gives a `Package`. What a header says about sizes is compared
with what came out, never trusted; two readers of one package must not be able to see
two different things, so names are checked for every way in which they could.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Refusal

_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_MAGIC = b"PK\x03\x04"
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_MB = 1024 * 1024
_DIGEST_BYTES = 16
_RATIO_FROM = 4 * _MB
_LARGE = 2 * _MB
_XML = (".xml", ".rels", ".vml")
_BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.?(?:/|$)|//|[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose every entry has been inflated and counted.

    Attributes:
        names: Names of its entries, in the order of its directory.
        parts: XML parts by name: their bytes.
        sizes: Their lengths.
        digests: Hashes of them as they are stored.
    """

    names: tuple[str, ...]
    parts: Mapping[str, bytes]
    sizes: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


class _Parts(Mapping[str, bytes]):
    """XML parts; large ones are inflated again each time, for few are needed at once."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._parts: dict[str, bytes | zipfile.ZipInfo] = {}

    def add(self, entry: zipfile.ZipInfo, data: bytes) -> None:
        """Keep a part that has been inflated and counted."""
        self._parts[entry.filename] = data if len(data) < _LARGE else entry

    def __getitem__(self, name: str) -> bytes:
        kept = self._parts[name]
        if isinstance(kept, bytes):
            return kept
        data = _stored(self._content, kept)
        stored = kept.compress_type == zipfile.ZIP_STORED
        return bytes(data) if stored else zlib.decompress(data, -zlib.MAX_WBITS, kept.file_size)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def read_entries(
    content: bytes, limits: Limits, look: Callable[[str, bytes], None] | None = None
) -> Package:
    """Inflate a zip.

    Args:
        content: Its bytes.
        limits: What it may hold.
        look: Is shown each XML part while it is at hand.

    Raises:
        Refusal: It is no whole zip, or more than the limits allow, or its names are
            ambiguous.
    """
    if len(content) > limits.file_mb * _MB:
        raise Refusal.limit("file_mb", len(content) // _MB, limits.file_mb)
    entries = _directory(content)
    if len(entries) > limits.entries:
        raise Refusal.limit("entries", len(entries), limits.entries)
    _check_names([entry.orig_filename for entry in entries])
    parts = _Parts(content)
    sizes: dict[str, int] = {}
    digests: dict[str, str] = {}
    total = 0
    for entry in entries:
        if entry.is_dir() and not entry.compress_size:
            continue
        data = _inflate(content, entry, limits, total)
        total += len(data)
        if entry.filename.lower().endswith(_XML):
            parts.add(entry, data)
            sizes[entry.filename] = len(data)
            stored = hashlib.blake2b(_stored(content, entry), digest_size=_DIGEST_BYTES)
            digests[entry.filename] = stored.hexdigest()
            if look is not None:
                look(entry.filename, data)
        # Two large ones are never there at once.
        del data
    return Package(tuple(entry.filename for entry in entries), parts, sizes, digests)


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (
        zipfile.BadZipFile,
        struct.error,
        ValueError,
        NotImplementedError,
        OverflowError,
        EOFError,
        OSError,
        IndexError,
    ) as fault:
        raise Refusal("damaged", cause=str(fault) or type(fault).__name__) from fault


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if _BAD_NAME.search(name):
            raise Refusal("package-path", part=name)
        folded = name.rstrip("/").casefold()
        if folded in seen:
            raise Refusal("package-duplicate", part=name)
        seen.add(folded)


def _inflate(content: bytes, entry: zipfile.ZipInfo, limits: Limits, before: int) -> bytes:
    name = entry.filename
    data = _stored(content, entry)
    allowed = min(limits.part_mb * _MB, limits.package_mb * _MB - before)
    if entry.compress_type == zipfile.ZIP_STORED:
        result = bytes(data)
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        result = _deflated(data, name, allowed)
    else:
        raise Refusal("package-compression", part=name, method=entry.compress_type)
    if len(result) > allowed:
        _too_large(name, limits)
    if len(result) > _RATIO_FROM and len(result) > limits.ratio * max(len(data), 1):
        raise Refusal.limit("ratio", len(result) // max(len(data), 1), limits.ratio, part=name)
    if len(result) != entry.file_size or zlib.crc32(result) != entry.CRC:
        raise Refusal("damaged", cause=name)
    return result


def _stored(content: bytes, entry: zipfile.ZipInfo) -> memoryview:
    """An entry's bytes as they stand in the file."""
    start = entry.header_offset
    if start < 0 or start + _LOCAL.size > len(content):
        raise Refusal("damaged", cause=entry.filename)
    header = _LOCAL.unpack_from(content, start)
    if header[0] != _LOCAL_MAGIC:
        raise Refusal("damaged", cause=entry.filename)
    flags, name_length, extra_length = header[2], header[9], header[10]
    if (flags | entry.flag_bits) & _ENCRYPTED_FLAG:
        raise Refusal("encrypted")
    name_start = start + _LOCAL.size
    encoding = "utf-8" if flags & _UTF8_FLAG else "cp437"
    local = content[name_start : name_start + name_length].decode(encoding, "replace")
    if local != entry.orig_filename:
        # Readers that follow the directory and those that do not would differ.
        raise Refusal("package-duplicate", part=f"{local} / {entry.orig_filename}")
    begin = name_start + name_length + extra_length
    data = memoryview(content)[begin : begin + entry.compress_size]
    if len(data) < entry.compress_size:
        raise Refusal("damaged", cause=entry.filename)
    return data


def _deflated(data: memoryview, name: str, allowed: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # One byte more than allowed is enough to know.
        result = inflater.decompress(data, allowed + 1)
    except zlib.error as fault:
        raise Refusal("damaged", cause=name) from fault
    if len(result) <= allowed and (not inflater.eof or inflater.unused_data):
        raise Refusal("damaged", cause=name)
    return result


def _too_large(name: str, limits: Limits) -> NoReturn:
    raise Refusal(
        "package-too-large", part=name, part_mb=limits.part_mb, all_mb=limits.package_mb
    )
