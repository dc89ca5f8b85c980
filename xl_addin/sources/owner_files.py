"""Who has a workbook open, as Excel and LibreOffice leave word of it beside the file.

Both leave their note behind when they crash: what is said here is advice, never a
reason to refuse work.
"""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_STALE_AFTER = timedelta(hours=16)
# Excel's note: a length and the name in 8 bits, then the same in UTF-16. The first is
# in the code page of whoever has it open, and garbles Chinese elsewhere.
_NARROW_AT, _WIDE_LENGTH_AT, _WIDE_AT, _MOST = 1, 55, 57, 52
_FIELD = re.compile(r"((?:[^,;\\]|\\.)*)[,;]")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody who has a workbook open.

    Attributes:
        name: As the program knows its user; '' where it does not say.
        program: `Excel` or `LibreOffice`.
        since: When it was opened, in local time; None where that cannot be told.
        host: Name of the machine; '' where the program does not say.
        account: Login name there; '' where the program does not say.
        stale: Whether it was so long ago that the note is probably left from a crash.
    """

    name: str
    program: str
    since: datetime | None
    host: str = ""
    account: str = ""
    stale: bool = False

    def as_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        since = self.since.isoformat(timespec="seconds") if self.since else None
        return {
            "name": self.name,
            "program": self.program,
            "since": since,
            "host": self.host,
            "probably_stale": self.stale,
        }


def openers(path: Path, *, now: datetime | None = None) -> tuple[Opener, ...]:
    """Who has a workbook open.

    Args:
        path: The workbook.
        now: The time to judge age by; None asks the clock.
    """
    return tuple(_found(path, now or datetime.now()))


def _found(path: Path, now: datetime) -> Iterator[Opener]:
    note = path.with_name(f"~${path.name}")
    with contextlib.suppress(OSError):
        content, since = note.read_bytes(), _changed(note)
        yield Opener(_excel_name(content), "Excel", since, stale=_is_old(since, now))
    note = path.with_name(f".~lock.{path.name}#")
    with contextlib.suppress(OSError):
        content, since = note.read_bytes(), _changed(note)
        name, account, host, opened = _libreoffice_fields(content.decode("utf-8", "replace"))
        with contextlib.suppress(ValueError):
            since = datetime.strptime(opened, "%d.%m.%Y %H:%M")
        old = _is_old(since, now)
        yield Opener(name or account, "LibreOffice", since, host, account, old)


def _excel_name(content: bytes) -> str:
    if len(content) >= _WIDE_AT:
        (length,) = struct.unpack_from("<H", content, _WIDE_LENGTH_AT)
        if 0 < length <= _MOST:
            wide = content[_WIDE_AT : _WIDE_AT + 2 * length]
            return wide.decode("utf-16-le", "replace").strip("\0 ")
    narrow = content[_NARROW_AT : _NARROW_AT + content[0]] if content else b""
    return narrow.decode("ascii", "replace").strip("\0 ")


def _libreoffice_fields(text: str) -> tuple[str, str, str, str]:
    fields = [_ESCAPED.sub(r"\1", found) for found in _FIELD.findall(text)]
    name, account, host, opened = (*fields, "", "", "", "")[:4]
    return name.strip(), account.strip(), host.strip(), opened.strip()


def _changed(note: Path) -> datetime:
    return datetime.fromtimestamp(note.stat().st_mtime)


def _is_old(since: datetime | None, now: datetime) -> bool:
    return since is not None and now - since > _STALE_AFTER
