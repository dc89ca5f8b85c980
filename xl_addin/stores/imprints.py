"""The imprint of the last complete run in a folder: one file beside its journal.

A line of JSON for what is known of the run, then one for each sheet. Written whole after a
run that delivered everything; of no use, and passed over, as soon as the journal's last
run is another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from xl_addin.filesystem import STATE_FOLDER, write_whole
from xl_addin.model.imprint import Imprint, PartDigests, RoleLayout, SheetImprint

FORMAT = 2
_NAME = "imprint.jsonl"
_DIGEST_BYTES = 8


def read_imprint(folder: Path) -> Imprint | None:
    """The imprint kept in an output folder; None if there is none that can be read."""
    try:
        first, *lines = (folder / STATE_FOLDER / _NAME).read_bytes().splitlines()
        values = json.loads(first)
        if values["imprint"] != FORMAT:
            return None
        return Imprint(
            asked=values["asked"],
            workbook=values["workbook"],
            content=values["content"],
            parts=PartDigests(
                values["frame"],
                tuple(values["strings"]),
                values["parts"],
                frozenset(values["regular"]),
            ),
            roles=tuple(values["roles"]),
            sheets={
                title: _whole(line, digest)
                for (title, digest), line in zip(values["sheets"], lines, strict=True)
            },
            warnings=values["warnings"],
            others=values["others"],
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_imprint(folder: Path, imprint: Imprint) -> None:
    """Keep an imprint in an output folder; where that fails the earlier one stays."""
    values = {
        "imprint": FORMAT,
        "asked": imprint.asked,
        "workbook": imprint.workbook,
        "content": imprint.content,
        "frame": imprint.parts.frame,
        "strings": imprint.parts.strings,
        "parts": dict(imprint.parts.sheets),
        "regular": sorted(imprint.parts.regular),
        "roles": imprint.roles,
        "sheets": [(title, _digest(line)) for title, line in imprint.sheets.items()],
        "warnings": dict(imprint.warnings),
        "others": dict(imprint.others),
    }
    content = b"\n".join([_json(values), *imprint.sheets.values(), b""])
    # Without one a later run reads the whole workbook, as ever.
    with contextlib.suppress(OSError):
        write_whole(folder / STATE_FOLDER / _NAME, content)


def pack_sheet(sheet: SheetImprint) -> bytes:
    """A sheet's imprint as it is kept."""
    layout = [sheet.layout.header, sheet.layout.column] if sheet.layout else None
    return _json([sheet.shared, layout, sheet.shared_rows, sheet.roles])


def open_sheet(packed: bytes) -> SheetImprint:
    """A sheet's imprint again."""
    shared, layout, shared_rows, roles = json.loads(packed)
    return SheetImprint(shared, RoleLayout(*layout) if layout else None, shared_rows, roles)


def _whole(line: bytes, digest: str) -> bytes:
    if _digest(line) != digest:
        raise ValueError(digest)
    return line


def _digest(line: bytes) -> str:
    return hashlib.blake2b(line, digest_size=_DIGEST_BYTES).hexdigest()


def _json(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
