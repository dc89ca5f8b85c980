"""What of a template is written in one go: pieces, values and short conditions.

Takes the statements of a block, gives groups of them, and the items of an output.
Neighbours: `codegen` and `quick_writer`, which must cut a part at the same places, because
what stands before an ending is looked at as the item it was written as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from jinja2 import nodes

Endings = Mapping[int, bytes]
"""See `analysis.Plan`."""


def groups(body: Iterable[nodes.Node], endings: Endings) -> Iterator[list[nodes.Node]]:
    """The statements of a block; what can be written at once in one group."""
    together: list[nodes.Node] = []
    for node in body:
        if together and not _may_join(node, endings):
            yield together
            together = []
        if isinstance(node, nodes.Output) or is_short(node, endings):
            together.append(node)
        else:
            yield [node]
    if together:
        yield together


def ending_before(group: list[nodes.Node], endings: Endings) -> bytes | None:
    """How what stands before a group must end, if that is to be looked at."""
    first = group[0]
    return endings.get(id(first.nodes[0])) if isinstance(first, nodes.Output) else None


def is_short(node: nodes.Node, endings: Endings) -> bool:
    """Whether a node is a condition of which one output hangs."""
    if not isinstance(node, nodes.If) or node.elif_ or node.else_ or len(node.body) != 1:
        return False
    return isinstance(node.body[0], nodes.Output) and _may_join(node.body[0], endings)


def items(
    node: nodes.Output, constant: Callable[[nodes.Expr], str | None]
) -> Iterator[bytes | nodes.Expr]:
    """What an output writes: constants ready encoded, and values.

    Args:
        node: The output.
        constant: The text of a child that is always the same; None of any other.
    """
    texts: list[str] = []
    for child in node.nodes:
        fixed = constant(child)
        if fixed is not None:
            texts.append(fixed)
            continue
        if texts:
            yield "".join(texts).encode("utf-8")
            texts = []
        yield child
    if texts:
        yield "".join(texts).encode("utf-8")


def _may_join(node: nodes.Node, endings: Endings) -> bool:
    """Whether a node can be written in one go with what stands before it."""
    if isinstance(node, nodes.Output):
        return id(node.nodes[0]) not in endings
    return is_short(node, endings)
