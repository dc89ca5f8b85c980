"""Styles as XML: what is common to both templates, and how one style is written.

All formatting lives here; the documents carry style names only. Sizes are in points,
indents and spacing in points or characters, so that the numbers read as Word shows them.
"""

from __future__ import annotations

from dataclasses import dataclass

from wordml import NAMESPACES

LATIN = "Times New Roman"
SANS = "Arial"
_WORDS_OWN = {"Normal", "header", "footer", "TOC1", "TOC2"}


@dataclass(frozen=True)
class Style:
    """One paragraph style; ``None`` and ``0`` inherit from ``based``.

    ``pitch`` is the fixed line pitch in points; ``first`` and ``hang`` are indents in
    characters of ``size`` (which must then be given); ``spread`` is added to every
    character, in points; ``tabs`` and ``border`` are ready XML.
    """

    id: str
    name: str
    based: str = "Normal"
    next: str = ""
    face: str = ""
    latin: str = ""
    size: float = 0
    align: str = ""
    pitch: float = 0
    before: float | None = None
    after: float | None = None
    first: float | None = None
    left: float | None = None
    keep_next: bool | None = None
    keep_lines: bool = False
    level: int | None = None
    bold: bool = False
    color: str = ""
    spread: float | None = None
    tabs: str = ""
    border: str = ""

    def xml(self, priority: int) -> str:
        """The ``w:style`` element; ``priority`` is its place in Word's style pane."""
        custom = "" if self.id in _WORDS_OWN else ' w:customStyle="1"'
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = f'<w:basedOn w:val="{self.based}"/>' if self.id != "Normal" else ""
        following = f'<w:next w:val="{self.next}"/>' if self.next else ""
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{based}{following}'
            f'<w:uiPriority w:val="{priority}"/><w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        parts = []
        if self.keep_next is not None:
            parts.append("<w:keepNext/>" if self.keep_next else '<w:keepNext w:val="0"/>')
        if self.keep_lines:
            parts.append("<w:keepLines/>")
        if self.id == "Normal":
            parts.append("<w:widowControl/>")
        parts.append(self.border)
        parts.append(self.tabs)
        if self.id == "Normal":
            # Word's own default, said aloud: LibreOffice reads this flag upside down, and
            # where it lets marks hang over the edge it drops one now and then.
            parts.append('<w:overflowPunct w:val="1"/>')
        spacing = ""
        if self.before is not None:
            spacing += f' w:before="{round(self.before * 20)}"'
        if self.after is not None:
            spacing += f' w:after="{round(self.after * 20)}"'
        if self.pitch:
            spacing += f' w:line="{round(self.pitch * 20)}" w:lineRule="exact"'
        parts.append(f"<w:spacing{spacing}/>" if spacing else "")
        parts.append(self._indent())
        parts.append(f'<w:jc w:val="{self.align}"/>' if self.align else "")
        if self.level is not None:
            parts.append(f'<w:outlineLvl w:val="{self.level}"/>')
        return "".join(parts)

    def _indent(self) -> str:
        if self.first is None and self.left is None:
            return ""
        left, first = self.left or 0, self.first or 0
        twips = round(abs(first) * self.size * 20)
        indent = f' w:left="{round(left * self.size * 20)}"'
        if first < 0:  # in twips only: Word adds hanging characters to the left ones
            return f'<w:ind{indent} w:hanging="{twips}"/>'
        chars = (
            f'w:leftChars="{round(left * 100)}"{indent} w:firstLineChars="{round(first * 100)}"'
        )
        return f'<w:ind {chars} w:firstLine="{twips}"/>'

    def _run(self) -> str:
        parts = []
        if self.face:
            parts.append(fonts(self.face, self.latin or LATIN))
        if self.bold:
            parts.append("<w:b/><w:bCs/>")
        if self.id == "ControlTag":  # a spelling mark would split the tag into runs
            parts.append("<w:noProof/>")
        if self.color:
            parts.append(f'<w:color w:val="{self.color}"/>')
        if self.spread is not None:
            parts.append(f'<w:spacing w:val="{round(self.spread * 20)}"/>')
        if self.size:
            half = round(self.size * 2)
            parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
        return "".join(parts)


def fonts(face: str, latin: str = LATIN) -> str:
    """Chinese in ``face``, digits and Latin in ``latin``."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:eastAsia="{face}" '
        f'w:hAnsi="{latin}" w:cs="{latin}"/>'
    )


def table_style(
    id: str, name: str, *, vertical: int, side: int, outer: int, color: str = "000000"
) -> str:
    """A ruled table: inner rules ½ pt, ``outer`` in eighths of a point, margins in twips."""
    rules = "".join(
        f'<w:{edge} w:val="single" w:sz="{outer if edge in _OUTER else 4}" w:space="0" '
        f'w:color="{color}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:jc w:val="center"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblCellMar><w:top w:w="{vertical}" w:type="dxa"/>'
        f'<w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{vertical}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:trPr><w:jc w:val="center"/></w:trPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
        "</w:style>"
    )


_OUTER = {"top", "left", "bottom", "right"}
_LATENT = (  # built-in styles that the style pane may show; all others stay out of it
    ("Normal", 1),
    ("header", 98),
    ("footer", 98),
)
_BUILT_IN = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)
CONTROL = Style(  # grey-blue and small in the template; never reaches a document
    "ControlTag", "控制标签", face="黑体", size=9, align="left", pitch=13, before=0, after=0,
    first=0, left=0, spread=0, color="3B6FA0",
)  # fmt: skip


def styles_part(
    face: str, size: float, styles: list[Style], tables: list[str], *, latin: str = LATIN
) -> str:
    """The whole styles part; ``face``, ``latin`` and ``size`` are the document's defaults."""
    latent = "".join(
        f'<w:lsdException w:name="{name}" w:semiHidden="0" w:uiPriority="{priority}" '
        'w:unhideWhenUsed="0" w:qFormat="1"/>'
        for name, priority in _LATENT
    )
    half = round(size * 2)
    listed = "".join(style.xml(at) for at, style in enumerate([*styles, CONTROL], 1))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(face, latin)}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        f'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376">{latent}</w:latentStyles>'
        f"{listed}{_BUILT_IN}{''.join(tables)}</w:styles>"
    )
