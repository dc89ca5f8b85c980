"""What expat calls for a sheet, and the facts that come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xl_addin.model.cells import CellValue
from xl_addin.model.raw import CellRange
from xl_addin.package.markup import SPREADSHEET, column_number, require_root
from xl_addin.package.refusal import Irregular, Refusal
from xl_addin.package.sheet_cells import CellDecoder, RawCell
from xl_addin.package.workbook import SheetPart

LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")
# A cell's own reference; parsers differ on any other spelling.
_OWN_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAIN = f"{SPREADSHEET} "
_TEXTS = frozenset({"v", "f", "t"})
# Drop-down lists that point to another sheet stand in an extension's namespace.
_EXTENSIONS = ("dataValidation", "sqref")


@dataclass(slots=True)
class SheetFacts:
    """What a parser may not tell of a sheet.

    Attributes:
        values: Values by row and column, for the cells that need it.
        fonts: Symbol fonts of text cells.
        hidden_rows: Rows hidden or filtered away.
        merged: Merged ranges.
        padded: What Excel shows in number cells whose format adds leading zeros.
        lists: Ranges with a drop-down list.
        last_row: Last row with a value.
        columns: A bound on the last column with a value.
        in_order: Whether its rows ascend, as parsers take for granted.
    """

    values: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[CellRange] = field(default_factory=list)
    padded: dict[tuple[int, int], str] = field(default_factory=dict)
    lists: list[CellRange] = field(default_factory=list)
    last_row: int = 0
    columns: int = 0
    in_order: bool = True


class SheetHandler:
    """What expat calls; one a sheet."""

    def __init__(self, sheet: SheetPart, decoder: CellDecoder) -> None:
        self.facts = SheetFacts()
        self._sheet = sheet
        self._decoder = decoder
        self._row = 0
        self._row_is_given = False
        self._column = 0
        self._cell: RawCell | None = None
        self._pieces: list[str] | None = None
        self._phonetic = False
        self._in_list = False
        self._in_data = False
        self._in_row = False
        self._begun = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not self._begun:
            require_root(self._sheet.part, tag, "worksheet")
            self._begun = True
        local = _local(tag)
        if local in ("c", "row") and not self._may_begin(local):
            raise Refusal("damaged", cause=f"{self._sheet.title}: <{local}>")
        if local == "c":
            self._start_cell(attributes)
        elif local in _TEXTS and self._cell is not None:
            if self._decoder.alone and (self._pieces is not None or self._is_second(local)):
                raise Irregular
            self._pieces = None if self._phonetic else []
            if local == "f":
                self._cell.formula = ""
        elif local == "row":
            self._start_row(attributes)
        elif local == "rPh":
            self._phonetic = True
        elif local == "sheetData":
            self._in_data = True
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif local == "dataValidation":
            self._in_list = attributes.get("type") == "list"
            self._list(attributes.get("sqref", ""))
        elif local == "sqref" and self._in_list:
            self._pieces = []

    def _may_begin(self, local: str) -> bool:
        """Whether this is the place for a cell or row: cells stand in rows, rows in data."""
        return self._in_data and self._cell is None and self._in_row == (local == "c")

    def _is_second(self, local: str) -> bool:
        """Whether the open cell has a value or formula already: parsers differ on two."""
        cell = self._cell
        if cell is None or local == "t":
            return False
        return (cell.value if local == "v" else cell.formula) is not None

    def data(self, text: str) -> None:
        """Text of an element."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        local = _local(tag)
        if local == "c":
            self._end_cell()
        elif local == "rPh":
            self._phonetic = False
        elif local == "row":
            self._in_row = False
        elif local == "sheetData":
            self._in_data = False
        elif local == "dataValidation":
            self._in_list = False
        elif local == "sqref" and self._pieces is not None:
            text, self._pieces = "".join(self._pieces), None
            self._list(text)
        elif self._pieces is not None and self._cell is not None and local in _TEXTS:
            text, self._pieces = "".join(self._pieces), None
            if local == "v":
                self._cell.value = text
            elif local == "f":
                self._cell.formula = text
            else:
                self._cell.texts.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._in_row = True
        given = attributes.get("r")
        self._row_is_given = given is not None
        row = self._row + 1 if given is None else self._number(given)
        if row <= self._row:
            self.facts.in_order = False
        self._row, self._column = row, 0
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            row, column = self._place(reference, _OWN_REFERENCE)
            if self._row_is_given and row != self._row:
                raise Refusal("damaged", cause=f"{self._sheet.title}!{reference[:20]}")
            if row < self._row or (row == self._row and column <= self._column):
                self.facts.in_order = False
            self._row, self._column = row, column
        self._cell = RawCell(
            self._row,
            self._column,
            int(style) if (style := attributes.get("s", "0")).isdecimal() else 0,
            attributes.get("t", "n"),
        )

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or cell.is_empty():
            return
        facts = self.facts
        facts.last_row = max(facts.last_row, cell.row)
        facts.columns = max(facts.columns, cell.column)
        try:
            self._decoder.decode(cell, facts.values, facts.fonts, facts.padded)
        except ValueError as fault:
            cause = f"{self._sheet.title}!R{cell.row}C{cell.column}"
            raise Refusal("damaged", cause=cause) from fault

    def _place(self, reference: str, spelling: re.Pattern[str] = _REFERENCE) -> tuple[int, int]:
        found = spelling.fullmatch(reference)
        row, column = (int(found[2]), column_number(found[1])) if found else (0, 0)
        if row > LAST_ROW:
            cells = LAST_ROW * _LAST_COLUMN
            raise Refusal("extent", sheet=self._sheet.title, rows=row, allowed=cells)
        if not (row and column <= _LAST_COLUMN):
            raise Refusal("damaged", cause=f"{self._sheet.title}!{reference[:20]}")
        return row, column

    def _number(self, text: str) -> int:
        if not text.isdecimal() or not 0 < len(text) < 9:
            raise Refusal("damaged", cause=f"{self._sheet.title}: {text[:20]}")
        return int(text)

    def _list(self, references: str) -> None:
        """Note the cells of a drop-down list: `C2:E20 G2`, one rule's ranges."""
        if self._in_list:
            self.facts.lists.extend(self._range(each) for each in references.split())

    def _merge(self, reference: str) -> None:
        self.facts.merged.append(self._range(reference))

    def _range(self, reference: str) -> CellRange:
        first, _, last = reference.partition(":")
        top, left = self._place(first)
        bottom, right = self._place(last or first)
        return CellRange(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _local(tag: str) -> str:
    """A tag's name, '' for that of another vocabulary."""
    if tag.startswith(_MAIN):
        return tag[len(_MAIN) :]
    name = tag.rpartition(" ")[2]
    return name if name in _EXTENSIONS else ""
