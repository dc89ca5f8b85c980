"""docxtpl, one document: its steps in its order, with the traps closed.

Gives every renderer the source of each part that can hold tags, patched by docxtpl
itself, which is the definition of what a tag means. The reference renderer also
renders with it. What is done otherwise than docxtpl 0.20.2 does, and why, is listed in
`docs/explanation/docxtpl-differences.md`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

import docxtpl.template
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from lxml import etree

from xl_addin.errors import RenderError, TemplateError
from xl_addin.renderers.ooxml import parse_part

Fill = Callable[[str, str], str]
"""(kind of part, patched source) → the part's text with its tags filled."""

STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""Names of the parts Word text stands in."""

_TAG = re.compile(r"\{\{|\{%|\{#")
_PARAGRAPH = re.compile(r"\n?<w:p([ >])")
_PARAGRAPH_ON_A_LINE = re.compile(r"\n<w:p([ >])")
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = frozenset(
    [
        f"{_DC}{name}"
        for name in ["creator", "description", "identifier", "language", "subject", "title"]
    ]
    + [
        f"{_CP}{name}"
        for name in ["category", "contentStatus", "keywords", "lastModifiedBy", "version"]
    ]
)
_NOTES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml": "footnotes",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml": "endnotes",
}
_LEVELS = ("tr", "tc", "p", "r")
# docxtpl's own spelling for literal braces; resolved before data comes in, not after.
_LITERAL_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


_NEEDED: dict[str, tuple[str, ...]] = {
    **{word: (word,) for word in ("colspan", "cellbg", "{%-", "-%}")},
    **{f"\\s*{word}\\s*%}}": (word,) for word in ("vm", "hm")},
    **{f"({{%|{{{{){level} ": (f"{{%{level} ", f"{{{{{level} ") for level in _LEVELS},
    **{f"({{#){level} ": (f"{{#{level} ",) for level in _LEVELS},
    "(?<={)(<": ("{<", ">}"),
    "</w:t>.*?(<w:t>": ("</w:t>",),
}
"""Of docxtpl's patterns, a piece of each → what must stand in a part for it to match."""


class _Patterns:
    """`re`, as docxtpl's own patching uses it, leaving out what cannot match.

    Each of its patterns tries its luck at every cell, row, paragraph or run of a part;
    most are for tags that few templates have. That was a quarter of making one ready.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(re, name)

    @staticmethod
    def sub(pattern: str, put: Any, text: str, count: int = 0, flags: int = 0) -> str:
        """`re.sub`."""
        signs = _needed(pattern)
        if signs and not any(sign in text for sign in signs):
            return text
        return re.sub(pattern, put, text, count=count, flags=flags)


@cache
def _needed(pattern: str) -> tuple[str, ...]:
    return next((signs for piece, signs in _NEEDED.items() if piece in pattern), ())


_patch_xml = FunctionType(
    DocxTemplate.patch_xml.__code__, {**vars(docxtpl.template), "re": _Patterns()}
)
"""Docxtpl's own function, over those patterns."""


@dataclass(frozen=True, slots=True)
class PartSource:
    """One part as Jinja gets it, one paragraph a line.

    Attributes:
        kind: `body`, `header`, `footer`, `footnotes`, `endnotes` or `properties`.
        name: Name of the entry in the package.
        text: The source.
    """

    kind: str
    name: str
    text: str

    @property
    def has_tags(self) -> bool:
        """Whether there is anything to fill."""
        return bool(_TAG.search(self.text))


