"""Python for the usual case: plain dicts, lists and texts, taken as they are.

Takes Jinja's syntax tree of a part, gives the source of a function that fills it. A name
is looked up, and its type looked at, once; a missing key or any other odd value raises,
and the document is then made by the code of `codegen`, which can do all. What this
writer has no short form for is `Unwritten`, and that code is then the part's only one.
Neighbours: `quick` runs what is written here, `quick_expressions` writes expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import nodes

from xl_addin.renderers.compiled.chains import splits_lines
from xl_addin.renderers.compiled.layout import Endings, ending_before, groups, is_short, items
from xl_addin.renderers.compiled.quick_expressions import (
    RESERVED,
    Expressions,
    Loop,
    Unwritten,
)
from xl_addin.renderers.compiled.tables import number_tables
from xl_addin.renderers.jinja_env import FUNCTIONS

_DEEPEST = 12
_COUNTED = (
    "n0(c0 := c0 + 1 + (c1 := 0) + (c2 := 0) + (c3 := 0)) or m0.number(c0)",
    "n1(c1 := c1 + 1 + (c2 := 0) + (c3 := 0)) or m1.number(c1)",
    "n2((c1, (c2 := c2 + 1 + (c3 := 0)))) or m2.number((c1, c2))",
    "n3(c3 := c3 + 1) or m3.number(c3)",
)
"""The next number of each level, printed; see `Numbering`."""


@dataclass(frozen=True, slots=True)
class Printing:
    """How one kind of part prints.

    Attributes:
        printer: What encodes the value of a tag.
        constant: The text of a child of an output that is always the same, or None.
        endings: See `analysis.Plan`.
    """

    printer: Callable[[nodes.Node], Callable[[Any], bytes]]
    constant: Callable[[nodes.Expr], str | None]
    endings: Endings


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the code.

    Attributes:
        text: The line.
        depth: Of its block.
        place: Which of the part's trees it comes from, and its line there.
    """

    text: str
    depth: int
    place: tuple[int, int]


