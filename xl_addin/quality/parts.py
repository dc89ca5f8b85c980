"""A template's parts as paragraphs with their addresses, read from the package XML.

Independent of any renderer: what is checked is what Word saved. Neighbours: the rules
of this room, which take a `TemplatePart`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STORY = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_UNFILLED = re.compile(r"(word/(?!theme)\w+/[^/]+|word/comments\w*|docProps/custom)\.xml")
_CORE = "docProps/core.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_SPACES = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_OBJECTS = frozenset(f"{_W}{name}" for name in ("drawing", "pict", "object"))

Cell = tuple[int, int, int]
"""Table, row and cell counted from 1, of the innermost table."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        number: Counted from 1 in its part, in document order.
        text: Its text as Word shows it, breaks as spaces.
        runs: The text of each run.
        cell: The table cell it stands in, if any.
        box: What holds it besides tables: 0 for the page, else a text box, note or the like.
        has_object: Whether it holds a picture, shape or object too.
    """

    number: int
    text: str
    runs: tuple[str, ...] = ()
    cell: Cell | None = None
    box: int = 0
    has_object: bool = False


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """One part that is filled, or that people believe to be.

    Attributes:
        kind: `body`, `header`, `footer`, `footnotes`, `endnotes`, `properties`, or for
            parts that are never filled `comments` or `drawings`.
        name: Name of the entry in the package.
        paragraphs: All of them; copies Word keeps for old programs are left out.
        fields: Instructions of Word's fields with the number of their paragraph.
    """

    kind: str
    name: str
    paragraphs: tuple[Paragraph, ...] = ()
    fields: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TemplatePackage:
    """All of a template that is looked at.

    Attributes:
        filled: Parts in the order they are filled.
        unfilled: Parts whose tags nothing ever fills.
        relationships: Attributes of every relationship, by the entry they stand in.
    """

    filled: tuple[TemplatePart, ...]
    unfilled: tuple[TemplatePart, ...]
    relationships: tuple[tuple[str, Mapping[str, str]], ...]


def read_parts(content: bytes) -> TemplatePackage:
    """Read a package.

    Raises:
        zipfile.BadZipFile: It is no zip file.
        etree.XMLSyntaxError: A part is not well-formed.
    """
    filled: list[TemplatePart] = []
    unfilled: list[TemplatePart] = []
    relations: list[tuple[str, Mapping[str, str]]] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist(), key=_filling_order):
            story = _STORY.fullmatch(name)
            if story:
                kind = "body" if story[1] == "document" else story[1]
                filled.append(_story(kind, name, _root(package, name)))
            elif name == _CORE:
                filled.append(_properties(name, _root(package, name)))
            elif _UNFILLED.fullmatch(name):
                kind = "comments" if "comments" in name else "drawings"
                kind = "properties" if name.startswith("docProps") else kind
                unfilled.append(_unfilled(kind, name, _root(package, name)))
            elif name.endswith(".rels"):
                relations.extend(_relations(name, _root(package, name)))
    return TemplatePackage(tuple(filled), tuple(unfilled), tuple(relations))


def _relations(name: str, root: etree._Element) -> Iterator[tuple[str, Mapping[str, str]]]:
    for each in root:
        yield name, {str(attribute): str(value) for attribute, value in each.attrib.items()}


def _filling_order(name: str) -> tuple[int, str]:
    kinds = ("word/document", "word/header", "word/footer", "docProps", "word/footnotes")
    return next(
        (n for n, start in enumerate(kinds) if name.startswith(start)), len(kinds)
    ), name


def _root(package: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(package.read(name), _PARSER)


def _properties(name: str, root: etree._Element) -> TemplatePart:
    texts = (Paragraph(0, element.text or "") for element in root)
    return TemplatePart("properties", name, tuple(texts))


def _unfilled(kind: str, name: str, root: etree._Element) -> TemplatePart:
    text = "".join(str(piece) for piece in root.itertext())
    return TemplatePart(kind, name, (Paragraph(0, text),))


def _story(kind: str, name: str, root: etree._Element) -> TemplatePart:
    reader = _StoryReader()
    reader.read(root)
    reader.paragraphs.sort(key=lambda each: each.number)
    return TemplatePart(kind, name, tuple(reader.paragraphs), tuple(reader.fields))


@dataclass(slots=True)
class _StoryReader:
    paragraphs: list[Paragraph] = field(default_factory=list)
    fields: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0
    tables: int = 0
    boxes: int = 0
    open_fields: list[tuple[int, list[str]]] = field(default_factory=list)

    def read(self, element: etree._Element, cell: Cell | None = None, box: int = 0) -> None:
        """Everything below an element that is no paragraph."""
        if element.tag == f"{_W}tbl":
            self.tables += 1
            table = self.tables
            for row, found in enumerate(element.iterchildren(f"{_W}tr"), start=1):
                for column, each in enumerate(found.iterchildren(f"{_W}tc"), start=1):
                    self._below(each, (table, row, column), box)
            return
        self._below(element, cell, box)

    def _below(self, element: etree._Element, cell: Cell | None, box: int) -> None:
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child, cell, box)
            elif child.tag in (f"{_W}footnote", f"{_W}endnote", f"{_W}txbxContent"):
                self.boxes += 1
                self.read(child, None, self.boxes)
            elif isinstance(child.tag, str):
                self.read(child, cell, box)

    def _paragraph(self, element: etree._Element, cell: Cell | None, box: int) -> None:
        self.count += 1
        number = self.count
        runs = [_run_text(run) for run in _own(element, f"{_W}r")]
        self._read_fields(element, number)
        objects = any(True for tag in _OBJECTS for _ in _own(element, tag))
        in_copy = any(True for _ in element.iterancestors(_FALLBACK))
        inner = [box for box in element.iter(f"{_W}txbxContent") if _nearest(box) is element]
        for content in inner:
            self.boxes += 1
            self.read(content, None, self.boxes)
        if not in_copy:
            text = "".join(runs)
            self.paragraphs.append(Paragraph(number, text, tuple(runs), cell, box, objects))

    def _read_fields(self, element: etree._Element, number: int) -> None:
        for found in _own(element, f"{_W}fldSimple"):
            self.fields.append((number, found.get(f"{_W}instr") or ""))
        for found in _own(element, f"{_W}fldChar", f"{_W}instrText"):
            if found.tag == f"{_W}instrText":
                if self.open_fields:
                    self.open_fields[-1][1].append(found.text or "")
            elif found.get(f"{_W}fldCharType") == "begin":
                self.open_fields.append((number, []))
            elif found.get(f"{_W}fldCharType") == "end" and self.open_fields:
                started, pieces = self.open_fields.pop()
                self.fields.append((started, "".join(pieces)))


def _nearest(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{_W}p"), None)


def _own(paragraph: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Elements of a paragraph that do not belong to a paragraph inside it."""
    return (each for each in paragraph.iter(*tags) if _nearest(each) is paragraph)


def _run_text(run: etree._Element) -> str:
    pieces = []
    for child in run:
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(_SPACES[str(child.tag)])
    return "".join(pieces)
