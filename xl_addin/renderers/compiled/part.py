"""One part of Word text (body, header, footer, notes), compiled; gives that of a document.

It has two kinds of code: quick code, for a document as it usually is, and its own, which
can do all and is compiled when first needed. Neighbours: `properties` is the other kind of
part, `analysis` plans, `mending` mends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from jinja2 import nodes
from lxml import etree
from markupsafe import escape

from xl_addin.model.numerals import Numbering
from xl_addin.renderers.compiled import mending
from xl_addin.renderers.compiled.analysis import Plan, analyse, without_lines
from xl_addin.renderers.compiled.codegen import PLAN
from xl_addin.renderers.compiled.environment import BytesEnvironment
from xl_addin.renderers.compiled.printing import (
    BREAK,
    SPECIAL,
    NeedsDocument,
    PartContext,
    RecordingContext,
)
from xl_addin.renderers.compiled.quick import QuickCode, quick_code
from xl_addin.renderers.compiled.quick_writer import Printing
from xl_addin.renderers.compiled.tables import Unusual, plain_other, plain_text
from xl_addin.renderers.faults import filling
from xl_addin.renderers.jinja_env import xml_value
from xl_addin.renderers.ooxml import serialize_part
from xl_addin.renderers.printed import literal_braces
from xl_addin.renderers.word_document import PartSource

Values = dict[str, Any]
"""All names of one document: the environment's, the context's, the document's functions."""

_BODY_START = re.compile(r"<w:body[^>]*>")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ONCE = {"bookmarks": mending.number_bookmarks, "pictures": mending.number_pictures}
_EACH = {**_ONCE, "paragraph-ids": mending.drop_doubled_ids}


class StoryPart:
    """Word text with tags.

    Attributes:
        name: Name of the entry in the package.
        source: The part.
        plan: What was proven about it.
        literals: What it prints that only looks like tags.
    """

    def __init__(
        self,
        source: PartSource,
        tree: nodes.Template,
        environment: BytesEnvironment,
        shell: etree._Element,
    ) -> None:
        self.name = source.name
        self.source = source
        self._environment = environment
        self._shell = shell
        before, after = _DECLARATION, b""
        if source.kind == "body":
            before, _, after = serialize_part(shell).partition(b"<w:body/>")
        self._before, self._after = before, after
        self.plan, self._tree = self._analysed(tree)
        self._vouched = self.plan.vouched
        self.literals = literal_braces([self._tree])
        self._steps = tuple(_EACH[kind] for kind in self.plan.checked if kind in _EACH)
        self._quick = self._quick_code() if self._vouched else None
        self._fill = None if self._quick else _compiled(self._tree, environment, self.plan)

    @property
    def quick(self) -> bool:
        """Whether it has quick code."""
        return self._quick is not None

    def render_quickly(
        self,
        context: Mapping[str, Any],
        counter: Numbering,
        printed: list[str] | None = None,
    ) -> bytes:
        """The part of one document, which may be released unread.

        Args:
            context: The document's context.
            counter: Counts its headings.
            printed: Is told what is printed, if it is given.

        Raises:
            Unusual: The document is not for quick code.
            DeadlineError: It takes too long.
        """
        if self._quick is None:
            raise Unusual
        source = self.source
        filled = self._quick.fill(context, counter, source.kind, (source.text,), printed)
        for step in self._steps:
            filled = step(filled)
        return filled

    def render(self, values: Values, printed: list[str] | None = None) -> tuple[bytes, bool]:
        """The part of one document, and whether it may be released unread.

        Args:
            values: All names.
            printed: Is told what is printed, if it is given.

        Raises:
            RenderError: It cannot be made.
            NeedsDocument: Only docxtpl can make it.
        """
        kind = PartContext if printed is None else RecordingContext
        context = kind(self._environment, values, None, {})
        if self._fill is None:
            self._fill = _compiled(self._tree, self._environment, self.plan)
        try:
            written = self._fill(context)
        except NeedsDocument:
            raise
        except Exception:  # noqa: BLE001 - `filling` knows what it may be
            with filling(self.source.kind, self.source.text):
                self._environment.handle_exception()
        if self.plan.reasons or context.notes:
            filled = self._careful(written)
            vouched = False
        else:
            filled = b"".join([self._before, *written, self._after])
            for step in self._steps:
                filled = step(filled)
            vouched = self._vouched
        if printed is not None and isinstance(context, RecordingContext):
            printed += context.printed
        return filled, vouched

    def _careful(self, written: list[bytes]) -> bytes:
        filled = b"".join(written).decode("utf-8")
        if self.plan.text_tags:
            filled = filled.replace(BREAK, "\n")
        if start := _body_start(self.source):
            filled = filled.replace("<w:body>", start, 1)
        return mending.careful(filled, self.source.kind, self._shell)

    def _analysed(self, tree: nodes.Template) -> tuple[Plan, nodes.Template]:
        """The plan, and the tree with what is mended once mended."""
        body = self.source.kind == "body"
        plan = analyse(tree, body=body)
        if plan.once:
            text = spelled_out(self.source)
            for kind in plan.once:
                text = _ONCE[kind](text.encode("utf-8")).decode("utf-8")
            tree = self._environment.parse(text)
            plan = replace(analyse(tree, body=body), once=plan.once)
        return plan, tree

    def _quick_code(self) -> QuickCode | None:
        plan = self.plan
        printing = Printing(
            lambda tag: plain_text if id(tag) in plan.text_tags else plain_other,
            _constant,
            plan.endings,
        )
        trees = [(self._before, self._tree)]
        return quick_code(
            self._environment, self._environment.tables, trees, self._after, printing
        )


def spelled_out(source: PartSource) -> str:
    """A part's source as its tree is made from it: see `mending.spelled_out`."""
    text = mending.spelled_out(source.text)
    start = _body_start(source)
    return text.replace(start, "<w:body>", 1) if start else text


def _body_start(source: PartSource) -> str:
    found = _BODY_START.search(source.text) if source.kind == "body" else None
    return found[0] if found else ""


def _constant(child: nodes.Expr) -> str | None:
    if isinstance(child, nodes.TemplateData):
        return without_lines(child.data)
    if isinstance(child, nodes.Const):
        text = str(xml_value(escape(child.value)))
        return None if SPECIAL.search(text) else text
    return None


def _compiled(
    tree: nodes.Template, environment: BytesEnvironment, plan: Plan
) -> Callable[[PartContext], list[bytes]]:
    setattr(tree, PLAN, plan)
    code = environment.compile(tree)
    template = environment.template_class.from_code(environment, code, {}, None)
    # Jinja's own is a generator of texts; see `codegen`.
    return cast("Callable[[PartContext], list[bytes]]", template.root_render_func)
