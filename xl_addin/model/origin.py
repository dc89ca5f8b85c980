"""What a document carries about where it comes from: names, limits, and its own hash.

Written by `renderers.provenance`, read by `quality.origin`; both must agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

PREFIX = "xl_addin."
"""Begins the name of each of our custom properties."""
FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
SECTIONS = "|"
"""Between the ids of two sections; the duties of one merged section stand with `+`."""

# Word's own dialog holds no longer text.
_MOST = 255


def entries_hash(checksums: Iterable[tuple[str, int]]) -> hashlib.blake2b:
    """Begins the hash of a document: name and CRC-32 of its entries, in their order."""
    return hashlib.blake2b(_lines(checksums), digest_size=16)


def content_hash(
    started: hashlib.blake2b, checksums: Iterable[tuple[str, int]], values: Mapping[str, str]
) -> str:
    """Hash of a document: each entry but the part that carries it, and what it carries.

    Args:
        started: See `entries_hash`; it stays as it is.
        checksums: Further entries.
        values: Properties without their prefix, but for `content`.
    """
    whole = started.copy()
    whole.update(_lines([*checksums, *values.items()]))
    return whole.hexdigest()


def _lines(pairs: Iterable[tuple[str, object]]) -> bytes:
    return "".join([f"{name}\0{value}\n" for name, value in pairs]).encode()


def split_ids(name: str, ids: Iterable[str]) -> dict[str, str]:
    """Ids joined, over as many properties as they need (`duties`, `duties.2` and so on)."""
    ids = list(ids)
    if 0 < len(whole := SECTIONS.join(ids)) <= _MOST:
        return {name: whole}
    joined: list[str] = []
    for each in ids:
        if joined and len(joined[-1]) + len(each) < _MOST:
            joined[-1] += SECTIONS + each
        else:
            joined.append(each)
    return {
        name if number == 1 else f"{name}.{number}": text
        for number, text in enumerate(joined, 1)
    }


def joined_ids(name: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The ids `split_ids` was given."""
    found: list[str] = []
    number = 1
    while (key := name if number == 1 else f"{name}.{number}") in values:
        found += values[key].split(SECTIONS)
        number += 1
    return tuple(found)
