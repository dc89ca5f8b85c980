"""What is known of a part before any document is made, gathered while its markup is read.

Listens to a `markup.Scanner`. `Facts` says which of the steps after filling can have
anything to do in this part; `analysis` turns them into a plan.
"""

from __future__ import annotations

from collections import Counter

from xl_addin.renderers.compiled.markup import Block, Element, Row

_ENDINGS = {
    "w:tc": "w:p",
    "w:tr": "w:tc",
    "w:tbl": "w:tr",
    "w:hdr": "w:p",
    "w:ftr": "w:p",
    "w:footnote": "w:p",
    "w:endnote": "w:p",
}
_TABLE = frozenset(["w:tbl", "w:tr", "w:tc", "w:tblGrid", "w:tcPr"])
_FILLED = frozenset(["w:tr", "w:tbl"])
_BOOKMARKS = ("w:bookmarkStart", "w:bookmarkEnd")
PARAGRAPH_ID = "w14:paraId"


class Facts:
    """A part's facts.

    Attributes:
        grids_fit: No table's grid can differ from its cells.
        endings: For the ids of pieces of the template, how what stands before them must end:
            cells and notes in a paragraph, tables in a row, rows in a cell.
        bad_endings: An ending that cannot be looked at so.
        piece: Id of the piece being read, until something of it has been.
        nested_paragraphs: A paragraph stands inside another one (text boxes).
        special_text: The template's own text holds what `resolve_listing` turns into markup.
        marks: For each kind of mark that must be unique, whether one stands in a block.
        marks_collide: Paragraph ids are doubled, or may be.
    """

    def __init__(self) -> None:
        self.grids_fit = True
        self.endings: dict[int, bytes] = {}
        self.bad_endings = False
        self.piece = 0
        self.nested_paragraphs = False
        self.special_text = False
        self.marks: dict[str, bool] = {}
        self._paragraph_ids: Counter[str] = Counter()

    @property
    def marks_collide(self) -> bool:
        """Whether paragraph ids can stand twice in a document."""
        repeated = any(count > 1 for count in self._paragraph_ids.values())
        return repeated or self.marks.get(PARAGRAPH_ID, False)

    def opened(self, element: Element, inside: list[Element]) -> None:
        """See `markup.Listener`."""
        name = element.name
        if name == "w:p" and any(each.name == "w:p" for each in inside):
            self.nested_paragraphs = True
        if name in ("w:p", "w:tr") and PARAGRAPH_ID in element.attributes:
            self._paragraph_ids[element.attributes[PARAGRAPH_ID] or ""] += 1
            self._mark(PARAGRAPH_ID, element)
        elif name in _BOOKMARKS:
            self._mark("bookmarks", element)
        elif name == "wp:docPr":
            self._mark("pictures", element)
        if inside:
            self._in_table(element, inside)
        self.piece = 0

    def closed(self, element: Element, inside: list[Element], block: Block) -> None:
        """See `markup.Listener`."""
        name = element.name
        if block != element.block and name in _TABLE:
            self.grids_fit = False
            self.bad_endings = True
        if name in _ENDINGS:
            self._ending(element)
        parent = inside[-1] if inside else None
        if name == "w:tc" and parent is not None:
            parent.span += element.span or 1
        elif name == "w:tr":
            for table in inside:
                if table.name == "w:tbl":
                    certain = element.block == table.block
                    row = Row(element.cells, element.span, element.fixed, certain)
                    table.rows.append(row)
                    table.filled = table.filled or (certain and element.filled)
        elif name == "w:tbl":
            self.grids_fit = self.grids_fit and _fits(element)
        if parent is not None:
            parent.tail = name if element.block == parent.block == block else ""
        self.piece = 0

    def text(self, text: str, inside: list[Element]) -> None:
        """See `markup.Listener`."""
        in_text = bool(inside) and inside[-1].name == "w:t"
        if any(mark in text for mark in "\t\a\f") or (in_text and "\n" in text):
            self.special_text = True
        self.piece = 0

    def _ending(self, element: Element) -> None:
        """How an element ends; of one that is known only in a document, what to look for."""
        last = _ENDINGS[element.name]
        if element.filled if element.name in _FILLED else element.tail == last:
            return
        if self.piece and not element.empty:
            self.endings[self.piece] = f"</{last}>".encode()
        else:
            self.bad_endings = True

    def _mark(self, kind: str, element: Element) -> None:
        self.marks[kind] = self.marks.get(kind, False) or bool(element.block)

    def _in_table(self, element: Element, inside: list[Element]) -> None:
        parent, certain = inside[-1], element.block == inside[-1].block
        if element.name == "w:tc" and parent.name == "w:tr":
            parent.cells += 1
            parent.fixed = parent.fixed and certain
            parent.filled = parent.filled or certain
        elif element.name == "w:gridCol" and len(inside) > 1:
            table = inside[-2]
            fixed = certain and parent.block == table.block and table.columns is not None
            table.columns = (table.columns or 0) + 1 if fixed else None
        elif element.name == "w:gridSpan" and len(inside) > 2:
            cell, row = inside[-2], inside[-3]
            value = element.attributes.get("w:val")
            if certain and parent.block == cell.block and value and value.isdigit():
                cell.span = int(value)
            else:
                row.fixed = False


def _fits(table: Element) -> bool:
    """Whether docxtpl's step for table grids leaves this table as it is."""
    columns = table.columns
    if not columns or not all(row.fixed and row.cells <= columns for row in table.rows):
        return False
    # A table left without rows is mended, whatever its grid.
    wide = [row for row in table.rows if row.span >= columns]
    return any(row.certain for row in wide) or len(wide) == len(table.rows)
