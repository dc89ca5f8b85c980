"""A template's expressions as short Python; see `quick_writer`.

Takes nodes of Jinja's syntax tree, gives source text and the objects it names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from keyword import iskeyword
from typing import Any

from jinja2 import nodes

from xl_addin.renderers.compiled.chains import Chain, chain_of, splits_lines
from xl_addin.renderers.compiled.tables import PLAIN, Tables, Unusual, listed, unusual
from xl_addin.renderers.jinja_env import FUNCTIONS, TemplateEnvironment

_DEEPEST = 12
"""What is nested deeper, Python itself may refuse: not here, but in the longer code."""

_OPERATORS = {
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "gteq": ">=",
    "lt": "<",
    "lteq": "<=",
    "in": "in",
    "notin": "not in",
}
_LOOP = {
    "index": "{index}",
    "index0": "({index} - 1)",
    "first": "({index} == 1)",
    "last": "({index} == {length})",
    "length": "{length}",
    "revindex": "({length} - {index} + 1)",
    "revindex0": "({length} - {index})",
}
_ALLOWS_ABSENCE = frozenset(["default", "d", "defined", "undefined"])
RESERVED = frozenset(["loop", "self", "super", *FUNCTIONS])
"""Names that stand for more than a value."""
_CONSTANTS = (str, int, float, bool, type(None))


def known_of(table: str) -> str:
    """The name of what a table of this name gives of texts it knows."""
    return f"{table}_known"


class Unwritten(Exception):
    """There is no short form of this."""


@dataclass(slots=True)
class Loop:
    """What the body of a loop asks `loop` for.

    Attributes:
        index: Local name of its place, from 1.
        length: Local name of its length.
        asked: Which of the two are needed.
    """

    index: str
    length: str
    asked: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Scope:
    """What names stand for at a place of a template.

    Attributes:
        names: Local names of loop targets.
        ready: Those among them that are encoded already.
        loop: The innermost loop.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    ready: frozenset[str] = frozenset()
    loop: Loop | None = None


