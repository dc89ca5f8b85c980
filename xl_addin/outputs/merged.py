"""Documents of one template as one document, with a contents page.

They share every part that the template leaves as it is; each brings its body, and its
headers and footers as sections of their own. Page numbers run through.
"""

from __future__ import annotations

import copy
import io
import itertools
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from xl_addin.errors import UsageError
from xl_addin.model.origin import PREFIX
from xl_addin.outputs.contents_page import (
    OWN_PARTS,
    W,
    begin_page,
    contents_page,
    element,
    section_end,
)

BOOKMARK = "xl_addin_{}"
"""Name of the bookmark at the start of each document, counted from 1."""

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
_BODY, _BODY_RELS = "word/document.xml", "word/_rels/document.xml.rels"
_LONGEST_NAME = 40
_FIXED = (1980, 1, 1, 0, 0, 0)


def merged(documents: Sequence[tuple[str, bytes]], contents: str) -> bytes:
    """One document of many.

    Args:
        documents: Title and bytes of each, all made from one template.
        contents: Heading of the contents page.

    Raises:
        UsageError: A part differs between them that cannot be put together.
    """
    packages = [_Package.read(content) for _, content in documents]
    first = packages[0]
    for package, (title, _) in zip(packages[1:], documents[1:], strict=True):
        _same_parts(first, package, title)
    body = etree.fromstring(first.parts[_BODY])
    holder = body.find(f"{{{W}}}body")
    assert holder is not None  # noqa: S101 - the release gate has seen it
    for child in list(holder):
        holder.remove(child)
    sections = [_Section(number, package) for number, package in enumerate(packages, start=1)]
    titles = [title for title, _ in documents]
    holder.extend(contents_page(contents, titles, BOOKMARK, sections[0].properties))
    for section in sections:
        section.join(first, last=section is sections[-1])
        holder.extend(section.blocks)
    _renumber(holder)
    first.parts[_BODY] = _serialized(body)
    for name in _PROPERTIES:
        _share_properties(first, packages[1:], name)
    return first.pack()


@dataclass(slots=True)
class _Package:
    parts: dict[str, bytes]

    @classmethod
    def read(cls, content: bytes) -> _Package:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def pack(self) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, _FIXED)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        return target.getvalue()


def _share_properties(first: _Package, others: Sequence[_Package], name: str) -> None:
    """Keep of the properties what all documents say: a title is one role's, and an origin."""
    if name not in first.parts:
        return
    root = etree.fromstring(first.parts[name])
    theirs = [_properties(other.parts.get(name)) for other in others]
    for each in list(root):
        known, said = _property(each)
        if known.startswith(PREFIX) or any(other.get(known) != said for other in theirs):
            root.remove(each)
    first.parts[name] = _serialized(root)


def _properties(part: bytes | None) -> dict[str, str]:
    return dict(map(_property, etree.fromstring(part))) if part is not None else {}


def _property(element: etree._Element) -> tuple[str, str]:
    """A property's name and what it says; custom ones are named by an attribute."""
    return element.get("name", str(element.tag)), "".join(map(str, element.itertext()))


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_own(name: str) -> bool:
    """Whether each document may have that part for itself."""
    file = posixpath.basename(name).removesuffix(".rels")
    return (
        name in (_BODY, "docProps/app.xml", *_PROPERTIES)
        or (name.startswith("word/") and file.startswith(OWN_PARTS))
    )  # fmt: skip


def _same_parts(first: _Package, other: _Package, title: str) -> None:
    for name in first.parts.keys() | other.parts.keys():
        if not _is_own(name) and first.parts.get(name) != other.parts.get(name):
            raise UsageError("merge-parts-differ", title=title, part=name)


