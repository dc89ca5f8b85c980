"""Jinja code that writes bytes: constants ready encoded, values through one short call.

A subclass of Jinja's own generator, as `jinja2.nativetypes` is. What goes to the
document is bytes in one list; what is captured on the way (macros, call, filter and set
blocks, recursive loops) stays text, as Jinja has it, and is taken over when printed.
Values a template prints are text or markup; `printing` says what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import filters, nodes
from jinja2.compiler import CodeGenerator, Frame

from xl_addin.model.numerals import Numbering
from xl_addin.renderers.compiled.analysis import Plan, without_lines
from xl_addin.renderers.compiled.loops import ListLoop
from xl_addin.renderers.compiled.printing import ENDING, SPECIAL, Memo, PartContext
from xl_addin.renderers.jinja_env import FUNCTIONS, TemplateEnvironment

PLAN = "xl_addin_plan"
"""Attribute of a tree's root: the part's `analysis.Plan`."""

_LOOP = frozenset(
    ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"]
)
_BYTES = "written"


class BytesGenerator(CodeGenerator):
    """Writes the code of one part."""

    plan: Plan

    def visit_Template(  # noqa: N802 - Jinja's names
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """The root function, which returns the list of written bytes."""
        self.plan = getattr(node, PLAN)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Local names; no `yield`, so the function is no generator."""
        self.writeline("resolve = context.resolve_or_missing")
        self.writeline("undefined = environment.undefined")
        self.writeline("concat = environment.concat")
        self.writeline("cond_expr_undefined = Undefined")
        self.writeline("known, text, other, captured = context.printers")
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

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Constants as bytes, values through a printer."""
        if frame.buffer != _BYTES:
            super().visit_Output(node, frame)
            return
        if good := self.plan.endings.get(id(node.nodes[0])):
            self.writeline(f"if not ({_BYTES} and {_BYTES}[-1].endswith({good!r})):")
            self.writeline(f"    context.notes |= {ENDING}")
        items = list(self._items(node, frame))
        self.writeline(f"{_BYTES} += (")
        self.indent()
        for item in items:
            if isinstance(item, bytes):
                self.writeline(f"{item!r},")
            else:
                self.newline(item)
                value = self.temporary_identifier()
                printer = "text" if id(item) in self.plan.text_tags else "other"
                self.write(f"type({value} := ")
                self.visit(item, frame)
                self.write(f") is str and known({value}) or {printer}({value}),")
        self.outdent()
        self.writeline(")")

    def _items(self, node: nodes.Output, frame: Frame) -> Iterable[bytes | nodes.Expr]:
        constant: list[str] = []
        for child in node.nodes:
            fixed = self._constant(child, frame)
            if fixed is not None:
                constant.append(fixed)
                continue
            if constant:
                yield "".join(constant).encode("utf-8")
                constant = []
            yield child
        if constant:
            yield "".join(constant).encode("utf-8")

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
        value, name = self.temporary_identifier(), node.attr
        self.write(f"({value}[{name!r}] if type({value} := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {name!r} in {value} else ")
        if name in _LOOP:
            self.write(f"{value}.{name} if type({value}) is LoopContext else ")
        self.write(f"environment.getattr({value}, {name!r}))")

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


class BytesEnvironment(TemplateEnvironment):
    """The one template environment, compiling to bytes."""

    code_generator_class = BytesGenerator
    context_class = PartContext
    kinds = (Numbering, ListLoop)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.memo = Memo()
        for name, function in self.filters.items():
            # Jinja's wrapper asks on each call whether it is to wait; it never is here.
            plain = getattr(filters, f"sync_{getattr(function, '__name__', '')}", None)
            self.filters[name] = plain or function
