"""Which names a template takes from its context, read from Jinja's syntax tree.

Follows loops, `set` and the filters that keep a list's items, so that
`{% for duty in duties %}{{ duty.title }}` is known to need `duties[].title`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jinja2 import nodes

from xl_addin.renderers.base import TemplateVariable
from xl_addin.renderers.filters import FILTERS
from xl_addin.renderers.limits import MAKES_TEXT

Path = tuple[str, ...]
_KEEPS_ITEMS = frozenset(
    ["list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"]
)
_TESTS_ATTRIBUTE = frozenset(["selectattr", "rejectattr"])
_JOINS = frozenset(["join", "listed", "顿号"])
_MAKES_TEXT = (MAKES_TEXT | FILTERS.keys()) - _JOINS
_ITEM = "[]"
_LOCAL: Path = ()


@dataclass(slots=True)
class _Scope:
    """What local names stand for; `_LOCAL` for values of the template's own making."""

    names: dict[str, Path] = field(default_factory=dict)

    def child(self) -> _Scope:
        return _Scope(dict(self.names))


def find_variables(
    tree: nodes.Template, part: str, known: frozenset[str]
) -> Iterator[TemplateVariable]:
    """Every outside name of one part, in order.

    Args:
        tree: The parsed part; line numbers are paragraphs.
        part: Name of the part.
        known: Names every template has (functions).
    """
    finder = _Finder(part, known)
    finder.visit(tree, _Scope())
    yield from finder.found