class QuickWriter:
    """Writes one function: `fill(get, counter) -> list[bytes]`."""

    def __init__(self, expressions: Expressions, printing: Printing) -> None:
        self._expressions = expressions
        self._printing = printing
        self._lines: list[Line] = []
        self._depth = 1
        self._place = (0, 0)
        self._counts = False

    def write(self, trees: Sequence[tuple[bytes, nodes.Template]], after: bytes) -> list[Line]:
        """The function's lines.

        Args:
            trees: What stands before each tree, and the tree.
            after: What stands behind them all.

        Raises:
            Unwritten: Something in them has no short form.
        """
        for number, (before, tree) in enumerate(trees):
            self._place = (number, 0)
            constant = self._expressions.name(before)
            self._line(f"written += ({constant},)" if number else f"written = [{constant}]")
            self._block(tree.body)
        self._line(f"written += ({self._expressions.name(after)},)")
        if self._counts:
            self._line("counter.counts = c0, c1, c2, c3")
        self._line("return written")
        return [*self._head(), *self._lines]

    def _head(self) -> Iterator[Line]:
        place = (0, 0)
        yield Line("def fill(get, counter):", 0, place)
        if self._counts:
            self._expressions.given["number_tables"] = number_tables
            english = "counter.language == 'en'"
            names = "(n0, n1, n2, n3), (m0, m1, m2, m3)"
            yield Line(f"{names} = number_tables({english})", 1, place)
            yield Line("c0, c1, c2, c3 = counter.counts", 1, place)
        for name, local in self._expressions.context.items():
            absent = self._expressions.absent(name)
            yield Line(f"{local} = get({name!r}, {absent})", 1, place)
            if local in self._expressions.taken:
                yield Line(f"if type({local}) not in plain: raise Unusual", 1, place)

    def _line(self, text: str, node: nodes.Node | None = None) -> None:
        if node is not None:
            self._place = (self._place[0], node.lineno)
        self._lines.append(Line(text, self._depth, self._place))

    def _block(self, body: Sequence[nodes.Node]) -> None:
        if self._depth == _DEEPEST:
            raise Unwritten
        before = len(self._lines)
        for group in groups(body, self._printing.endings):
            node = group[0]
            if isinstance(node, nodes.Output) or is_short(node, self._printing.endings):
                self._write(group)
            elif isinstance(node, nodes.If):
                self._if(node)
            elif isinstance(node, nodes.For):
                self._for(node)
            else:
                raise Unwritten
        if len(self._lines) == before:
            self._line("pass")

    def _write(self, group: list[nodes.Node]) -> None:
        if good := ending_before(group, self._printing.endings):
            self._line(f"if not written[-1].endswith({good!r}): raise Unusual", group[0])
        self._line("written += (", group[0])
        self._depth += 1
        for node in group:
            if isinstance(node, nodes.If):
                self._condition(node)
            elif isinstance(node, nodes.Output):
                for item in self._items(node):
                    place = item if isinstance(item, nodes.Expr) else None
                    self._line(f"{self._item(item)},", place)
        self._depth -= 1
        self._line(")")

    def _condition(self, node: nodes.If) -> None:
        output = node.body[0]
        assert isinstance(output, nodes.Output)  # noqa: S101 - see `is_short`
        written = [self._item(item) for item in self._items(output)]
        piece = f"join(({', '.join(written)}))" if len(written) > 1 else f"({written[0]})"
        test = self._expressions.expression(node.test)
        self._line(f'{piece} if {test} else b"",', node)

    def _items(self, node: nodes.Output) -> Iterator[bytes | nodes.Expr]:
        return items(node, self._printing.constant)

    def _item(self, item: bytes | nodes.Expr) -> str:
        if isinstance(item, bytes):
            return self._expressions.name(item)
        if isinstance(item, nodes.Call):
            return self._number(item)
        return self._expressions.printed(item, self._printing.printer(item))

    def _number(self, node: nodes.Call) -> str:
        """The document's own counter, counting in local names while the part is filled."""
        called = node.node
        counter = isinstance(called, nodes.Name) and called.name in FUNCTIONS
        if not counter or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise Unwritten
        levels = [each.value for each in node.args if isinstance(each, nodes.Const)] or [1]
        if len(levels) != max(len(node.args), 1) or type(levels[0]) is not int:
            raise Unwritten
        if levels[0] not in range(len(_COUNTED)):
            raise Unwritten
        self._counts = True
        return _COUNTED[levels[0]]

    def _if(self, node: nodes.If) -> None:
        for word, branch in zip(
            ("if", *["elif"] * len(node.elif_)), (node, *node.elif_), strict=True
        ):
            self._line(f"{word} {self._expressions.expression(branch.test)}:", branch)
            self._inner(branch.body)
        if node.else_:
            self._line("else:")
            self._inner(node.else_)

    def _inner(self, body: Sequence[nodes.Node]) -> None:
        self._depth += 1
        self._block(body)
        self._depth -= 1

    def _for(self, node: nodes.For) -> None:
        if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            raise Unwritten
        if (name := node.target.name) in RESERVED:
            raise Unwritten
        written, local = self._expressions, self._expressions.local()
        ready, iterated = self._iterated(node)
        loop = Loop(written.local(), written.local())
        place = self._place = (self._place[0], node.lineno)
        with self._within(name, local, loop, ready=ready) as body:
            self._inner(node.body)
        self._place = place
        if loop.asked or node.else_:
            each = written.local()
            self._line(f"{each} = {iterated}")
            iterated = each
        if "length" in loop.asked:
            self._line(f"{loop.length} = len({iterated})")
        if "index" in loop.asked:
            self._line(f"for {loop.index}, {local} in enumerate({iterated}, 1):")
        else:
            self._line(f"for {local} in {iterated}:")
        if local in written.taken:
            self._lines.append(
                Line(f"if type({local}) is not dict: raise Unusual", self._depth + 1, place)
            )
        self._lines += body
        if node.else_:
            self._line(f"if not {iterated}:")
            self._inner(node.else_)

    def _iterated(self, node: nodes.For) -> tuple[bool, str]:
        """What a loop goes through, and whether that is ready encoded."""
        written, given = self._expressions, node.iter
        if isinstance(given, nodes.Filter) and given.node is not None and splits_lines(given):
            printer = self._only_printed(node)
            table = written.lines(given, printer)
            return printer is not None, written.looked_up(table, given.node)
        value = written.expression(given)
        if value.isidentifier():
            return False, f"{value} if type({value}) is list else listed({value})"
        new = written.local()
        return False, f"{new} if type({new} := {value}) is list else listed({new})"

    def _only_printed(self, node: nodes.For) -> Callable[[Any], bytes] | None:
        """What prints a loop's target, if nothing else is done with it."""
        assert isinstance(node.target, nodes.Name)  # noqa: S101 - see `_for`
        name = node.target.name
        named = [
            each
            for part in node.body
            for each in part.find_all(nodes.Name)
            if each.name == name
        ]
        outputs = [each for part in node.body for each in part.find_all(nodes.Output)]
        outputs += [each for each in node.body if isinstance(each, nodes.Output)]
        printed = [
            each
            for output in outputs
            for each in output.nodes
            if isinstance(each, nodes.Name) and each.name == name
        ]
        printers = {self._printing.printer(each) for each in printed}
        return printers.pop() if len(printers) == 1 and len(printed) == len(named) else None

    @contextmanager
    def _within(
        self, name: str, local: str, loop: Loop, *, ready: bool
    ) -> Iterator[list[Line]]:
        """The body of a loop, whose lines are kept apart."""
        outer, lines = self._expressions.scope, self._lines
        self._lines = []
        self._expressions.scope = replace(
            outer,
            names={**outer.names, name: local},
            ready=outer.ready | {name} if ready else outer.ready - {name},
            loop=loop,
        )
        yield self._lines
        self._expressions.scope, self._lines = outer, lines
