"""The shipped template's tags as a tree of plain steps, so that every peer can say them.

Takes `word_templates/job_content.docx`, gives (a) `Section`s: what is shown under a key,
never, once or many times; (b) for each context the plain data those keys stand for. The
peers' languages have no functions, numbering or filters of their own that would do the
same, so here the data already holds each printed text: less work for them.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lxml import etree

from xl_addin.model.numerals import Numbering
from xl_addin.renderers.jinja_env import make_environment

TEMPLATE = Path(__file__).parent.parent / "word_templates" / "job_content.docx"
BODY, HEADER = "word/document.xml", "word/header1.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_BLOCK = re.compile(r"\{%(?:p|tr) (.*?) %\}")
_INLINE = re.compile(r"\{\{ (.*?) \}\}|\{% (.*?) %\}")
_ENVIRONMENT = make_environment()


@dataclass
class Section:
    """Something shown under a key.

    Attributes:
        key: Its name in the data.
        statement: `if …` or `for … in …`.
        inside: Paragraphs, rows, texts, prints and sections.
    """

    key: str
    statement: str
    inside: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Print:
    """A printed expression."""

    key: str
    expression: str


@dataclass
class Framed:
    """An element of the document and, for each of its texts or rows, what stands in it."""

    element: etree._Element
    texts: list[list[Any]]
    rows: list[Any]


class Outline:
    """The tree of one part."""

    def __init__(self, part: str) -> None:
        with zipfile.ZipFile(TEMPLATE) as package:
            self.root = etree.fromstring(package.read(part))
        self._keys = 0
        self._prefix = "b" if part == BODY else "h"
        body = self.root.find(f"{W}body")
        self.holder = self.root if body is None else body
        self.nodes = self._blocks(list(self.holder))

    def _key(self) -> str:
        self._keys += 1
        return f"{self._prefix}{self._keys}"

    def _blocks(self, elements: Sequence[etree._Element]) -> list[Any]:
        nodes: list[Any] = []
        stack: list[tuple[Section | None, list[Any]]] = [(None, nodes)]
        for element in elements:
            tag = _BLOCK.fullmatch("".join(element.itertext()).strip())
            if tag is None:
                stack[-1][1].append(self._framed(element))
            elif tag[1] == "else":
                # Both branches print the same words in another style: one is enough.
                stack[-1] = (stack[-1][0], [])
            elif tag[1].startswith("end"):
                stack.pop()
            else:
                section = Section(self._key(), tag[1])
                stack[-1][1].append(section)
                stack.append((section, section.inside))
        return _flat(nodes)

    def _framed(self, element: etree._Element) -> Any:
        if element.tag == f"{W}tbl":
            rows = self._blocks(list(element.iter(f"{W}tr")))
            return Framed(element, [], rows)
        texts = [self._inline(text.text or "") for text in element.iter(f"{W}t")]
        return Framed(element, texts, [])

    def _inline(self, text: str) -> list[Any]:
        nodes: list[Any] = []
        stack = [nodes]
        last = 0
        for tag in _INLINE.finditer(text):
            if tag.start() > last:
                stack[-1].append(text[last : tag.start()])
            last = tag.end()
            if tag[1]:
                stack[-1].append(Print(self._key(), tag[1]))
            elif tag[2].startswith("end"):
                stack.pop()
            else:
                section = Section(self._key(), tag[2])
                stack[-1].append(section)
                stack.append(section.inside)
        if last < len(text):
            stack[-1].append(text[last:])
        return nodes


def _flat(nodes: Iterable[Any]) -> list[Any]:
    """Conditions that choose between two looks of the same words are not asked."""
    found: list[Any] = []
    for node in nodes:
        if isinstance(node, Section):
            node.inside = _flat(node.inside)
            if node.statement.startswith("if loop."):
                found += node.inside
                continue
        found.append(node)
    return found


def view(outlines: Iterable[Outline], context: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of one record."""
    numbering = Numbering("zh")
    scope = {**context, "编号": numbering, "number": numbering}
    data: dict[str, Any] = {}
    for outline in outlines:
        data |= _view(outline.nodes, scope)
    return data


def _view(nodes: Iterable[Any], scope: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for node in nodes:
        if isinstance(node, Print):
            data[node.key] = _text(_value(node.expression, scope))
        elif isinstance(node, Framed):
            for text in node.texts:
                data |= _view(text, scope)
            data |= _view(node.rows, scope)
        elif isinstance(node, Section):
            data[node.key] = [_view(node.inside, each) for each in _scopes(node, scope)]
    return data


def _scopes(section: Section, scope: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kind, _, rest = section.statement.partition(" ")
    if kind == "if":
        if _value(rest, scope):
            yield scope
        return
    name, _, items = rest.partition(" in ")
    values = list(_value(items, scope))
    for number, value in enumerate(values):
        loop = SimpleNamespace(
            index=number + 1,
            length=len(values),
            last=number + 1 == len(values),
            revindex=len(values) - number,
        )
        yield {**scope, name: value, "loop": loop}


_compiled: dict[str, Any] = {}


def _value(expression: str, scope: Mapping[str, Any]) -> Any:
    if expression not in _compiled:
        _compiled[expression] = _ENVIRONMENT.compile_expression(
            expression, undefined_to_none=False
        )
    return _compiled[expression](**scope)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def printed(data: Mapping[str, Any]) -> Iterator[str]:
    """Every text a record prints."""
    for value in data.values():
        if isinstance(value, str):
            yield from (line for line in value.split("\n") if line.strip())
        else:
            for each in value:
                yield from printed(each)


def parts_of_template() -> dict[str, bytes]:
    """Every entry of the template."""
    with zipfile.ZipFile(TEMPLATE) as package:
        return {name: package.read(name) for name in package.namelist()}


def copied(element: etree._Element) -> etree._Element:
    """A copy to write in."""
    return copy.deepcopy(element)
