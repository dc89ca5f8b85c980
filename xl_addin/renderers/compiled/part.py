"""One part of a template, compiled; gives the part of one document.

`StoryPart` is Word text (body, headers, footers, notes), `Properties` the core
properties. Both fill from the same names; neighbours: `analysis` plans, `mending` mends.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from jinja2 import Template, nodes
from lxml import etree

from xl_addin.renderers.compiled import mending
from xl_addin.renderers.compiled.analysis import Plan, analyse
from xl_addin.renderers.compiled.codegen import PLAN
from xl_addin.renderers.compiled.environment import BytesEnvironment
from xl_addin.renderers.compiled.printing import (
    BREAK,
    NeedsDocument,
    PartContext,
    RecordingContext,
)
from xl_addin.renderers.faults import filling
from xl_addin.renderers.jinja_env import TemplateEnvironment
from xl_addin.renderers.ooxml import parse_part, serialize_part
from xl_addin.renderers.printed import literal_braces
from xl_addin.renderers.word_document import PartSource, property_elements

Values = dict[str, Any]
"""All names of one document: the environment's, the context's, the document's functions."""

_BODY_START = re.compile(r"<w:body[^>]*>")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLACE = re.compile("\ue000(\\d+)\ue000")
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
        self, source: PartSource, environment: BytesEnvironment, shell: etree._Element
    ) -> None:
        self.name = source.name
        self.source = source
        self._environment = environment
        self._shell = shell
        self._body_start = ""
        before, after = _DECLARATION, b""
        if source.kind == "body":
            before, _, after = serialize_part(shell).partition(b"<w:body/>")
            found = _BODY_START.search(source.text)
            self._body_start = found[0] if found else ""
        self._before, self._after = before, after
        self.plan, tree = self._analysed()
        self._vouched = self.plan.vouched
        self.literals = literal_braces([tree])
        self._steps = tuple(_EACH[kind] for kind in self.plan.checked if kind in _EACH)
        self._fill = _compiled(tree, environment, self.plan).root_render_func

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
        try:
            written: Any = self._fill(context)
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
        if self._body_start:
            filled = filled.replace("<w:body>", self._body_start, 1)
        return mending.careful(filled, self.source.kind, self._shell)

    def _analysed(self) -> tuple[Plan, nodes.Template]:
        """The plan, and the tree with what is mended once mended."""
        body = self.source.kind == "body"
        text = mending.spelled_out(self.source.text)
        if self._body_start:
            text = text.replace(self._body_start, "<w:body>", 1)
        tree = self._environment.parse(text)
        plan = analyse(tree, body=body)
        if plan.once:
            for kind in plan.once:
                text = _ONCE[kind](text.encode("utf-8")).decode("utf-8")
            tree = self._environment.parse(text)
            plan = replace(analyse(tree, body=body), once=plan.once)
        return plan, tree


class Properties:
    """The core properties: rendered as text, then escaped, once."""

    def __init__(self, name: str, content: bytes, environment: TemplateEnvironment) -> None:
        self.name = name
        self._environment = environment
        root = parse_part(content)
        self._templates: list[tuple[str, Template]] = []
        trees = []
        for number, element in enumerate(property_elements(root)):
            source = element.text or ""
            self._templates.append((source, environment.from_string(source)))
            trees.append(environment.parse(source))
            element.text = f"\ue000{number}\ue000"
        self.literals = literal_braces(trees)
        pieces = _PLACE.split(serialize_part(root).decode("utf-8"))
        self._constants = pieces[::2]

    def render(self, values: Values) -> bytes:
        """The part of one document.

        Raises:
            RenderError: It cannot be made.
        """
        pieces = [self._constants[0]]
        for (source, template), constant in zip(
            self._templates, self._constants[1:], strict=True
        ):
            pieces += (_escaped(self._filled(source, template, values)), constant)
        return "".join(pieces).encode("utf-8")

    def _filled(self, source: str, template: Template, values: Values) -> str:
        try:
            context = self._environment.context_class(self._environment, values, None, {})
            return "".join(template.root_render_func(context))
        except Exception:  # noqa: BLE001 - `filling` knows what it may be
            with filling("properties", source):
                self._environment.handle_exception()


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _compiled(tree: nodes.Template, environment: BytesEnvironment, plan: Plan) -> Template:
    setattr(tree, PLAN, plan)
    code = environment.compile(tree)
    return environment.template_class.from_code(environment, code, {}, None)