class Expressions:
    """Writes the expressions of one part.

    Attributes:
        given: What the code names, by name.
        scope: Where in the template it is.
        taken: Local names whose keys are asked for.
        context: Local names of what the context gives.
    """

    def __init__(self, environment: TemplateEnvironment, tables: Tables) -> None:
        self.given: dict[str, Any] = {
            "Unusual": Unusual,
            "join": b"".join,
            "plain": PLAIN,
            "listed": listed,
            "unusual": unusual,
            "environment": environment,
            "eval_context": nodes.EvalContext(environment),
            "binop": partial(
                environment.call_binop, environment.context_class(environment, {}, None, {})
            ),
            "joined": environment.joiner(bool(environment.autoescape)),
        }
        self.scope = Scope()
        self.taken: set[str] = set()
        self.context: dict[str, str] = {}
        self._environment = environment
        self._tables = tables
        self._known: dict[int, str] = {}
        self._depth = 0

    def expression(self, node: nodes.Node, *, guarded: bool = False) -> str:
        """An expression.

        Args:
            node: The expression.
            guarded: A missing name or key is a value here, too.

        Raises:
            Unwritten: It has no short form.
        """
        write = _WRITERS.get(type(node))
        if write is None or self._depth == _DEEPEST:
            raise Unwritten
        self._depth += 1
        written = self._guarded(node) if guarded else None
        written = written or write(self, node)
        self._depth -= 1
        return written

    def local(self) -> str:
        """A new local name."""
        self.given[name := f"x{len(self.given)}"] = None
        return name

    def name(self, value: object) -> str:
        """The name of an object in the code."""
        if id(value) not in self._known:
            self._known[id(value)] = self.local()
            self.given[self._known[id(value)]] = value
        return self._known[id(value)]

    def table(self, name: str, of: Callable[[Any], Any]) -> str:
        """The name of a table in the code, where `known` stands beside it."""
        table = self._tables.table(name, of)
        written = self.name(table)
        self.given[known_of(written)] = table.known
        return written

    def looked_up(self, table: str, node: nodes.Node, *, guarded: bool = False) -> str:
        """What a table makes of an expression; see `expression`."""
        value = self.expression(node, guarded=guarded)
        local = value if value.isidentifier() else self.local()
        asked = value if value.isidentifier() else f"{local} := {value}"
        made = f"{known_of(table)}({local}) or {table}.text({local})"
        return f"{made} if type({asked}) is str else {table}.other({local})"

    def lines(self, node: nodes.Filter, printer: Callable[[Any], bytes] | None = None) -> str:
        """The name of the table a text is split with, its lines printed if that is asked."""
        split = self._environment.filters[node.name]
        if printer is None:
            return self.table("lines", split)
        return self.table(
            f"lines {printer.__name__}", lambda text: list(map(printer, split(text)))
        )

    def absent(self, name: str) -> str:
        """The name of what stands for a missing name or key."""
        return self.name(self._environment.undefined(name=name))

    def printed(self, node: nodes.Expr, printer: Callable[[Any], bytes]) -> str:
        """What a tag prints, ready encoded."""
        if isinstance(node, nodes.Name) and node.name in self.scope.ready:
            return self.scope.names[node.name]
        kind, chain = printer.__name__, chain_of(node)
        if chain is None:
            return self.looked_up(self.table(kind, printer), node)
        made = self._chained(chain, printer)
        guarded = chain.filters[0].name in _ALLOWS_ABSENCE
        table = self.table(f"{kind} {chain.wording}", made)
        return self.looked_up(table, chain.start, guarded=guarded)

    def _chained(self, chain: Chain, then: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
        """A function of what a chain of filters begins with."""
        inner = Expressions(self._environment, self._tables)
        source = inner.expression(chain.after("text"))
        inner.given["then"] = then
        function: Callable[[Any], bytes] = eval(  # noqa: S307 - written here
            f"lambda text: then({source})", inner.given
        )
        return function

    def _name(self, node: nodes.Name) -> str:
        scope, name = self.scope, node.name
        if name in scope.names:
            if name in scope.ready:
                raise Unwritten
            return scope.names[name]
        if name in RESERVED or name in self._environment.globals:
            raise Unwritten
        if name not in self.context:
            self.context[name] = self.local()
        return self.context[name]

    def _getattr(self, node: nodes.Getattr) -> str:
        return self._of_loop(node) or f"{self._dict(node.node)}[{node.attr!r}]"

    def _getitem(self, node: nodes.Getitem) -> str:
        if not isinstance(node.arg, nodes.Const) or type(node.arg.value) is not str:
            raise Unwritten
        return f"{self._dict(node.node)}[{node.arg.value!r}]"

    def _guarded(self, node: nodes.Node) -> str:
        """A key that may be missing; '' for any other expression."""
        if not isinstance(node, nodes.Getattr) or self._of_loop(node):
            return ""
        return f"{self._dict(node.node)}.get({node.attr!r}, {self.absent(node.attr)})"

    def _of_loop(self, node: nodes.Getattr) -> str:
        """What a loop knows of itself; '' for any other attribute."""
        loop = self.scope.loop
        if loop is None or not isinstance(node.node, nodes.Name) or node.node.name != "loop":
            return ""
        form = _LOOP.get(node.attr)
        if form is None:
            raise Unwritten
        loop.asked |= {each for each in ("index", "length") if f"{{{each}}}" in form}
        return form.format(index=loop.index, length=loop.length)

    def _dict(self, owner: nodes.Expr) -> str:
        """What a key is asked of: a plain dict, or nothing that has keys."""
        value = self.expression(owner)
        if isinstance(owner, nodes.Name):
            self.taken.add(value)
            return value
        new = self.local()
        return f"({new} if type({new} := {value}) is dict else unusual({new}))"

    def _const(self, node: nodes.Const) -> str:
        if type(node.value) not in _CONSTANTS:
            raise Unwritten
        return self.name(node.value) if type(node.value) is float else repr(node.value)

    def _both(self, node: nodes.And | nodes.Or) -> str:
        left, right = self.expression(node.left), self.expression(node.right)
        return f"({left} {'and' if isinstance(node, nodes.And) else 'or'} {right})"

    def _internal(self, node: nodes.InternalName) -> str:
        return node.name

    def _series(self, node: nodes.List | nodes.Tuple) -> str:
        written = ", ".join(map(self.expression, node.items))
        return f"[{written}]" if isinstance(node, nodes.List) else f"({written},)"

    def _negative(self, node: nodes.Neg) -> str:
        return f"(-{self.expression(node.node)})"

    def _not(self, node: nodes.Not) -> str:
        return f"(not {self.expression(node.node)})"

    def _binary(self, node: nodes.BinExpr) -> str:
        left, right = self.expression(node.left), self.expression(node.right)
        if node.operator in self._environment.intercepted_binops:
            return f"binop({node.operator!r}, {left}, {right})"
        return f"({left} {node.operator} {right})"

    def _concat(self, node: nodes.Concat) -> str:
        return f"joined(({', '.join(map(self.expression, node.nodes))},))"

    def _compare(self, node: nodes.Compare) -> str:
        pieces = [self.expression(node.expr)]
        for operand in node.ops:
            pieces += (_OPERATORS[operand.op], self.expression(operand.expr))
        return f"({' '.join(pieces)})"

    def _cond(self, node: nodes.CondExpr) -> str:
        if node.expr2 is None:
            raise Unwritten
        test, one, other = map(self.expression, (node.test, node.expr1, node.expr2))
        return f"({one} if {test} else {other})"

    def _filter(self, node: nodes.Filter) -> str:
        if node.node is not None and splits_lines(node):
            return f"({self.looked_up(self.lines(node), node.node)})"
        return self._called(self._environment.filters.get(node.name), node)

    def _test(self, node: nodes.Test) -> str:
        return self._called(self._environment.tests.get(node.name), node)

    def _called(self, function: Any, node: nodes.Filter | nodes.Test) -> str:
        passed = getattr(getattr(function, "jinja_pass_arg", None), "name", "")
        named = {str(pair.key): pair.value for pair in node.kwargs}
        if function is None or node.node is None or passed == "context":
            raise Unwritten
        if node.dyn_args or node.dyn_kwargs or any(map(iskeyword, named)):
            raise Unwritten
        if len(named) < len(node.kwargs):
            raise Unwritten
        given = [
            *([passed] if passed else []),
            self._value(node.node, guarded=node.name in _ALLOWS_ABSENCE),
            *map(self._value, node.args),
            *(f"{name}={self._value(value)}" for name, value in named.items()),
        ]
        return f"{self.name(function)}({', '.join(given)})"

    def _value(self, node: nodes.Node, *, guarded: bool = False) -> str:
        """What is given to a function: nothing that it could use up."""
        value = self.expression(node, guarded=guarded)
        if not isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            return value
        new = self.local()
        return f"({new} if type({new} := {value}) in plain else unusual({new}))"


_WRITERS: Mapping[type[nodes.Node], Callable[[Expressions, Any], str]] = {
    nodes.Name: Expressions._name,
    nodes.Getattr: Expressions._getattr,
    nodes.Getitem: Expressions._getitem,
    nodes.Const: Expressions._const,
    nodes.InternalName: Expressions._internal,
    nodes.List: Expressions._series,
    nodes.Tuple: Expressions._series,
    nodes.Neg: Expressions._negative,
    nodes.And: Expressions._both,
    nodes.Or: Expressions._both,
    nodes.Not: Expressions._not,
    nodes.Concat: Expressions._concat,
    nodes.Compare: Expressions._compare,
    nodes.CondExpr: Expressions._cond,
    nodes.Filter: Expressions._filter,
    nodes.Test: Expressions._test,
    **dict.fromkeys(
        (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod),
        Expressions._binary,
    ),
}
