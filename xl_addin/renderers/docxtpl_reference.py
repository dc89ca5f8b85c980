"""The reference renderer: docxtpl with its silent losses closed.

What docxtpl 0.20.2 does otherwise than its defaults here, and why, is listed in
`docs/explanation/docxtpl-differences.md`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from xl_addin.errors import DeadlineError, RenderError, TemplateError
from xl_addin.model.document import TemplateFile
from xl_addin.renderers.base import TemplateVariable
from xl_addin.renderers.faults import Spot, locate, spot_of_line
from xl_addin.renderers.jinja_env import (
    TemplateEnvironment,
    UnprintableValue,
    document_functions,
    make_environment,
    missing_name,
)
from xl_addin.renderers.ooxml import (
    mend,
    parse_part,
    read_package,
    serialize_part,
    write_package,
)
from xl_addin.renderers.variables import find_variables

_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{\{|\{%|\{#")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_NOTES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml": "footnotes",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml": "endnotes",
}
# docxtpl's own spelling for literal braces; resolved before data comes in, not after.
_LITERAL_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class DocxtplRenderer:
    """Makes templates ready with docxtpl."""

    def prepare(self, template: TemplateFile) -> DocxtplTemplate:
        """See `Renderer.prepare`."""
        return DocxtplTemplate(template)


class DocxtplTemplate:
    """One template; each part is compiled once and filled many times."""

    def __init__(self, template: TemplateFile) -> None:
        self.name = template.name
        self._content = template.content
        self._xml = make_environment()
        self._plain = make_environment(xml=False)
        self._compiled: dict[tuple[str, str], Template] = {}
        self.variables = tuple(self._analyse())

    def render(self, context: Mapping[str, Any]) -> bytes:
        """See `Compiled.render`."""
        document = _Document(io.BytesIO(self._content), self._compile)
        document.render({**context, **document_functions(context)}, self._xml)
        target = io.BytesIO()
        document.docx.save(target)
        parts = read_package(target.getvalue())
        self._render_properties(parts, {**context, **document_functions(context)})
        for name, part in parts.items():
            if _STORY.fullmatch(name):
                root = parse_part(part)
                mend(root)
                parts[name] = serialize_part(root)
        return write_package(parts)

    def _render_properties(self, parts: dict[str, bytes], context: Mapping[str, Any]) -> None:
        # As text of the finished package: docxtpl knows six of them, python-docx cuts
        # off at 255 characters, and both escape twice under autoescape.
        for name in _PROPERTIES:
            if name not in parts or not _TAG.search(parts[name].decode("utf-8", "replace")):
                continue
            root = parse_part(parts[name])
            for element in _tagged(root):
                source = element.text or ""
                template = self._compile("properties", source)
                element.text = _fill(template, source, "properties", context)
            parts[name] = serialize_part(root)

    def _analyse(self) -> Iterator[TemplateVariable]:
        try:
            document = _Document(io.BytesIO(self._content), self._compile)
            document.render_init()
            sources = [*document.sources(), *_property_sources(self._content)]
        except (
            PackageNotFoundError,
            zipfile.BadZipFile,
            etree.XMLSyntaxError,
            KeyError,
            ValueError,
            AttributeError,
        ) as fault:
            raise TemplateError(
                "template-damaged", template=self.name, cause=type(fault).__name__
            ) from fault
        for part, source in sources:
            self._compile(part, source)
            known = frozenset(self._xml.globals)
            yield from find_variables(self._xml.parse(source), part, known)

    def _compile(self, part: str, source: str) -> Template:
        """The compiled form of one part's source.

        Raises:
            TemplateError: Its tags are wrong; `fields` name part, paragraph and tag.
        """
        known = self._compiled.get((part, source))
        if known is None:
            environment: TemplateEnvironment = (
                self._plain if part == "properties" else self._xml
            )
            try:
                known = environment.from_string(source)
            except TemplateSyntaxError as fault:
                spot = spot_of_line(source, fault.lineno)
                raise TemplateError(
                    "template-syntax",
                    template=self.name,
                    part=part,
                    paragraph=spot.paragraph,
                    text=spot.text,
                    cause=fault.message or "",
                ) from fault
            self._compiled[part, source] = known
        return known


class _Document(DocxTemplate):  # type: ignore[misc]
    """docxtpl, one document: its steps in its order, with the traps closed."""

    def __init__(
        self, content: io.BytesIO, compile_part: Callable[[str, str], Template]
    ) -> None:
        super().__init__(content)
        self._compile_part = compile_part

    def sources(self) -> Iterator[tuple[str, str]]:
        """Patched source of every part that is rendered, by part name."""
        yield "body", self._source(self.get_xml())
        for part, uri in (("header", self.HEADER_URI), ("footer", self.FOOTER_URI)):
            for _, target in self.get_headers_footers(uri):
                yield part, self._source(self.get_part_xml(target))
        for target, part in self._notes():
            yield part, self._source(target.blob.decode("utf-8"))

    def _source(self, xml: str) -> str:
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))
        for spelling, meant in _LITERAL_BRACES:
            source = source.replace(spelling, f"{{{{ '{meant}' }}}}")
        return source

    def render_xml_part(
        self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None
    ) -> str:
        kind = part if isinstance(part, str) else _kind(part)
        # `patch_xml` has run already; what is left of `_source` is idempotent.
        source = re.sub(r"\n?<w:p([ >])", r"\n<w:p\1", src_xml)
        for spelling, meant in _LITERAL_BRACES:
            source = source.replace(spelling, f"{{{{ '{meant}' }}}}")
        self.current_rendering_part = part
        rendered = _fill(self._compile_part(kind, source), source, kind, context)
        rendered = re.sub(r"\n<w:p([ >])", r"<w:p\1", rendered)
        resolved: str = self.resolve_listing(rendered)
        _require_well_formed(resolved, kind)
        return resolved

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Left to `DocxtplTemplate`, which does it in the finished package."""

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        # Once for the package; docxtpl does it once per section, evaluating data as tags.
        for target, part in self._notes():
            xml = self.patch_xml(target.blob.decode("utf-8"))
            target._blob = self.render_xml_part(xml, part, context).encode("utf-8")

    def _notes(self) -> Iterator[tuple[Any, str]]:
        for target in self.docx.part.package.iter_parts():
            if part := _NOTES.get(target.content_type):
                yield target, part


