"""Headers that are nearly right, and columns that have lost theirs.

What stands in such a column is read as something else, or not at all: that is said, lest a
document lack it. Neighbours: `tables`, which finds the headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from xl_addin.model.book import Field
from xl_addin.model.cells import is_blank
from xl_addin.model.names import key, nearest
from xl_addin.model.raw import RawSheet
from xl_addin.model.schema import STEERING, SheetSpec
from xl_addin.reader.faults import Faults

# How alike two names may be for a person to be asked: of two signs one may be another.
_ALIKE, _SHORT_ALIKE = 0.6, 0.5
_SHORT = 2


def compare_headers(
    sheet: RawSheet,
    header: int,
    spec: SheetSpec,
    fields: Mapping[str, Field],
    faults: Faults,
) -> None:
    """Note what is likely meant for a known column that is missing.

    Args:
        sheet: The sheet.
        header: Its header row.
        spec: What is known of it.
        fields: The columns that were found, by template name.
        faults: Is told.
    """
    missing = {each.header: each for each in spec.columns if each.name not in fields}
    if any(each.required for each in missing.values()):
        # Which is said, and may be what is the matter here.
        return
    known = {column.name for column in spec.columns}
    for field in [each for each in fields.values() if each.name not in known]:
        names = [name for each in missing.values() for name in each.keys]
        is_short = len(key(field.header)) <= _SHORT
        guess = nearest(field.header, names, cutoff=_SHORT_ALIKE if is_short else _ALIKE)
        column = next((each for each in missing.values() if guess in each.keys), None)
        if column is None:
            continue
        place = faults.place(sheet.name, header, field.column)
        steers = column.name in STEERING.get(spec.name, ()) and not is_short
        note = faults.add if steers else faults.warn
        note("header-unknown", place, header=field.header, guess=column.header)
        del missing[column.header]
    for number in _headless(sheet, header):
        place = faults.place(sheet.name, header, number)
        inside = any(number < field.column for field in fields.values())
        if inside and missing:
            faults.add("header-blank", place, missing="、".join(missing))
        else:
            faults.warn("column-headless", place)


def _headless(sheet: RawSheet, header: int) -> Iterator[int]:
    """Columns that hold something below the header row and nothing in it."""
    cells = sheet.row(header)
    width = max(map(len, islice(sheet.rows, header, None)), default=0)
    for number in range(1, width + 1):
        if number > len(cells) or is_blank(cells[number - 1]):
            rows = islice(sheet.rows, header, None)
            below = (row[number - 1] for row in rows if len(row) >= number)
            if not all(map(is_blank, below)):
                yield number
