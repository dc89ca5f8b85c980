"""The reference renderer: docxtpl with its silent losses closed.

What docxtpl 0.20.2 does otherwise than its defaults here, and why, is listed in
`docs/explanation/docxtpl-differences.md`. Neighbours: `word_document` is docxtpl,
`compiled` the renderer that must give the same documents.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Template

from xl_addin.model.document import FilterFile, TemplateFile
from xl_addin.renderers.base import Made, TemplateVariable
from xl_addin.renderers.compression import Compressor, compressor
from xl_addin.renderers.faults import compiling, filling
from xl_addin.renderers.features import (
    Replacement,
    bound,
    replace_parts,
    replace_pictures,
    replacements,
)
from xl_addin.renderers.jinja_env import document_functions, make_environment
from xl_addin.renderers.ooxml import (
    mend,
    parse_part,
    read_package,
    serialize_part,
    write_package,
)
from xl_addin.renderers.printed import captures, literal_braces, printed_lines
from xl_addin.renderers.provenance import stamp_parts
from xl_addin.renderers.variables import find_variables
from xl_addin.renderers.word_document import STORY, WordDocument, open_template


class DocxtplRenderer:
    """Makes templates ready with docxtpl.

    Args:
        deflate: How documents are deflated.
        filters: A company's own filters.
    """

    def __init__(
        self, deflate: Compressor | None = None, filters: FilterFile | None = None
    ) -> None:
        self._deflate = deflate or compressor()
        self._filters = filters

    def prepare(self, template: TemplateFile) -> DocxtplTemplate:
        """See `Renderer.prepare`."""
        return DocxtplTemplate(template, self._deflate, self._filters)


class DocxtplTemplate:
    """One template; each part is compiled once and filled many times."""

    def __init__(
        self, template: TemplateFile, deflate: Compressor, filters: FilterFile | None = None
    ) -> None:
        self.name = template.name
        self._content = template.content
        self._template_hash = template.digest
        self._filters = filters
        self._deflate = deflate
        self._xml = make_environment(filters=filters)
        self._plain = make_environment(xml=False, filters=self._filters)
        self._compiled: dict[tuple[str, str], Template] = {}
        self._literals: tuple[str, ...] = ()
        self._captures = False
        self.variables = tuple(self._analyse())
        self._printed: list[str] = []
        for environment in (self._xml, self._plain):
            environment.finalize = self._noting(environment.finalize)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """See `Compiled.render`."""
        return self.make(context).content

    def make(self, context: Mapping[str, Any], *, whole: bool = True) -> Made:
        """See `Vouching.make`; it never vouches."""
        self._printed = []
        wanted = replacements(context)
        content = self._rendered(context, wanted)
        printed = tuple(self._printed)
        if self._captures or wanted:
            # What is captured may be changed or left out, what is replaced holds anything.
            return Made(content, harmless=(*self._literals, *printed))
        return Made(content, printed=printed, harmless=self._literals)

    def _noting(self, finalize: Any) -> Any:
        def noting(value: Any) -> Any:
            self._printed.extend(printed_lines(value))
            return finalize(value)

        return noting

    def _rendered(self, context: Mapping[str, Any], wanted: list[Replacement]) -> bytes:
        values = {**context, **document_functions(context)}

        def fill(kind: str, source: str) -> str:
            template = self._compile(kind, source)
            with filling(kind, source):
                return template.render(values)

        document = WordDocument(self._content, fill)
        document.init_docx()
        values.update({name: bound(value, document) for name, value in context.items()})
        document.render(values, self._xml)
        replace_pictures(document, wanted)
        target = io.BytesIO()
        document.docx.save(target)
        parts = read_package(target.getvalue())
        replace_parts(parts, wanted)
        for name, part in parts.items():
            if STORY.fullmatch(name):
                root = parse_part(part)
                mend(root)
                parts[name] = serialize_part(root)
        stamp_parts(parts, context, self._template_hash, self._filters)
        return write_package(parts, self._deflate)

    def _analyse(self) -> Iterator[TemplateVariable]:
        known = frozenset(self._xml.globals)
        trees = []
        _, sources = open_template(self._content, self.name)
        for part in sources:
            self._compile(part.kind, part.text)
            trees.append(tree := self._xml.parse(part.text))
            yield from find_variables(tree, part.kind, known)
        self._literals = literal_braces(trees)
        self._captures = any(map(captures, trees))

    def _compile(self, kind: str, source: str) -> Template:
        known = self._compiled.get((kind, source))
        if known is None:
            environment = self._plain if kind == "properties" else self._xml
            with compiling(self.name, kind, source):
                known = environment.from_string(source)
            self._compiled[kind, source] = known
        return known
