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


def field_start(code: str, *, dirty: bool = False) -> str:
    """A field up to its result; Word works a ``dirty`` one out when it opens the file."""
    stale = ' w:dirty="true"' if dirty else ""
    steps = (
        f'<w:fldChar w:fldCharType="begin"{stale}/>',
        f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
    )
    return "".join(f"<w:r>{step}</w:r>" for step in steps)


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def page_field(code: str, shown: str = "1") -> str:
    """A real field (``PAGE``, ``NUMPAGES``, ``PAGEREF …``) that Word recounts by itself."""
    return f"{field_start(code)}<w:r><w:t>{shown}</w:t></w:r>{FIELD_END}"


def bookmarked(name: str, number: int, text: str) -> str:
    """A run of ``text`` under a bookmark, for a ``PAGEREF`` to point at."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{run(text)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def linked(bookmark: str, *texts: str) -> str:
    """Runs that lead to a bookmark when clicked; texts as for ``paragraph``."""
    runs = "".join(text if text.startswith("<w:") else run(text) for text in texts)
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs}</w:hyperlink>'


def section(
    margins: Sequence[int],
    *,
    landscape: bool = False,
    start: str = "",
    bare_first: bool = False,
    grid: int = 0,
) -> str:
    """The ``w:sectPr`` of an A4 section with the package's header and footer.

    ``margins``: top, right, bottom, left, header, footer in twips. ``start``: how the
    section begins (``oddPage``, ``nextPage``). ``bare_first``: no header and footer on its
    first page. ``grid``: line pitch in twips.
    """
    wide, high = (16838, 11906) if landscape else (11906, 16838)
    names = ("top", "right", "bottom", "left", "header", "footer")
    edges = " ".join(f'w:{n}="{m}"' for n, m in zip(names, margins, strict=True))
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        + (f'<w:type w:val="{start}"/>' if start else "")
        + f'<w:pgSz w:w="{wide}" w:h="{high}"'
        + (' w:orient="landscape"/>' if landscape else "/>")
        + f'<w:pgMar {edges} w:gutter="0"/><w:cols w:space="425"/>'
        + ("<w:titlePg/>" if bare_first else "")
        + (f'<w:docGrid w:linePitch="{grid}"/>' if grid else "")
        + "</w:sectPr>"
    )


def section_end(properties: str) -> str:
    """The paragraph that ends a section which is not the last."""
    return f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{properties}</w:pPr></w:p>'


PAGE_OF_PAGES = ("第 ", page_field("PAGE"), " 页　共 ", page_field("NUMPAGES"), " 页")


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


def latin_only(xml: str) -> str:
    """The same for a document in English, whose “ ” and — belong to the Latin face."""
    return xml.replace(_RUN, "").replace('w:hint="eastAsia" ', "")


def story(root: str, *blocks: str) -> str:
    """A whole part: ``document``'s body content, ``hdr`` or ``ftr``."""
    inner = "".join(blocks)
    content = f"<w:body>{inner}</w:body>" if root == "document" else inner
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:{root} {NAMESPACES}>{content}</w:{root}>"