@dataclass(slots=True)
class _Section:
    """One document on its way into the merged one."""

    number: int
    package: _Package
    blocks: list[etree._Element] = field(default_factory=list)
    properties: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        body = etree.fromstring(self.package.parts[_BODY])[0]
        self.properties = body[-1]
        self.blocks = [copy.deepcopy(child) for child in list(body)[:-1]]

    def join(self, target: _Package, *, last: bool) -> None:
        """Bring headers and footers along; end with the section's properties."""
        properties = copy.deepcopy(self.properties)
        if self.number > 1:
            names = self._bring_own_parts(target)
            for block in (*self.blocks, properties):
                for tag in OWN_PARTS:
                    for reference in block.iter(f"{{{W}}}{tag}Reference"):
                        reference.set(f"{{{_R}}}id", names[reference.get(f"{{{_R}}}id", "")])
            _rename_bookmarks(self.blocks, f"_{self.number}")
        begin_page(properties)
        self._mark_start()
        if last:
            self.blocks.append(properties)
        else:
            self.blocks.append(section_end(properties))

    def _bring_own_parts(self, target: _Package) -> dict[str, str]:
        """Copy headers and footers under names of their own; old id → new id."""
        relations = etree.fromstring(self.package.parts[_BODY_RELS])
        kept = etree.fromstring(target.parts[_BODY_RELS])
        types = etree.fromstring(target.parts["[Content_Types].xml"])
        names = {}
        for relation in relations:
            kind = posixpath.basename(relation.get("Type", ""))
            if kind not in OWN_PARTS:
                continue
            old = relation.get("Target", "")
            new = f"{kind}{self.number}_{posixpath.basename(old)}"
            target.parts[f"word/{new}"] = self.package.parts[f"word/{old}"]
            rels = f"word/_rels/{old}.rels"
            if rels in self.package.parts:
                target.parts[f"word/_rels/{new}.rels"] = self.package.parts[rels]
            names[relation.get("Id", "")] = identity = f"d{self.number}{relation.get('Id')}"
            etree.SubElement(
                kept, f"{{{_RELS}}}Relationship",
                Id=identity, Type=relation.get("Type", ""), Target=new,
            )  # fmt: skip
            etree.SubElement(
                types, f"{{{_TYPES}}}Override", PartName=f"/word/{new}",
                ContentType=f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
            )  # fmt: skip
        target.parts[_BODY_RELS] = etree.tostring(kept)
        target.parts["[Content_Types].xml"] = etree.tostring(types)
        return names

    def _mark_start(self) -> None:
        name = BOOKMARK.format(self.number)
        first = next(
            (p for block in self.blocks for p in block.iter(f"{{{W}}}p")), self.blocks[0]
        )
        start = element("bookmarkStart", id=str(self.number), name=name)
        at = 1 if len(first) and first[0].tag == f"{{{W}}}pPr" else 0
        first.insert(at, start)
        first.insert(at + 1, element("bookmarkEnd", id=str(self.number)))


def _rename_bookmarks(blocks: Sequence[etree._Element], suffix: str) -> None:
    """Give a document's bookmarks names of their own, and its references the same."""
    named = f"{{{W}}}name"
    names: dict[str, str] = {}
    for block in blocks:
        for mark in block.iter(f"{{{W}}}bookmarkStart"):
            old = str(mark.get(named, ""))
            names[old] = f"{old[: _LONGEST_NAME - len(suffix)]}{suffix}"
            mark.set(named, names[old])
    for block in blocks:
        for link in block.iter(f"{{{W}}}hyperlink"):
            anchor = str(link.get(f"{{{W}}}anchor", ""))
            if anchor in names:
                link.set(f"{{{W}}}anchor", names[anchor])
        for code in block.iter(f"{{{W}}}instrText"):
            words = (code.text or "").split(" ")
            code.text = " ".join(names.get(word, word) for word in words)


def _renumber(body: etree._Element) -> None:
    """Ids that must be unique in a document."""
    numbers = itertools.count(1)
    open_marks: dict[str, str] = {}
    for mark in body.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"):
        old = str(mark.get(f"{{{W}}}id", ""))
        if mark.tag.endswith("Start"):
            open_marks[old] = str(next(numbers))
        mark.set(f"{{{W}}}id", open_marks.get(old, old))
    for number, drawing in enumerate(body.iter(f"{{{_WP}}}docPr"), start=1):
        drawing.set("id", str(number))
    for paragraph in body.iter(f"{{{W}}}p", f"{{{W}}}tr"):
        for name in ("paraId", "textId"):
            paragraph.attrib.pop(f"{{{_W14}}}{name}", "")
