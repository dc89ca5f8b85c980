"""What can be proven about a part of a template before any document is made.

Takes Jinja's syntax tree of a part, gives a `Plan`: which steps can never have anything
to do, which run on each document, and where each tag stands. A block of the template
keeps markup well-formed if the open elements are the same at its start, at each
`else` and at its end; values are escaped, so they cannot break it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from jinja2 import nodes

from xl_addin.renderers.compiled.facts import PARAGRAPH_ID, Facts
from xl_addin.renderers.compiled.markup import Scanner, Unproven

_TEXT = frozenset(["w:t", "w:delText", "w:instrText", "w:delInstrText", "a:t", "m:t"])


@dataclass(frozen=True, slots=True)
class Plan:
    """How a part is made.

    Attributes:
        reasons: Why every document's part is read again as XML; empty if it need not be.
        proven: What can never need mending.
        checked: What is looked for in each document.
        once: What was mended once, in the template.
        endings: For the ids of pieces of the template, how what stands before them must end.
        text_tags: Ids of the nodes that print where a line end becomes a break.
    """

    reasons: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    endings: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    text_tags: frozenset[int] = field(default=frozenset(), repr=False)

    @property
    def vouched(self) -> bool:
        """Whether the part may be released unread, if nothing but plain text is printed."""
        return not self.reasons and "placed" not in self.checked


def analyse(tree: nodes.Template, *, body: bool) -> Plan:
    """The plan of one part.

    Args:
        tree: Its syntax tree.
        body: Whether it is the body, whose tables and pictures docxtpl also fixes.
    """
    walk = _Walk()
    try:
        walk.visit_all(tree.body)
        walk.scanner.end()
    except Unproven as unproven:
        return Plan(reasons=(unproven.reason,))
    return _plan(walk, body=body)


def _plan(walk: _Walk, *, body: bool) -> Plan:
    facts = walk.facts
    reasons: list[str] = []
    proven, checked, once = ["well-formed"], list[str](), list[str]()
    if facts.special_text:
        reasons.append("reason-special-text")
    if body and not facts.grids_fit:
        reasons.append("reason-table-grid")
    elif body:
        proven.append("table-grids")
    if facts.bad_endings:
        reasons.append("reason-ending")
    else:
        (checked if facts.endings else proven).append("endings")
    for kind in ("bookmarks", "pictures") if body else ("bookmarks",):
        if kind in facts.marks:
            (checked if facts.marks[kind] else once).append(kind)
    if facts.marks_collide:
        checked.append("paragraph-ids")
    elif PARAGRAPH_ID in facts.marks:
        proven.append("paragraph-ids")
    (proven if walk.placed else checked).append("placed")
    return Plan(
        reasons=tuple(reasons),
        proven=tuple(proven),
        checked=tuple(checked),
        once=tuple(once),
        endings=dict(facts.endings),
        text_tags=frozenset(() if facts.nested_paragraphs else walk.text_tags),
    )


class _Walk:
    """Goes through a part in its order, blocks and all."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.scanner = Scanner(self.facts)
        self.text_tags: set[int] = set()
        self.placed = True
        self._blocks = count()

    def visit_all(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self._visit(node)

    def _visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    self.facts.piece = id(child) if child is node.nodes[0] else 0
                    self.scanner.feed(without_lines(child.data))
                else:
                    self._print(child)
        elif isinstance(node, nodes.If):
            branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
            self._block(branches)
        elif isinstance(node, nodes.For) and not node.recursive:
            self._block([node.body, node.else_])
        elif isinstance(node, nodes.With):
            self.visit_all(node.body)
        elif isinstance(node, nodes.CallBlock | nodes.FilterBlock | nodes.For):
            self.scanner.tag()
        elif not isinstance(node, nodes.Macro | nodes.AssignBlock | nodes.Assign):
            raise Unproven("unproven-statement")

    def _print(self, node: nodes.Node) -> None:
        scanner = self.scanner
        scanner.tag()
        if scanner.in_value:
            self.placed = self.placed and not scanner.attribute.startswith("r:")
        elif scanner.stack[-1].name not in _TEXT:
            self.placed = False
        names = [element.name for element in scanner.stack]
        in_run = names.count("w:r") == names.count("w:p") == 1
        if scanner.in_text and names[-1] == "w:t" and in_run:
            self.text_tags.add(id(node))

    def _block(self, branches: Iterable[list[nodes.Node]]) -> None:
        scanner = self.scanner
        if not (scanner.in_text or scanner.in_value):
            raise Unproven("unproven-tag-in-markup")
        state, stack, outer = scanner.state(), list(scanner.stack), scanner.block
        if scanner.in_value:
            scanner.tag()
        for branch in branches:
            scanner.block = (*outer, next(self._blocks))
            scanner.stack[:] = stack
            self.visit_all(branch)
            if scanner.state() != state:
                raise Unproven("unproven-block")
        scanner.block = outer
        scanner.unsettle()


def without_lines(data: str) -> str:
    """A piece of the template without the line ends that make one paragraph a line."""
    return data.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
