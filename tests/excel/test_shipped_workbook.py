"""The macro workbook in the repository is the plain one with its buttons, nothing else."""

from __future__ import annotations

import io
import zipfile

from tests.shipped import WORKBOOK
from xl_addin.excel.attach import attach

MACRO_WORKBOOK = WORKBOOK.with_suffix(".xlsm")


def _entries(content: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    # Compressed bytes may differ with the machine's zlib; names, order, dates and
    # contents may not.
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [
            (entry.filename, entry.date_time, package.read(entry))
            for entry in package.infolist()
        ]


def test_it_is_what_a_build_makes_now() -> None:
    built = _entries(attach(WORKBOOK.read_bytes(), WORKBOOK.name))
    kept = _entries(MACRO_WORKBOOK.read_bytes())

    differ = [name for name, *_ in built if name not in {each[0] for each in kept}]
    differ += [old[0] for old, new in zip(kept, built, strict=False) if old != new]
    assert not differ, f"{MACRO_WORKBOOK.name} is stale ({differ}); renew it by: make addin"
    assert len(kept) == len(built)