def _tagged(root: etree._Element) -> list[etree._Element]:
    return [e for e in root.iter() if isinstance(e.tag, str) and _TAG.search(e.text or "")]


def _property_sources(content: bytes) -> Iterator[tuple[str, str]]:
    parts = read_package(content)
    for name in _PROPERTIES:
        if name in parts:
            for element in _tagged(parse_part(parts[name])):
                yield "properties", element.text or ""


def _kind(part: Any) -> str:
    name = str(part.partname)
    return next((kind for kind in ("header", "footer") if kind in name), "body")


def _fill(template: Template, source: str, part: str, context: Mapping[str, Any]) -> str:
    try:
        return template.render(context)
    except UndefinedError as fault:
        spot = locate(fault, source)
        raise RenderError(
            "name-undefined", **_fields(part, spot), name=missing_name(fault)
        ) from fault
    except UnprintableValue as fault:
        spot = locate(fault, source)
        raise RenderError(fault.code, **_fields(part, spot), value=fault.shown) from fault
    except TimeoutError as fault:
        spot = locate(fault, source)
        raise DeadlineError("tag-deadline", **_fields(part, spot)) from fault
    except SecurityError as fault:
        spot = locate(fault, source)
        raise RenderError("template-unsafe", **_fields(part, spot), cause=str(fault)) from fault
    except (
        JinjaError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
        MemoryError,
        OverflowError,
    ) as fault:
        spot = locate(fault, source)
        cause = f"{type(fault).__name__}: {fault}"
        raise RenderError("tag-failed", **_fields(part, spot), cause=cause) from fault


def _fields(part: str, spot: Spot) -> dict[str, Any]:
    return {"part": part, "paragraph": spot.paragraph, "text": spot.text}


def _require_well_formed(xml: str, part: str) -> None:
    try:
        parse_part(xml.encode("utf-8"))
    except etree.XMLSyntaxError as fault:
        raise RenderError(
            "document-malformed", part=part, paragraph=0, text="", cause=str(fault)
        ) from fault
