"""Templates compiled once, documents put together from prepared bytes.

Equal in every document to the reference renderer, which also makes those documents
this one cannot: templates with statements bytes cannot be compiled from, and
contexts that print what needs its document (see `features`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import nodes

from xl_addin.model.document import FilterFile, TemplateFile
from xl_addin.model.numerals import Numbering
from xl_addin.model.origin import entries_hash
from xl_addin.renderers.archive import Entry, Prefix, entry
from xl_addin.renderers.base import Made, TemplateVariable
from xl_addin.renderers.compiled import mending
from xl_addin.renderers.compiled.environment import BytesEnvironment
from xl_addin.renderers.compiled.package import Package, read
from xl_addin.renderers.compiled.part import StoryPart, spelled_out
from xl_addin.renderers.compiled.printing import NeedsDocument
from xl_addin.renderers.compiled.properties import Properties
from xl_addin.renderers.compiled.tables import Unusual
from xl_addin.renderers.compression import Compressor, compressor
from xl_addin.renderers.docxtpl_reference import DocxtplTemplate
from xl_addin.renderers.faults import compiling
from xl_addin.renderers.features import Replacement
from xl_addin.renderers.jinja_env import (
    FUNCTIONS,
    document_counter,
    document_functions,
    equipped,
    make_environment,
)
from xl_addin.renderers.provenance import Stamp, origin_of
from xl_addin.renderers.routes import Route, Way
from xl_addin.renderers.variables import find_variables
from xl_addin.renderers.word_document import PartSource

_NOT_COMPILED: tuple[type[nodes.Node], ...] = (
    nodes.Block,
    nodes.Extends,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.EvalContextModifier,
)
_THEIR_WORDS = ("block", "extends", "include", "import", "from", "autoescape")
"""Where none of these stands, none of those does."""
_Parts = list[tuple[str, bytes]]
_CONTENT_TYPES = "[Content_Types].xml"
_MOST_CHANCES = 20
"""Documents in vain after which quick code is left, and successes that are remembered."""


class CompiledRenderer:
    """Makes templates ready by compiling them.

    Args:
        deflate: How documents are deflated.
        filters: A company's own filters.
    """

    def __init__(
        self, deflate: Compressor | None = None, filters: FilterFile | None = None
    ) -> None:
        self._deflate = deflate or compressor()
        self._filters = filters

    def prepare(self, template: TemplateFile) -> CompiledTemplate:
        """See `Renderer.prepare`."""
        return CompiledTemplate(template, self._deflate, self._filters)


class CompiledTemplate:
    """One template, compiled.

    Attributes:
        name: See `Compiled.name`.
        routes: How each part is made.
    """

    def __init__(
        self, template: TemplateFile, deflate: Compressor, filters: FilterFile | None = None
    ) -> None:
        self.name = template.name
        self._template = template
        self._filters = filters
        self._deflate = deflate
        self._environment = equipped(BytesEnvironment, filters=filters)
        self._reference: DocxtplTemplate | None = None
        self._stories: list[StoryPart] = []
        self._properties: list[Properties] = []
        package = read(template.content, template.name)
        trees = [self._parsed(source) for source in package.sources]
        self._trees = [
            (source.kind, tree) for source, tree in zip(package.sources, trees, strict=True)
        ]
        constants = dict(package.entries)
        routes = {name: Route(name, "pass-through") for name in constants}
        self._beyond = any(
            any(word in source.text for word in _THEIR_WORDS)
            and any(tree.find_all(_NOT_COMPILED))
            for source, tree in zip(package.sources, trees, strict=True)
        )
        if self._beyond:
            fallback = Route("*", "fallback", ("reason-statement",))
            routes = {"*": fallback}
        else:
            self._compile(package, trees, constants, routes)
        self.routes = tuple(routes.values())
        self._parts: list[StoryPart | Properties] = [*self._stories, *self._properties]
        self._literals = tuple(text for part in self._parts for text in part.literals)
        self._doubtful = not all(part.plan.vouched for part in self._stories)
        self._quick = not self._doubtful and any(part.quick for part in self._parts)
        self._chances = _MOST_CHANCES
        self._stamp = Stamp(package.entries, template.digest, filters)
        if self._stamp.own is not None and self._stamp.name in constants:
            constants[self._stamp.name] = self._stamp.own
        self._plain = constants
        self._unstamped: Prefix | None = None
        stamped = {**constants, **self._stamp.changed}
        stamped.pop(self._stamp.name, None)
        entries = self._entries(stamped)
        self._started = entries_hash(each.checksum for each in entries)
        self._stamped = Prefix(entries)

    @cached_property
    def variables(self) -> tuple[TemplateVariable, ...]:
        """See `Compiled.variables`."""
        # Of those who make many documents only one is asked for them.
        known = frozenset(self._environment.globals)
        return tuple(
            variable
            for kind, tree in self._trees
            for variable in find_variables(tree, kind, known)
        )

    def render(self, context: Mapping[str, Any]) -> bytes:
        """See `Compiled.render`."""
        return self.make(context).content

    def make(self, context: Mapping[str, Any], *, whole: bool = False) -> Made:
        """See `Vouching.make`."""
        if self._beyond or Replacement in map(type, context.values()):
            return self._by_docxtpl(context)
        told: list[str] | None = [] if whole else None
        if (parts := self._filled_quickly(context, told)) is not None:
            content = self._complete(parts, context)
            if told is not None:
                return Made(content, None, tuple(told), self._literals)
            return Made(content, frozenset(), harmless=self._literals)
        try:
            filled = self._fill(context, told=whole or self._doubtful)
            if filled.doubtful and not filled.told:
                # What was printed is asked for only now; numbering starts anew.
                filled = self._fill(context, told=True)
        except NeedsDocument:
            return self._by_docxtpl(context)
        printed = filled.printed if whole else filled.doubtful
        lines = tuple(line for each in printed.values() for line in each)
        names = None if whole else frozenset(filled.doubtful)
        return Made(self._complete(filled.parts, context), names, lines, self._literals)

    def _complete(self, parts: _Parts, context: Mapping[str, Any]) -> bytes:
        deflate = self._deflate
        # All is filled before anything is deflated, which leaves nothing in the caches.
        checksums = [(name, deflate.checksum(content)) for name, content in parts]
        prefix = self._stamped
        if (origin := origin_of(context)) is not None:
            stamp = self._stamp.part(origin, self._started, checksums)
            parts = [*parts, (self._stamp.name, stamp)]
            checksums.append((self._stamp.name, deflate.checksum(stamp)))
        else:
            if self._unstamped is None:
                self._unstamped = Prefix(self._entries(self._plain))
            prefix = self._unstamped
        return prefix.complete(
            [
                entry(name, content, deflate, checksum)
                for (name, content), (_, checksum) in zip(parts, checksums, strict=True)
            ]
        )

    def _entries(self, constants: Mapping[str, bytes]) -> list[Entry]:
        names = sorted(constants, key=lambda name: name != _CONTENT_TYPES)
        return [entry(name, constants[name], self._deflate) for name in names]

    def _filled_quickly(
        self, context: Mapping[str, Any], printed: list[str] | None = None
    ) -> _Parts | None:
        """The filled parts of a document that is as usual; None of any other."""
        if not self._quick or self._chances <= 0 or type(context) is not dict:
            return None
        counter = document_counter(context)
        try:
            contents = [
                self._part_quickly(part, context, counter, printed) for part in self._parts
            ]
        except (Unusual, NeedsDocument):
            # Where it is tried in vain each time, it is no longer tried.
            self._chances -= 1
            return None
        self._chances = min(self._chances + 1, _MOST_CHANCES)
        return [
            (part.name, content) for part, content in zip(self._parts, contents, strict=True)
        ]

    def _part_quickly(
        self,
        part: StoryPart | Properties,
        context: Mapping[str, Any],
        counter: Numbering,
        printed: list[str] | None,
    ) -> bytes:
        if part.quick and isinstance(part, StoryPart):
            return part.render_quickly(context, counter, printed)
        if part.quick:
            return part.render_quickly(context, counter)
        values = {**self._environment.globals, **context, **dict.fromkeys(FUNCTIONS, counter)}
        if isinstance(part, Properties):
            return part.render(values)
        content, vouched = part.render(values, printed)
        if not vouched:
            raise Unusual
        return content

    def _fill(self, context: Mapping[str, Any], *, told: bool) -> _Filled:
        values = {**self._environment.globals, **context, **document_functions(context)}
        filled = _Filled(told)
        for part in self._stories:
            printed: list[str] | None = [] if told else None
            content, vouched = part.render(values, printed)
            filled.parts.append((part.name, content))
            if printed is not None:
                filled.printed[part.name] = printed
            if not vouched:
                filled.doubtful[part.name] = printed or []
        for each in self._properties:
            filled.parts.append((each.name, each.render(values)))
        return filled

    def _parsed(self, source: PartSource) -> nodes.Template:
        with compiling(self.name, source.kind, source.text):
            return self._environment.parse(spelled_out(source))

    def _compile(
        self,
        package: Package,
        trees: list[nodes.Template],
        constants: dict[str, bytes],
        routes: dict[str, Route],
    ) -> None:
        """Compile the parts with tags; fix the others for good."""
        plain = make_environment(xml=False, filters=self._filters)
        tables = self._environment.tables
        for source, tree in zip(package.sources, trees, strict=True):
            if source.kind == "properties":
                content = constants.pop(source.name, None)
                if content is not None:
                    with compiling(self.name, source.kind, source.text):
                        part = Properties(source.name, content, plain, tables)
                    self._properties.append(part)
                    routes[source.name] = Route(source.name, "compiled")
            elif source.has_tags:
                with compiling(self.name, source.kind, source.text):
                    story = StoryPart(source, tree, self._environment, package.shell)
                self._stories.append(story)
                del constants[source.name]
                routes[source.name] = _route(story)
            else:
                fixed = mending.careful(source.text, source.kind, package.shell)
                constants[source.name] = fixed

    def _by_docxtpl(self, context: Mapping[str, Any]) -> Made:
        if self._reference is None:
            self._reference = DocxtplTemplate(self._template, self._deflate, self._filters)
        return self._reference.make(context)


@dataclass(slots=True)
class _Filled:
    """The filled parts of one document.

    Attributes:
        told: Whether it is known what was printed.
        parts: Their names and contents.
        printed: What was printed into each part.
        doubtful: The same of those parts that are not proven.
    """

    told: bool
    parts: _Parts = field(default_factory=list)
    printed: dict[str, list[str]] = field(default_factory=dict)
    doubtful: dict[str, list[str]] = field(default_factory=dict)


def _route(part: StoryPart) -> Route:
    plan = part.plan
    way: Way = "careful" if plan.reasons else "compiled"
    return Route(part.name, way, plan.reasons, plan.proven, plan.checked, plan.once)
