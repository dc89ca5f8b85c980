"""How a snapshot stands in its file, and what its digest is taken of.

Three lines of JSON, compressed, the first by itself: what is known of the snapshot, its cells, and how they
look. Values, not the workbook's bytes: a merge writes into one of today's copies and
needs of the base only what it said; an open workbook has no bytes to keep; columns can
be left out; and it takes a tenth of the room.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from xl_addin.model.cells import CellError, CellValue, Percent, Uncached
from xl_addin.model.names import key
from xl_addin.model.plain_cells import Spot, join, split
from xl_addin.model.raw import CellRange, RawBook, RawSheet
from xl_addin.model.schema import WRITTEN_BY_US

# Faster than the default level, and hardly larger.
_LEVEL = 3
_GZIP = zlib.MAX_WBITS | 16
# A text of all cells at once would be several times as large as they are.
_ROWS_AT_ONCE = 500
_WRITTEN = frozenset(name for spec in WRITTEN_BY_US for name in spec.keys)


def data_sheets(raw: RawBook) -> RawBook:
    """The book without the sheets that only this program writes."""
    kept = tuple(sheet for sheet in raw.sheets if key(sheet.name) not in _WRITTEN)
    return replace(raw, sheets=kept)


class Content:
    """What a workbook says, written down once for its digest and its snapshot.

    Of the workbook it holds nothing: a run that is to keep a snapshot at its end may let
    go of the cells before.

    Args:
        raw: The workbook; sheets that only this program writes are left aside.
        left_out: Columns the snapshot is not to hold, as `without_columns` takes them.
    """

    def __init__(self, raw: RawBook, left_out: Sequence[tuple[str, int, int]] = ()) -> None:
        raw = data_sheets(raw)
        kept = without_columns(raw, left_out) if left_out else raw
        digest = hashlib.blake2b(digest_size=16)
        body = _Deflated()
        for piece in _cells_json(raw):
            digest.update(piece)
            if kept is raw:
                body.add(piece)
        for piece in () if kept is raw else _cells_json(kept):
            body.add(piece)
        body.add(b"\n" + _looks_json(kept))
        self.digest = digest.hexdigest()
        self._body = body.all()

    def encoded(self, header: Mapping[str, Any]) -> bytes:
        """A snapshot's file.

        Args:
            header: What is known of it.
        """
        first = _Deflated()
        first.add(_json(header) + b"\n")
        return first.all() + self._body


class _Deflated:
    """A gzip file in memory, given piece by piece."""

    def __init__(self) -> None:
        # Without a time: it would make equal snapshots differ.
        self._deflate = zlib.compressobj(_LEVEL, wbits=_GZIP)
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self._pieces.append(self._deflate.compress(piece))

    def all(self) -> bytes:
        return b"".join([*self._pieces, self._deflate.flush()])


def content_digest(raw: RawBook) -> str:
    """Hash of what a workbook says: equal for copies that differ only in file or looks."""
    digest = hashlib.blake2b(digest_size=16)
    for piece in _cells_json(data_sheets(raw)):
        digest.update(piece)
    return digest.hexdigest()


def read_header(path: Path) -> dict[str, Any]:
    """What a snapshot's file says of it, without inflating the rest.

    Raises:
        OSError: It cannot be read, or is no such file.
        ValueError: It is damaged.
    """
    with gzip.open(path) as file:
        header = json.loads(file.readline())
    if not isinstance(header, dict):
        raise ValueError(path.name)  # noqa: TRY004 - damage of one kind with the rest
    return header


def read_book(path: Path, name: str) -> RawBook:
    """The workbook a snapshot's file holds.

    Raises:
        OSError: It cannot be read.
        ValueError: It is damaged; so do EOFError, LookupError and TypeError say.
    """
    _, cells, looks = gzip.decompress(path.read_bytes()).split(b"\n")
    sheets = tuple(
        _sheet(*sheet, **look)
        for sheet, look in zip(json.loads(cells), json.loads(looks), strict=True)
    )
    return RawBook(name, sheets)


def _cells_json(raw: RawBook) -> Iterator[bytes]:
    """A list of [name, plain rows, others, padded, fonts] of each sheet, in pieces."""
    yield b"["
    for number, sheet in enumerate(raw.sheets):
        yield (b"," if number else b"") + b"[" + _json(sheet.name) + b",["
        others: list[list[Any]] = []
        for first in range(0, len(sheet.rows), _ROWS_AT_ONCE):
            plain, special = split(sheet.rows[first : first + _ROWS_AT_ONCE])
            others += (
                [first + row, column, *_kind(value)] for (row, column), value in special.items()
            )
            yield (b"," if first else b"") + _json(plain)[1:-1]
        yield b"]," + _json([others, _spots(sheet.padded), _spots(sheet.fonts)])[1:]
    yield b"]"


def _looks_json(raw: RawBook) -> bytes:
    return _json(
        [
            {
                "hidden": sorted(sheet.hidden_rows),
                "merged": [_corners(each) for each in sheet.merged],
                "lists": [_corners(each) for each in sheet.lists],
            }
            for sheet in raw.sheets
        ]
    )


def _sheet(
    name: str,
    plain: list[list[CellValue]],
    others: Sequence[Sequence[Any]],
    padded: Sequence[Sequence[Any]],
    fonts: Sequence[Sequence[Any]],
    *,
    hidden: Sequence[int],
    merged: Sequence[Sequence[int]],
    lists: Sequence[Sequence[int]],
) -> RawSheet:
    join(plain, {(row, column): _value(kind, text) for row, column, kind, text in others})
    return RawSheet(
        name,
        plain,
        frozenset(hidden),
        tuple(CellRange(*each) for each in merged),
        {(row, column): text for row, column, text in fonts},
        {(row, column): text for row, column, text in padded},
        tuple(CellRange(*each) for each in lists),
    )


def _kind(value: CellValue) -> tuple[str, str | float]:
    match value:
        case Percent():
            return "percent", float(value)
        case datetime():
            return "date", value.isoformat()
        case time():
            return "time", value.isoformat()
        case timedelta():
            return "span", value / timedelta(microseconds=1)
        case CellError(code):
            return "error", code
        case Uncached(formula):
            return "formula", formula
    raise TypeError(type(value).__name__)


def _value(kind: str, text: Any) -> CellValue:
    match kind:
        case "percent":
            return Percent(text)
        case "date":
            return datetime.fromisoformat(text)
        case "time":
            return time.fromisoformat(text)
        case "span":
            return timedelta(microseconds=text)
        case "error":
            return CellError(text)
        case "formula":
            return Uncached(text)
    raise ValueError(kind)


def _spots(texts: Mapping[Spot, str]) -> list[list[Any]]:
    return [[*spot, text] for spot, text in sorted(texts.items())]


def _corners(area: CellRange) -> list[int]:
    return [area.top, area.left, area.bottom, area.right]


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def without_columns(raw: RawBook, left_out: Iterable[tuple[str, int, int]]) -> RawBook:
    """The book with columns emptied below their headers.

    Args:
        raw: The book.
        left_out: Sheet name, header row and column of each, counted from 1.
    """
    by_sheet: dict[str, list[tuple[int, int]]] = {}
    for sheet, header_row, column in left_out:
        by_sheet.setdefault(sheet, []).append((header_row, column))
    return replace(
        raw,
        sheets=tuple(
            _emptied(sheet, by_sheet[sheet.name]) if sheet.name in by_sheet else sheet
            for sheet in raw.sheets
        ),
    )


def _emptied(sheet: RawSheet, columns: Sequence[tuple[int, int]]) -> RawSheet:
    rows = [list(row) for row in sheet.rows]
    for header_row, column in columns:
        for row in rows[header_row:]:
            if len(row) >= column:
                row[column - 1] = None
    gone = {column for _, column in columns}
    return replace(
        sheet,
        rows=rows,
        fonts={spot: text for spot, text in sheet.fonts.items() if spot[1] not in gone},
        padded={spot: text for spot, text in sheet.padded.items() if spot[1] not in gone},
    )
