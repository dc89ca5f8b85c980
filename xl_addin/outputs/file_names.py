"""What a document is called: a pattern filled with a role's values, safe on any system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache

from pathvalidate import sanitize_filename

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ENDING = ".docx"
# Linux allows 255 bytes a name, Windows 260 characters a path: room for the folder.
_MOST_BYTES = 200
# Bytes a character takes at most.
_WIDEST = 4
# Letters, digits, `_`, `-` and inner dots, longer than any name that Windows reserves.
_PLAINLY_SAFE = re.compile(r"\w[\w-]{8,}(?:\.[\w-]+)*")
# Windows takes `NUL .docx` for the device as well, which pathvalidate lets pass.
_DEVICE = re.compile(
    r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))", re.I
)
# Characters that turn the reading direction can disguise a name's ending.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class UnknownPlaceholder(ValueError):
    """A pattern names a value that does not exist; `name` holds it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def file_name(pattern: str, values: Mapping[str, object]) -> str:
    """Fill a pattern such as `{岗位编号}_{岗位名称}.docx`.

    A blank value goes with the sign before it, so that no `__` is left. What a file
    name cannot hold becomes `_`; the result never contains a path separator. Of a name
    that is too long the longest value is cut, so that the others still tell it apart.

    Raises:
        UnknownPlaceholder: The pattern names a value that does not exist.
    """
    *placed, last = _pieces(pattern)
    pieces = []
    for literal, name in placed:
        if name not in values:
            raise UnknownPlaceholder(name)
        value = " ".join(str(values[name]).split())
        pieces += [literal, value] if value else [literal.rstrip("_- "), ""]
    stem = "".join((*pieces, last[0]))
    if pieces and len(stem) * _WIDEST > _MOST_BYTES:
        over = len(stem.encode()) - _MOST_BYTES
        longest = max(range(1, len(pieces), 2), key=lambda at: len(pieces[at].encode()))
        if over > 0:
            pieces[longest] = _without_end(pieces[longest], over)
            stem = "".join((*pieces, last[0]))
    return _safe(stem) + _ENDING


def uses(pattern: str, names: Container[str]) -> bool:
    """Whether a pattern names one of these values."""
    return any(name in names for _, name in _pieces(pattern))


@lru_cache(maxsize=1000)
def _pieces(pattern: str) -> tuple[tuple[str, str], ...]:
    """A pattern as texts, each with the name that follows it; none follows the last."""
    stem = pattern[: -len(_ENDING)] if pattern.lower().endswith(_ENDING) else pattern
    pieces, position = [], 0
    for found in _PLACEHOLDER.finditer(stem):
        pieces.append((stem[position : found.start()], found[1].strip()))
        position = found.end()
    return (*pieces, (stem[position:], ""))


def _without_end(value: str, size: int) -> str:
    """A value without so many bytes of its end, as far as it has them."""
    kept = value.encode()[: max(0, len(value.encode()) - size)]
    return kept.decode(errors="ignore").rstrip()


def _safe(stem: str) -> str:
    normal = _DIRECTION.sub("", unicodedata.normalize("NFC", stem))
    clean = normal
    if not _PLAINLY_SAFE.fullmatch(normal):
        clean = sanitize_filename(normal, replacement_text="_", platform="universal")
        clean = _DEVICE.sub(r"\1_", clean.strip(". ") or "_")
    # Checked again with the ending gone: Windows reserves NUL.docx as much as NUL.
    while len(clean.encode()) > _MOST_BYTES:
        clean = clean[:-1].rstrip(". ")
    return clean


def collision_key(name: str) -> str:
    """Equal for two names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
