"""XML as a tree that knows where each element stands in the bytes, and byte splices.

Parsers give values, this gives places: an edit replaces a span and leaves every other
byte of the part alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from xml.parsers import expat
from xml.sax.saxutils import escape

from xl_addin.package.refusal import Refusal

ATTRIBUTES = rb"""((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>"""
_TAG = re.compile(rb"<([^\s<>/]+)" + ATTRIBUTES)
_ATTRIBUTE = rb"""(\s%s\s*=\s*)("[^"]*"|'[^']*')"""


@dataclass(slots=True)
class Node:
    """One element.

    Attributes:
        name: Without namespace.
        attributes: By name; those of a namespace by `namespace name`.
        start: Where its start tag begins.
        inner: Where its start tag ends.
        close: Where its end tag begins; `inner` if it is an empty-element tag.
        end: Where it ends.
        text: Its own text.
        children: Elements directly inside it.
    """

    name: str
    namespace: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def find(self, *names: str) -> Node | None:
        """The first element at the end of this path of names."""
        for child in self.children:
            if child.name == names[0]:
                return child.find(*names[1:]) if names[1:] else child
        return None

    def every(self, name: str) -> Iterator[Node]:
        """All elements of that name inside it, at any depth."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)


def locate(part: str, xml: bytes, *, without: tuple[int, int] = (0, 0)) -> Node:
    """The tree of a part.

    Args:
        part: Its name, for the message.
        xml: Its bytes.
        without: A span of whole elements to leave out; places count as if it were there.

    Raises:
        Refusal: It is not well-formed.
    """
    begin, resume = without
    root = Node("", "", {}, 0, 0)
    open_nodes = [root]
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def place() -> int:
        index = parser.CurrentByteIndex
        return index + resume - begin if resume and index >= begin else index

    def start(tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        at = place()
        node = Node(name, namespace, attributes, at, tag_end(xml, at))
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_tag: str) -> None:
        node, at = open_nodes.pop(), place()
        empty = xml[node.inner - 2 : node.inner] == b"/>"
        node.close = node.inner if empty else at
        node.end = node.inner if empty else tag_end(xml, at)

    def data(text: str) -> None:
        open_nodes[-1].text += text

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data
    try:
        parser.Parse(xml[:begin] if resume else b"", False)  # noqa: FBT003 - expat's own
        parser.Parse(xml[resume:], True)  # noqa: FBT003
    except expat.ExpatError as fault:
        raise Refusal("damaged", cause=f"{part}: {fault}") from fault
    return root.children[0]


def require_whole(part: str, xml: bytes) -> None:
    """Refuse what is not well-formed.

    Raises:
        Refusal: It is not.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)  # noqa: FBT003
    except expat.ExpatError as fault:
        raise Refusal("damaged", cause=f"{part}: {fault}") from fault


def tag_end(xml: bytes, start: int) -> int:
    """Where the tag that begins here ends."""
    if xml.startswith(b"</", start):
        return xml.index(b">", start) + 1
    found = _TAG.match(xml, start)
    if found is None:
        raise Refusal("damaged", cause=xml[start : start + 20].decode("utf-8", "replace"))
    return found.end()


def prefix_of(xml: bytes, node: Node) -> str:
    """The prefix an element is written with, its colon included; '' without one."""
    found = _TAG.match(xml, node.start)
    name = found[1].decode() if found else ""
    return name[: name.find(":") + 1]


def with_attributes(tag: bytes, values: Mapping[str, str]) -> bytes:
    """A start tag, with what follows it, under other values of some attributes."""
    found = _TAG.match(tag)
    end = found.end() if found else len(tag)
    head, rest = tag[:end], tag[end:]
    for name, value in values.items():
        quoted = b'"' + escape(value, {'"': "&quot;"}).encode() + b'"'
        pattern = re.compile(_ATTRIBUTE % re.escape(name.encode()))
        changed, count = pattern.subn(partial(_valued, new=quoted), head, count=1)
        if not count:
            stop = -2 if head.endswith(b"/>") else -1
            addition = b" " + name.encode() + b"=" + quoted
            changed = head[:stop].rstrip() + addition + head[stop:]
        head = changed
    return head + rest


def _valued(old: re.Match[bytes], new: bytes) -> bytes:
    return old[1] + new


class Splices:
    """Replacements of spans of one part, applied together."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self._found: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put bytes in the place of a span; an empty span inserts, in order of the calls."""
        self._found.append((start, end, new))

    def set(self, node: Node, **values: str) -> None:
        """Change attributes of an element."""
        tag = self.xml[node.start : node.inner]
        new = with_attributes(tag, values)
        if new != tag:
            self.replace(node.start, node.inner, new)

    def append(self, node: Node, new: bytes, **values: str) -> None:
        """Put bytes behind the last child of an element, and change its attributes."""
        tag = with_attributes(self.xml[node.start : node.inner], values)
        if tag.endswith(b"/>"):
            name = tag[1:].split(maxsplit=1)[0].rstrip(b"/>")
            whole = tag[:-2].rstrip() + b">" + new + b"</" + name + b">"
            self.replace(node.start, node.end, whole)
        else:
            self.set(node, **values)
            self.replace(node.close, node.close, new)

    def applied(self) -> bytes:
        """The part with all replacements."""
        pieces: list[bytes] = []
        place = 0
        for start, end, new in sorted(self._found, key=lambda each: each[:2]):
            pieces += (self.xml[place:start], new)
            place = end
        return b"".join([*pieces, self.xml[place:]])
