"""The one Jinja environment templates run in: sandboxed, strict, escaping, no loader.

Neighbours: the renderers. Filters and functions are those of
`docs/reference/template-names.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import Any, TypeVar

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from xl_addin.errors import UsageError
from xl_addin.model.cells import number_text
from xl_addin.model.document import FilterFile
from xl_addin.model.numerals import Numbering
from xl_addin.renderers.containers import (
    UnprintableValue,
    join,
    joined,
    markup_joined,
    require_text,
)
from xl_addin.renderers.filters import FILTERS
from xl_addin.renderers.limits import (
    OPERATORS,
    bounded_call,
    bounded_filter,
    compute,
    small_range,
)
from xl_addin.renderers.own_filters import own_filters

ILLEGAL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""

# Markup may hold docxtpl's marks for a new paragraph (BEL) and a new page (FF).
_NEVER_LEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_XML_TAG = re.compile("<[^>]*>")

FUNCTIONS = ("number", "编号")
"""Names bound anew for each document; see `document_functions`."""

# `attr` reaches past the names of a context; `random` would make equal input unequal.
_UNWANTED_FILTERS = ("attr", "random")


class TextGenerator(CodeGenerator):
    """Jinja's own, but that `~` takes texts only."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """What `~` joins."""
        self.write("environment.joiner(")
        if frame.eval_ctx.volatile:
            self.write("context.eval_ctx.autoescape")
        else:
            self.write(repr(bool(frame.eval_ctx.autoescape)))
        self.write(")((")
        for item in node.nodes:
            self.visit(item, frame)
            self.write(", ")
        self.write("))")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Sandboxed and bounded; a dict's names win over its methods (`role.items` is a column)."""

    code_generator_class = TextGenerator
    intercepted_binops = OPERATORS

    @staticmethod
    def joiner(escaping: bool) -> Callable[[Iterable[Any]], str]:  # noqa: FBT001 - its only argument
        """What joins texts as `~` does."""
        return markup_joined if escaping else joined

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator's result, within bounds."""
        return compute(operator, left, right, lambda: self.binop_table[operator](left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's own signature: its names must not hide a template's
        """What a call in a template gives, within bounds."""
        return bounded_call(
            __obj,
            [*args, *kwargs.values()],
            lambda: ImmutableSandboxedEnvironment.call(
                __self, __context, __obj, *args, **kwargs
            ),
        )

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute of a template expression, keys first."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


_Kind = TypeVar("_Kind", bound=TemplateEnvironment)


def xml_value(value: object) -> object:
    """What a tag prints into XML: blanks empty, numbers as Excel shows them, no lists.

    Raises:
        UnprintableValue: The value cannot stand in a document.
    """
    plain = _printable(value, _NEVER_LEGAL)
    if isinstance(plain, str) and "\r" in plain and not hasattr(plain, "__html__"):
        # A parser would read a bare carriage return as a line feed.
        return Markup(str(escape(plain)).replace("\r", "&#13;"))  # noqa: S704 - just escaped
    return plain


def text_value(value: object) -> object:
    """What a tag prints into plain text; see `xml_value`. Of markup, its text."""
    plain = _printable(value, ILLEGAL_CHARACTERS)
    if hasattr(plain, "__html__") and not isinstance(plain, str):
        return unescape(_XML_TAG.sub("", plain.__html__()))
    return plain


def _printable(value: object, illegal_in_markup: re.Pattern[str]) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        if found := ILLEGAL_CHARACTERS.search(value):
            raise UnprintableValue("text-illegal", f"U+{ord(found.group()):04X}")
        return value
    if isinstance(value, float):
        return number_text(value)
    markup = getattr(value, "xml", None) if hasattr(value, "__html__") else None
    if isinstance(markup, str) and (found := illegal_in_markup.search(markup)):
        raise UnprintableValue("text-illegal", f"U+{ord(found.group()):04X}")
    return require_text(value)


def make_environment(
    *, xml: bool = True, filters: FilterFile | None = None
) -> TemplateEnvironment:
    """A fresh environment.

    Args:
        xml: Whether output is XML (escaped) or plain text, as in core properties.
        filters: A company's own filters.

    Raises:
        UsageError: They cannot be used.
    """
    return equipped(TemplateEnvironment, xml=xml, filters=filters)


def equipped(
    kind: type[_Kind], *, xml: bool = True, filters: FilterFile | None = None
) -> _Kind:
    """A fresh environment of a kind of `TemplateEnvironment`; see `make_environment`."""
    environment = kind(
        autoescape=xml,
        undefined=StrictUndefined,
        finalize=xml_value if xml else text_value,
    )
    environment.filters.update(FILTERS)
    environment.filters["join"] = join
    for name in _UNWANTED_FILTERS:
        del environment.filters[name]
    if filters is not None:
        for name, function in own_filters(filters).items():
            if name in environment.filters:
                raise UsageError("filters-name-taken", path=filters.name, name=name)
            environment.filters[name] = function
    for name, function in environment.filters.items():
        environment.filters[name] = bounded_filter(name, function)
    environment.globals.pop("lipsum")
    environment.globals["range"] = small_range
    for name in FUNCTIONS:
        environment.globals[name] = None
    return environment


def document_functions(context: Mapping[str, Any]) -> dict[str, Any]:
    """Functions that count within one document, by name."""
    return dict.fromkeys(FUNCTIONS, document_counter(context))


def document_counter(context: Mapping[str, Any]) -> Numbering:
    """What counts the headings of one document."""
    return Numbering(str(context.get("doc", {}).get("language", "zh")))


def missing_name(fault: Exception) -> str:
    """The name an undefined error is about, or ''."""
    found = re.search(r"'([^']+)' is undefined|has no attribute '([^']+)'", str(fault))
    return next((group for group in found.groups() if group), "") if found else ""


# Jinja compiles its grammar when it first reads a template; while this is imported, nobody
# waits.
TemplateEnvironment().lexer  # noqa: B018


__all__ = [
    "FUNCTIONS",
    "ILLEGAL_CHARACTERS",
    "TemplateEnvironment",
    "TextGenerator",
    "UnprintableValue",
    "document_counter",
    "document_functions",
    "equipped",
    "make_environment",
    "missing_name",
    "text_value",
    "xml_value",
]