class _Finder:
    def __init__(self, part: str, known: frozenset[str]) -> None:
        self.part = part
        self.known = known
        self.found: list[TemplateVariable] = []

    def visit(self, node: nodes.Node, scope: _Scope, *, guarded: bool = False) -> None:
        handler = getattr(self, f"_{type(node).__name__.lower()}", None)
        if handler is not None:
            handler(node, scope)
        elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._use(node, scope, guarded=guarded)
        else:
            for child in node.iter_child_nodes():
                self.visit(child, scope)

    def _output(self, node: nodes.Output, scope: _Scope) -> None:
        for child in node.nodes:
            self._text_of(child, scope)

    def _concat(self, node: nodes.Concat, scope: _Scope) -> None:
        for child in node.nodes:
            self._text_of(child, scope)

    def _text_of(self, node: nodes.Node, scope: _Scope, *, joined: bool = False) -> None:
        """What is made text of: a value, or each of its items."""
        before = len(self.found)
        self.visit(node, scope)
        if path := self._path(node, scope):
            self._mark(before, path, joined=joined)

    def _mark(self, before: int, path: Path, *, joined: bool) -> None:
        """Among the names found since, that a path is printed or joined."""
        for place in range(len(self.found) - 1, before - 1, -1):
            # `x|first` needs x, and prints one of its items.
            if self.found[place].path in (path, path[:-1]):
                self.found[place] = replace(
                    self.found[place], path=path, printed=not joined, joined=joined
                )
                return

    def _use(self, node: nodes.Expr, scope: _Scope, *, guarded: bool) -> None:
        path = self._path(node, scope)
        if path:
            # Line 1 of a source stands before its first paragraph.
            at = node.lineno - 1
            self.found.append(TemplateVariable(path, self.part, at, guarded))
        if path is None:
            for child in node.iter_child_nodes():
                self.visit(child, scope)
        elif isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
            self.visit(node.arg, scope)

    def _path(self, node: nodes.Node, scope: _Scope) -> Path | None:
        """Where a value comes from: a path, `_LOCAL`, or None if that is not known."""
        if isinstance(node, nodes.Name):
            if node.name in scope.names:
                return scope.names[node.name]
            return _LOCAL if node.name in self.known else (node.name,)
        if isinstance(node, nodes.Getattr):
            return self._step(node.node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            arg = node.arg
            if isinstance(arg, nodes.Const) and isinstance(arg.value, str):
                return self._step(node.node, arg.value, scope)
            if isinstance(arg, nodes.Slice):
                return self._path(node.node, scope)
            return self._step(node.node, _ITEM, scope)
        if isinstance(node, nodes.Filter) and node.node is not None:
            if node.name in ("first", "last", "random"):
                return self._step(node.node, _ITEM, scope)
            if node.name in _KEEPS_ITEMS:
                return self._path(node.node, scope)
            if node.name == "map":
                return self._attribute(node, scope)
        return None

    def _attribute(self, node: nodes.Filter, scope: _Scope) -> Path | None:
        """What of each item a filter looks at: `|map(attribute='a.b')` at `[].a.b`."""
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        if node.name in _TESTS_ATTRIBUTE:
            named = node.args[:1]
        attribute = named[0].value if named and isinstance(named[0], nodes.Const) else None
        if not isinstance(attribute, str) or node.node is None:
            return None
        path = self._path(node.node, scope)
        steps = (_ITEM if step.isdecimal() else step for step in attribute.split("."))
        return (*path, _ITEM, *steps) if path else None

    def _step(self, node: nodes.Node, step: str, scope: _Scope) -> Path | None:
        path = self._path(node, scope)
        return (*path, step) if path else path

    def _for(self, node: nodes.For, scope: _Scope) -> None:
        self.visit(node.iter, scope)
        inner = scope.child()
        inner.names["loop"] = _LOCAL
        source = self._path(node.iter, scope)
        for name in node.target.find_all(nodes.Name):
            inner.names[name.name] = _LOCAL
        if isinstance(node.target, nodes.Name):
            inner.names[node.target.name] = (*source, _ITEM) if source else _LOCAL
            if source is None:
                inner.names[node.target.name] = _LOCAL
        if node.test is not None:
            self.visit(node.test, inner)
        for child in node.body:
            self.visit(child, inner)
        for child in node.else_:
            self.visit(child, scope)

    def _assign(self, node: nodes.Assign, scope: _Scope) -> None:
        self.visit(node.node, scope)
        source = self._path(node.node, scope)
        for name in node.target.find_all(nodes.Name):
            scope.names[name.name] = _LOCAL
        if isinstance(node.target, nodes.Name):
            scope.names[node.target.name] = source or _LOCAL

    def _assignblock(self, node: nodes.AssignBlock, scope: _Scope) -> None:
        for child in node.body:
            self.visit(child, scope)
        for name in node.target.find_all(nodes.Name):
            scope.names[name.name] = _LOCAL

    def _with(self, node: nodes.With, scope: _Scope) -> None:
        inner = scope.child()
        for target, value in zip(node.targets, node.values, strict=True):
            self.visit(value, scope)
            if isinstance(target, nodes.Name):
                inner.names[target.name] = self._path(value, scope) or _LOCAL
        for child in node.body:
            self.visit(child, inner)

    def _macro(self, node: nodes.Macro, scope: _Scope) -> None:
        scope.names[node.name] = _LOCAL
        inner = scope.child()
        for argument in node.args:
            inner.names[argument.name] = _LOCAL
        inner.names |= dict.fromkeys(("caller", "varargs", "kwargs"), _LOCAL)
        for child in (*node.defaults, *node.body):
            self.visit(child, inner)

    def _callblock(self, node: nodes.CallBlock, scope: _Scope) -> None:
        self.visit(node.call, scope)
        inner = scope.child()
        for argument in node.args:
            inner.names[argument.name] = _LOCAL
        for child in node.body:
            self.visit(child, inner)

    def _test(self, node: nodes.Test, scope: _Scope) -> None:
        self.visit(node.node, scope, guarded=node.name in ("defined", "undefined"))
        for argument in node.args:
            self.visit(argument, scope)

    def _call(self, node: nodes.Call, scope: _Scope) -> None:
        # `x.items()` needs x, not a name `items`.
        method = node.node
        self.visit(method.node if isinstance(method, nodes.Getattr) else method, scope)
        for child in (*node.args, *node.kwargs):
            self.visit(child, scope)

    def _filter(self, node: nodes.Filter, scope: _Scope) -> None:
        if node.node is not None:
            if node.name in _JOINS and not _takes_attribute(node):
                self._text_of(node.node, scope, joined=True)
            elif node.name in _MAKES_TEXT:
                self._text_of(node.node, scope)
            else:
                self.visit(node.node, scope, guarded=node.name in ("default", "d"))
        if path := self._attribute(node, scope):
            self.found.append(TemplateVariable(path, self.part, node.lineno - 1))
        for argument in node.args:
            self.visit(argument, scope)
        for pair in node.kwargs:
            self.visit(pair, scope)


def _takes_attribute(node: nodes.Filter) -> bool:
    """Whether a `join` looks at one attribute of each item."""
    return len(node.args) > 1 or any(pair.key == "attribute" for pair in node.kwargs)
