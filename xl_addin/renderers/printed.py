"""What a tag prints, as the lines of text a reader must find in the document.

Neighbours: the renderers, which note them where they cannot prove that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from jinja2 import Undefined, nodes

from xl_addin.renderers.jinja_env import UnprintableValue, xml_value

_LINE_ENDS = re.compile("[\n\r\t\a\f]")
_BETWEEN = re.compile("[\n\r\t\a\f]|<[^>]*>")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_CAPTURED = (nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock)


def printed_lines(value: object) -> Iterator[str]:
    """The non-blank lines of what a tag prints; of a picture or the like, nothing."""
    try:
        plain = xml_value(value)
    except UnprintableValue:
        # Printing it will say so.
        return
    if isinstance(plain, Undefined):
        # What `if` without `else` leaves prints nothing; any other is refused when printed.
        return
    if isinstance(plain, str) and not hasattr(plain, "__html__"):
        pieces = _LINE_ENDS.split(plain)
    elif isinstance(plain, str):
        pieces = [unescape(piece) for piece in _BETWEEN.split(str(plain))]
    elif isinstance(plain, int | float):
        pieces = [str(plain)]
    else:
        markup = getattr(plain, "xml", None)
        text = markup if isinstance(markup, str) else ""
        pieces = [unescape(piece) for piece in _BETWEEN.split(text)]
    yield from (piece for piece in pieces if piece.strip())


def literal_braces(trees: Iterable[nodes.Template]) -> tuple[str, ...]:
    """What a template prints that only looks like tags: `{_{`, and what stands in `raw`."""
    found: dict[str, None] = {}
    for tree in trees:
        leaves = list(tree.find_all((nodes.Const, nodes.TemplateData)))
        constants = [leaf.value for leaf in leaves if isinstance(leaf, nodes.Const)]
        for value in constants:
            if isinstance(value, str) and _BRACES.search(value):
                found.setdefault(value)
        for leaf in leaves:
            if isinstance(leaf, nodes.TemplateData):
                found.update(dict.fromkeys(_WHOLE_TAG.findall(leaf.data)))
    return tuple(found)


def captures(tree: nodes.Template) -> bool:
    """Whether anything is printed into a value that may never reach the document."""
    return any(tree.find(kind) is not None for kind in _CAPTURED)