class WordDocument(DocxTemplate):  # type: ignore[misc]
    """A template opened by docxtpl.

    Args:
        content: The package.
        fill: Fills one part; needed to render only.
    """

    def __init__(self, content: bytes, fill: Fill | None = None) -> None:
        super().__init__(io.BytesIO(content))
        self._fill = fill

    def init_docx(self, reload: bool = True) -> None:  # noqa: FBT001, FBT002 - docxtpl's
        """Open the package once: what is bound to it before it is filled must stay."""
        super().init_docx(reload=False)

    def sources(self) -> Iterator[PartSource]:
        """Every part that can hold tags, in the order they are filled."""
        yield PartSource("body", _name(self.docx.part), _by_line(self._patched(self.get_xml())))
        for kind, uri in (("header", self.HEADER_URI), ("footer", self.FOOTER_URI)):
            for _, part in self.get_headers_footers(uri):
                source = _by_line(self._patched(self.get_part_xml(part)))
                yield PartSource(kind, _name(part), source)
        if (core := self._core()) is not None:
            for element in property_elements(core.element):
                yield PartSource("properties", _name(core), element.text or "")
        for part, kind in self._notes():
            source = _by_line(self._patched(self.get_part_xml(part)))
            yield PartSource(kind, _name(part), source)

    def render_xml_part(
        self, src_xml: str, part: Any, context: Any, jinja_env: Any = None
    ) -> str:
        """Docxtpl's step for one part."""
        self.current_rendering_part = part
        return self._filled(_kind(part), _by_line(_literal_braces(src_xml)))

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Docxtpl's step for the core properties."""
        # Asking for them would make a part, dated by the clock, where there is none.
        core = self._core()
        if core is not None and self._fill is not None:
            for element in property_elements(core.element):
                element.text = self._fill("properties", element.text or "")

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Docxtpl's step for footnotes, and endnotes."""
        # Once for the package; docxtpl does it once per section, evaluating data as tags.
        for part, kind in self._notes():
            self.current_rendering_part = part
            source = _by_line(self._patched(self.get_part_xml(part)))
            part._blob = self._filled(kind, source).encode("utf-8")

    def patch_xml(self, src_xml: str) -> str:
        """Docxtpl's step that makes tags of a part into Jinja's."""
        patched: str = _patch_xml(self, src_xml)
        return patched

    def fix_tables(self, xml: str) -> Any:
        """Docxtpl's step for table grids."""
        return fixed_tables(xml)

    def _filled(self, kind: str, source: str) -> str:
        if self._fill is None:
            raise RuntimeError
        resolved = resolve_listing(without_lines(self._fill(kind, source)))
        require_well_formed(resolved, kind)
        return resolved

    def _patched(self, xml: str) -> str:
        return _literal_braces(self.patch_xml(xml))

    def _core(self) -> Any:
        package = self.docx.part.package
        for relation in package.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES:
                return relation.target_part
        return None

    def _notes(self) -> Iterator[tuple[Any, str]]:
        for part in self.docx.part.package.iter_parts():
            if kind := _NOTES.get(part.content_type):
                yield part, kind


def open_template(content: bytes, name: str) -> tuple[WordDocument, tuple[PartSource, ...]]:
    """A template opened, and the source of every part that can hold tags.

    Raises:
        TemplateError: It is no whole Word document.
    """
    try:
        document = WordDocument(content)
        document.render_init()
        sources = tuple(document.sources())
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
    ) as fault:
        raise TemplateError(
            "template-damaged", template=name, cause=type(fault).__name__
        ) from fault
    return document, sources


def property_elements(core: Any) -> Iterator[Any]:
    """Elements of the core properties that hold tags."""
    for element in core:
        if element.tag in _PROPERTIES and _TAG.search(element.text or ""):
            yield element


def require_well_formed(xml: str, kind: str) -> None:
    """Docxtpl would mend silently, losing text; we do not.

    Raises:
        RenderError: A filled part is not well-formed.
    """
    try:
        parse_part(xml.encode("utf-8"))
    except etree.XMLSyntaxError as fault:
        raise RenderError(
            "document-malformed", part=kind, paragraph=0, text="", cause=str(fault)
        ) from fault


def resolve_listing(xml: str) -> str:
    """Docxtpl's step that makes breaks and tabs of line ends and tabs in values."""
    resolved: str = DocxTemplate.resolve_listing(None, xml)
    return resolved


def fixed_tables(xml: str) -> Any:
    """Docxtpl's step that fits table grids to their cells: the body's tree."""
    return DocxTemplate.fix_tables(None, xml)


def without_lines(rendered: str) -> str:
    """A filled part without the line ends that made one paragraph a line."""
    return _PARAGRAPH_ON_A_LINE.sub(r"<w:p\1", rendered)


def _by_line(xml: str) -> str:
    return _PARAGRAPH.sub(r"\n<w:p\1", xml)


def _literal_braces(source: str) -> str:
    for spelling, meant in _LITERAL_BRACES:
        source = source.replace(spelling, f"{{{{ '{meant}' }}}}")
    return source


def _name(part: Any) -> str:
    return str(part.partname).removeprefix("/")


def _kind(part: Any) -> str:
    name = str(part.partname)
    return next((kind for kind in ("header", "footer") if kind in name), "body")


# docxtpl's patterns are compiled when first used; while this is imported, nobody waits.
_patch_xml(None, "{%tr {%p ")
resolve_listing("<w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t></w:t></w:r></w:p>")
