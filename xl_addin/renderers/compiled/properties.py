"""The core properties, compiled: rendered as text, then escaped.

Like Word text (`part`), which they stand beside, they have quick code for all of them at
once, and each a template of its own, compiled when first needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Template, nodes

from xl_addin.model.numerals import Numbering
from xl_addin.renderers.compiled.part import Values
from xl_addin.renderers.compiled.quick import QuickCode, quick_code
from xl_addin.renderers.compiled.quick_writer import Printing
from xl_addin.renderers.compiled.tables import Tables, Unusual, escaped_property, plain_property
from xl_addin.renderers.faults import filling
from xl_addin.renderers.jinja_env import TemplateEnvironment, text_value
from xl_addin.renderers.ooxml import parse_part, serialize_part
from xl_addin.renderers.printed import literal_braces
from xl_addin.renderers.word_document import property_elements

_PLACE = re.compile("\ue000(\\d+)\ue000")


class Properties:
    """The core properties.

    Attributes:
        name: Name of the entry in the package.
        literals: What they print that only looks like tags.
    """

    def __init__(
        self, name: str, content: bytes, environment: TemplateEnvironment, tables: Tables
    ) -> None:
        self.name = name
        self._environment = environment
        self._templates: list[Template] = []
        self._sources: list[str] = []
        root = parse_part(content)
        for number, element in enumerate(property_elements(root)):
            self._sources.append(element.text or "")
            element.text = f"\ue000{number}\ue000"
        trees = [environment.parse(source) for source in self._sources]
        self.literals = literal_braces(trees)
        pieces = _PLACE.split(serialize_part(root).decode("utf-8"))
        self._constants = pieces[::2]
        self._quick = self._quick_code(trees, tables)
        if self._quick is None:
            self._compile()

    @property
    def quick(self) -> bool:
        """Whether they have quick code."""
        return self._quick is not None

    def render_quickly(self, context: Mapping[str, Any], counter: Numbering) -> bytes:
        """The part of one document; see `StoryPart.render_quickly`."""
        if self._quick is None:
            raise Unusual
        return self._quick.fill(context, counter, "properties", self._sources)

    def render(self, values: Values) -> bytes:
        """The part of one document.

        Raises:
            RenderError: It cannot be made.
        """
        if not self._templates:
            self._compile()
        pieces = [self._constants[0]]
        for source, template, constant in zip(
            self._sources, self._templates, self._constants[1:], strict=True
        ):
            pieces += (escaped_property(self._filled(source, template, values)), constant)
        return "".join(pieces).encode("utf-8")

    def _compile(self) -> None:
        self._templates = [self._environment.from_string(source) for source in self._sources]

    def _filled(self, source: str, template: Template, values: Values) -> str:
        try:
            context = self._environment.context_class(self._environment, values, None, {})
            return "".join(template.root_render_func(context))
        except Exception:  # noqa: BLE001 - `filling` knows what it may be
            with filling("properties", source):
                self._environment.handle_exception()

    def _quick_code(self, trees: list[nodes.Template], tables: Tables) -> QuickCode | None:
        constants = [constant.encode("utf-8") for constant in self._constants]
        printing = Printing(lambda _: plain_property, _constant, {})
        before = list(zip(constants, trees, strict=False))
        return quick_code(self._environment, tables, before, constants[-1], printing)


def _constant(child: nodes.Expr) -> str | None:
    if isinstance(child, nodes.TemplateData):
        return escaped_property(child.data)
    if isinstance(child, nodes.Const):
        return escaped_property(str(text_value(child.value)))
    return None
