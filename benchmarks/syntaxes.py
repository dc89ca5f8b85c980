"""The shipped template in each peer's own syntax, and its data in the shape each peer takes.

A syntax takes outlines (`neutral`) and gives the bytes of a template; `data` gives what a
record looks like to it. Layout, styles and words stay those of the shipped template. Core
properties are left constant: no peer but docxtpl fills them.
"""

from __future__ import annotations

import io
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree

from benchmarks.neutral import (
    BODY,
    HEADER,
    Framed,
    Outline,
    Print,
    Section,
    W,
    copied,
    parts_of_template,
)

Data = dict[str, Any]
Element = etree._Element


class Syntax(ABC):
    """One peer's way of saying it."""

    def __init__(self) -> None:
        self.outlines = (Outline(BODY), Outline(HEADER))

    def template(self) -> bytes:
        """The template as a package."""
        parts = parts_of_template()
        for name, outline in zip((BODY, HEADER), self.outlines, strict=True):
            root = outline.root
            holder = outline.holder
            made = [each for node in outline.nodes for each in self.block(node, "d")]
            holder[:] = made
            parts[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        core = parts["docProps/core.xml"].decode("utf-8")
        parts["docProps/core.xml"] = re.sub(r"\{[{%].*?[}%]\}", "", core).encode("utf-8")
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return target.getvalue()

    def data(self, record: Mapping[str, Any]) -> Data:
        """A record (`neutral.view`) as this peer takes it."""
        return dict(record)

    def block(self, node: Framed | Section, path: str) -> list[Element]:
        """The elements that stand for a paragraph, a table or a section of them."""
        if isinstance(node, Section):
            return self.section(node, path)
        element = copied(node.element)
        if node.rows:
            rows = [row for each in node.rows for row in self.row(each, path)]
            first = next(iter(element.iter(f"{W}tr")))
            place = element.index(first)
            element[place:] = rows
        for text, nodes in zip(element.iter(f"{W}t"), node.texts, strict=False):
            self.fill(text, nodes, path)
        return [element]

    def fill(self, element: Element, nodes: Sequence[Any], path: str) -> None:
        """Write what a text holds."""
        element.text = self.inline(nodes, path)

    def row(self, node: Framed | Section, path: str) -> list[Element]:
        """The rows that stand for a row or a section of rows."""
        return self.block(node, path)

    @abstractmethod
    def section(self, node: Section, path: str) -> list[Element]:
        """Paragraphs under a key."""

    @abstractmethod
    def inline(self, nodes: Sequence[Any], path: str) -> str:
        """Text under tags."""


class Braces(Syntax):
    """`{key}`, `{#key}…{/key}`: docxtemplater and easy-template-x."""

    def section(self, node: Section, path: str) -> list[Element]:
        """Tags in paragraphs of their own."""
        inside = [each for child in node.inside for each in self.block(child, path)]
        return [_paragraph(f"{{#{node.key}}}"), *inside, _paragraph(f"{{/{node.key}}}")]

    def row(self, node: Framed | Section, path: str) -> list[Element]:
        """Tags in the first and last cell of the rows."""
        if not isinstance(node, Section):
            return self.block(node, path)
        rows = [each for child in node.inside for each in self.row(child, path)]
        texts = [text for row in rows for text in row.iter(f"{W}t")]
        texts[0].text = f"{{#{node.key}}}{texts[0].text}"
        texts[-1].text = f"{texts[-1].text}{{/{node.key}}}"
        return rows

    def inline(self, nodes: Sequence[Any], path: str) -> str:
        """Sections within a text too."""
        return "".join(self._one(node, path) for node in nodes)

    def _one(self, node: Any, path: str) -> str:
        if isinstance(node, Print):
            return f"{{{node.key}}}"
        if isinstance(node, Section):
            return f"{{#{node.key}}}{self.inline(node.inside, path)}{{/{node.key}}}"
        return str(node)


class Flattened(Syntax):
    """For peers without conditions: what hangs on one is shown always, empty or not.

    A text that holds tags is one tag; a section that shows once or never is gone.
    """

    def data(self, record: Mapping[str, Any]) -> Data:
        """See `Syntax.data`."""
        found: Data = {}
        for outline in self.outlines:
            found |= self._data(outline.nodes, record)
        return found

    def _data(self, nodes: Iterable[Any], record: Mapping[str, Any]) -> Data:
        found: Data = {}
        for node in nodes:
            if isinstance(node, Framed):
                for text in node.texts:
                    if (key := text_key(text)) is not None:
                        found[key] = said(text, record)
                found |= self._data(node.rows, record)
            elif isinstance(node, Section):
                shown = record.get(node.key, [])
                if node.statement.startswith("if "):
                    found |= self._data(node.inside, shown[0] if shown else {})
                else:
                    found[node.key] = self.items(node, shown)
        return found

    def items(self, node: Section, shown: Sequence[Mapping[str, Any]]) -> Any:
        """What a repeated section is in the data."""
        return [self._data(node.inside, each) for each in shown]


class Carbone(Flattened):
    """`{d.list[i].key}` … `{d.list[i+1].key}`."""

    def section(self, node: Section, path: str) -> list[Element]:
        """A repetition shows by its second item, of which only the mark is needed."""
        if node.statement.startswith("if "):
            return [each for child in node.inside for each in self.block(child, path)]
        inside = [
            each for child in node.inside for each in self.block(child, f"{path}.{node.key}[i]")
        ]
        end = copied(inside[0])
        texts = list(end.iter(f"{W}t"))
        for text in texts:
            text.text = ""
        first = next(_keys(node.inside))
        texts[0].text = f"{{{path}.{node.key}[i+1].{first}}}"
        return [*inside, end]

    def inline(self, nodes: Sequence[Any], path: str) -> str:
        """One tag, or words."""
        key = text_key(nodes)
        return said(nodes, {}) if key is None else f"{{{path}.{key}}}"


class MergeFields(Flattened):
    """Word's MERGEFIELD; repeated paragraphs are one field of many lines."""

    def section(self, node: Section, path: str) -> list[Element]:
        """See the class."""
        if node.statement.startswith("if "):
            return [each for child in node.inside for each in self.block(child, path)]
        if node.inside[0].element.tag == f"{W}tr":
            return [each for child in node.inside for each in self.block(child, path)]
        element = copied(node.inside[0].element)
        texts = list(element.iter(f"{W}t"))
        _field(texts[0], node.key)
        return [element]

    def items(self, node: Section, shown: Sequence[Mapping[str, Any]]) -> Any:
        """Rows stay rows; paragraphs become lines."""
        if isinstance(node.inside[0], Framed) and node.inside[0].element.tag == f"{W}tr":
            return super().items(node, shown)
        return "\n".join(line for each in shown for line in _lines(node.inside, each))

    def data(self, record: Mapping[str, Any]) -> Data:
        """Rows go by the name of their first field."""
        found: Data = {}
        for key, value in super().data(record).items():
            if isinstance(value, list):
                if value:
                    found[next(iter(value[0]))] = value
            else:
                found[key] = value
        return found

    def fill(self, element: Element, nodes: Sequence[Any], path: str) -> None:
        """A field, or words."""
        key = text_key(nodes)
        if key is None:
            element.text = said(nodes, {})
        else:
            _field(element, key)

    def inline(self, nodes: Sequence[Any], path: str) -> str:
        """See `fill`."""
        raise NotImplementedError


def text_key(nodes: Sequence[Any]) -> str | None:
    """The key of the one tag a text becomes; None if it holds no tag."""
    return next((f"{node.key}t" for node in nodes if not isinstance(node, str)), None)


def said(nodes: Iterable[Any], record: Mapping[str, Any]) -> str:
    """What a text says in a record."""
    pieces = []
    for node in nodes:
        if isinstance(node, Print):
            pieces.append(str(record.get(node.key, "")))
        elif isinstance(node, Section):
            pieces += [said(node.inside, each) for each in record.get(node.key, [])]
        else:
            pieces.append(node)
    return "".join(pieces)


def _lines(nodes: Iterable[Any], record: Mapping[str, Any]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, Section):
            for each in record.get(node.key, []):
                yield from _lines(node.inside, each)
        else:
            yield "".join(said(text, record) for text in node.texts)


def _keys(nodes: Iterable[Any]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, Framed):
            for text in node.texts:
                if (key := text_key(text)) is not None:
                    yield key


def _paragraph(text: str) -> Element:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
    return paragraph


def _field(text: Element, key: str) -> None:
    """Put a merge field around the run of a text."""
    run = text.getparent()
    holder = run.getparent()
    field = etree.Element(f"{W}fldSimple")
    field.set(f"{W}instr", f" MERGEFIELD {key} ")
    inner = etree.SubElement(field, f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        inner.append(copied(properties))
    etree.SubElement(inner, f"{W}t").text = f"«{key}»"
    run.remove(text)
    holder.insert(holder.index(run) + 1, field)


SYNTAXES: dict[str, type[Syntax]] = {
    "braces": Braces,
    "carbone": Carbone,
    "fields": MergeFields,
}
"""By the name a contender gives."""
