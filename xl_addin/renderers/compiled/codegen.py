"""Jinja code that writes bytes: constants ready encoded, values through one short call.

A subclass of Jinja's own generator, as `jinja2.nativetypes` is. What goes to the
document is bytes in one list; what is captured on the way (macros, call, filter and set
blocks, recursive loops) stays text, as Jinja has it, and is taken over when printed.
Values a template prints are text or markup; `printing` says what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes
from jinja2.compiler import Frame

from xl_addin.renderers.compiled.analysis import Plan, without_lines
from xl_addin.renderers.compiled.chains import chain_of, replaced, splits_lines
from xl_addin.renderers.compiled.layout import ending_before, groups, is_short, items
from xl_addin.renderers.compiled.printing import ENDING, SPECIAL
from xl_addin.renderers.jinja_env import FUNCTIONS, TextGenerator

PLAN = "xl_addin_plan"
"""Attribute of a tree's root: the part's `analysis.Plan`."""

_LOOP = frozenset(
    ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"]
)
_BYTES = "written"


class BytesGenerator(TextGenerator):
    """Writes the code of one part."""

    plan: Plan
    tables: dict[str, str]

    def visit_Template(  # noqa: N802 - Jinja's names
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """The root function, which returns the list of written bytes."""
        self.plan = getattr(node, PLAN)
        self.tables = {}
        for output in node.find_all(nodes.Output):
            for tag in output.nodes:
                if chain := chain_of(tag):
                    key = f"{self._printer(tag)} {chain.wording}"
                    self.tables.setdefault(key, f"chain_{len(self.tables)}")
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Local names; no `yield`, so the function is no generator."""
        self.writeline("resolve = context.resolve_or_missing")
        self.writeline("undefined = environment.undefined")
        self.writeline("concat = environment.concat")
        self.writeline("cond_expr_undefined = Undefined")
        self.writeline("known, text, other, captured, keep = context.printers")
        self.writeline("known_lines, keep_lines = environment.memo.lines")
        for key, name in self.tables.items():
            self.writeline(f"{name} = context.table({key!r})")
        self.writeline("Numbering, LoopContext = environment.kinds")

    def enter_frame(self, frame: Frame) -> None:
        """The outermost frame starts the list."""
        super().enter_frame(frame)
        if frame.toplevel and frame.buffer is None:
            frame.buffer = _BYTES
            self.writeline(f"{_BYTES} = []")

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002
        """The outermost frame gives the list."""
        if frame.toplevel and with_python_scope:
            self.writeline(f"return {_BYTES}")
        super().leave_frame(frame, with_python_scope)

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """What was captured goes over to bytes."""
        super().start_write(frame, node)
        if frame.buffer == _BYTES:
            self.write("captured(")

    def end_write(self, frame: Frame) -> None:
        """See `start_write`."""
        if frame.buffer == _BYTES:
            self.write(")")
        super().end_write(frame)

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        """What is written without a statement between goes to the list at once."""
        if frame.buffer != _BYTES:
            super().blockvisit(body, frame)
            return
        self.writeline("pass")
        for group in groups(body, self.plan.endings):
            if isinstance(group[0], nodes.Output) or is_short(group[0], self.plan.endings):
                self._write(group, frame)
            else:
                self.visit(group[0], frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Constants as bytes, values through a printer."""
        if frame.buffer == _BYTES:
            self._write([node], frame)
        else:
            super().visit_Output(node, frame)

    def _write(self, together: list[nodes.Node], frame: Frame) -> None:
        if good := ending_before(together, self.plan.endings):
            self.writeline(f"if not ({_BYTES} and {_BYTES}[-1].endswith({good!r})):")
            self.writeline(f"    context.notes |= {ENDING}")
        self.writeline(f"{_BYTES} += (")
        self.indent()
        for node in together:
            if isinstance(node, nodes.If):
                self.newline(node)
                self._write_condition(node, frame.soft())
            elif isinstance(node, nodes.Output):
                for item in self._items(node, frame):
                    self._write_item(item, frame)
                    self.write(",")
        self.outdent()
        self.writeline(")")

    def _write_condition(self, node: nodes.If, frame: Frame) -> None:
        output = node.body[0]
        assert isinstance(output, nodes.Output)  # noqa: S101 - see `is_short`
        pieces = list(self._items(output, frame))
        start, end = ("(", ")") if len(pieces) == 1 else ('b"".join((', "))")
        self.write(start)
        for item in pieces:
            self._write_item(item, frame)
            self.write("," if len(pieces) > 1 else "")
        self.write(f"{end} if ")
        self.visit(node.test, frame)
        self.write(' else b"",')

    def _write_item(self, item: bytes | nodes.Expr, frame: Frame) -> None:
        if isinstance(item, bytes):
            self.newline()
            self.write(repr(item))
            return
        self.newline(item)
        value, printer = self.temporary_identifier(), self._printer(item)
        chain = None if frame.eval_ctx.volatile else chain_of(item)
        self.write(f"type({value} := ")
        if chain is None:
            self.visit(item, frame)
            self.write(f") is str and known({value}) or {printer}({value})")
            return
        # What a text becomes is the same each time, so it is not worked out again.
        table = self.tables[f"{printer} {chain.wording}"]
        self.visit(chain.start, frame)
        self.write(f") is str and {table}.get({value}) or keep({table}, {value}, {printer}(")
        self.visit(chain.after(value), frame)
        self.write("))")

    def _printer(self, item: nodes.Node) -> str:
        return "text" if id(item) in self.plan.text_tags else "other"

    def _items(self, node: nodes.Output, frame: Frame) -> Iterable[bytes | nodes.Expr]:
        return items(node, lambda child: self._constant(child, frame))

    def _constant(self, node: nodes.Expr, frame: Frame) -> str | None:
        if isinstance(node, nodes.TemplateData):
            return without_lines(node.data)
        try:
            text = self._output_child_to_const(node, frame, self._make_finalize())
        except Exception:  # noqa: BLE001 - as in Jinja: what fails now fails again, with its place
            return None
        return None if SPECIAL.search(text) else text

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Keys of plain dicts and the loop's own values without a detour."""
        name, owner = node.attr, node.node
        named = owner.name if isinstance(owner, nodes.Name) else ""
        # A name that is missing is no dict, so that need not be asked first.
        value = frame.symbols.ref(named) if named else self.temporary_identifier()
        if named == "loop" and name in _LOOP:
            self.write(f"({value}.{name} if type({value}) is LoopContext else ")
        else:
            self.write(f"({value}[{name!r}] if type(")
            self.write(value if named else f"{value} := ")
            if not named:
                self.visit(owner, frame)
            self.write(f") is dict and {name!r} in {value} else ")
        self.write("environment.getattr(")
        if named:
            self.visit(owner, frame)
        else:
            self.write(value)
        self.write(f", {name!r}))")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """Lines of a text that was split before are taken as they were."""
        if node.node is None or not splits_lines(node):
            super().visit_Filter(node, frame)
            return
        value = self.temporary_identifier()
        self.write(f"(type({value} := ")
        self.visit(node.node, frame)
        self.write(f") is str and known_lines({value}) or keep_lines({value}, ")
        super().visit_Filter(replaced(node, value), frame)
        self.write("))")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """The document's own counter is called directly; all else through the sandbox."""
        counter = isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller)
        if not (counter and plain and len(node.args) == 1):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        value = self.temporary_identifier()
        self.write(f"({value}(")
        self.visit(node.args[0], frame)
        self.write(f") if type({value} := ")
        self.visit(node.node, frame)
        self.write(") is Numbering else ")
        super().visit_Call(node, frame, forward_caller=forward_caller)
        self.write(")")
