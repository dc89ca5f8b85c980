"""How a snapshot stands in its file, and what its digest is taken of.

Lines of JSON, each compressed by itself: what is known of the snapshot, then one sheet
each, its cells and how they look; so that a sheet that has not changed is carried over as
it stands. Values, not the workbook's bytes: a merge writes into one of today's copies and
needs of the base only what it said; an open workbook has no bytes to keep; columns can
be left out; and it takes a tenth of the room.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_DIGEST_BYTES = 16
_SHEETS = "sheets"
_WRITTEN = frozenset(name for spec in WRITTEN_BY_US for name in spec.keys)


def data_sheets(raw: RawBook) -> RawBook:
    """The book without the sheets that only this program writes."""
    kept = tuple(sheet for sheet in raw.sheets if not is_written_by_us(sheet.name))
    return replace(raw, sheets=kept)


def is_written_by_us(title: str) -> bool:
    """Whether only this program writes the sheet of that tab."""
    return key(title) in _WRITTEN


class Content:
    """What a workbook says, written down once for its digest and its snapshot.

    Of the workbook it holds nothing: a run that is to keep a snapshot at its end may let
    go of the cells before.

    Args:
        raw: The workbook; sheets that only this program writes are left aside.
        left_out: Columns the snapshot is not to hold, as `without_columns` takes them.
        earlier: By tab, sheets that have not changed, as an earlier snapshot holds them;
            of these `raw` need not hold all cells.
    """

    def __init__(
        self,
        raw: RawBook,
        left_out: Sequence[tuple[str, int, int]] = (),
        earlier: Mapping[str, WrittenSheet] = {},
    ) -> None:
        self._sheets = [
            earlier.get(sheet.name) or written(sheet, left_out)
            for sheet in data_sheets(raw).sheets
        ]
        self.digest = _together(sheet.digest for sheet in self._sheets)

    def encoded(self, header: Mapping[str, Any]) -> bytes:
        """A snapshot's file: a line for the header and one for each sheet, deflated apart.

        Args:
            header: What is known of it.
        """
        sheets = [
            [sheet.title, sheet.digest, sheet.looks, len(sheet.line), _digest([sheet.line])]
            for sheet in self._sheets
        ]
        first = _Deflated()
        first.add(_json({**header, _SHEETS: sheets}) + b"\n")
        return b"".join([first.all(), *(sheet.line for sheet in self._sheets)])


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """One sheet as snapshots hold it.

    Attributes:
        title: Its tab.
        digest: Hash of what it says, left out columns included.
        looks: Hash of its looks.
        line: Its line, deflated.
    """

    title: str
    digest: str
    looks: str
    line: bytes


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
    return _together(_said(sheet) for sheet in data_sheets(raw).sheets)


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
    header.pop(_SHEETS)
    return header


def read_written(path: Path) -> dict[str, WrittenSheet]:
    """The sheets of a snapshot's file as they stand there, by tab.

    Raises:
        OSError: It cannot be read.
        ValueError: It is damaged; so do EOFError, LookupError and TypeError say.
    """
    content = path.read_bytes()
    with gzip.open(io.BytesIO(content)) as file:
        sheets = json.loads(file.readline())[_SHEETS]
    found = {}
    end = len(content)
    for title, digest, looks, length, of_line in reversed(sheets):
        line = content[end - length : end]
        if _digest([line]) != of_line:
            raise ValueError(title)
        found[title] = WrittenSheet(title, digest, looks, line)
        end -= length
    return found


def looks_digest(sheet: RawSheet) -> str:
    """Hash of how a sheet looks: hidden rows, merged ranges, drop-down lists."""
    return _digest([_looks_json(sheet)])


def read_book(path: Path, name: str) -> RawBook:
    """The workbook a snapshot's file holds.

    Raises:
        OSError: It cannot be read.
        ValueError: It is damaged; so do EOFError, LookupError and TypeError say.
    """
    _, *lines, _ = gzip.decompress(path.read_bytes()).split(b"\n")
    sheets = (json.loads(line) for line in lines)
    return RawBook(name, tuple(_sheet(*cells, **looks) for cells, looks in sheets))


def written(sheet: RawSheet, left_out: Sequence[tuple[str, int, int]]) -> WrittenSheet:
    """A sheet as snapshots hold it.

    Args:
        sheet: All of it.
        left_out: See `Content`.
    """
    columns = [(row, column) for title, row, column in left_out if title == sheet.name]
    kept = _emptied(sheet, columns) if columns else sheet
    line = _Deflated()
    line.add(b"[")

    def written(pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            line.add(piece)
            yield piece

    if kept is sheet:
        digest = _digest(written(_cells_json(sheet)))
    else:
        digest = _said(sheet)
        _digest(written(_cells_json(kept)))
    looks = _looks_json(kept)
    line.add(b"," + looks + b"]\n")
    return WrittenSheet(sheet.name, digest, _digest([looks]), line.all())


def _said(sheet: RawSheet) -> str:
    return _digest(_cells_json(sheet))


def _together(digests: Iterable[str]) -> str:
    return _digest([" ".join(digests).encode()])


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _cells_json(sheet: RawSheet) -> Iterator[bytes]:
    """A list of name, plain rows, others, padded, fonts of a sheet, in pieces."""
    yield b"[" + _json(sheet.name) + b",["
    others: list[list[Any]] = []
    for first in range(0, len(sheet.rows), _ROWS_AT_ONCE):
        plain, special = split(sheet.rows[first : first + _ROWS_AT_ONCE])
        others += (
            [first + row, column, *_kind(value)] for (row, column), value in special.items()
        )
        yield (b"," if first else b"") + _json(plain)[1:-1]
    yield b"]," + _json([others, _spots(sheet.padded), _spots(sheet.fonts)])[1:]


def _looks_json(sheet: RawSheet) -> bytes:
    return _json(
        {
            "hidden": sorted(sheet.hidden_rows),
            "merged": [_corners(each) for each in sheet.merged],
            "lists": [_corners(each) for each in sheet.lists],
        }
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
