"""Notes that somebody typed under a table, where a row of it is expected."""

from __future__ import annotations

import re

from xl_addin.model.book import Table
from xl_addin.model.records import Record
from xl_addin.reader.faults import Faults

CODE = "note-in-table"
_LONG, _SHOWN = 30, 20
# No id is punctuated like prose, or is several words long.
_PROSE = re.compile(r"[：:。，；]|^.{8,}\s\S")


def is_prose(shown: str) -> bool:
    """Whether what stands in place of an id reads like a sentence."""
    return len(shown) > _LONG or bool(_PROSE.search(shown))


def note_found(table: Table, record: Record, name: str, faults: Faults) -> bool:
    """Whether a row is a note; if so, note that.

    Args:
        table: The table it stands in.
        record: The row.
        name: Template name of the column of ids.
        faults: Is told.
    """
    shown = record.text(name).strip()
    if not is_prose(shown) or sum(map(_is_filled, record.cells)) > 1:
        return False
    faults.warn(CODE, table.place(record, name, faults.file), text=shortened(shown))
    return True


def shortened(shown: str) -> str:
    """The beginning of a note."""
    line = " ".join(shown.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _is_filled(value: object) -> bool:
    return value not in ("", ())
