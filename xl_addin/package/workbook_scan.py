"""A workbook through the gate and the scan: all a source needs beside a parser's values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from xl_addin.model.imprint import PartDigests
from xl_addin.package.gate import verify
from xl_addin.package.limits import Limits
from xl_addin.package.markup import is_odd
from xl_addin.package.parts import part
from xl_addin.package.refusal import Irregular, Kind, Refusal, error_of
from xl_addin.package.regular_cells import Row
from xl_addin.package.regular_table import RegularReader
from xl_addin.package.row_cut import only_rows
from xl_addin.package.share import Share
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.sheet_handler import SheetFacts
from xl_addin.package.sheet_scan import read_alone, scan
from xl_addin.package.strings import all_strings, changed_strings
from xl_addin.package.workbook import read_parts

_DIGEST_BYTES = 16
_ITEM = re.compile(rb"[<:]si[\s/>]")


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One worksheet.

    Attributes:
        place: Its place among the tabs, counted from 0.
        title: Its tab.
        facts: What a parser may not tell of it.
        rows: Its cells but those among the facts; None where a parser must read them.
    """

    place: int
    title: str
    facts: SheetFacts
    rows: list[Row] | None = None


class WorkbookScan:
    """A workbook that has passed the gate; its sheets are scanned when asked for.

    Args:
        content: The file.
        file: Its name, for messages.
        limits: What it may hold.

    Raises:
        WorkbookError: It may not be parsed, or is broken.
    """

    def __init__(self, content: bytes, *, file: str, limits: Limits | None = None) -> None:
        self._file = file
        self._limits = limits or Limits()
        self._regular: set[str] = set()
        self._package = verify(content, Kind.WORKBOOK, file=file, limits=self._limits)
        with self._refusals():
            self._workbook = read_parts(self._package, self._limits)

    @property
    def titles(self) -> tuple[str, ...]:
        """Its worksheets' tabs."""
        return tuple(sheet.title for sheet in self._workbook.sheets)

    def places(self, share: Share) -> list[int]:
        """The sheets of a share, in tab order."""
        sheets = self._workbook.sheets
        sizes = [self._package.sizes.get(sheet.part, 0) for sheet in sheets]
        largest = sorted(range(len(sheets)), key=lambda each: -sizes[each])
        return sorted(largest[share.first : share.stop])

    def sheet(
        self, place: int, *, alone: bool, rows: Collection[int] | None = None
    ) -> ScannedSheet:
        """Scan one sheet.

        Args:
            place: Its place among the tabs, counted from 0.
            alone: Read its rows too if it is regular, so that no parser need.
            rows: Of a regular sheet that has been read before, only these.

        Raises:
            WorkbookError: It is broken, or more than the limits allow.
        """
        with self._refusals():
            sheet = self._workbook.sheets[place]
            xml = part(self._package, sheet.part)
            if alone:
                cut = None if rows is None else only_rows(xml, rows)
                try:
                    facts, found = read_alone(sheet, cut or xml, *self._readers, self._limits)
                except Irregular:
                    pass
                else:
                    self._regular.add(sheet.title)
                    return ScannedSheet(place, sheet.title, facts, found)
            return ScannedSheet(
                place, sheet.title, scan(sheet, xml, self._decoder, self._limits)
            )

    @property
    def digests(self) -> PartDigests:
        """Hashes of its parts, and which of the sheets scanned so far are regular."""
        book, styles = self._workbook, self._workbook.styles
        frame = [
            [(sheet.title, sheet.part) for sheet in book.sheets],
            book.date1904,
            sorted(styles.shown.items()),
            sorted(styles.dates),
            sorted(styles.symbols.items()),
            sorted(styles.padded.items()),
        ]
        return PartDigests(
            _digest(repr(frame).encode()),
            self._items_digest,
            {sheet.title: self._package.digests[sheet.part] for sheet in book.sheets},
            frozenset(self._regular),
        )

    def reads_like(self, earlier: PartDigests) -> bool:
        """Whether a sheet that has not changed since means what it meant then."""
        length, digest = earlier.strings
        items = _items(self._strings)
        added_to = length <= len(items) and items.startswith(b"<si>")
        return (
            (added_to or length == len(items))
            and self.digests.frame == earlier.frame
            and _digest(items[:length]) == digest
        )

    @property
    def _strings(self) -> bytes:
        """The part of the shared strings; a large one is inflated each time."""
        name = self._workbook.strings
        return part(self._package, name) if name else b""

    @cached_property
    def _items_digest(self) -> tuple[int, str]:
        return _length_and_digest(_items(self._strings))

    @cached_property
    def _readers(self) -> tuple[RegularReader, CellDecoder]:
        name, book = self._workbook.strings, self._workbook
        xml = self._strings
        texts = all_strings(name, xml) if name else []
        # While it is at hand.
        self._items_digest = _length_and_digest(_items(xml))
        reader = RegularReader(book.styles, texts, date1904=book.date1904)
        known = dict(enumerate(texts))
        return reader, CellDecoder(book.styles, known, date1904=book.date1904, alone=True)

    @cached_property
    def _decoder(self) -> CellDecoder:
        name, book = self._workbook.strings, self._workbook
        strings = changed_strings(name, part(self._package, name)) if name else {}
        return CellDecoder(book.styles, strings, date1904=book.date1904)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            raise error_of(refusal, Kind.WORKBOOK, self._file) from refusal


def _items(strings: bytes) -> bytes:
    """The items of shared strings, to which new ones are usually added behind.

    Where they cannot be told from the rest: the whole part, which then must be the same.
    """
    first, end = strings.find(b"<si>"), strings.rfind(b"</sst>")
    whole = not 0 <= first < end or is_odd(strings) or not strings.endswith(b"</si>", 0, end)
    # Items that begin otherwise may stand before.
    whole = whole or _ITEM.search(strings, 0, first) is not None
    return strings if whole else strings[first:end]


def _length_and_digest(content: bytes) -> tuple[int, str]:
    return len(content), _digest(content)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
