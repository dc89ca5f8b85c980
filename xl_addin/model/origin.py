"""What a document carries about where it comes from: names, limits, and its own hash.

Written by `renderers.provenance`, read by `quality.origin`; both must agree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

PREFIX = "xl_addin."
"""Begins the name of each of our custom properties."""
FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
SECTIONS = "|"
"""Between the ids of two sections; the duties of one merged section stand with `+`."""

# Word's own dialog holds no longer text.
_MOST = 255


def content_hash(values: Mapping[str, str], checksums: Iterable[tuple[str, int]]) -> str:
    """Hash of a document: what it carries, and each entry but that part.

    Args:
        values: Properties without their prefix; `content` is left out.
        checksums: Name and CRC-32 of each entry in the order of the directory.
    """
    carried = [[name, value] for name, value in values.items() if name != "content"]
    text = json.dumps([carried, [list(each) for each in checksums]])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def split_ids(name: str, ids: Iterable[str]) -> dict[str, str]:
    """Ids joined, over as many properties as they need (`duties`, `duties.2` and so on)."""
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
