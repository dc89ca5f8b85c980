"""Tags that hang on one text alone: `{{ x.text|lines|join('、') }}`.

Takes an expression of Jinja's syntax tree, gives its parts, so that `codegen` can look up
what a text became the last time. A filter here gives the same for the same text and
arguments, whatever the document.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from jinja2 import nodes

LINES = ("lines", "分行")
"""Filters that split a text; see `jinja_env.lines`."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A text and the filters it goes through.

    Attributes:
        start: The expression that gives the text.
        filters: From the first one applied to the last.
    """

    start: nodes.Expr
    filters: tuple[nodes.Filter, ...]

    @property
    def wording(self) -> str:
        """Equal for chains that make the same of the same text."""
        return repr([(each.name, each.args, each.kwargs) for each in self.filters])

    def after(self, name: str) -> nodes.Expr:
        """The expression with a local name of the code in the place of its start."""
        made: nodes.Expr = _local(name)
        for each in self.filters:
            made = _on(each, made)
        return made


def chain_of(node: nodes.Node) -> Chain | None:
    """The chain a tag prints, or None if it prints anything else."""
    filters: list[nodes.Filter] = []
    while isinstance(node, nodes.Filter) and node.node is not None and _constant(node):
        filters.append(node)
        node = node.node
    if not filters or not isinstance(node, nodes.Expr) or isinstance(node, nodes.Literal):
        return None
    return Chain(node, tuple(reversed(filters)))


def splits_lines(node: nodes.Filter) -> bool:
    """Whether a filter only splits a text into lines."""
    return node.name in LINES and node.node is not None and not _arguments(node)


def replaced(node: nodes.Filter, name: str) -> nodes.Filter:
    """A filter on a local name of the code."""
    return _on(node, _local(name))


def _on(node: nodes.Filter, given: nodes.Expr) -> nodes.Filter:
    other = copy.copy(node)
    other.node = given
    return other


def _arguments(node: nodes.Filter) -> list[nodes.Node]:
    dynamic = [each for each in (node.dyn_args, node.dyn_kwargs) if each is not None]
    return [*node.args, *(pair.value for pair in node.kwargs), *dynamic]


def _constant(node: nodes.Filter) -> bool:
    return all(isinstance(each, nodes.Const) for each in _arguments(node))


def _local(name: str) -> nodes.InternalName:
    # Jinja lets nobody but its parser make one.
    node: nodes.InternalName = object.__new__(nodes.InternalName)
    nodes.Node.__init__(node, name)
    return node
