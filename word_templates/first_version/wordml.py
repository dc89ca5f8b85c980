"""Pieces of WordprocessingML as text.

Takes Chinese text and template tags, gives XML strings; knows nothing of either
template. Neighbours: ``styles`` (what the style ids mean), ``package`` (the zip).

Three rules keep the templates safe to render:

* a tag stands in one run, never split;
* a control tag (``{%p … %}``, ``{%tr … %}``) has its paragraph or row to itself, in
  the style 控制标签, and vanishes with it;
* every row has exactly as many grid columns as its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# The hint is what Word itself writes for Chinese typing: it sends “ ” — … · to the
# East Asian face. It classifies text; it is not formatting.
_RUN = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def run(text: str) -> str:
    """One run; a tab in ``text`` becomes a real tab."""
    parts = [
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in text.split("\t")
    ]
    return f"<w:r>{_RUN}{'<w:tab/>'.join(parts)}</w:r>"


def page_field(name: str) -> str:
    """A real field (``PAGE``, ``NUMPAGES``) that Word recounts by itself."""
    steps = [
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    return "".join(f"<w:r>{step}</w:r>" for step in steps)


def paragraph(style: str, *texts: str, keep: bool = False) -> str:
    """A paragraph of ``style``; each text is one run, XML (``<…``) is taken as it is.

    ``keep`` repeats the style's keep-with-next in the paragraph: LibreOffice holds a
    table to what follows only where its paragraphs say so themselves.
    """
    runs = "".join(text if text.startswith("<w:") else run(text) for text in texts if text)
    held = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{held}</w:pPr>{runs}</w:p>'


def control(tag: str) -> str:
    """A control tag alone in its paragraph: ``control("if 考核")`` → ``{%p if 考核 %}``."""
    return paragraph("ControlTag", "{%p " + tag + " %}")


@dataclass(frozen=True)
class Cell:
    """A table cell: one style and text, or ready paragraphs in ``xml``.

    ``keep`` holds its row to what follows.
    """

    style: str = ""
    text: str = ""
    span: int = 1
    xml: str = ""
    keep: bool = False

    def paragraphs(self) -> str:
        """The cell's content, never empty: Word rejects a cell without a paragraph."""
        return self.xml or paragraph(self.style, self.text, keep=self.keep)


@dataclass(frozen=True)
class Row:
    """A table row. ``header`` repeats it on every page, ``height`` is a minimum in twips."""

    cells: Sequence[Cell]
    header: bool = False
    split: bool = False
    height: int = 0

    def xml(self, widths: Sequence[int]) -> str:
        """The row over the table's columns ``widths`` (twips)."""
        properties = "" if self.split else "<w:cantSplit/>"
        if self.height:
            properties += f'<w:trHeight w:val="{self.height}" w:hRule="atLeast"/>'
        if self.header:
            properties += "<w:tblHeader/>"
        parts, at = [], 0
        for cell in self.cells:
            width = sum(widths[at : at + cell.span])
            span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
            parts.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>'
                f"{cell.paragraphs()}</w:tc>"
            )
            at += cell.span
        if at != len(widths):
            raise ValueError(f"row fills {at} of {len(widths)} columns")
        start = f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"
        return start + "".join(parts) + "</w:tr>"


@dataclass
class Table:
    """A fixed-width table; rows and row control tags are added in order.

    ``held`` keeps all its rows together and with the paragraph that follows.
    """

    style: str
    widths: Sequence[int]
    caption: str
    held: bool = False
    _rows: list[str] = field(default_factory=list)

    def row(
        self, *cells: Cell, header: bool = False, split: bool = False, height: int = 0
    ) -> Table:
        """Add a row."""
        cells = tuple(replace(cell, keep=True) for cell in cells) if self.held else cells
        self._rows.append(Row(cells, header, split, height).xml(self.widths))
        return self

    def heads(self, style: str, *names: str) -> Table:
        """Add the header row, repeated on every page."""
        return self.row(*(Cell(style, name) for name in names), header=True)

    def tag(self, tag: str) -> Table:
        """Add a control row: ``tag("endfor")`` → ``{%tr endfor %}``, one cell over all columns."""
        cell = Cell("ControlTag", "{%tr " + tag + " %}", span=len(self.widths))
        self._rows.append(Row([cell]).xml(self.widths))
        return self

    def kept_rows(self, item: str, columns: Sequence[tuple[str, str]], last: str) -> Table:
        """The row of a loop over ``item`` and the loop's end.

        ``columns`` are pairs of style and name. The row stands twice: where the condition
        ``last`` holds, in the styles ``…Keep`` that hold it to what follows the table.
        """
        for tag, keep in ((f"if {last}", "Keep"), ("else", "")):
            self.tag(tag).row(
                *(
                    Cell(style + keep, "{{ " + f"{item}.{name} or '—'" + " }}", keep=bool(keep))
                    for style, name in columns
                )
            )
        return self.tag("endif").tag("endfor")

    def xml(self) -> str:
        """The whole table."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.style}"/>'
            f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escape(self.caption)}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows)}</w:tbl>"
        )
